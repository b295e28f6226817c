package dev.glassine.core.record;

import java.nio.ByteBuffer;

/**
 * Sealed octets that wait to be sent, oldest first. Grows as needed and holds no array while
 * nothing waits. One owner thread.
 *
 * <p>A writer takes room with {@link #reserve}, writes to {@link #array} from there, and says with
 * {@link #wrote} how much it became.
 */
public final class Outbox {
  private static final byte[] NONE = new byte[0];

  private byte[] array = NONE;
  private int start;
  private int end;

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return start == end;
  }

  /** Octets that wait. */
  public int length() {
    return end - start;
  }

  /** Makes room for {@code length} more octets and says where in {@link #array} it begins. */
  int reserve(int length) {
    if (array.length - end < length) {
      int waiting = end - start;
      int needed = Math.addExact(waiting, length);
      byte[] target =
          needed <= array.length ? array : new byte[Math.max(needed, waiting + (waiting >> 1))];
      System.arraycopy(array, start, target, 0, waiting);
      array = target;
      start = 0;
      end = waiting;
    }
    return end;
  }

  /** The array to write to; asked anew after every {@link #reserve}. */
  byte[] array() {
    return array;
  }

  /** {@code length} octets were written where {@link #reserve} said. */
  void wrote(int length) {
    end += length;
  }

  /** Adds octets that need no sealing. */
  public void add(byte[] octets, int offset, int length) {
    int place = reserve(length);
    System.arraycopy(octets, offset, array, place, length);
    wrote(length);
  }

  /** Moves as many octets as fit into {@code target}; returns how many. */
  public int drain(ByteBuffer target) {
    int length = Math.min(end - start, target.remaining());
    target.put(array, start, length);
    start += length;
    if (start == end) {
      clear();
    }
    return length;
  }

  /** Forgets what waits. */
  public void clear() {
    array = NONE;
    start = 0;
    end = 0;
  }
}
