package dev.glassine.inspect.decrypt;

import dev.glassine.core.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Octets as people paste them: hexadecimal digits, in a row or with blanks, colons, commas, {@code
 * 0x} or {@code \x} between them, or a dump of xxd, hexdump, tcpdump or Wireshark with its offsets
 * and its text column.
 */
final class PastedOctets {
  /** An offset, with the colon of xxd and tcpdump or the two blanks of the others. */
  private static final Pattern DUMP_LINE =
      Pattern.compile("\\s*(?:0x)?[0-9A-Fa-f]{4,16}(?::\\s+|\\s{2,})(\\S.*)");

  private static final Pattern PREFIX = Pattern.compile("0[xX]|\\\\[xX]");
  private static final Pattern BETWEEN = Pattern.compile("[\\s:,;{}()\\[\\]\"'\\-]+");
  private static final int DUMP_WIDTH = 16;

  private PastedOctets() {}

  /**
   * The octets in a text.
   *
   * @throws IllegalArgumentException with one sentence where the text is none of that
   */
  static Bytes read(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("nothing was given: paste the octets of a ClientHello");
    }
    if (lines.stream().allMatch(line -> DUMP_LINE.matcher(line).matches())) {
      return dump(lines);
    }
    String digits = BETWEEN.matcher(PREFIX.matcher(text).replaceAll("")).replaceAll("");
    for (int i = 0; i < digits.length(); i++) {
      if (!HexFormat.isHexDigit(digits.charAt(i))) {
        throw new IllegalArgumentException(
            "this is neither a capture nor octets in hexadecimal digits: '"
                + shown(digits.codePointAt(i))
                + "' stands after "
                + i
                + " digits");
      }
    }
    if (digits.length() % 2 != 0) {
      throw new IllegalArgumentException(
          digits.length() + " hexadecimal digits are no whole number of octets");
    }
    return Bytes.wrap(HexFormat.of().parseHex(digits));
  }

  private static String shown(int point) {
    return point > 0x20 && point < 0x7F
        ? Character.toString(point)
        : String.format("U+%04X", point);
  }

  private static Bytes dump(List<String> lines) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (String line : lines) {
      Matcher matcher = DUMP_LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalStateException(line);
      }
      dumpLine(matcher.group(1), octets);
    }
    return Bytes.wrap(octets.toByteArray());
  }

  /** Groups of digits up to the text column, which stands behind two blanks or more. */
  private static void dumpLine(String rest, ByteArrayOutputStream octets) {
    boolean bars = rest.indexOf('|') >= 0;
    String groups = bars ? rest.substring(0, rest.indexOf('|')) : rest;
    int count = 0;
    int at = 0;
    while (at < groups.length() && count < DUMP_WIDTH) {
      int end = at;
      while (end < groups.length() && HexFormat.isHexDigit(groups.charAt(end))) {
        end++;
      }
      if (end == at || (end - at) % 2 != 0) {
        return;
      }
      octets.writeBytes(HexFormat.of().parseHex(groups, at, end));
      count += (end - at) / 2;
      int next = end;
      while (next < groups.length() && groups.charAt(next) == ' ') {
        next++;
      }
      // hexdump -C leaves two blanks in the middle as well
      if (next - end >= 2 && !bars) {
        return;
      }
      at = next;
    }
  }
}
