package dev.glassine.inspect.capture;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newer format (draft-ietf-opsawg-pcapng): sections of blocks, each with its type and its
 * length at both ends. Read are Section Header, Interface Description, Enhanced, Simple and
 * (obsolete) Packet Blocks and Decryption Secrets; every other block is passed over.
 *
 * <pre>
 *   Block Type (32) | Block Total Length (32) | Block Body | Block Total Length (32)
 * </pre>
 */
final class PcapngReader implements CaptureReader {
  static final int SECTION_HEADER = 0x0A0D0D0A;
  static final int INTERFACE_DESCRIPTION = 1;
  static final int SIMPLE_PACKET = 3;
  static final int ENHANCED_PACKET = 6;
  static final int DECRYPTION_SECRETS = 0x0A;
  static final int TLS_KEY_LOG = 0x544C534B;
  static final int BYTE_ORDER = 0x1A2B3C4D;

  private static final int OBSOLETE_PACKET = 2;
  private static final int BLOCK_FRAME = 12;
  private static final int MAX_BLOCK = MAX_PACKET + (1 << 16);
  private static final int MAX_SECRETS = 16 << 20;
  private static final int MAX_INTERFACES = 4096;
  private static final int OPTION_TIME_RESOLUTION = 9;
  private static final int OPTION_TIME_OFFSET = 14;

  /**
   * What an Interface Description Block says.
   *
   * @param resolution the if_tsresol octet
   * @param offset seconds to add
   */
  private record Interface(int linkType, long snapLength, int resolution, long offset) {
    Instant time(long high, long low) {
      long ticks = (high << 32) | low;
      int exponent = resolution & 0x7F;
      if ((resolution & 0x80) == 0 && exponent <= 9) {
        long perSecond = 1;
        for (int i = 0; i < exponent; i++) {
          perSecond *= 10;
        }
        long seconds = Long.divideUnsigned(ticks, perSecond);
        long rest = Long.remainderUnsigned(ticks, perSecond);
        return at(seconds, rest * (1_000_000_000L / perSecond));
      }
      BigInteger perSecond =
          (resolution & 0x80) == 0
              ? BigInteger.TEN.pow(exponent)
              : BigInteger.ONE.shiftLeft(exponent);
      BigInteger unsigned = new BigInteger(Long.toUnsignedString(ticks));
      BigInteger[] parts = unsigned.divideAndRemainder(perSecond);
      long nanoseconds =
          parts[1].multiply(BigInteger.valueOf(1_000_000_000L)).divide(perSecond).longValue();
      return at(parts[0].longValue(), nanoseconds);
    }

    /** Times that no clock shows are shown as the epoch rather than refused. */
    private Instant at(long seconds, long nanoseconds) {
      long second = seconds + offset;
      return second < 0 || second > 253_402_300_799L
          ? Instant.EPOCH
          : Instant.ofEpochSecond(second, nanoseconds);
    }
  }

  private final CaptureInput in;
  private final String name;
  private final Consumer<String> secrets;
  private final List<Interface> interfaces = new ArrayList<>();
  private long packets;
  private @Nullable String trouble;

  PcapngReader(CaptureInput in, String name, Consumer<String> secrets) {
    this.in = in;
    this.name = name;
    this.secrets = secrets;
  }

  @Override
  public @Nullable Packet next() throws IOException {
    while (trouble == null) {
      long at = in.position();
      byte[] head = in.read(8);
      if (head.length == 0) {
        return null;
      }
      if (head.length < 8) {
        stop("ends within the header of a block", at);
        return null;
      }
      if (CaptureInput.bigEndian32(head, 0) == SECTION_HEADER) {
        startSection(head, at);
        continue;
      }
      int type = (int) in.u32(head, 0);
      long length = in.u32(head, 4);
      if (length < BLOCK_FRAME || length % 4 != 0) {
        stop("is broken: a block declares " + length + " octets", at);
        return null;
      }
      Packet packet = block(type, length - BLOCK_FRAME, at);
      if (packet != null) {
        packets++;
        return packet;
      }
    }
    return null;
  }

  /** The byte order of a section stands behind the length that needs it. */
  private void startSection(byte[] head, long at) throws IOException {
    byte[] order = in.read(4);
    if (order.length < 4) {
      stop("ends within a section header", at);
      return;
    }
    int magic = CaptureInput.bigEndian32(order, 0);
    if (magic != BYTE_ORDER && magic != Integer.reverseBytes(BYTE_ORDER)) {
      stop("is broken: a section header without its byte-order magic", at);
      return;
    }
    in.littleEndian(magic != BYTE_ORDER);
    interfaces.clear();
    long length = in.u32(head, 4);
    if (length < 28 || length % 4 != 0) {
      stop("is broken: a section header declares " + length + " octets", at);
    } else if (!in.skip(length - 12)) {
      stop("ends within a section header", at);
    }
  }

  private @Nullable Packet block(int type, long length, long at) throws IOException {
    int most =
        switch (type) {
          case INTERFACE_DESCRIPTION, SIMPLE_PACKET, ENHANCED_PACKET, OBSOLETE_PACKET -> MAX_BLOCK;
          case DECRYPTION_SECRETS -> MAX_SECRETS;
          default -> -1;
        };
    if (most < 0) {
      if (!in.skip(length + 4)) {
        stop("ends within a block", at);
      }
      return null;
    }
    if (length > most) {
      stop("is broken: a block declares " + (length + BLOCK_FRAME) + " octets", at);
      return null;
    }
    byte[] body = in.read((int) length);
    byte[] trailer = in.read(4);
    if (trailer.length < 4) {
      stop(
          type == INTERFACE_DESCRIPTION || type == DECRYPTION_SECRETS
              ? "ends within a block"
              : "ends within packet " + (packets + 1),
          at);
      return null;
    }
    if (in.u32(trailer, 0) != length + BLOCK_FRAME) {
      stop("is broken: the two lengths of a block differ", at);
      return null;
    }
    return switch (type) {
      case INTERFACE_DESCRIPTION -> describeInterface(body, at);
      case ENHANCED_PACKET, OBSOLETE_PACKET -> enhanced(type, body, at);
      case SIMPLE_PACKET -> simple(body, at);
      default -> decryptionSecrets(body);
    };
  }

  private @Nullable Packet describeInterface(byte[] body, long at) {
    if (body.length < 8 || interfaces.size() >= MAX_INTERFACES) {
      stop("is broken: an interface without a description", at);
      return null;
    }
    int resolution = 6;
    long offset = 0;
    for (int o = 8; o + 4 <= body.length; ) {
      int code = in.u16(body, o);
      int length = in.u16(body, o + 2);
      if (code == 0 || o + 4 + length > body.length) {
        break;
      }
      if (code == OPTION_TIME_RESOLUTION && length >= 1) {
        resolution = body[o + 4] & 0xFF;
      } else if (code == OPTION_TIME_OFFSET && length >= 8) {
        long first = in.u32(body, o + 4);
        long second = in.u32(body, o + 8);
        offset = in.isLittleEndian() ? (second << 32) | first : (first << 32) | second;
      }
      o += 4 + (length + 3) / 4 * 4;
    }
    interfaces.add(new Interface(in.u16(body, 0), in.u32(body, 4), resolution, offset));
    return null;
  }

  /** Interface ID | Timestamp (high, low) | Captured Length | Original Length | Packet Data. */
  private @Nullable Packet enhanced(int type, byte[] body, long at) {
    if (body.length < 20) {
      stop("is broken: a packet block of " + body.length + " octets", at);
      return null;
    }
    // the obsolete block has a 16-bit interface and a count of drops
    long index = type == ENHANCED_PACKET ? in.u32(body, 0) : in.u16(body, 0);
    long captured = in.u32(body, 12);
    if (index >= interfaces.size()) {
      stop("is broken: a packet of interface " + index + ", which was not described", at);
      return null;
    }
    if (captured > body.length - 20) {
      stop("is broken: packet " + (packets + 1) + " declares " + captured + " octets", at);
      return null;
    }
    Interface from = interfaces.get((int) index);
    return packet(
        from.time(in.u32(body, 4), in.u32(body, 8)),
        from,
        body,
        20,
        captured,
        Math.max(captured, in.u32(body, 16)));
  }

  /** Original Length | Packet Data: no time, the first interface. */
  private @Nullable Packet simple(byte[] body, long at) {
    if (body.length < 4 || interfaces.isEmpty()) {
      stop("is broken: a simple packet without its length or its interface", at);
      return null;
    }
    Interface from = interfaces.getFirst();
    long original = in.u32(body, 0);
    long snap = from.snapLength == 0 ? Long.MAX_VALUE : from.snapLength;
    long captured = Math.min(Math.min(original, snap), body.length - 4L);
    return packet(Instant.EPOCH, from, body, 4, captured, original);
  }

  private Packet packet(
      Instant time, Interface from, byte[] body, int offset, long captured, long original) {
    byte[] octets = java.util.Arrays.copyOfRange(body, offset, offset + (int) captured);
    int length = (int) Math.min(Integer.MAX_VALUE, original);
    return new Packet(packets + 1, time, from.linkType, octets, length);
  }

  /** Secrets Type | Secrets Length | Secrets Data. */
  private @Nullable Packet decryptionSecrets(byte[] body) {
    if (body.length >= 8 && in.u32(body, 0) == TLS_KEY_LOG) {
      int length = (int) Math.min(in.u32(body, 4), body.length - 8L);
      secrets.accept(new String(body, 8, length, StandardCharsets.ISO_8859_1));
    }
    return null;
  }

  private void stop(String what, long at) {
    trouble = Sentences.stopped(name, what, at, packets);
  }

  @Override
  public @Nullable String trouble() {
    return trouble;
  }

  @Override
  public long packets() {
    return packets;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
