package dev.glassine.inspect.capture;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The older format (draft-ietf-opsawg-pcap §4, §5): a header of 24 octets, then packets.
 *
 * <pre>
 *   Magic Number (32) | Major (16) | Minor (16) | Reserved (32) | Reserved (32) | SnapLen (32) | LinkType (32)
 *   Timestamp Seconds (32) | Timestamp Micro- or Nanoseconds (32) | Captured Length (32) | Original Length (32) | Packet Data
 * </pre>
 */
final class PcapReader implements CaptureReader {
  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;

  /** What the magic number says. */
  enum Variant {
    MICROSECONDS_BIG(0xA1B2C3D4, false, 1000),
    MICROSECONDS_LITTLE(0xD4C3B2A1, true, 1000),
    NANOSECONDS_BIG(0xA1B23C4D, false, 1),
    NANOSECONDS_LITTLE(0x4D3CB2A1, true, 1);

    private final int magic;
    private final boolean littleEndian;
    private final int nanoseconds;

    Variant(int magic, boolean littleEndian, int nanoseconds) {
      this.magic = magic;
      this.littleEndian = littleEndian;
      this.nanoseconds = nanoseconds;
    }

    static @Nullable Variant of(int magic) {
      for (Variant variant : values()) {
        if (variant.magic == magic) {
          return variant;
        }
      }
      return null;
    }
  }

  private final CaptureInput in;
  private final String name;
  private final Variant variant;
  private final int linkType;
  private long packets;
  private @Nullable String trouble;

  PcapReader(CaptureInput in, String name, Variant variant) throws IOException {
    this.in = in;
    this.name = name;
    this.variant = variant;
    in.littleEndian(variant.littleEndian);
    byte[] header = in.read(FILE_HEADER);
    if (header.length < FILE_HEADER) {
      throw new IOException(name + " ends within its file header");
    }
    // the upper bits tell about frame check sequences
    this.linkType = (int) (in.u32(header, 20) & 0xFFFF);
  }

  @Override
  public @Nullable Packet next() throws IOException {
    if (trouble != null) {
      return null;
    }
    long at = in.position();
    byte[] header = in.read(PACKET_HEADER);
    if (header.length == 0) {
      return null;
    }
    if (header.length < PACKET_HEADER) {
      return stop("ends within the header of packet " + (packets + 1), at);
    }
    long seconds = in.u32(header, 0);
    long fraction = in.u32(header, 4) * variant.nanoseconds;
    long captured = in.u32(header, 8);
    long original = in.u32(header, 12);
    if (captured > MAX_PACKET) {
      return stop("is broken: packet " + (packets + 1) + " declares " + captured + " octets", at);
    }
    byte[] octets = in.read((int) captured);
    if (octets.length < captured) {
      return stop("ends within packet " + (packets + 1), at);
    }
    packets++;
    return new Packet(
        packets,
        Instant.ofEpochSecond(seconds, fraction),
        linkType,
        octets,
        (int) Math.min(Integer.MAX_VALUE, Math.max(original, captured)));
  }

  private @Nullable Packet stop(String what, long at) {
    trouble = Sentences.stopped(name, what, at, packets);
    return null;
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
