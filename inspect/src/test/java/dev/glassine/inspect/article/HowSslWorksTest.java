package dev.glassine.inspect.article;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.registry.Side;
import dev.glassine.inspect.KeySchedulePicture;
import dev.glassine.inspect.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The article's figures and quotes are what this code does: each is made anew and compared with
 * what is committed. With {@code -Dglassine.regenerate=true} they are written instead.
 */
class HowSslWorksTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("glassine.root", ".."), "docs", "how-ssl-works");
  private static final boolean REGENERATE = Boolean.getBoolean("glassine.regenerate");

  /** A quote in a page: what is asked for, and what stands there. */
  private static final Pattern QUOTE =
      Pattern.compile("<!-- glass: (.+?) -->\n(.*?)<!-- /glass -->", Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]+))?\\)");

  private static final Map<String, PaperHandshake> HANDSHAKES = PaperHandshakes.all();
  private static final Quotes QUOTES = new Quotes(HANDSHAKES);

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void quotesWhatTheHandshakesSay(Path page) throws IOException {
    String text = Files.readString(page);
    String made =
        QUOTE
            .matcher(text)
            .replaceAll(
                quote ->
                    Matcher.quoteReplacement(
                        "<!-- glass: "
                            + quote.group(1)
                            + " -->\n"
                            + QUOTES.of(quote.group(1))
                            + "\n<!-- /glass -->"));
    check(page, text, made);
  }

  @ParameterizedTest
  @MethodSource("figures")
  void drawsTheFiguresThatThePagesShow(String name) throws IOException {
    Path file = FOLDER.resolve("figures").resolve(name + ".svg");
    String text = Files.exists(file) ? Files.readString(file) : "";
    check(file, text, drawn(name));
  }

  /** {@code tls13-keys} is the key schedule of {@code tls13}. */
  private static String drawn(String name) {
    Trace trace = HANDSHAKES.get(name.replace("-keys", "")).seenBy(Side.CLIENT);
    return name.endsWith("-keys") ? KeySchedulePicture.svg(trace) : Ladder.draw(trace);
  }

  static Set<String> figures() throws IOException {
    Set<String> names = new TreeSet<>();
    pages()
        .map(HowSslWorksTest::read)
        .forEach(
            text ->
                QUOTE
                    .matcher(text)
                    .results()
                    .map(quote -> quote.group(1))
                    .filter(request -> request.startsWith("figure "))
                    .forEach(request -> names.add(request.substring("figure ".length()))));
    return names;
  }

  @Test
  void hasNoFigureThatNobodyShows() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("figures"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".svg", "")))
          .containsExactlyInAnyOrderElementsOf(figures());
    }
  }

  @Test
  void makesTheSameOctetsEveryTime() {
    Map<String, PaperHandshake> again = PaperHandshakes.all();

    HANDSHAKES.forEach(
        (name, handshake) -> {
          for (Side side : Side.values()) {
            assertThat(again.get(name).seenBy(side))
                .as("%s of %s", side, name)
                .usingRecursiveComparison()
                .ignoringFields("started")
                .isEqualTo(handshake.seenBy(side));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksToWhatIsThere(Path page) {
    for (MatchResult link : LINK.matcher(read(page)).results().toList()) {
      Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
      assertThat(target).as("%s links to %s", page.getFileName(), link.group()).exists();
      if (link.group(2) != null) {
        assertThat(anchors(read(target)))
            .as("%s links to %s", page.getFileName(), link.group())
            .contains(link.group(2));
      }
    }
  }

  /** As GitHub makes them: small letters, no punctuation, hyphens for spaces. */
  private static Set<String> anchors(String text) {
    Set<String> anchors = new TreeSet<>();
    for (MatchResult heading : Pattern.compile("(?m)^#+ (.+)$").matcher(text).results().toList()) {
      anchors.add(
          heading
              .group(1)
              .toLowerCase(java.util.Locale.ROOT)
              .replaceAll("[^a-z0-9 -]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  private static void check(Path file, String committed, String made) throws IOException {
    if (REGENERATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, made);
    } else {
      assertThat(committed)
          .as("%s differs from what the code does; -Dglassine.regenerate=true writes it anew", file)
          .isEqualTo(made);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
