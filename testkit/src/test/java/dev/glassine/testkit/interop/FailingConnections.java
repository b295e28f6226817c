package dev.glassine.testkit.interop;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.LoopbackServer;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.SocketLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Connections of ours to real programs that are meant to fail, and how they explain themselves. */
final class FailingConnections implements AutoCloseable {
  private final Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private int files;

  FailingConnections(Path folder) {
    this.folder = folder;
  }

  static ClientConfig.Builder client() {
    return ClientConfig.builder().trust(Trust.of(Interop.CA.certificate()));
  }

  static ServerConfig.Builder server() {
    return ServerConfig.builder().credential(Interop.server(KeyKind.ECDSA_P256));
  }

  /** What our client says of the server on this port, which has the name localhost. */
  static Explanation connect(ClientConfig.Builder config, int port) throws Exception {
    return connect(config, "localhost", port);
  }

  static Explanation connect(ClientConfig.Builder config, String name, int port) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      TlsEngine engine = TlsEngine.client(config.build(), Destination.of(name, port));
      try (SocketLink link = new SocketLink(socket, engine)) {
        link.handshake();
        link.write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        link.readUntil("no page says this", 1 << 20);
      }
      throw new AssertionError("the connection did not fail: " + engine.info());
    } catch (TlsFailure e) {
      return e.explanation();
    }
  }

  /** {@code openssl s_server} with these arguments and a web page. */
  int openssl(Credential credential, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("-cert", certificates(credential)));
    all.addAll(List.of("-key", key(credential)));
    all.addAll(List.of(arguments));
    return opensslWith(all.toArray(String[]::new));
  }

  int opensslWith(String... arguments) throws Exception {
    int port = Command.freePort();
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_server", "-www", "-accept", "127.0.0.1:" + port));
    command.addAll(List.of(arguments));
    return daemon(port, command);
  }

  /** {@code gnutls-serv} with these arguments and a web page. */
  int gnutls(Credential credential, String... arguments) throws Exception {
    int port = Command.freePort();
    List<String> command =
        new ArrayList<>(List.of("gnutls-serv", "--http", "--port", String.valueOf(port)));
    command.addAll(List.of("--x509certfile", certificates(credential)));
    command.addAll(List.of("--x509keyfile", key(credential)));
    command.addAll(List.of(arguments));
    return daemon(port, command);
  }

  private int daemon(int port, List<String> command) throws Exception {
    Process process = Command.daemon(folder, port, command);
    open.add(() -> process.destroyForcibly().waitFor());
    return port;
  }

  /** A port on which somebody says this, whatever comes, and leaves. */
  int greeting(byte[] octets) throws IOException {
    ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    open.add(listening);
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket socket = listening.accept()) {
                socket.setSoTimeout(5_000);
                socket.getInputStream().read(new byte[4096]);
                socket.getOutputStream().write(octets);
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
              } catch (IOException e) {
                // the test has seen enough
              }
            });
    return listening.getLocalPort();
  }

  int relay(int behind, TamperingRelay.Tamper tamper) throws IOException {
    TamperingRelay relay = new TamperingRelay(behind, tamper);
    open.add(relay);
    return relay.port();
  }

  /** What our server says of the visit that this program pays it; PORT stands for its port. */
  Explanation visit(ServerConfig.Builder config, String... command) throws Exception {
    try (LoopbackServer server = new LoopbackServer(config.build())) {
      List<String> words = new ArrayList<>();
      for (String word : command) {
        words.add(word.replace("PORT", String.valueOf(server.port())));
      }
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("visitor-" + ++files + ".txt").toFile())
              .start();
      try {
        process.getOutputStream().close();
        return explanation(server.next());
      } finally {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  /** What our server says of a visitor that sends these octets. */
  static Explanation visitWith(ServerConfig.Builder config, byte[] octets) throws Exception {
    try (LoopbackServer server = new LoopbackServer(config.build());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(octets);
      socket.shutdownOutput();
      return explanation(server.next());
    }
  }

  private static Explanation explanation(LoopbackServer.Outcome outcome) {
    if (outcome.failure() instanceof TlsFailure failure) {
      return failure.explanation();
    }
    throw new AssertionError("the visit did not fail: " + outcome, outcome.failure());
  }

  String certificates(Credential credential) throws IOException {
    return PemFiles.certificates(folder.resolve("own-" + ++files + ".pem"), credential.chain())
        .toString();
  }

  String key(Credential credential) throws IOException {
    return PemFiles.key(folder.resolve("own-" + ++files + ".key"), credential).toString();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }
}
