package dev.glassine.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/**
 * Real servers and clients for one test, with certificates for localhost; all end with it. A
 * stopped one (SIGSTOP) is killed as any other.
 */
final class PeerProcesses implements AutoCloseable {
  private final Path folder;
  private final DevelopmentPki pki;
  private final DevelopmentPki.Issued server;
  private final List<Process> running = new ArrayList<>();
  private final List<AutoCloseable> beside = new ArrayList<>();

  PeerProcesses(Path folder) throws Exception {
    this.folder = folder;
    this.pki =
        new DevelopmentPki(
            folder.resolve("pki"), CertificateKey.ecdsa, InstantSource.system().instant());
    this.server = pki.server("localhost", List.of("localhost", "127.0.0.1"));
  }

  /** A server that runs, and where it listens. */
  record Listening(Process process, int port) {
    /** It does nothing more. */
    void stop() throws Exception {
      signal(process, "-STOP");
    }
  }

  String authority() {
    return pki.authorityCertificate().toString();
  }

  DevelopmentPki.Issued server() {
    return server;
  }

  DevelopmentPki.Issued client() throws Exception {
    return pki.client("client", "alice");
  }

  /** Where a path to {@code behind} begins on which records fare by this rule. */
  int path(int behind, BrokenPath.Rule rule) throws IOException {
    BrokenPath path = new BrokenPath(behind, rule);
    beside.add(path);
    return path.port();
  }

  /** What {@code connect} says of a server that it trusts. */
  Said connect(int port, String... more) {
    return Said.connecting(port, authority(), more);
  }

  /** Lets our own server go on until the test ends. */
  void serve(WebServer ours, Consumer<IOException> trouble) {
    beside.add(ours);
    Serving.begin(ours, trouble);
  }

  Listening openssl(String... more) throws Exception {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_server",
                "-www",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                server.certificate().toString(),
                "-key",
                server.key().toString()));
    command.addAll(List.of(more));
    return listening(port, command);
  }

  Listening gnutls(String... more) throws Exception {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "gnutls-serv",
                "--http",
                "--disable-client-cert",
                "--port",
                String.valueOf(port),
                "--x509certfile",
                server.certificate().toString(),
                "--x509keyfile",
                server.key().toString()));
    command.addAll(List.of(more));
    return listening(port, command);
  }

  private Listening listening(int port, List<String> command) throws Exception {
    Process process = start(command);
    for (int i = 0; !listens(port); i++) {
      if (!process.isAlive() || i > 500) {
        throw new AssertionError(command + " does not listen:\n" + output());
      }
      Thread.sleep(20);
    }
    return new Listening(process, port);
  }

  /** Runs a program. */
  Process start(List<String> command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output-" + running.size() + ".txt").toFile())
              .start();
      running.add(process);
      return process;
    } catch (IOException e) {
      if ("required".equals(System.getenv("GLASSINE_PEERS"))) {
        throw new AssertionError(
            command.getFirst() + " is missing, and GLASSINE_PEERS=required", e);
      }
      Assumptions.abort(command.getFirst() + " is not on this machine");
      throw e;
    }
  }

  /** What the program that was started last has said. */
  private String output() throws IOException {
    return Files.readString(folder.resolve("output-" + (running.size() - 1) + ".txt"));
  }

  /** Sends a signal to a process of ours. */
  static void signal(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("kill " + signal + " failed");
    }
  }

  private static boolean listens(int port) {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : beside.reversed()) {
      each.close();
    }
    for (Process process : running) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }
}
