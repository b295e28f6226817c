package dev.glassine.inspect.capture;

import dev.glassine.inspect.file.OwnerOnlyFile;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes a capture (draft-ietf-opsawg-pcapng) with the secrets that open it: one section, one
 * Ethernet interface, Enhanced Packet Blocks, and Decryption Secrets Blocks in front of the packets
 * that need them, so that Wireshark shows what was inside without any set-up.
 *
 * <p><b>With secrets in it, whoever reads the file can read everything in it.</b> So the file is
 * for its owner only (0600), where the file system knows that; and whoever opens it should say
 * {@link #warning} to the person at the keyboard.
 *
 * <p>Writing never fails the connection that is recorded: after the first fault nothing more is
 * written, and {@link #trouble} says why. Thread-safe; after each connection's event the file is
 * whole.
 */
public final class PcapngWriter implements Closeable {
  private static final int FRAME = 12;
  private static final int PACKET_HEAD = 20;
  private static final int OPTION_USER_APPLICATION = 4;
  private static final int OPTION_NAME = 2;
  private static final int OPTION_TIME_RESOLUTION = 9;
  private static final byte NANOSECONDS = 9;

  private final String name;
  private final OutputStream out;
  private int connections;
  private @Nullable String trouble;

  private PcapngWriter(String name, OutputStream out) throws IOException {
    this.name = name;
    this.out = new BufferedOutputStream(out, 1 << 16);
    sectionHeader();
    interfaceDescription();
    this.out.flush();
  }

  /**
   * Begins a file, whatever was in it before.
   *
   * @throws IOException where that fails, or the file cannot be made its owner's only
   */
  public static PcapngWriter create(Path file) throws IOException {
    return new PcapngWriter(
        file.toString(), Channels.newOutputStream(OwnerOnlyFile.overwrite(file)));
  }

  /**
   * Begins a capture on a stream, which it closes in the end; that others do not read it is the
   * caller's care.
   *
   * @param name for sentences about it
   */
  public static PcapngWriter to(OutputStream out, String name) throws IOException {
    return new PcapngWriter(name, out);
  }

  /** What to say to the person at the keyboard. */
  public String warning() {
    return "WARNING: these connections go to "
        + name
        + " with the secrets that open them. Whoever reads that file can read everything on them;"
        + " delete it when you are done.";
  }

  /** Why writing has stopped, as one sentence; null where everything was written. */
  public synchronized @Nullable String trouble() {
    return trouble;
  }

  /**
   * Begins to record a TCP connection, with its opening.
   *
   * @param initiator the end that opens it
   */
  public CapturedConnection connection(Endpoint initiator, Endpoint responder, Instant time) {
    int number;
    synchronized (this) {
      number = connections++;
    }
    return new CapturedConnection(this, new TcpPackets(initiator, responder, number), time);
  }

  /**
   * Writes secrets in the SSLKEYLOGFILE format (RFC 9850): a reader has them for the packets that
   * follow.
   *
   * @param keyLog whole lines
   */
  public void secrets(String keyLog) {
    byte[] octets = keyLog.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer body = ByteBuffer.allocate(8 + padded(octets.length));
    body.putInt(PcapngReader.TLS_KEY_LOG).putInt(octets.length).put(octets);
    attempt(() -> block(PcapngReader.DECRYPTION_SECRETS, body));
  }

  void packet(Instant time, byte[] octets) {
    long nanoseconds = time.getEpochSecond() * 1_000_000_000L + time.getNano();
    ByteBuffer body = ByteBuffer.allocate(PACKET_HEAD + padded(octets.length));
    body.putInt(0).putLong(nanoseconds).putInt(octets.length).putInt(octets.length).put(octets);
    attempt(() -> block(PcapngReader.ENHANCED_PACKET, body));
  }

  void flush() {
    attempt(out::flush);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private synchronized void attempt(Writing writing) {
    if (trouble != null) {
      return;
    }
    try {
      writing.run();
    } catch (IOException e) {
      trouble = "the capture " + name + " cannot be written: " + e.getMessage();
    }
  }

  /** Byte-Order Magic | Major | Minor | Section Length (unknown) | Options. */
  private void sectionHeader() throws IOException {
    byte[] program = "glassine".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer body = ByteBuffer.allocate(16 + optionLength(program) + 4);
    body.putInt(PcapngReader.BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(-1);
    option(body, OPTION_USER_APPLICATION, program);
    block(PcapngReader.SECTION_HEADER, body);
  }

  /** LinkType | Reserved | SnapLen (0: no limit) | Options. */
  private void interfaceDescription() throws IOException {
    byte[] title = "glassine".getBytes(StandardCharsets.US_ASCII);
    byte[] resolution = {NANOSECONDS};
    ByteBuffer body = ByteBuffer.allocate(8 + optionLength(title) + optionLength(resolution) + 4);
    body.putShort((short) LinkType.ETHERNET.code()).putShort((short) 0).putInt(0);
    option(body, OPTION_NAME, title);
    option(body, OPTION_TIME_RESOLUTION, resolution);
    block(PcapngReader.INTERFACE_DESCRIPTION, body);
  }

  /** Option Code (16) | Option Length (16) | Option Value, padded to 32 bits. */
  private static void option(ByteBuffer body, int code, byte[] value) {
    body.putShort((short) code).putShort((short) value.length).put(value);
    body.position(body.position() + padded(value.length) - value.length);
  }

  private static int optionLength(byte[] value) {
    return 4 + padded(value.length);
  }

  /** Block Type | Block Total Length | Block Body | Block Total Length. */
  private void block(int type, ByteBuffer body) throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(FRAME + body.capacity());
    whole.putInt(type).putInt(whole.capacity()).put(body.clear()).putInt(whole.capacity());
    out.write(whole.array());
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }

  @Override
  public void close() throws IOException {
    attempt(out::flush);
    out.close();
  }
}
