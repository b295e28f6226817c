package dev.glassine.core.record;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of one record's size, lent for the length of a call where a caller's buffer has no array
 * of its own or no room. Shared by all connections so that an idle one holds none; lock-free, fit
 * for virtual threads, and bounded: what does not fit is left to the collector.
 */
final class Scratch {
  /** Octets of each array: the longest record, and the room that opening one needs. */
  static final int LENGTH = RecordHeader.MAX_RECORD;

  /** Pairs are apart from each other, so that cores do not share cache lines. */
  private static final int STRIDE = 16;

  /** A call between two direct buffers needs two arrays, so places come in pairs. */
  private static final int PAIRS =
      Integer.highestOneBit(
          Math.max(1, Math.min(16, 2 * Runtime.getRuntime().availableProcessors())));

  private static final AtomicReferenceArray<byte @Nullable []> POOL =
      new AtomicReferenceArray<>(PAIRS * STRIDE);

  private Scratch() {}

  /** An array of {@code length} octets or more, of any content: write before reading. */
  static byte[] borrow(int length) {
    if (length > LENGTH) {
      return new byte[length];
    }
    int pair = pair();
    byte[] pooled = POOL.getAndSet(pair, null);
    if (pooled == null) {
      pooled = POOL.getAndSet(pair + 1, null);
    }
    return pooled != null ? pooled : new byte[LENGTH];
  }

  /** Gives the array back, whose first {@code secret} octets are wiped. */
  static void giveBack(byte[] array, int secret) {
    Arrays.fill(array, 0, secret, (byte) 0);
    if (array.length == LENGTH) {
      int pair = pair();
      if (!POOL.compareAndSet(pair, null, array)) {
        POOL.compareAndSet(pair + 1, null, array);
      }
    }
  }

  private static int pair() {
    long id = Thread.currentThread().threadId();
    return (int) ((id * 0x9E3779B97F4A7C15L) >>> 40) % PAIRS * STRIDE;
  }
}
