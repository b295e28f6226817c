package dev.glassine.bench.sidebyside;

import java.util.List;
import java.util.Locale;

/** A page in Markdown that comes about line by line. */
final class Page {
  /** A cell of a table that has nothing to say. */
  static final String NOTHING = "–";

  private final StringBuilder text = new StringBuilder();

  void line(String line) {
    text.append(line).append('\n');
  }

  void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  /** A table under a heading; rows follow. */
  void table(String title, Iterable<String> columns) {
    heading(title);
    columns("", columns);
  }

  /** The first line of a table, and the rule below it. */
  void columns(String first, Iterable<String> columns) {
    line("| " + first + "| " + String.join(" | ", columns) + " |");
    StringBuilder rule = new StringBuilder("|---|");
    columns.forEach(_ -> rule.append("--:|"));
    line(rule.toString());
  }

  /** None where nothing is to be said of the contestant. */
  void row(Contestant contestant, List<String> cells) {
    if (cells.stream().anyMatch(cell -> !cell.equals(NOTHING))) {
      line("| " + contestant.title() + " | " + String.join(" | ", cells) + " |");
    }
  }

  /** A sentence, wrapped as people do. */
  void paragraph(String sentences) {
    StringBuilder current = new StringBuilder();
    for (String word : sentences.split(" ", -1)) {
      if (!current.isEmpty() && current.length() + 1 + word.length() > 100) {
        line(current.toString());
        current.setLength(0);
      }
      current.append(current.isEmpty() ? "" : " ").append(word);
    }
    line(current.toString());
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
