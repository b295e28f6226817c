package dev.glassine.inspect.keylog;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.wire.Bytes;
import dev.glassine.inspect.file.OwnerOnlyFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the secrets of connections to a file in the SSLKEYLOGFILE format (RFC 9850), so that
 * Wireshark, or {@code glassine inspect}, can read their recorded traffic.
 *
 * <p><b>Whoever reads the file can read and forge everything on those connections.</b> So it is
 * never on by default; the file is for its owner only (0600), where the file system knows that; and
 * whoever opens it should say {@link #warning} to the person at the keyboard. Appends; a file of
 * others, or one that others may write, is refused. Thread-safe: a line is written in one piece.
 */
public final class KeyLogFile implements KeyLog, Closeable {
  /** The environment's name for a key log; it is looked at by {@link #fromEnvironment} only. */
  public static final String ENVIRONMENT = "SSLKEYLOGFILE";

  private final Path file;
  private final FileChannel channel;

  private KeyLogFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a file to append to; makes it where it does not exist.
   *
   * @throws IOException where that fails, or the file cannot be made its owner's only
   */
  public static KeyLogFile append(Path file) throws IOException {
    return new KeyLogFile(file, OwnerOnlyFile.append(file));
  }

  /**
   * Opens the file that the environment names, for a program whose user has asked it to honour
   * that; null where none is named.
   *
   * @param environment as {@link System#getenv()}
   */
  public static @Nullable KeyLogFile fromEnvironment(Map<String, String> environment)
      throws IOException {
    String file = environment.get(ENVIRONMENT);
    return file == null || file.isBlank() ? null : append(Path.of(file));
  }

  /** Where the secrets go. */
  public Path file() {
    return file;
  }

  /** What to say to the person at the keyboard. */
  public String warning() {
    return "WARNING: the secrets of these connections go to "
        + file
        + ". Whoever reads that file can read and forge everything on them; delete it when you are"
        + " done.";
  }

  @Override
  public void log(String label, Bytes clientRandom, Secret secret) {
    String line = KeyLog.line(label, clientRandom, secret) + "\n";
    ByteBuffer octets = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
    try {
      synchronized (channel) {
        while (octets.hasRemaining()) {
          channel.write(octets);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the key log " + file + " cannot be written", e);
    } finally {
      java.util.Arrays.fill(octets.array(), (byte) 0);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
