package dev.glassine.inspect.capture;

import dev.glassine.inspect.capture.StreamListener.Way;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Makes the packets of one TCP connection: Ethernet, IPv4 or IPv6, TCP, with the sequence numbers
 * and checksums that they would have had. Where one end has an IPv4 and the other an IPv6 address,
 * the former is written as IPv4-mapped (RFC 4291 §2.5.5.2).
 */
final class TcpPackets {
  private static final int ETHERNET_HEADER = 14;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_HEADER = 20;
  private static final int MTU = 1500;
  private static final int WINDOW = 0xFFFF;
  private static final int HOP_LIMIT = 64;
  private static final int IPPROTO_TCP = 6;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final byte MAXIMUM_SEGMENT_SIZE = 2;

  /** Sequence numbers of connections between the same two ends begin apart from each other. */
  private static final int APART = 0x0100_0193;

  /** One end, and how far its stream has come. */
  private static final class End {
    final byte[] address;
    final int port;
    final byte station;
    int next;
    int packets;
    boolean ended;

    End(byte[] address, int port, int station, int first) {
      this.address = address;
      this.port = port;
      this.station = (byte) station;
      this.next = first;
    }
  }

  private final boolean ipv4;
  private final End initiator;
  private final End responder;

  /**
   * Packets of a connection.
   *
   * @param number which connection of the capture it is, from 0
   */
  TcpPackets(Endpoint initiator, Endpoint responder, int number) {
    ipv4 =
        initiator.address() instanceof Inet4Address && responder.address() instanceof Inet4Address;
    int first = number * APART;
    this.initiator = new End(address(initiator.address()), initiator.port(), 1, first);
    this.responder = new End(address(responder.address()), responder.port(), 2, first);
  }

  private byte[] address(InetAddress address) {
    byte[] octets = address.getAddress();
    if (ipv4 || octets.length == 16) {
      return octets;
    }
    return ByteBuffer.allocate(16).putShort(10, (short) 0xFFFF).put(12, octets).array();
  }

  /** Octets that fit into one packet. */
  int segmentLength() {
    return MTU - (ipv4 ? IPV4_HEADER : IPV6_HEADER) - TCP_HEADER;
  }

  /** Whether this end has sent FIN. */
  boolean hasEnded(Way way) {
    return sender(way).ended;
  }

  /** Passes octets over that nobody has. */
  void skip(Way way, long length) {
    sender(way).next += (int) length;
  }

  private End sender(Way way) {
    return way == Way.FORWARD ? initiator : responder;
  }

  /** A packet without data. */
  byte[] empty(Way way, int flags) {
    return segment(way, flags, new byte[0], 0, 0);
  }

  /** The next packet of one end. */
  byte[] segment(Way way, int flags, byte[] data, int offset, int length) {
    End from = sender(way);
    End to = sender(way.opposite());
    boolean syn = (flags & TcpSegment.SYN) != 0;
    boolean fin = (flags & TcpSegment.FIN) != 0;
    int tcpLength = TCP_HEADER + (syn ? 4 : 0) + length;
    int ipLength = (ipv4 ? IPV4_HEADER : IPV6_HEADER) + tcpLength;
    ByteBuffer packet = ByteBuffer.allocate(ETHERNET_HEADER + ipLength);
    ethernet(packet, from, to);
    if (ipv4) {
      ipv4(packet, from, to, ipLength);
    } else {
      ipv6(packet, from, to, tcpLength);
    }
    int tcp = packet.position();
    tcp(packet, from, to, flags);
    packet.put(data, offset, length);
    int sum = pseudoHeader(from, to, tcpLength) + sum(packet, tcp, tcpLength);
    packet.putShort(tcp + 16, checksum(sum));
    from.next += length + (syn || fin ? 1 : 0);
    from.packets++;
    from.ended |= fin;
    return packet.array();
  }

  /** Locally administered addresses; the last octet says which end it is. */
  private void ethernet(ByteBuffer packet, End from, End to) {
    packet.put(new byte[] {2, 0, 0, 0, 0, to.station});
    packet.put(new byte[] {2, 0, 0, 0, 0, from.station});
    packet.putShort((short) (ipv4 ? 0x0800 : 0x86DD));
  }

  /** RFC 791 §3.1. */
  private static void ipv4(ByteBuffer packet, End from, End to, int length) {
    int at = packet.position();
    packet.put((byte) 0x45).put((byte) 0).putShort((short) length);
    packet.putShort((short) from.packets).putShort((short) DONT_FRAGMENT);
    packet.put((byte) HOP_LIMIT).put((byte) IPPROTO_TCP).putShort((short) 0);
    packet.put(from.address).put(to.address);
    packet.putShort(at + 10, checksum(sum(packet, at, IPV4_HEADER)));
  }

  /** RFC 8200 §3. */
  private static void ipv6(ByteBuffer packet, End from, End to, int length) {
    packet.putInt(0x6000_0000).putShort((short) length);
    packet.put((byte) IPPROTO_TCP).put((byte) HOP_LIMIT);
    packet.put(from.address).put(to.address);
  }

  /** RFC 9293 §3.1. */
  private void tcp(ByteBuffer packet, End from, End to, int flags) {
    boolean syn = (flags & TcpSegment.SYN) != 0;
    packet.putShort((short) from.port).putShort((short) to.port);
    packet.putInt(from.next);
    packet.putInt((flags & TcpSegment.ACK) != 0 ? to.next : 0);
    packet.put((byte) (syn ? 0x60 : 0x50)).put((byte) flags);
    packet.putShort((short) WINDOW).putShort((short) 0).putShort((short) 0);
    if (syn) {
      packet.put(MAXIMUM_SEGMENT_SIZE).put((byte) 4).putShort((short) segmentLength());
    }
  }

  /** RFC 9293 §3.1, RFC 8200 §8.1: addresses, protocol and length go into the checksum too. */
  private static int pseudoHeader(End from, End to, int tcpLength) {
    return sum(ByteBuffer.wrap(from.address), 0, from.address.length)
        + sum(ByteBuffer.wrap(to.address), 0, to.address.length)
        + IPPROTO_TCP
        + tcpLength;
  }

  /** RFC 1071: a sum of 16-bit numbers, not yet folded; 64 KiB cannot overflow it. */
  private static int sum(ByteBuffer octets, int offset, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int octet = octets.get(offset + i) & 0xFF;
      sum += (i & 1) == 0 ? octet << 8 : octet;
    }
    return sum;
  }

  private static short checksum(int sum) {
    int folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return (short) ~folded;
  }
}
