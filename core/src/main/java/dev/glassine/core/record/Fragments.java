package dev.glassine.core.record;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What all sealers and openers do with the octets of a fragment. */
public final class Fragments {
  private Fragments() {}

  /** Refuses to seal more than a record carries. */
  public static void checkLength(int length, int max) {
    if (length < 0 || length > max) {
      throw new TlsFailure.Misuse(
          "a fragment of " + length + " octets does not fit a record of at most " + max);
    }
  }

  /**
   * Refuses an opened fragment that is too long (RFC 9846 §5.2, §5.4; RFC 5246 §6.2.1; RFC 8449
   * §4).
   */
  public static void checkOpened(int length, int max) {
    if (length > max) {
      throw new TlsFailure.Malformed(
          Reason.RECORD_TOO_LONG,
          length + " octets inside a protected record, at most " + max + " may stand there");
    }
  }

  /** Whether both are one array, not only equal. */
  @SuppressWarnings("ReferenceEquality") // what overlaps is memory, not values
  public static boolean same(byte @Nullable [] left, byte @Nullable [] right) {
    return left == right;
  }

  /** Whether both buffers, which have arrays, have the same one. */
  @SuppressWarnings("ByteBufferBackingArray") // which array it is matters, not where in it
  public static boolean same(ByteBuffer left, ByteBuffer right) {
    return same(left.array(), right.array());
  }

  /** Puts the octets where they are worked on; overlapping is allowed. */
  public static void place(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    if (!same(in, out) || inOffset != outOffset) {
      System.arraycopy(in, inOffset, out, outOffset, length);
    }
  }

  /** Whether the two ranges share octets without being the same: ciphers want them moved first. */
  public static boolean overlap(byte[] in, int inOffset, byte[] out, int outOffset, int length) {
    return same(in, out) && inOffset != outOffset && Math.abs(inOffset - outOffset) < length;
  }

  /**
   * The one failure of every record that does not authenticate; the octets that came out of it are
   * wiped.
   */
  public static TlsFailure unauthentic(byte[] out, int outOffset, int length) {
    Arrays.fill(out, outOffset, outOffset + Math.max(0, length), (byte) 0);
    return new TlsFailure.Misbehaved(Reason.BAD_RECORD_MAC, "");
  }
}
