package dev.glassine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reason is raised by the code and expected by a test. It reads the repository's sources: a
 * reason counts where it stands as {@code Reason.NAME} or, imported or in a table, as {@code NAME};
 * alerts of the same name do not count, nor what a test says must not happen.
 */
class EveryReasonTest {
  private static final Path ROOT = Path.of(System.getProperty("glassine.root", ".."));

  /** Those that go over all reasons alike, which says nothing of how one comes about. */
  private static final Set<String> ABOUT_REASONS =
      Set.of(
          "Reason.java",
          "ReasonTest.java",
          "EveryReasonTest.java",
          "Explaining.java",
          "ExplanationTest.java");

  private static final Pattern NAME =
      Pattern.compile("(?<!\\bisNotEqualTo\\()(?<![\\w.])(?:Reason\\.)?([A-Z][A-Z0-9_]+)\\b");

  private static final Set<String> RAISED = names(sources("src/main/java"));
  private static final Set<String> EXPECTED = names(sources("src/test/java"));

  @ParameterizedTest
  @EnumSource
  void isRaisedSomewhere(Reason reason) {
    assertThat(RAISED.contains(reason.name()))
        .as("nothing raises %s: use it or remove it", reason)
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void isExpectedByATest(Reason reason) {
    assertThat(EXPECTED.contains(reason.name()))
        .as("no test produces %s: write one", reason)
        .isTrue();
  }

  @Test
  void countsNeitherAlertsNorWhatMustNotHappen() {
    assertThat(names("is(Reason.INTERNAL_ERROR)")).containsExactly("INTERNAL_ERROR");
    assertThat(names("\"name, 0004, BAD_FIELD_VALUE\"")).containsExactly("BAD_FIELD_VALUE");
    assertThat(names("is(Reason.NOT_TLS_HTTP)")).containsExactly("NOT_TLS_HTTP");
    assertThat(names("is(AlertDescription.INTERNAL_ERROR)")).isEmpty();
    assertThat(names("isNotEqualTo(Reason.INTERNAL_ERROR)")).isEmpty();
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  /** All modules' sources under this folder, one after the other. */
  private static String sources(String folder) {
    try (Stream<Path> modules = Files.list(ROOT)) {
      String text =
          modules
              .map(module -> module.resolve(folder))
              .filter(Files::isDirectory)
              .map(EveryReasonTest::javaBelow)
              .collect(Collectors.joining());
      assertThat(text).as("sources below %s", ROOT.toAbsolutePath()).isNotEmpty();
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String javaBelow(Path folder) {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".java") && !ABOUT_REASONS.contains(name)) {
          text.append(Files.readString(file)).append('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
