package dev.glassine.core.keys;

import dev.glassine.core.wire.Bytes;
import java.security.MessageDigest;

/**
 * Comparisons and choices whose time does not depend on the octets: MACs, Finished, binders and
 * cookies go through {@link #equal}, the padding of CBC records and RSA premasters through the
 * masks.
 *
 * <p>A mask is -1 (all bits set) for yes and 0 for no. The masks are pure arithmetic, so neither a
 * branch nor an address depends on their operands.
 */
public final class ConstantTime {
  private ConstantTime() {}

  /** Whether both are equal; the lengths are public. */
  public static boolean equal(byte[] left, byte[] right) {
    return MessageDigest.isEqual(left, right);
  }

  /** Whether both are equal; the lengths are public. */
  public static boolean equal(Bytes left, Bytes right) {
    return MessageDigest.isEqual(left.toArray(), right.toArray());
  }

  /** The mask of {@code a == b}; any values. */
  public static int eq(int a, int b) {
    int difference = a ^ b;
    return ~((difference | -difference) >> 31);
  }

  /** The mask of {@code a == 0}; any value. */
  public static int isZero(int a) {
    return ~((a | -a) >> 31);
  }

  /** The mask of {@code a < b} as signed numbers; any values. */
  public static int lt(int a, int b) {
    return (int) (((long) a - (long) b) >> 63);
  }

  /** The mask of {@code a >= b} as signed numbers; any values. */
  public static int ge(int a, int b) {
    return ~lt(a, b);
  }

  /** {@code a} where {@code mask} is -1, {@code b} where it is 0. */
  public static int select(int mask, int a, int b) {
    return (a & mask) | (b & ~mask);
  }

  /** {@code a} where {@code mask} is -1, {@code b} where it is 0. */
  public static byte select(int mask, byte a, byte b) {
    return (byte) ((a & mask) | (b & ~mask));
  }

  /** The mask of {@code length} octets being equal; every octet is looked at. */
  public static int eq(byte[] left, int leftOffset, byte[] right, int rightOffset, int length) {
    int difference = 0;
    for (int i = 0; i < length; i++) {
      difference |= left[leftOffset + i] ^ right[rightOffset + i];
    }
    return isZero(difference);
  }
}
