package dev.glassine.inspect.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds packets and captures octet by octet, for tests that need odd ones. */
final class TestPackets {
  static final int CLIENT_PORT = 40_000;
  static final int SERVER_PORT = 443;

  private TestPackets() {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** An IPv4 packet with a TCP segment; checksums are left out, for captures often have none. */
  static byte[] tcp(int source, int destination, long sequence, long ack, int flags, byte[] data) {
    ByteBuffer packet = ByteBuffer.allocate(40 + data.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) (40 + data.length));
    packet.putShort((short) 1).putShort((short) 0x4000).put((byte) 64).put((byte) 6);
    packet.putShort((short) 0).putInt(address(source)).putInt(address(destination));
    packet.putShort((short) source).putShort((short) destination);
    packet.putInt((int) sequence).putInt((int) ack).put((byte) 0x50).put((byte) flags);
    packet.putShort((short) 0xFFFF).putShort((short) 0).putShort((short) 0);
    return packet.put(data).array();
  }

  private static int address(int port) {
    return port == SERVER_PORT ? 0xC0000202 : 0xC0000201;
  }

  /** The same segment over IPv6, behind a hop-by-hop header. */
  static byte[] tcp6(int source, int destination, long sequence, int flags, byte[] data) {
    byte[] v4 = tcp(source, destination, sequence, 0, flags, data);
    ByteBuffer packet = ByteBuffer.allocate(40 + 8 + v4.length - 20);
    packet.putInt(0x60000000).putShort((short) (8 + v4.length - 20)).put((byte) 0).put((byte) 64);
    packet.putLong(0x20010DB800000000L).putLong(source);
    packet.putLong(0x20010DB800000000L).putLong(destination);
    packet.put((byte) 6).put((byte) 0).putShort((short) 0x0104).putInt(0);
    return packet.put(v4, 20, v4.length - 20).array();
  }

  static byte[] ethernet(byte[] ip, int... vlans) {
    ByteBuffer frame = ByteBuffer.allocate(14 + 4 * vlans.length + ip.length);
    frame.position(12);
    for (int vlan : vlans) {
      frame.putShort((short) 0x8100).putShort((short) vlan);
    }
    frame.putShort((short) ((ip[0] & 0xF0) == 0x60 ? 0x86DD : 0x0800));
    return frame.put(ip).array();
  }

  /** A pcap of these packets, the n-th (from 0) at second n and 5 units of the format. */
  static byte[] pcap(ByteOrder order, boolean nanoseconds, int linkType, List<byte[]> packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(24).order(order);
    header.putInt(nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
    out.writeBytes(header.putInt(0).putInt(0).putInt(262_144).putInt(linkType).array());
    for (int i = 0; i < packets.size(); i++) {
      byte[] packet = packets.get(i);
      ByteBuffer head = ByteBuffer.allocate(16).order(order);
      out.writeBytes(head.putInt(i).putInt(5).putInt(packet.length).putInt(packet.length).array());
      out.writeBytes(packet);
    }
    return out.toByteArray();
  }

  static byte[] pcap(List<byte[]> packets) {
    return pcap(ByteOrder.LITTLE_ENDIAN, false, LinkType.RAW.code(), packets);
  }

  /** A pcapng block: type, both lengths, padding. */
  static byte[] block(ByteOrder order, int type, byte[] body) {
    int padded = (body.length + 3) / 4 * 4;
    ByteBuffer block = ByteBuffer.allocate(12 + padded).order(order);
    block.putInt(type).putInt(12 + padded).put(body).position(8 + padded);
    return block.putInt(12 + padded).array();
  }

  static byte[] section(ByteOrder order) {
    ByteBuffer body = ByteBuffer.allocate(16).order(order);
    body.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
    return block(order, PcapngReader.SECTION_HEADER, body.array());
  }

  /** Interface description with if_tsresol {@code resolution}. */
  static byte[] describe(ByteOrder order, int linkType, int snapLength, int resolution) {
    ByteBuffer body = ByteBuffer.allocate(20).order(order);
    body.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
    body.putShort((short) 9).putShort((short) 1).put((byte) resolution).position(16);
    return block(order, PcapngReader.INTERFACE_DESCRIPTION, body.putInt(0).array());
  }

  static byte[] enhanced(ByteOrder order, int from, long ticks, byte[] packet, int original) {
    ByteBuffer body = ByteBuffer.allocate(20 + packet.length).order(order);
    body.putInt(from).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    body.putInt(packet.length).putInt(original).put(packet);
    return block(order, PcapngReader.ENHANCED_PACKET, body.array());
  }

  static byte[] simple(ByteOrder order, byte[] packet, int original) {
    ByteBuffer body = ByteBuffer.allocate(4 + packet.length).order(order);
    return block(order, PcapngReader.SIMPLE_PACKET, body.putInt(original).put(packet).array());
  }

  static byte[] keyLog(ByteOrder order, String text) {
    ByteBuffer body = ByteBuffer.allocate(8 + text.length()).order(order);
    body.putInt(PcapngReader.TLS_KEY_LOG).putInt(text.length()).put(ascii(text));
    return block(order, PcapngReader.DECRYPTION_SECRETS, body.array());
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Both ends of one connection, which a test takes segments from in any order. */
  static final class Talk {
    private final List<byte[]> packets = new ArrayList<>();
    private final long clientStart;
    private final long serverStart;

    Talk(long clientStart, long serverStart) {
      this.clientStart = clientStart;
      this.serverStart = serverStart;
    }

    List<byte[]> packets() {
      return packets;
    }

    Talk opening() {
      packets.add(tcp(CLIENT_PORT, SERVER_PORT, clientStart - 1, 0, TcpSegment.SYN, new byte[0]));
      int both = TcpSegment.SYN | TcpSegment.ACK;
      packets.add(tcp(SERVER_PORT, CLIENT_PORT, serverStart - 1, clientStart, both, new byte[0]));
      return this;
    }

    /** Data of the client at a position of its stream. */
    Talk client(long position, String data) {
      return client(position, data, 0);
    }

    Talk client(long position, String data, int moreFlags) {
      packets.add(
          tcp(
              CLIENT_PORT,
              SERVER_PORT,
              clientStart + position,
              serverStart,
              TcpSegment.ACK | moreFlags,
              ascii(data)));
      return this;
    }

    /** Data of the server, acknowledging what the client sent before {@code acknowledged}. */
    Talk server(long position, String data, long acknowledged) {
      packets.add(
          tcp(
              SERVER_PORT,
              CLIENT_PORT,
              serverStart + position,
              clientStart + acknowledged,
              TcpSegment.ACK,
              ascii(data)));
      return this;
    }

    Talk reset(long position) {
      packets.add(
          tcp(CLIENT_PORT, SERVER_PORT, clientStart + position, 0, TcpSegment.RST, new byte[0]));
      return this;
    }
  }
}
