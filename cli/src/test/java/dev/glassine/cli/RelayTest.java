package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credentials;
import dev.glassine.inspect.keylog.KeyLogFile;
import dev.glassine.testkit.tshark.Tshark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code glassine inspect --listen}: what it passes on, what it shows, what it keeps. */
class RelayTest {
  @TempDir Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();
  private DevelopmentPki.Issued issued;

  /** A relay that runs, and what it has said in the end. */
  private final class Running implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<TcpRelay> relay = new CompletableFuture<>();
    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    Running(int target, String... more) {
      List<String> arguments =
          new ArrayList<>(List.of("inspect", "--listen", "0", "--to", "localhost:" + target));
      arguments.addAll(List.of(more));
      CommandLine line =
          Glassine.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
      Inspect verb = line.getSubcommands().get("inspect").getCommand();
      verb.onListening(relay::complete);
      Thread.ofVirtual().start(() -> code.complete(line.execute(arguments.toArray(String[]::new))));
      open.add(this);
    }

    int port() throws Exception {
      return relay.get(20, TimeUnit.SECONDS).address().getPort();
    }

    /** Ends it; answers what it printed. */
    String end() throws Exception {
      close();
      assertThat(code.get(20, TimeUnit.SECONDS)).as(err.toString()).isZero();
      return out.toString();
    }

    @Override
    public void close() throws Exception {
      relay.get(20, TimeUnit.SECONDS).close();
    }
  }

  @BeforeEach
  void makeCertificates() throws Exception {
    DevelopmentPki pki =
        new DevelopmentPki(
            folder.resolve("pki"), CertificateKey.rsa, InstantSource.system().instant());
    issued = pki.server("localhost", List.of("localhost", "127.0.0.1"));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private int serve(Recording recording) throws Exception {
    ServerConfig.Builder config =
        ServerConfig.builder()
            .credential(Credentials.fromPem(issued.certificate(), issued.key()))
            .allowCbcSuites()
            .allowStaticRsaWithoutForwardSecrecy()
            .protocols("http/1.1");
    recording.apply(config);
    WebServer server =
        WebServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            config.build(),
            new HandshakePages(),
            InstantSource.system(),
            new PrintWriter(new StringWriter()));
    open.add(server);
    Serving.begin(server);
    return server.port();
  }

  private CommandRun connect(int port, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "connect",
                "https://localhost:" + port + "/trace.txt",
                "--cafile",
                folder.resolve("pki").resolve("ca.pem").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  /** A server that runs {@code talk} with each visitor, and its port. */
  private int plainServer(Talk talk) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(listening);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listening.isClosed()) {
                try {
                  Socket socket = listening.accept();
                  Thread.ofVirtual().start(() -> talkTo(socket, talk));
                } catch (IOException e) {
                  return;
                }
              }
            });
    return listening.getLocalPort();
  }

  private interface Talk {
    void with(Socket socket) throws IOException;
  }

  private static void talkTo(Socket socket, Talk talk) {
    try (socket) {
      talk.with(socket);
    } catch (IOException e) {
      // the test asserts what the client got
    }
  }

  private static Socket visit(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  @Test
  void showsWhatIsInTheClearAndNoMore() throws Exception {
    Running relay = new Running(serve(Recording.NONE));

    CommandRun result = connect(relay.port(), "--tls", "1.3");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(relay.end())
        .contains("#1  127.0.0.1:")
        .contains("▶ ClientHello", "◀ ServerHello", "JA4: t13")
        .contains("no secret is known for client random")
        .doesNotContain("EncryptedExtensions")
        .contains("ended: ");
  }

  @Test
  void showsEverythingWithAKeyLogOfTheClient() throws Exception {
    Path keys = folder.resolve("keys.log");
    Running relay = new Running(serve(Recording.NONE), "--keylog", keys.toString());

    for (String version : List.of("1.2", "1.3")) {
      assertThat(connect(relay.port(), "--tls", version, "--keylog", keys.toString()).code())
          .isZero();
    }

    assertThat(relay.end())
        .contains("◀ EncryptedExtensions", "◀ CertificateVerify", "▶ Finished", "◀ Finished")
        .contains("handshake complete: version TLS 1.3", "handshake complete: version TLS 1.2")
        .contains("Alert  warning close_notify");
  }

  @Test
  void showsEverythingWithAKeyLogOfTheServer() throws Exception {
    Path keys = folder.resolve("keys.log");
    try (KeyLogFile log = KeyLogFile.append(keys)) {
      int port = serve(new Recording(log, null, InstantSource.system()));
      Running relay = new Running(port, "--keylog", keys.toString());

      assertThat(connect(relay.port(), "--tls", "1.3").code()).isZero();

      assertThat(relay.end()).contains("EncryptedExtensions", "handshake complete");
    }
  }

  @Test
  void writesACaptureThatOpensByItself() throws Exception {
    Assumptions.assumeTrue(
        Tshark.isThere() || Tshark.isRequired(), "tshark is not on this machine");
    Path keys = folder.resolve("keys.log");
    Path capture = folder.resolve("relayed.pcapng");
    int port = serve(Recording.NONE);
    Running relay = new Running(port, "--keylog", keys.toString(), "--capture", capture.toString());

    for (String version : List.of("1.3", "1.2")) {
      assertThat(connect(relay.port(), "--tls", version, "--keylog", keys.toString()).code())
          .isZero();
    }

    relay.end();
    assertThat(relay.err.toString()).contains("WARNING: these connections go to " + capture);
    assertThat(Tshark.fields(capture, port, "http", "http.request.uri", "http.response.code"))
        .containsExactly("/trace.txt\t", "\t200", "/trace.txt\t", "\t200");
  }

  @Test
  void putsWhatTheServersKeyOpensIntoTheCapture() throws Exception {
    Path capture = folder.resolve("relayed.pcapng");
    Running relay =
        new Running(
            serve(Recording.NONE),
            "--rsa-key",
            issued.key().toString(),
            "--capture",
            capture.toString());

    CommandRun result =
        connect(
            relay.port(),
            "--legacy",
            "tls1.1",
            "--tls",
            "1.2",
            "--suites",
            "TLS_RSA_WITH_AES_128_GCM_SHA256");
    assertThat(result.code()).as(result.err()).isZero();
    relay.end();

    StringWriter out = new StringWriter();
    assertThat(
            Glassine.commandLine()
                .setOut(new PrintWriter(out))
                .execute("inspect", capture.toString()))
        .isZero();
    assertThat(out.toString()).contains("handshake complete");
  }

  @Test
  void passesOnEveryOctetBothWaysAndHalfCloses() throws Exception {
    byte[] question = new byte[300_000];
    Arrays.fill(question, (byte) 'q');
    Running relay =
        new Running(
            plainServer(
                socket -> {
                  // the whole question, up to its end, before a word is said
                  byte[] heard = socket.getInputStream().readAllBytes();
                  socket.getOutputStream().write(heard);
                  socket.getOutputStream().write('!');
                }));

    try (Socket socket = visit(relay.port())) {
      socket.getOutputStream().write(question);
      socket.shutdownOutput();

      byte[] answer = socket.getInputStream().readAllBytes();
      assertThat(answer).hasSize(question.length + 1).startsWith(question);
    }
    assertThat(relay.end())
        .contains("ended: 300,000 octets from the client, 300,001 from the server; no TLS in them");
  }

  @Test
  void passesAResetOn() throws Exception {
    Running relay =
        new Running(
            plainServer(
                socket -> {
                  socket.getInputStream().read();
                  socket.setSoLinger(true, 0);
                }));

    try (Socket socket = visit(relay.port())) {
      socket.getOutputStream().write('x');

      assertThat(catching(() -> socket.getInputStream().read()))
          .isInstanceOf(SocketException.class);
    }
  }

  private static Exception catching(java.util.concurrent.Callable<?> action) {
    try {
      action.call();
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  @Test
  void servesManyAtATime() throws Exception {
    Running relay =
        new Running(
            plainServer(socket -> socket.getInputStream().transferTo(socket.getOutputStream())));
    List<Socket> visitors = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      visitors.add(visit(relay.port()));
    }

    for (Socket visitor : visitors) {
      byte[] hello = ("hello " + visitor.getLocalPort()).getBytes(StandardCharsets.US_ASCII);
      visitor.getOutputStream().write(hello);
      assertThat(visitor.getInputStream().readNBytes(hello.length)).isEqualTo(hello);
    }
    for (Socket visitor : visitors) {
      visitor.close();
    }
  }

  @Test
  void writesATraceOfEachConnectionAsALineOfJson() throws Exception {
    Running relay = new Running(serve(Recording.NONE), "--json");

    connect(relay.port(), "--tls", "1.2");
    connect(relay.port(), "--tls", "1.3");

    assertThat(relay.end().lines().toList())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{") && line.contains("\"vantage\":\"wire\""));
  }

  @Test
  void saysThatTheTargetRefuses() throws Exception {
    int closed;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = probe.getLocalPort();
    }
    Running relay = new Running(closed);

    try (Socket socket = visit(relay.port())) {
      catching(() -> socket.getInputStream().read());
    }

    assertThat(relay.end())
        .contains("came, but localhost:" + closed + " does not answer: Connection refused");
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StringWriter err = new StringWriter();
      int code =
          Glassine.commandLine()
              .setErr(new PrintWriter(err))
              .execute("inspect", "--listen", "" + taken.getLocalPort(), "--to", "localhost:1");

      assertThat(code).isEqualTo(3);
      assertThat(err.toString())
          .contains("Cannot listen on 127.0.0.1:" + taken.getLocalPort(), "in use");
    }
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    record Wrong(String sentence, String... arguments) {}
    for (Wrong wrong :
        List.of(
            new Wrong("--listen and --to go together", "--listen", "9443"),
            new Wrong("--listen and --to go together", "--to", "localhost:443"),
            new Wrong("not both", "x.pcap", "--listen", "0", "--to", "localhost:443"),
            new Wrong("--capture goes with --listen", "x.pcap", "--capture", "y.pcapng"),
            new Wrong("without https://", "--listen", "0", "--to", "https://localhost/"),
            new Wrong("neither a port", "--listen", "99999", "--to", "localhost:443"),
            new Wrong("neither a port", "--listen", "https", "--to", "localhost:443"),
            new Wrong("names no address", "--listen", ":443", "--to", "localhost:443"))) {
      StringWriter err = new StringWriter();
      List<String> arguments = new ArrayList<>(List.of("inspect"));
      arguments.addAll(List.of(wrong.arguments));

      int code =
          Glassine.commandLine()
              .setErr(new PrintWriter(err))
              .execute(arguments.toArray(String[]::new));

      assertThat(code).as(err.toString()).isEqualTo(2);
      assertThat(err.toString()).contains(wrong.sentence);
    }
  }

  @Test
  void keepsItsCaptureFromOthers() throws Exception {
    Path capture = folder.resolve("relayed.pcapng");
    Running relay = new Running(serve(Recording.NONE), "--capture", capture.toString());

    connect(relay.port());
    relay.end();

    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(capture)))
        .isEqualTo("rw-------");
  }
}
