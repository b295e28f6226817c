package dev.glassine.inspect.decrypt;

import dev.glassine.inspect.TraceEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A program that reads a capture of 2 GB, made as it is read: one connection that never ends and
 * thousands that do not even begin to. Prints what it found; runs in a small heap.
 */
public final class HugeCapture {
  private static final long SIZE = 2L << 30;
  private static final int SEGMENT = 60_000;
  private static final int HEADERS = 14 + 20 + 20;

  private HugeCapture() {}

  /** Reads it. */
  public static void main(String[] arguments) throws IOException {
    CaptureInspector inspector =
        new CaptureInspector(
            SessionSecrets.none(),
            found -> {
              long octets =
                  found.trace().entries(TraceEntry.Records.class).stream()
                      .mapToLong(TraceEntry.Records::octets)
                      .sum();
              System.out.println("found TLS, " + octets + " octets of records");
            });
    CaptureInspector.Summary summary = inspector.inspect(new Endless(), "huge.pcap");
    System.out.println(summary.packets() + " packets, " + summary.connections() + " connections");
    System.out.println("trouble: " + summary.trouble());
  }

  /** The octets of the capture. */
  private static final class Endless extends InputStream {
    private ByteBuffer piece =
        ByteBuffer.allocate(24)
            .putInt(0xA1B2C3D4)
            .putShort((short) 2)
            .putShort((short) 4)
            .putLong(0)
            .putInt(1 << 18)
            .putInt(1)
            .flip();
    private long made;
    private int packets;
    private int sequence = 1000;

    @Override
    public int read() {
      byte[] octet = new byte[1];
      return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (!piece.hasRemaining()) {
        if (made > SIZE) {
          return -1;
        }
        piece = packet();
        made += piece.remaining();
      }
      int count = Math.min(length, piece.remaining());
      piece.get(target, offset, count);
      return count;
    }

    private ByteBuffer packet() {
      packets++;
      boolean stray = packets % 5 == 0;
      int length = stray ? 10 : SEGMENT;
      ByteBuffer packet = ByteBuffer.allocate(16 + HEADERS + length);
      packet.putInt(packets).putInt(0).putInt(HEADERS + length).putInt(HEADERS + length);
      packet.position(16 + 12).putShort((short) 0x0800);
      packet.put((byte) 0x45).put((byte) 0).putShort((short) (40 + length)).putInt(0);
      packet.put((byte) 64).put((byte) 6).putShort((short) 0);
      packet.putInt(0xC0000201).putInt(0xC6336407);
      packet.putShort((short) (stray ? packets : 50_000)).putShort((short) 443);
      packet.putInt(stray ? 1 : sequence).putInt(0).put((byte) 0x50).put((byte) 0x10);
      packet.position(16 + HEADERS);
      if (!stray) {
        sequence += length;
        records(packet);
      }
      return packet.clear();
    }

    /** Application data: four records of 14 995 octets and their headers. */
    private static void records(ByteBuffer packet) {
      for (int i = 0; i < 4; i++) {
        int length = SEGMENT / 4 - 5;
        packet.put((byte) 23).put((byte) 3).put((byte) 3).putShort((short) length);
        packet.position(packet.position() + length);
      }
    }
  }
}
