package dev.glassine.core.keys;

import dev.glassine.core.wire.Bytes;
import java.security.MessageDigest;

/** Comparisons whose time does not depend on the octets: MACs, Finished, binders, cookies go through here. */
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
}
