package dev.glassine.core.identity;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of PEM text (RFC 7468 §2): {@code -----BEGIN label-----}, Base64, {@code -----END
 * label-----}.
 *
 * @param headers lines such as {@code Proc-Type: 4,ENCRYPTED} that older formats put before the
 *     Base64 (RFC 1421 §4.6)
 */
record PemBlock(String label, List<String> headers, byte[] der) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /**
   * The blocks in {@code text}; what stands between them is ignored (RFC 7468 §5.2). {@code source}
   * names the text in errors.
   */
  static List<PemBlock> read(String text, String source) {
    List<PemBlock> blocks = new ArrayList<>();
    String label = null;
    List<String> headers = new ArrayList<>();
    StringBuilder base64 = new StringBuilder();
    int number = 0;
    for (String raw : text.split("\r\n|\r|\n", -1)) {
      number++;
      String line = raw.strip();
      if (label == null) {
        if (line.startsWith(BEGIN)
            && line.endsWith(DASHES)
            && line.length() > BEGIN.length() + DASHES.length()) {
          label = line.substring(BEGIN.length(), line.length() - DASHES.length());
          headers.clear();
          base64.setLength(0);
        }
      } else if (line.startsWith(END)) {
        if (!line.equals(END + label + DASHES)) {
          throw new IllegalArgumentException(
              source
                  + ", line "
                  + number
                  + ": \""
                  + BEGIN
                  + label
                  + DASHES
                  + "\" is ended by \""
                  + line
                  + "\"");
        }
        blocks.add(new PemBlock(label, List.copyOf(headers), decode(base64, label, source)));
        label = null;
      } else if (line.startsWith(BEGIN)) {
        throw new IllegalArgumentException(
            source
                + ", line "
                + number
                + ": a block begins inside \""
                + BEGIN
                + label
                + DASHES
                + "\"");
      } else if (line.indexOf(':') >= 0) {
        headers.add(line);
      } else {
        base64.append(line);
      }
    }
    if (label != null) {
      throw new IllegalArgumentException(
          source + ": \"" + BEGIN + label + DASHES + "\" has no end: the file is cut off");
    }
    return blocks;
  }

  private static byte[] decode(CharSequence base64, String label, String source) {
    String dense = base64.toString().replace(" ", "").replace("\t", "");
    try {
      return Base64.getDecoder().decode(dense);
    } catch (IllegalArgumentException e) {
      // The decoder's message quotes an octet of what may be a key: it is not passed on.
      throw new IllegalArgumentException(source + ": the Base64 of \"" + label + "\" is damaged");
    }
  }

  @Override
  public String toString() {
    return "PemBlock(" + label + ", " + der.length + " octets)";
  }
}
