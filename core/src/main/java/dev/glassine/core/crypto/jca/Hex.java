package dev.glassine.core.crypto.jca;

import java.util.HexFormat;

/** Octets of constants and known answers, as the specifications print them. */
final class Hex {
  private Hex() {}

  /** Reads hexadecimal digits; white space between them is passed over. */
  static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }
}
