package dev.glassine.jsse;

import dev.glassine.core.registry.ProtocolVersion;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lends arrays that hold one record, so that a connection holds one only while octets wait in it.
 * Keeps a few. Thread-safe.
 */
final class ArrayPool {
  /** Octets of each array: the longest record of any version but SSL 2.0. */
  static final int LENGTH = PacketSizes.packet(ProtocolVersion.TLS_1_2);

  private static final int MAX_KEPT = 32;

  private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger kept = new AtomicInteger();

  /**
   * One of {@code length} octets or more; lent from here where it is no longer than most records.
   */
  byte[] borrow(int length) {
    return length <= LENGTH ? borrow() : new byte[length];
  }

  byte[] borrow() {
    byte[] array = free.poll();
    if (array == null) {
      return new byte[LENGTH];
    }
    kept.decrementAndGet();
    return array;
  }

  /**
   * Takes an array back.
   *
   * @param used octets from its start that held data of the application, to be wiped
   */
  void giveBack(byte[] array, int used) {
    Arrays.fill(array, 0, used, (byte) 0);
    if (array.length != LENGTH || kept.get() >= MAX_KEPT) {
      return;
    }
    kept.incrementAndGet();
    free.offer(array);
  }
}
