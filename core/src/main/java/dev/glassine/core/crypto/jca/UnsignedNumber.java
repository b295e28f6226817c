package dev.glassine.core.crypto.jca;

import java.math.BigInteger;
import java.util.Arrays;

/** Whole numbers in a fixed count of octets, most significant first, leading zeros kept. */
final class UnsignedNumber {
  private UnsignedNumber() {}

  /** The number in {@code length} octets, which must be enough. */
  static byte[] octets(BigInteger number, int length) {
    byte[] octets = new byte[length];
    write(number, octets, 0, length);
    return octets;
  }

  /** Writes the number to {@code out}, in {@code length} octets from {@code offset}. */
  static void write(BigInteger number, byte[] out, int offset, int length) {
    byte[] signed = number.toByteArray();
    int from = signed[0] == 0 ? 1 : 0;
    int used = signed.length - from;
    if (number.signum() < 0 || used > length) {
      throw new IllegalArgumentException("the number does not fit into " + length + " octets");
    }
    System.arraycopy(signed, from, out, offset + length - used, used);
    Arrays.fill(signed, (byte) 0);
  }
}
