package dev.glassine.inspect.tshark;

import dev.glassine.testkit.tshark.Tshark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * dumpcap on the loopback interface. That it has everything is known by a mark: a connection of our
 * own behind the others, whose words are in the file when all before it is.
 */
final class LoopbackCapture implements AutoCloseable {
  private static final int PATIENCE = 500;

  private final Path file;
  private final ServerSocket marks;
  private final Process process;

  private LoopbackCapture(Path file, ServerSocket marks, Process process) {
    this.file = file;
    this.marks = marks;
    this.process = process;
  }

  /** Captures what goes to and from {@code port}, or skips the test unless peers are required. */
  static LoopbackCapture startOrSkip(Path folder, int port) throws Exception {
    Program.need("dumpcap", "tshark");
    LoopbackCapture capture = start(folder, port);
    Assumptions.assumeTrue(
        capture != null || Tshark.isRequired(), "nobody here may capture on loopback");
    return Objects.requireNonNull(capture, "nobody here may capture on loopback");
  }

  /** Captures what goes to and from {@code port}; null where this machine does not let us. */
  private static @Nullable LoopbackCapture start(Path folder, int port) throws Exception {
    Path file = folder.resolve("captured.pcapng");
    ServerSocket marks = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    String filter = "tcp port " + port + " or tcp port " + marks.getLocalPort();
    Process process;
    try {
      process =
          new ProcessBuilder("dumpcap", "-q", "-i", "lo", "-f", filter, "-w", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("dumpcap.txt").toFile())
              .start();
    } catch (IOException e) {
      marks.close();
      return null;
    }
    LoopbackCapture capture = new LoopbackCapture(file, marks, process);
    if (capture.marked()) {
      return capture;
    }
    capture.close();
    return null;
  }

  /** Leaves marks until one is in the file. */
  private boolean marked() throws Exception {
    for (int i = 0; i < PATIENCE && process.isAlive(); i++) {
      byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), marks.getLocalPort());
          Socket other = marks.accept()) {
        socket.getOutputStream().write(mark);
        other.getInputStream().readNBytes(mark.length);
      }
      for (int wait = 0; wait < 8; wait++) {
        if (Files.exists(file) && contains(Files.readAllBytes(file), mark)) {
          return true;
        }
        Thread.sleep(50);
      }
    }
    return false;
  }

  private static boolean contains(byte[] octets, byte[] mark) {
    return new String(octets, StandardCharsets.ISO_8859_1)
        .contains(new String(mark, StandardCharsets.ISO_8859_1));
  }

  /** Ends it; answers the file. */
  Path end() throws Exception {
    if (!marked()) {
      throw new AssertionError(
          "dumpcap has ended: " + Files.readString(file.resolveSibling("dumpcap.txt")));
    }
    close();
    return file;
  }

  @Override
  public void close() throws Exception {
    marks.close();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
