package dev.glassine.inspect.capture;

import dev.glassine.inspect.capture.StreamListener.Way;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * One direction of a connection: segments in the order of the capture, octets out in the order of
 * the stream. Positions are counted in 64 bits from the first octet seen, so that sequence numbers
 * may wrap.
 */
final class StreamAssembly {
  /** Octets that may wait for a missing segment in one direction. */
  static final int MAX_WAITING = 1 << 20;

  /** Segments of the connection after which an octet that the receiver has is not waited for. */
  private static final int PATIENCE = 16;

  /** How far a sequence number may be off before its segment is none of this stream. */
  private static final long WINDOW = 1L << 30;

  /** What a waiting piece costs beside its octets. */
  private static final int PIECE = 128;

  private record Piece(byte[] octets, int length) {
    int cost() {
      return octets.length + PIECE;
    }
  }

  private final Way way;
  private final StreamListener listener;
  private final WaitingOctets allWaiting;
  private final TreeMap<Long, Piece> waiting = new TreeMap<>();
  private int waitingOctets;

  private boolean started;
  private long firstSequence;
  private long delivered;
  private long acknowledged;
  private int sinceAcknowledged;
  private long end = Long.MAX_VALUE;
  private boolean ended;

  StreamAssembly(Way way, StreamListener listener, WaitingOctets allWaiting) {
    this.way = way;
    this.listener = listener;
    this.allWaiting = allWaiting;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean hasStarted() {
    return started;
  }

  boolean isRepeatedSyn(long sequence) {
    return started && firstSequence == ((sequence + 1) & 0xFFFF_FFFFL);
  }

  void take(TcpSegment segment) {
    long sequence = segment.sequence();
    if (segment.syn()) {
      sequence = (sequence + 1) & 0xFFFF_FFFFL;
    }
    if (!started) {
      // an acknowledgment alone would do, but a keep-alive stands one octet too early
      if (segment.length() == 0 && !segment.syn() && !segment.fin()) {
        return;
      }
      started = true;
      firstSequence = sequence;
    }
    if (ended) {
      return;
    }
    long position = position(sequence);
    if (Math.abs(position - delivered) > WINDOW) {
      return;
    }
    if (segment.fin()) {
      end = Math.min(end, position + segment.length());
    }
    if (segment.length() > 0) {
      place(segment, position);
    }
    if (sinceAcknowledged > 0 && ++sinceAcknowledged > PATIENCE) {
      skipToWaiting(segment.time());
    }
    endIfDue(segment.time());
  }

  /** The position that a 32-bit sequence number means, near what was delivered last. */
  private long position(long sequence) {
    long expected = (firstSequence + delivered) & 0xFFFF_FFFFL;
    return delivered + (int) (sequence - expected);
  }

  private void place(TcpSegment segment, long position) {
    long known = delivered - position;
    if (known >= segment.length()) {
      return; // all of it was there before
    }
    if (known < 0) {
      hold(segment, position);
      return;
    }
    deliver(
        segment.time(),
        segment.octets(),
        segment.offset(),
        segment.captured(),
        segment.length(),
        (int) known);
    drain(segment.time());
  }

  /** Hands a piece on, {@code known} octets of which were there before. */
  private void deliver(
      Instant time, byte[] octets, int offset, int captured, int length, int known) {
    int there = captured - known;
    if (there > 0) {
      delivered += there;
      listener.data(way, time, octets, offset + known, there);
    }
    int cutOff = length - Math.max(captured, known);
    if (cutOff > 0) {
      delivered += cutOff;
      listener.gap(way, time, cutOff);
    }
  }

  private void hold(TcpSegment segment, long position) {
    Piece before = waiting.get(position);
    if (before != null && before.length >= segment.length()) {
      return;
    }
    int captured = segment.captured();
    int cost = captured + PIECE;
    while (!mayWait(cost) && !waiting.isEmpty() && position > delivered) {
      skipToWaiting(segment.time());
    }
    if (position > delivered && !allWaiting.add(cost)) {
      // no room to wait for what is missing
      listener.gap(way, segment.time(), position - delivered);
      delivered = position;
    }
    if (position <= delivered) {
      place(segment, position);
      return;
    }
    byte[] octets =
        Arrays.copyOfRange(segment.octets(), segment.offset(), segment.offset() + captured);
    waiting.put(position, new Piece(octets, segment.length()));
    waitingOctets += cost;
    if (before != null) {
      release(before);
    }
    if (sinceAcknowledged == 0 && acknowledged > delivered) {
      sinceAcknowledged = 1;
    }
  }

  private boolean mayWait(int octets) {
    return waitingOctets + octets <= MAX_WAITING && allWaiting.hasRoom(octets);
  }

  private void release(Piece piece) {
    waitingOctets -= piece.cost();
    allWaiting.remove(piece.cost());
  }

  /** Hands on what waited for the octets that are there now. */
  private void drain(Instant time) {
    while (!waiting.isEmpty() && waiting.firstKey() <= delivered) {
      Map.Entry<Long, Piece> next = waiting.pollFirstEntry();
      Piece piece = next.getValue();
      release(piece);
      long known = delivered - next.getKey();
      if (known < piece.length) {
        deliver(time, piece.octets, 0, piece.octets.length, piece.length, (int) known);
      }
    }
    if (waiting.isEmpty() || acknowledged <= delivered) {
      sinceAcknowledged = 0;
    }
  }

  /**
   * The other end has everything before {@code acknowledgment}: what of it is missing here may
   * still come, if the capture has it out of order, but not for long.
   */
  void acknowledged(long acknowledgment, Instant time) {
    if (!started || ended) {
      return;
    }
    long position = position(acknowledgment);
    if (position <= acknowledged || position - delivered > WINDOW) {
      if (sinceAcknowledged > 0 && ++sinceAcknowledged > PATIENCE) {
        skipToWaiting(time);
      }
      return;
    }
    acknowledged = position;
    if (acknowledged > delivered && !waiting.isEmpty() && sinceAcknowledged == 0) {
      sinceAcknowledged = 1;
    }
  }

  /** Gives the next missing octets up. */
  private void skipToWaiting(Instant time) {
    sinceAcknowledged = 0;
    if (waiting.isEmpty()) {
      return;
    }
    long missing = waiting.firstKey() - delivered;
    listener.gap(way, time, missing);
    delivered += missing;
    drain(time);
  }

  /** Hands on everything that still waits, with its gaps. */
  void flush(Instant time) {
    while (!waiting.isEmpty()) {
      skipToWaiting(time);
    }
    if (!ended && end != Long.MAX_VALUE) {
      if (end > delivered) {
        listener.gap(way, time, end - delivered);
        delivered = end;
      }
      endIfDue(time);
    }
  }

  private void endIfDue(Instant time) {
    if (!ended && delivered >= end) {
      ended = true;
      listener.ended(way, time, false);
    }
  }

  void end(Instant time, boolean reset) {
    flush(time);
    if (!ended) {
      ended = true;
      listener.ended(way, time, reset);
    }
  }
}
