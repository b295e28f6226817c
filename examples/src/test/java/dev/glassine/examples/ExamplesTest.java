package dev.glassine.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.LoopbackServer;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.SocketLink;
import dev.glassine.testkit.TestCa;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program, started as a user starts it. */
class ExamplesTest {
  private final TestCa ca =
      new TestCa("Examples CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());
  private final Credential localhost = ca.server(KeyKind.ECDSA_P256, "localhost");
  private final PrintStream console = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @TempDir Path folder;

  @BeforeEach
  void writeFilesAndListen() throws IOException {
    PemFiles.certificates(folder.resolve("ca.pem"), List.of(ca.certificate()));
    write("localhost", localhost);
    write("client", ca.client(KeyKind.ED25519, "alice"));
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveTheConsoleBack() {
    System.setOut(console);
  }

  private void write(String name, Credential credential) throws IOException {
    PemFiles.certificates(file(name + ".pem"), credential.chain());
    PemFiles.key(file(name + ".key"), credential);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private List<String> printed() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void get(ServerConfig.Builder server, String host) throws Exception {
    try (LoopbackServer listening = new LoopbackServer(server.build())) {
      HttpsGet.main(
          new String[] {host, Integer.toString(listening.port()), "/", file("ca.pem").toString()});
    }
  }

  @Test
  void getsThePageAndSaysWhatWasAgreedOn() throws Exception {
    get(ServerConfig.builder().credential(localhost), "localhost");

    assertThat(printed())
        .startsWith("TLS 1.3, TLS_AES_128_GCM_SHA256, X25519MLKEM768", "HTTP/1.0 200 OK")
        .endsWith("", LoopbackServer.ANSWER);
  }

  @Test
  void getsThePageFromAServerThatHasOnlyTls12() throws Exception {
    get(
        ServerConfig.builder().credential(localhost).versions(ProtocolVersion.TLS_1_2),
        "localhost");

    assertThat(printed().getFirst()).startsWith("TLS 1.2, TLS_ECDHE_ECDSA_");
    assertThat(printed()).endsWith(LoopbackServer.ANSWER);
  }

  @Test
  void getsNothingFromAServerWhoseCertificateIsForAnotherHost() throws Exception {
    var server = ServerConfig.builder().credential(ca.server(KeyKind.ECDSA_P256, "shop.example"));
    try (LoopbackServer listening = new LoopbackServer(server.build())) {
      String port = Integer.toString(listening.port());
      String[] args = {"localhost", port, "/", file("ca.pem").toString()};

      assertThatThrownBy(() -> HttpsGet.main(args))
          .isInstanceOfSatisfying(
              TlsFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_HOST))
          .hasMessageContaining("shop.example");
      assertThat(listening.next().failure())
          .as("the server has been told")
          .isInstanceOf(TlsFailure.PeerAlert.class);
      assertThat(printed()).isEmpty();
    }
  }

  @Test
  void echoes() throws Exception {
    try (RunningEcho echo = new RunningEcho();
        SocketLink link = echo.connect("localhost")) {
      link.handshake();
      link.write("one ".getBytes(StandardCharsets.US_ASCII));
      assertThat(link.readUntil("one ", 100)).asString().isEqualTo("one ");
      link.write("two".getBytes(StandardCharsets.US_ASCII));
      assertThat(link.readUntil("two", 100)).asString().isEqualTo("two");
    }
  }

  @Test
  void echoSaysWhyAClientWentAwayAndServesTheNext() throws Exception {
    try (RunningEcho echo = new RunningEcho()) {
      try (SocketLink stranger = echo.connect("shop.example")) {
        assertThatThrownBy(stranger::handshake).isInstanceOf(TlsFailure.BadCertificate.class);
      }
      assertThat(echo.nextLine()).contains("127.0.0.1").contains("bad_certificate");

      try (SocketLink link = echo.connect("localhost")) {
        link.handshake();
        link.write("still here".getBytes(StandardCharsets.US_ASCII));
        assertThat(link.readUntil("here", 100)).asString().isEqualTo("still here");
      }
    }
  }

  @Test
  void echoTakesNoOffenceAtATls12ClientThatWritesAndLeaves() throws Exception {
    ClientConfig config =
        ClientConfig.builder()
            .trust(Trust.of(ca.certificate()))
            .versions(ProtocolVersion.TLS_1_2)
            .build();
    TlsEngine engine = TlsEngine.client(config, Destination.of("localhost", 443));
    try (RunningEcho echo = new RunningEcho()) {
      try (Socket socket = echo.socket()) {
        new SocketLink(socket, engine).handshake();
        ByteBuffer both = ByteBuffer.allocate(1024);
        engine.send(ByteBuffer.wrap(new byte[10]), both);
        engine.closeWrite();
        engine.send(ByteBuffer.allocate(0), both);
        socket.getOutputStream().write(both.array(), 0, both.position());
        socket.getInputStream().readAllBytes();
      }
      try (SocketLink stranger = echo.connect("shop.example")) {
        assertThatThrownBy(stranger::handshake).isInstanceOf(TlsFailure.BadCertificate.class);
      }
      assertThat(echo.nextLine()).as("the first complaint").contains("bad_certificate");
    }
  }

  @Test
  void getsAFailureInsteadOfAnAnswerThatWasCutShort() throws Exception {
    ServerConfig config = ServerConfig.builder().credential(localhost).build();
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread cutter = Thread.ofVirtual().start(() -> answerAndCut(listening, config));
      String port = Integer.toString(listening.getLocalPort());
      String[] args = {"localhost", port, "/", file("ca.pem").toString()};

      assertThatThrownBy(() -> HttpsGet.main(args))
          .isInstanceOfSatisfying(
              TlsFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED_STREAM));
      cutter.join();
    }
  }

  private static void answerAndCut(ServerSocket listening, ServerConfig config) {
    try (Socket socket = listening.accept()) {
      socket.setSoTimeout(10_000);
      SocketLink link = new SocketLink(socket, TlsEngine.server(config));
      link.handshake();
      link.readUntil("\r\n\r\n", 1000);
      link.write("HTTP/1.0 200 OK".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void bothSidesSayWhoTheirPeerIs() {
    MutualTls.main(new String[] {folder.toString()});

    assertThat(printed())
        .containsExactly(
            "client: the server is CN=localhost, says CN=Examples CA",
            "server: the client is CN=alice, says CN=Examples CA");
  }

  @Test
  void serverTurnsAwayAClientWhoseCertificateIsFromElsewhere() throws IOException {
    TestCa elsewhere =
        new TestCa("Another CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());
    write("client", elsewhere.client(KeyKind.ECDSA_P256, "mallory"));

    assertThatThrownBy(() -> MutualTls.main(new String[] {folder.toString()}))
        .isInstanceOf(TlsFailure.class)
        .hasMessageContaining("certificate_required");
    assertThat(printed()).isEmpty();
  }

  @Test
  void saysWhyItFailed() {
    WhyItFailed.main(new String[] {folder.toString()});

    assertThat(printed()).hasSize(6);
    assertThat(printed().get(1)).startsWith("  client: ").contains("shop.example", "localhost");
    assertThat(printed().get(2)).startsWith("  server: ").contains("bad_certificate");
    assertThat(printed().get(4)).startsWith("  server: ").contains("x25519", "secp384r1");
    assertThat(printed().get(5)).startsWith("  client: ").contains("handshake_failure");
  }

  @Test
  void takesAClientOfSsl30ToAServerOfTls13() throws Exception {
    TestCa old =
        new TestCa("Old CA", KeyKind.RSA_1024_WITH_SHA1, new SecureRandom(), Instant.now());
    write("old", old.server(KeyKind.RSA_1024_WITH_SHA1, "localhost"));
    PipedOutputStream pipe = new PipedOutputStream();
    Scanner lines = new Scanner(new PipedInputStream(pipe), StandardCharsets.UTF_8);
    System.setOut(new PrintStream(pipe, true, StandardCharsets.UTF_8));
    try (LoopbackServer modern =
        new LoopbackServer(ServerConfig.builder().credential(localhost).build())) {
      String[] args = {
        "0",
        file("old.pem").toString(),
        file("old.key").toString(),
        "localhost",
        Integer.toString(modern.port()),
        file("ca.pem").toString()
      };
      Thread bridge = Thread.ofVirtual().start(() -> bridge(args));
      int port = Integer.parseInt(lines.nextLine().replace("bridge on port ", ""));

      assertThat(ssl30(old, port)).endsWith(LoopbackServer.ANSWER);
      assertThat(ssl30(old, port)).as("the next visitor").endsWith(LoopbackServer.ANSWER);
      assertThat(modern.next().info())
          .isNotNull()
          .extracting(ConnectionInfo::version)
          .isEqualTo(ProtocolVersion.TLS_1_3);
      bridge.interrupt();
    }
  }

  private static void bridge(String[] args) {
    try {
      Bridge.main(args);
    } catch (Exception e) {
      // interrupted: the test is over
    }
  }

  /** What a client that knows SSL 3.0 only gets for a request. */
  private static String ssl30(TestCa ca, int port) throws IOException {
    ClientConfig config =
        ClientConfig.builder()
            .legacy(
                Legacy.builder()
                    .enableSsl3BrokenByPoodle()
                    .enableBrokenSuitesOfTheNineties()
                    .build())
            .versions(ProtocolVersion.SSL_3_0)
            .trust(
                Trust.builder()
                    .add(ca.certificate())
                    .allowWeakRsaKeys(1024)
                    .allowWeakSha1Signatures()
                    .build())
            .build();
    try (Socket socket = new Socket(InetAddress.getByName("localhost"), port)) {
      socket.setSoTimeout(10_000);
      SocketLink link =
          new SocketLink(socket, TlsEngine.client(config, Destination.of("localhost", port)));
      assertThat(link.handshake().version()).isEqualTo(ProtocolVersion.SSL_3_0);
      link.write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(link.readUntil(LoopbackServer.ANSWER, 10_000), StandardCharsets.US_ASCII);
    }
  }

  /** The echo server on a free port; interrupting its thread ends it. */
  private final class RunningEcho implements AutoCloseable {
    private final PipedOutputStream pipe = new PipedOutputStream();
    private final Scanner lines;
    private final Thread thread;
    private final int port;

    RunningEcho() throws IOException {
      InputStream reading = new PipedInputStream(pipe);
      lines = new Scanner(reading, StandardCharsets.UTF_8);
      System.setOut(new PrintStream(pipe, true, StandardCharsets.UTF_8));
      String[] args = {"0", file("localhost.pem").toString(), file("localhost.key").toString()};
      thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      EchoServer.main(args);
                    } catch (IOException e) {
                      // interrupted: the test is over
                    }
                  });
      port = Integer.parseInt(nextLine().replace("echo on port ", ""));
    }

    String nextLine() {
      return lines.nextLine();
    }

    SocketLink connect(String name) throws IOException {
      ClientConfig config = ClientConfig.builder().trust(Trust.of(ca.certificate())).build();
      return new SocketLink(socket(), TlsEngine.client(config, Destination.of(name, port)));
    }

    Socket socket() throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
      return socket;
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
