package dev.glassine.inspect.capture;

import java.time.Instant;

/**
 * One TCP connection on its way into a capture: what its two streams carried becomes the packets
 * that might have carried it. Each piece of data is acknowledged, each stream ends by FIN or RST.
 * One owner thread at a time.
 */
public final class CapturedConnection implements StreamListener {
  private final PcapngWriter writer;
  private final TcpPackets packets;
  private boolean over;

  /** RFC 9293 §3.5: SYN, SYN+ACK, ACK. */
  CapturedConnection(PcapngWriter writer, TcpPackets packets, Instant time) {
    this.writer = writer;
    this.packets = packets;
    writer.packet(time, packets.empty(Way.FORWARD, TcpSegment.SYN));
    writer.packet(time, packets.empty(Way.BACKWARD, TcpSegment.SYN | TcpSegment.ACK));
    writer.packet(time, packets.empty(Way.FORWARD, TcpSegment.ACK));
    writer.flush();
  }

  @Override
  public void data(Way way, Instant time, byte[] octets, int offset, int length) {
    if (over || packets.hasEnded(way)) {
      return;
    }
    int end = offset + length;
    for (int at = offset; at < end; at += packets.segmentLength()) {
      int piece = Math.min(packets.segmentLength(), end - at);
      int flags = at + piece == end ? TcpSegment.ACK | TcpSegment.PSH : TcpSegment.ACK;
      writer.packet(time, packets.segment(way, flags, octets, at, piece));
    }
    writer.packet(time, packets.empty(way.opposite(), TcpSegment.ACK));
    writer.flush();
  }

  @Override
  public void gap(Way way, Instant time, long length) {
    packets.skip(way, length);
  }

  @Override
  public void ended(Way way, Instant time, boolean reset) {
    if (over || packets.hasEnded(way)) {
      return;
    }
    if (reset) {
      over = true;
      writer.packet(time, packets.empty(way, TcpSegment.RST | TcpSegment.ACK));
    } else {
      writer.packet(time, packets.empty(way, TcpSegment.FIN | TcpSegment.ACK));
      writer.packet(time, packets.empty(way.opposite(), TcpSegment.ACK));
      over = packets.hasEnded(way.opposite());
    }
    writer.flush();
  }

  @Override
  public void finished() {
    over = true;
  }
}
