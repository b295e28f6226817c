package dev.glassine.testkit.interop;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a peer's program; what a test started, it ends. */
public final class Command {
  private static final long PATIENCE_SECONDS = 15;

  private Command() {}

  /**
   * The first line that a program says about its version, or null where there is no such program.
   */
  static @Nullable String firstLine(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.lines().findFirst().orElse("") : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a client with {@code input} on its standard input; answers its output, and fails with it
   * where the exit code is not 0.
   */
  static String run(Path folder, String input, List<String> command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      waitForAnswer(process, output);
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(
            String.join(" ", command)
                + " does not end:\n"
                + Files.readString(output, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // the program has ended already: its output says why
    } finally {
      process.destroyForcibly().waitFor();
    }
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    if (process.exitValue() != 0 && !text.contains(dev.glassine.testkit.LoopbackServer.ANSWER)) {
      throw new AssertionError(
          String.join(" ", command) + " ended with " + process.exitValue() + ":\n" + text);
    }
    return text;
  }

  /**
   * Programs that stop reading the network when their input ends get it ended only after the answer
   * is there.
   */
  private static void waitForAnswer(Process process, Path output) throws Exception {
    for (int i = 0; i < PATIENCE_SECONDS * 50 && process.isAlive(); i++) {
      if (Files.readString(output, StandardCharsets.ISO_8859_1)
          .contains(dev.glassine.testkit.LoopbackServer.ANSWER)) {
        return;
      }
      Thread.sleep(20);
    }
  }

  /** Starts a server and waits until its port is listened on. */
  static Peer.Server serve(Path folder, int port, String answer, List<String> command)
      throws Exception {
    Process process = daemon(folder, port, command);
    return new Peer.Server() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public String answer() {
        return answer;
      }

      @Override
      public void close() {
        process.destroyForcibly().onExit().join();
      }
    };
  }

  /**
   * Starts a program and waits until it listens on its port; it ends with this JVM at the latest.
   * What it says goes into a file of {@code folder}.
   */
  public static Process daemon(Path folder, int port, List<String> command) throws Exception {
    Path output = folder.resolve("server-output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    for (int i = 0; !listens(port); i++) {
      if (!process.isAlive() || i > 250) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            String.join(" ", command)
                + " does not listen:\n"
                + Files.readString(output, StandardCharsets.ISO_8859_1));
      }
      Thread.sleep(20);
    }
    return process;
  }

  private static boolean listens(int port) {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is a program of this name. */
  public static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** A free port on loopback, for programs that cannot choose one themselves. */
  public static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
