package dev.glassine.ecosystem;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A server that is a program of this machine, running on loopback until it is closed. */
final class RealServer implements Service {
  private static final int TRIES = 600;

  private final Process process;
  private final int port;

  private RealServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Where a program is; without it the test is skipped, or fails if peers are required. */
  static Path program(String name, String... folders) {
    return Stream.concat(Arrays.stream(System.getenv("PATH").split(":")), Arrays.stream(folders))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> missing(name));
  }

  private static Path missing(String name) {
    String message = name + " is not on this machine";
    if ("required".equals(System.getenv("GLASSINE_PEERS"))) {
      fail(message + ", and GLASSINE_PEERS=required");
    }
    return Assumptions.abort(message);
  }

  /** A port of which nobody makes use now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Starts it, and waits until it is ready.
   *
   * @param ready what it says then
   */
  static RealServer start(Path folder, int port, String ready, List<String> command)
      throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    for (int i = 0; !Files.readString(output).contains(ready); i++) {
      if (i == TRIES || !process.isAlive()) {
        process.destroyForcibly();
        throw new AssertionError(command + " is not ready:\n" + Files.readString(output));
      }
      Thread.sleep(50);
    }
    return new RealServer(process, port);
  }

  /** Runs a program to its end. */
  static void run(Path folder, List<String> command) throws Exception {
    Path output = Files.createTempFile(folder, "run", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(150, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(command + " failed:\n" + Files.readString(output));
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
