package dev.glassine.ecosystem.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets of {@code docs/guide} are regions of sources that are compiled and run. */
class GuidePagesTest {
  private static final Path ROOT = Path.of(System.getProperty("glassine.root", ".."));
  private static final Path GUIDE = ROOT.resolve("docs/guide");
  private static final Path SOURCES =
      ROOT.resolve("ecosystem/src/test/java/dev/glassine/ecosystem/guide");
  private static final Pattern SNIPPET =
      Pattern.compile("(?:<!-- code: (\\S+)#(\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(GUIDE)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void showsWhatIsCompiled(Path page) throws IOException {
    Matcher snippet = SNIPPET.matcher(Files.readString(page));
    while (snippet.find()) {
      assertThat(snippet.group(1)).as("source of a snippet in " + page).isNotNull();
      assertThat(snippet.group(3))
          .as(page + " " + snippet.group(2))
          .isEqualTo(region(ROOT.resolve(snippet.group(1)), snippet.group(2)));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksToWhatIsThere(Path page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      assertThat(page.resolveSibling(link.group(1))).as("link in " + page).exists();
    }
  }

  @Test
  void usesEachRegion() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path page : pages().toList()) {
      Matcher snippet = SNIPPET.matcher(Files.readString(page));
      while (snippet.find()) {
        used.add(Path.of(snippet.group(1)).getFileName() + "#" + snippet.group(2));
      }
    }
    Set<String> there = new TreeSet<>();
    Pattern tag = Pattern.compile("// tag::(\\S+)\\[\\]");
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(each -> !each.endsWith("GuidePagesTest.java")).toList()) {
        Matcher matcher = tag.matcher(Files.readString(file));
        while (matcher.find()) {
          there.add(file.getFileName() + "#" + matcher.group(1));
        }
      }
    }
    assertThat(used).containsAll(there);
  }

  @Test
  void namesEveryPageInItsIndex() throws IOException {
    String index = Files.readString(GUIDE.resolve("README.md"));
    for (Path page : pages().toList()) {
      if (!page.endsWith("README.md")) {
        assertThat(index).contains("(" + page.getFileName() + ")");
      }
    }
  }

  /** The lines between the tags, without what they are all indented by. */
  private static String region(Path file, String name) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int start = indexOf(lines, "// tag::" + name + "[]");
    int end = indexOf(lines, "// end::" + name + "[]");
    assertThat(start).as("region " + name + " in " + file).isBetween(0, end);
    List<String> region = new ArrayList<>();
    int indent = lines.get(start).indexOf("//");
    for (String line : lines.subList(start + 1, end)) {
      region.add(line.isBlank() ? "" : line.substring(indent));
    }
    return String.join("\n", region) + "\n";
  }

  private static int indexOf(List<String> lines, String tag) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(tag)) {
        return i;
      }
    }
    return -1;
  }
}
