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

  /** Places are apart from each other, so that cores do not share cache lines. */
  private static final int STRIDE = 16;

  private static final int PLACES =
      Integer.highestOneBit(
          Math.max(1, Math.min(32, 2 * Runtime.getRuntime().availableProcessors())));
  private static final AtomicReferenceArray<byte @Nullable []> POOL =
      new AtomicReferenceArray<>(PLACES * STRIDE);

  private Scratch() {}

  /** An array of {@code length} octets or more, all of them zero or not: write before reading. */
  static byte[] borrow(int length) {
    if (length > LENGTH) {
      return new byte[length];
    }
    byte[] pooled = POOL.getAndSet(place(), null);
    return pooled != null ? pooled : new byte[LENGTH];
  }

  /** Gives the array back, whose first {@code used} octets are wiped. */
  static void giveBack(byte[] array, int used) {
    Arrays.fill(array, 0, used, (byte) 0);
    if (array.length == LENGTH) {
      POOL.set(place(), array);
    }
  }

  private static int place() {
    long id = Thread.currentThread().threadId();
    return (int) ((id * 0x9E3779B97F4A7C15L) >>> 40) % PLACES * STRIDE;
  }
}
