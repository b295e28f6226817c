package dev.glassine.inspect.capture;

import java.time.Instant;

/**
 * The TCP segment in one packet (RFC 9293 §3.1).
 *
 * @param time when it was seen
 * @param sequence Sequence Number, 0..2^32-1
 * @param acknowledgment Acknowledgment Number, where {@link #ack} is set
 * @param flags the octet of control bits
 * @param octets of the packet; the payload begins at {@code offset}
 * @param captured octets of payload that are there
 * @param length octets of payload that were on the wire: more where a snapshot length cut it
 */
public record TcpSegment(
    Instant time,
    Endpoint source,
    Endpoint destination,
    long sequence,
    long acknowledgment,
    int flags,
    byte[] octets,
    int offset,
    int captured,
    int length) {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int PSH = 0x08;
  static final int ACK = 0x10;

  private static final int IPPROTO_TCP = 6;

  /** What a packet turned out to be. */
  public sealed interface Found {
    /** A TCP segment. */
    record Segment(TcpSegment segment) implements Found {}

    /** Something else: not IP, not TCP, a fragment of an IP packet, or cut off in its headers. */
    record Other(Kind kind) implements Found {}
  }

  /** Why a packet holds no segment. */
  public enum Kind {
    /** Its link type is none of {@link LinkType}. */
    UNKNOWN_LINK,
    /** No IP. */
    NOT_IP,
    /** IP, but no TCP. */
    NOT_TCP,
    /** A piece of an IP packet; these are not joined. */
    IP_FRAGMENT,
    /** Cut off, or broken, in its headers. */
    BROKEN_HEADER
  }

  boolean syn() {
    return (flags & SYN) != 0;
  }

  boolean ack() {
    return (flags & ACK) != 0;
  }

  boolean fin() {
    return (flags & FIN) != 0;
  }

  boolean rst() {
    return (flags & RST) != 0;
  }

  /** What is in {@code packet}; never fails, whatever its octets are. */
  public static Found in(Packet packet) {
    LinkType link = LinkType.of(packet.linkType());
    if (link == null) {
      return new Found.Other(Kind.UNKNOWN_LINK);
    }
    byte[] octets = packet.octets();
    int ip = link.ipOffset(octets);
    if (ip < 0 || ip >= octets.length) {
      return new Found.Other(Kind.NOT_IP);
    }
    return switch ((octets[ip] & 0xFF) >>> 4) {
      case 4 -> ipv4(packet, ip);
      case 6 -> ipv6(packet, ip);
      default -> new Found.Other(Kind.NOT_IP);
    };
  }

  /** RFC 791 §3.1. */
  private static Found ipv4(Packet packet, int ip) {
    byte[] octets = packet.octets();
    int header = (octets[ip] & 0x0F) * 4;
    if (header < 20 || ip + header > octets.length) {
      return new Found.Other(Kind.BROKEN_HEADER);
    }
    if ((u16(octets, ip + 6) & 0x3FFF) != 0) {
      return new Found.Other(Kind.IP_FRAGMENT);
    }
    if ((octets[ip + 9] & 0xFF) != IPPROTO_TCP) {
      return new Found.Other(Kind.NOT_TCP);
    }
    // 0 where the network card was to cut the packet (segmentation offload)
    int total = u16(octets, ip + 2);
    int end = ip + (total == 0 ? packet.originalLength() - ip : total);
    return tcp(packet, ip + 12, 4, ip + header, end);
  }

  /** RFC 8200 §3, §4. */
  private static Found ipv6(Packet packet, int ip) {
    byte[] octets = packet.octets();
    if (ip + 40 > octets.length) {
      return new Found.Other(Kind.BROKEN_HEADER);
    }
    int payload = u16(octets, ip + 4);
    int end = payload == 0 ? packet.originalLength() : ip + 40 + payload;
    int next = octets[ip + 6] & 0xFF;
    int at = ip + 40;
    for (int headers = 0; headers < 8 && next != IPPROTO_TCP; headers++) {
      if (at + 8 > octets.length) {
        return new Found.Other(Kind.BROKEN_HEADER);
      }
      switch (next) {
        // Hop-by-Hop Options, Routing, Destination Options
        case 0, 43, 60 -> {
          next = octets[at] & 0xFF;
          at += ((octets[at + 1] & 0xFF) + 1) * 8;
        }
        case 44 -> {
          if ((u16(octets, at + 2) & 0xFFF9) != 0) {
            return new Found.Other(Kind.IP_FRAGMENT);
          }
          next = octets[at] & 0xFF;
          at += 8;
        }
        default -> {
          return new Found.Other(Kind.NOT_TCP);
        }
      }
    }
    return next == IPPROTO_TCP ? tcp(packet, ip + 8, 16, at, end) : new Found.Other(Kind.NOT_TCP);
  }

  /**
   * RFC 9293 §3.1.
   *
   * @param addresses where source and destination address stand, {@code width} octets each
   * @param end where the IP packet ended on the wire; what follows is padding
   */
  private static Found tcp(Packet packet, int addresses, int width, int at, int end) {
    byte[] octets = packet.octets();
    if (at + 20 > octets.length) {
      return new Found.Other(Kind.BROKEN_HEADER);
    }
    int payload = at + ((octets[at + 12] & 0xFF) >>> 4) * 4;
    if (payload < at + 20 || payload > octets.length || payload > end) {
      return new Found.Other(Kind.BROKEN_HEADER);
    }
    int length = end - payload;
    int captured = Math.min(length, octets.length - payload);
    return new Found.Segment(
        new TcpSegment(
            packet.time(),
            Endpoint.read(octets, addresses, width, u16(octets, at)),
            Endpoint.read(octets, addresses + width, width, u16(octets, at + 2)),
            u32(octets, at + 4),
            u32(octets, at + 8),
            octets[at + 13] & 0xFF,
            octets,
            payload,
            captured,
            length));
  }

  private static int u16(byte[] octets, int at) {
    return ((octets[at] & 0xFF) << 8) | (octets[at + 1] & 0xFF);
  }

  private static long u32(byte[] octets, int at) {
    return CaptureInput.bigEndian32(octets, at) & 0xFFFF_FFFFL;
  }
}
