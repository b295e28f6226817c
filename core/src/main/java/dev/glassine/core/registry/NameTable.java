package dev.glassine.core.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a registry that is known by name only, written as text: {@code code name} a line, the
 * code in hexadecimal, under {@code #} lines that say where the rows after them are specified.
 */
final class NameTable {
  /** One line of the text. */
  record Row(int code, String name, String reference) {}

  private NameTable() {}

  static List<Row> parse(String text) {
    List<Row> rows = new ArrayList<>();
    String reference = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("# ")) {
        reference = line.substring(2);
      } else {
        int space = line.indexOf(' ');
        rows.add(
            new Row(Integer.parseInt(line, 0, space, 16), line.substring(space + 1), reference));
      }
    }
    return rows;
  }
}
