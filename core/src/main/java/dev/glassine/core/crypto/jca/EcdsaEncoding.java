package dev.glassine.core.crypto.jca;

/**
 * The encoding of an ECDSA signature, judged before a provider sees it: the JDK takes numbers that
 * lack their leading zero, others do not, and all should refuse the same.
 *
 * <pre>
 * Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }      (RFC 5480 §2.2.3), DER
 * </pre>
 */
final class EcdsaEncoding {
  private EcdsaEncoding() {}

  /** Whether these octets are the DER encoding of two positive numbers and nothing else. */
  static boolean isDer(byte[] octets) {
    // 0x30, a length in one octet, or in two as P-521 needs
    int start = octets.length > 2 && octets[1] == (byte) 0x81 ? 3 : 2;
    if (octets.length < start + 6 || octets[0] != 0x30) {
      return false;
    }
    int length = octets[start - 1] & 0xFF;
    if (length != octets.length - start || (start == 3) != (length > 127)) {
      return false;
    }
    int second = afterPositive(octets, start);
    return second != -1 && afterPositive(octets, second) == octets.length;
  }

  /** Where the positive INTEGER at {@code start} ends, or -1 where there is none. */
  private static int afterPositive(byte[] octets, int start) {
    if (start + 2 >= octets.length || octets[start] != 0x02) {
      return -1;
    }
    int length = octets[start + 1];
    int first = start + 2;
    // a length of one octet is enough for 521 bits
    if (length < 1 || length > octets.length - first || octets[first] < 0) {
      return -1;
    }
    boolean needlessZero = length > 1 && octets[first] == 0 && octets[first + 1] >= 0;
    boolean zero = length == 1 && octets[first] == 0;
    return needlessZero || zero ? -1 : first + length;
  }
}
