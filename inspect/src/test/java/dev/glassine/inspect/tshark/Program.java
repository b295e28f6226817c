package dev.glassine.inspect.tshark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that a test runs in a folder, with what it says in a file. */
final class Program implements AutoCloseable {
  private final List<String> command;
  private final Process process;
  private final Path output;

  private Program(List<String> command, Process process, Path output) {
    this.command = command;
    this.process = process;
    this.output = output;
  }

  static boolean isThere(String name) {
    return name.startsWith("/")
        ? Files.isExecutable(Path.of(name))
        : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  static Program start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path output = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("SSLKEYLOGFILE");
    builder.environment().putAll(environment);
    return new Program(command, builder.start(), output);
  }

  /** Waits until a server listens. */
  Program listening(int port) throws Exception {
    for (int i = 0; i < 1000; i++) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (probe.isConnected()) {
          return this;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new AssertionError(said(), e);
        }
        Thread.sleep(20);
      }
    }
    throw new AssertionError("nobody listens: " + said());
  }

  /** Says something to a client, ends its input when {@code until} was answered, and it. */
  void talk(String input, String until) throws Exception {
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.US_ASCII));
      in.flush();
      for (int i = 0; i < 1500 && process.isAlive() && !said().contains(until); i++) {
        Thread.sleep(20);
      }
    } catch (IOException e) {
      // it has ended already: what it said decides
    }
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroy();
    }
    if (!said().contains(until)) {
      throw new AssertionError(said());
    }
  }

  private String said() throws IOException {
    return String.join(" ", command)
        + ":\n"
        + Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
