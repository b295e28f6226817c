package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/attacks.md} honest: each test that it names exists, and no row leaves out what
 * shows it.
 */
class AttacksPageTest {
  private static final Path ROOT = Path.of(System.getProperty("glassine.root", ".."));

  /** {@code ClassTest.method}, or with a nested class between. */
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(?:(\\w+)\\.)?(\\w+)`");

  @Test
  void namesNoTestThatDoesNotExist() throws IOException {
    Map<String, String> sources = testSources();
    List<String> missing = new ArrayList<>();
    Matcher named = TEST.matcher(Files.readString(ROOT.resolve("docs/attacks.md")));
    int count = 0;
    while (named.find()) {
      count++;
      String nested = named.group(2);
      // Behind the nested class's own line, so that its namesakes in other classes do not count.
      String source = sources.getOrDefault(named.group(1), "");
      int from = nested == null ? 0 : source.indexOf("class " + nested + " ");
      if (from < 0 || !source.substring(from).contains(" " + named.group(3) + "(")) {
        missing.add(named.group());
      }
    }
    assertThat(missing).as("tests that docs/attacks.md names and nobody wrote").isEmpty();
    assertThat(count).as("tests that it names").isGreaterThan(40);
  }

  @Test
  void saysOfEveryAttackWhatShowsTheAnswer() throws IOException {
    List<String> rows = rowsOfAttacks();
    assertThat(rows).hasSizeGreaterThan(60);
    assertThat(rows)
        .allSatisfy(
            row -> {
              String[] cells = row.substring(1, row.lastIndexOf('|')).split("\\|", -1);
              assertThat(cells).as(row).hasSize(4);
              assertThat(cells[3])
                  .as(row)
                  .matches(
                      cell ->
                          TEST.matcher(cell).find()
                              || cell.contains("no test yet")
                              || cell.contains("not built yet")
                              || cell.contains("not for a TLS library"));
            });
  }

  /** Those of the tables that list attacks; others on the page have columns of their own. */
  private static List<String> rowsOfAttacks() throws IOException {
    List<String> rows = new ArrayList<>();
    boolean ofAttacks = false;
    String before = "";
    for (String line : Files.readAllLines(ROOT.resolve("docs/attacks.md"))) {
      boolean header = line.startsWith("| ") && !before.startsWith("|");
      if (header) {
        ofAttacks = line.startsWith("| attack ");
      } else if (line.startsWith("| ") && ofAttacks) {
        rows.add(line);
      }
      before = line;
    }
    return rows;
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.find(ROOT, 16, (path, _) -> isTest(path))) {
      for (Path file : files.toList()) {
        sources.merge(
            file.getFileName().toString().replace(".java", ""),
            Files.readString(file),
            String::concat);
      }
    }
    return sources;
  }

  private static boolean isTest(Path path) {
    return path.toString().endsWith("Test.java") && path.toString().contains("/src/test/");
  }
}
