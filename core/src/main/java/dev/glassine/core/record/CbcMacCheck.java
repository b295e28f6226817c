package dev.glassine.core.record;

import java.util.Arrays;

/**
 * Finds and checks the MAC in a decrypted MAC-then-encrypt CBC record without showing, by an answer
 * or by time, how long its padding is or whether padding or MAC was wrong.
 *
 * <p>The attacks: Vaudenay, "Security Flaws Induced by CBC Padding" (Eurocrypt 2002), where
 * different alerts for wrong padding and wrong MAC give the plaintext away; Canvel, Hiltgen,
 * Vaudenay, Vuagnoux (Crypto 2003), where the time that a skipped MAC saves does the same; AlFardan
 * and Paterson, "Lucky Thirteen" (IEEE S&amp;P 2013), where even the few compressions that a
 * shorter message saves in the MAC do.
 *
 * <p>The answer here (RFC 5246 §6.2.3.2 asks for the first half):
 *
 * <ul>
 *   <li>wrong padding counts as no padding, and the MAC is computed all the same;
 *   <li>{@link RecordMac#balance} makes up, on a second keyed hash, for the compressions that
 *       longer padding saves, so their number depends on the record's length only;
 *   <li>padding, the received MAC and the comparison are read by masks over a fixed range of
 *       octets: no branch or index depends on a secret;
 *   <li>one verdict for everything, and the caller makes one failure of it.
 * </ul>
 *
 * <p>What remains: JCA's {@code Mac} cannot run single compressions, so the octets of the last
 * block are copied and padded by the provider in a way that depends on their number. These are
 * nanoseconds, within the noise of a JVM; closing them needs encrypt-then-MAC (RFC 7366), which is
 * preferred where the peer has it, or an AEAD suite. One object a direction; one owner thread.
 */
final class CbcMacCheck {
  private final RecordMac mac;
  private final CbcPadding padding;
  private final byte[] expected;
  private final byte[] received;

  CbcMacCheck(RecordMac mac, CbcPadding padding) {
    this.mac = mac;
    this.padding = padding;
    this.expected = new byte[mac.length()];
    this.received = new byte[mac.length()];
  }

  /**
   * The verdict on {@code length} decrypted octets: content, MAC, padding, padding length.
   *
   * @param length more than the MAC's: the caller has checked, since a record's length is no secret
   * @return the content's length, or -1
   */
  int contentLength(long sequence, int type, byte[] octets, int offset, int length) {
    int macLength = mac.length();
    int longest = length - 1 - macLength;
    int paddingLength = octets[offset + length - 1] & 0xFF;
    int good = padding.judge(octets, offset, length) & ~below(longest, paddingLength);
    // RFC 5246 §6.2.3.2: "assume a zero-length pad if the padding appears to be incorrect"
    int contentLength = longest - (paddingLength & good);

    mac.compute(sequence, type, octets, offset, contentLength, expected, 0);
    mac.balance(contentLength, longest);
    int rotation = extract(octets, offset, length, contentLength);
    good &= equal(rotation);
    return (contentLength & good) | ~good;
  }

  /**
   * Copies the MAC at the secret place {@code contentLength} into {@code received}, rotated;
   * returns by how much.
   */
  private int extract(byte[] octets, int offset, int length, int contentLength) {
    int macLength = received.length;
    Arrays.fill(received, (byte) 0);
    int rotation = 0;
    int column = 0;
    for (int i = Math.max(0, length - 256 - macLength); i < length - 1; i++) {
      int atStart = same(i, contentLength);
      int within = ~below(i, contentLength) & below(i, contentLength + macLength);
      received[column] |= (byte) (octets[offset + i] & within);
      rotation |= column & atStart;
      column++;
      column &= below(column, macLength);
    }
    return rotation;
  }

  /**
   * All ones where {@code received}, turned back by {@code rotation}, is {@code expected}, else 0.
   */
  private int equal(int rotation) {
    int macLength = received.length;
    int different = 0;
    int column = rotation;
    for (int i = 0; i < macLength; i++) {
      int octet = 0;
      for (int j = 0; j < macLength; j++) {
        octet |= received[j] & same(j, column);
      }
      different |= (octet ^ expected[i]) & 0xFF;
      column++;
      column &= below(column, macLength);
    }
    return below(different, 1);
  }

  /** All ones (-1) where {@code left < right}, else 0; for values far from the ends of int. */
  static int below(int left, int right) {
    return (left - right) >> 31;
  }

  /** All ones where both are equal, else 0. */
  private static int same(int left, int right) {
    int difference = left ^ right;
    return ~((difference | -difference) >> 31);
  }
}
