package dev.glassine.inspect.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the packets of a capture one after the other, whatever its format; holds one packet at a
 * time. A capture that is cut off or broken gives what can be read, then {@link #trouble} says in
 * one sentence what is wrong with the rest. One owner thread.
 */
public sealed interface CaptureReader extends Closeable permits PcapReader, PcapngReader {
  /** Octets of a packet at most; what declares more is taken for a broken file. */
  int MAX_PACKET = 1 << 20;

  /** The next packet, or null at the end. */
  @Nullable Packet next() throws IOException;

  /** Why the rest of the capture cannot be read, as one sentence; null where all was read. */
  @Nullable String trouble();

  /** Whether the format has a place for secrets. */
  default boolean mayHoldSecrets() {
    return this instanceof PcapngReader;
  }

  /** Packets read so far. */
  long packets();

  /**
   * Opens a capture: pcap (microseconds or nanoseconds, either byte order) or pcapng, both also
   * compressed by gzip.
   *
   * @param name for sentences about it
   * @param secrets takes the text of each Decryption Secrets Block that holds a TLS key log
   * @throws IOException with one sentence, where it is no capture
   */
  static CaptureReader open(InputStream in, String name, Consumer<String> secrets)
      throws IOException {
    CaptureInput input = new CaptureInput(in);
    byte[] start = input.peek(4);
    if (start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
      input = new CaptureInput(new GZIPInputStream(input.asStream()));
      start = input.peek(4);
    }
    if (start.length == 0) {
      throw new IOException(name + " is empty");
    }
    int magic = start.length < 4 ? 0 : CaptureInput.bigEndian32(start, 0);
    if (magic == PcapngReader.SECTION_HEADER) {
      return new PcapngReader(input, name, secrets);
    }
    PcapReader.Variant variant = PcapReader.Variant.of(magic);
    if (variant != null) {
      return new PcapReader(input, name, variant);
    }
    throw new IOException(name + " is no pcap or pcapng capture: " + beginning(start));
  }

  private static String beginning(byte[] start) {
    StringBuilder hex = new StringBuilder("it begins with the octets");
    for (byte octet : start) {
      hex.append(String.format(" %02x", octet));
    }
    return hex.toString();
  }
}
