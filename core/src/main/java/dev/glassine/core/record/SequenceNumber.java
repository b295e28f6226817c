package dev.glassine.core.record;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;

/**
 * The number of the next record under one key, from 0 (RFC 9846 §5.3), and how many records the key
 * may protect (§5.5). Mutable, one owner.
 *
 * <p>It counts to 2^63-1 rather than 2^64-1: no connection comes near either, and the sign stays
 * out of the comparisons.
 */
public final class SequenceNumber {
  private final long limit;
  private long next;

  /** From 0 up to {@code limit} records. */
  public SequenceNumber(long limit) {
    this.limit = limit;
  }

  /** The number for a record to be sealed; it counts when {@link #used} is called. */
  public long toSeal() {
    // RFC 9846 §5.5: "Implementations MUST either close the connection or do a key update ... prior
    // to reaching these limits"
    if (next >= limit) {
      throw exhausted();
    }
    return next;
  }

  /**
   * The number for a record to be opened. RFC 9846 §5.5: receivers "SHOULD NOT enforce these
   * limits"; only wrapping is refused.
   */
  public long toOpen() {
    if (next == Long.MAX_VALUE) {
      throw exhausted();
    }
    return next;
  }

  /** The record is made, or proved genuine. */
  public void used() {
    next++;
  }

  /** Records that may still be sealed. */
  public long remaining() {
    return Math.max(0, limit - next);
  }

  private TlsFailure exhausted() {
    return new TlsFailure.Internal(Reason.KEY_LIMIT_REACHED, next + " records", null);
  }

  /** Writes {@code number} as 8 octets. */
  public static void write(long number, byte[] out, int offset) {
    for (int i = 7; i >= 0; i--) {
      out[offset + i] = (byte) number;
      number >>>= 8;
    }
  }

  /**
   * Adds {@code number} (xor) to the end of an IV, which makes a nonce of it (RFC 9846 §5.3);
   * adding it again makes the IV of the nonce. So an idle key needs no array for its nonces.
   */
  static void add(long number, byte[] iv) {
    for (int i = iv.length - 1; number != 0; i--) {
      iv[i] ^= (byte) number;
      number >>>= 8;
    }
  }

  /**
   * Writes {@code iv} to {@code nonce} with {@code number} added in (xor) at its end (RFC 9846
   * §5.3, RFC 7905 §2).
   */
  public static void nonce(byte[] iv, long number, byte[] nonce) {
    System.arraycopy(iv, 0, nonce, 0, iv.length);
    add(number, nonce);
  }
}
