package dev.glassine.jsse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;

/**
 * Octets from the network that are not yet dealt with. Waits for a record with five octets of room
 * for its header; borrows an array for the rest; gives it back when nothing waits in it. A read
 * that fails or times out loses nothing. One owner at a time.
 */
final class RecordInput {
  private static final int HEADER = 5;

  private final InputStream in;
  private final ArrayPool pool;
  private final boolean exact;
  private final ToIntFunction<ByteBuffer> framing;
  private final byte[] header = new byte[HEADER];
  private byte[] array = header;
  private int start;
  private int end;

  /**
   * Over a stream.
   *
   * @param exact never reads beyond a record, for streams that others go on reading
   * @param framing how long the record that begins here is; -1 while nobody knows
   */
  RecordInput(InputStream in, ArrayPool pool, boolean exact, ToIntFunction<ByteBuffer> framing) {
    this.in = in;
    this.pool = pool;
    this.exact = exact;
    this.framing = framing;
  }

  /** What waits; {@link #consumed} says how far it was read. */
  ByteBuffer waiting() {
    return ByteBuffer.wrap(array, start, end - start);
  }

  /** {@code octets} more of what waited have been dealt with. */
  void consumed(int octets) {
    start += octets;
    if (start == end) {
      clear();
    }
  }

  /** Whether nothing waits. */
  boolean isEmpty() {
    return start == end;
  }

  /**
   * Waits for more octets.
   *
   * @return false at the end of the stream
   * @throws IOException as the stream does, a time-out among them
   */
  boolean readMore() throws IOException {
    int missing = missing();
    makeRoom(missing);
    int room = array.length - end;
    int read = in.read(array, end, exact ? missing : room);
    if (read < 0) {
      return false;
    }
    end += read;
    return true;
  }

  /** Forgets what waits. */
  void clear() {
    start = 0;
    end = 0;
    if (array.length > HEADER) {
      pool.giveBack(array, 0);
      array = header;
    }
  }

  /** Octets until the header, or the record that it announces, is whole; at least 1. */
  private int missing() {
    int waiting = end - start;
    if (waiting < HEADER) {
      return HEADER - waiting;
    }
    // A record that is too long, or none at all, has been refused by now
    return Math.max(1, framing.applyAsInt(waiting()) - waiting);
  }

  private void makeRoom(int missing) {
    if (array.length - end >= missing) {
      return;
    }
    int waiting = end - start;
    if (waiting + missing > array.length) {
      byte[] larger = pool.borrow(waiting + missing);
      System.arraycopy(array, start, larger, 0, waiting);
      if (array.length > HEADER) {
        pool.giveBack(array, 0);
      }
      array = larger;
    } else {
      System.arraycopy(array, start, array, 0, waiting);
    }
    start = 0;
    end = waiting;
  }
}
