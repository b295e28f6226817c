package dev.glassine.inspect.tshark;

import dev.glassine.testkit.tshark.Tshark;
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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

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

  /** Skips the test where a program is missing, unless peers are required. */
  static void need(String... names) {
    for (String name : names) {
      Assumptions.assumeTrue(
          isThere(name) || Tshark.isRequired(), name + " is not on this machine");
    }
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
    talk(input, () -> said().contains(until), until);
  }

  /** The same for a program that has its answer before it says so at its end. */
  void talk(String input, Callable<Boolean> hasIt, String until) throws Exception {
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.US_ASCII));
      in.flush();
      for (int i = 0; i < 1500 && process.isAlive() && !hasIt.call(); i++) {
        Thread.sleep(20);
      }
    } catch (IOException e) {
      // it has ended already: what it said decides
    }
    // some stay where their server does
    if (!process.waitFor(3, TimeUnit.SECONDS)) {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
    if (!said().contains(until)) {
      throw new AssertionError(said());
    }
  }

  /** Says a line to a program that answers each with one: {@code ok} and what there is to say. */
  String ask(String line) throws Exception {
    int before = answers().size();
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    for (int i = 0; i < 1500 && process.isAlive() && answers().size() == before; i++) {
      Thread.sleep(20);
    }
    List<String> answers = answers();
    if (answers.size() == before || !answers.getLast().startsWith("ok")) {
      throw new AssertionError("asked for " + line + ", " + said());
    }
    return answers.getLast();
  }

  private List<String> answers() throws IOException {
    String all = Files.readString(output, StandardCharsets.ISO_8859_1);
    return all.substring(0, all.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith("ok") || line.startsWith("failed "))
        .toList();
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
