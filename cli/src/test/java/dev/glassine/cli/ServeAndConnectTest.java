package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.session.RotatingTicketKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two verbs against each other, and against what else may come to their ports. */
class ServeAndConnectTest {
  @TempDir Path folder;

  private DevelopmentPki.Issued credential;
  private DevelopmentPki.Issued client;
  private final StringWriter audit = new StringWriter();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void makeCertificates() throws Exception {
    DevelopmentPki pki =
        new DevelopmentPki(
            folder.resolve("pki"), CertificateKey.ecdsa, InstantSource.system().instant());
    credential = pki.server("localhost", List.of("localhost", "127.0.0.1"));
    client = pki.client("client", "test visitor");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private String ca() {
    return folder.resolve("pki").resolve("ca.pem").toString();
  }

  private int serve(ClientAuthentication clients, Pages pages) throws IOException {
    ServerConfig.Builder builder =
        ServerConfig.builder()
            .credential(Credentials.fromPem(credential.certificate(), credential.key()))
            .protocols("http/1.1")
            .tickets(new RotatingTicketKeys(JcaCrypto.standard(), new SecureRandom()));
    if (clients != ClientAuthentication.NONE) {
      Trust trust = Trust.fromPem(Path.of(ca()));
      builder
          .clientAuthentication(clients)
          .trust(trust)
          .authorities(trust.authorities())
          .policy(trust.policyDigest());
    }
    WebServer server =
        WebServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            builder.build(),
            pages,
            InstantSource.system(),
            new PrintWriter(audit, true));
    open.add(server);
    Serving.begin(server);
    return server.port();
  }

  @Test
  void connectsAndShowsEachStep() throws Exception {
    int port = serve(ClientAuthentication.NONE, new HandshakePages());

    CommandRun result =
        CommandRun.of("connect", "https://localhost:" + port + "/trace.txt", "--cafile", ca());

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err())
        .contains(
            "ClientHello",
            "ServerHello",
            "EncryptedExtensions",
            "Certificate",
            "CertificateVerify",
            "Finished")
        .contains("handshake complete", "Verdict: accepted", "HTTP/1.1 200 OK");
  }

  @Test
  void writesTheTraceAsJson() throws Exception {
    int port = serve(ClientAuthentication.NONE, new HandshakePages());

    CommandRun result =
        CommandRun.of("connect", "https://localhost:" + port + "/", "--cafile", ca(), "--json");

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("{").contains("\"format\" : 1", "\"kind\" : \"completed\"");
  }

  @Test
  void resumesTheSecondTime() throws Exception {
    int port = serve(ClientAuthentication.NONE, new HandshakePages());

    for (String version : List.of("1.3", "1.2")) {
      CommandRun result =
          CommandRun.of(
              "connect",
              "https://localhost:" + port + "/",
              "--cafile",
              ca(),
              "--resume",
              "--tls",
              version);

      assertThat(result.err()).containsPattern("resumed +no").containsPattern("resumed +yes");
    }
  }

  @Test
  void explainsAnUntrustedCertificateOnBothSides() throws Exception {
    int port = serve(ClientAuthentication.NONE, new HandshakePages());

    CommandRun result = CommandRun.of("connect", "https://localhost:" + port + "/");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains(
            "Verdict: refused",
            "✘ the issuer's certificate is missing",
            "on the client: add the missing issuer",
            "on the server: send the whole chain");
    assertThat(auditOnceItSays("A visitor's handshake failed"))
        .contains(
            "A visitor's handshake failed",
            "✘ the client does not trust the issuer of the server's certificate",
            "on the client: add its root certificate to the trusted ones");
  }

  /** The server writes when it gets the client's alert, which the client does not wait for. */
  private String auditOnceItSays(String words) throws InterruptedException {
    for (int i = 0; i < 500 && !audit.toString().contains(words); i++) {
      Thread.sleep(20);
    }
    return audit.toString();
  }

  @Test
  void explainsAWrongName() throws Exception {
    int port = serve(ClientAuthentication.NONE, new HandshakePages());

    CommandRun result =
        CommandRun.of(
            "connect",
            "https://localhost:" + port + "/",
            "--cafile",
            ca(),
            "--servername",
            "other.example");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("the certificate is for other names", "localhost");
  }

  @Test
  void asksForAClientCertificateAndSaysSo() throws Exception {
    int port = serve(ClientAuthentication.REQUIRED, new HandshakePages());
    String target = "https://localhost:" + port + "/trace.txt";

    CommandRun without = CommandRun.of("connect", target, "--cafile", ca());
    CommandRun with =
        CommandRun.of(
            "connect",
            target,
            "--cafile",
            ca(),
            "--cert",
            client.certificate().toString(),
            "--key",
            client.key().toString());

    assertThat(without.code()).isEqualTo(1);
    assertThat(without.err())
        .contains(
            "certificate_required",
            "✘ the server requires a client certificate, and the client sent none",
            "no certificate is configured");
    assertThat(with.code()).as(with.err()).isZero();
  }

  @Test
  void servesFilesAndNothingOutsideTheFolder() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.writeString(root.resolve("index.html"), "<p>inside</p>");
    Files.writeString(folder.resolve("secret.txt"), "outside");
    FolderPages pages = new FolderPages(root);

    assertThat(pages.get("/", Visit.unlisted("", InstantSource.system())).status())
        .isEqualTo("200 OK");
    assertThat(
            new String(
                pages.get("/", Visit.unlisted("", InstantSource.system())).body(),
                StandardCharsets.UTF_8))
        .contains("inside");
    for (String path :
        List.of("/../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/missing", "/\0")) {
      assertThat(pages.get(path, Visit.unlisted("", InstantSource.system())).status())
          .as(path)
          .isEqualTo("404 Not Found");
    }
  }

  @Test
  void servesOthersAfterStrangers() throws Exception {
    int port = serve(ClientAuthentication.NONE, new HandshakePages());
    for (byte[] greeting :
        List.of(
            "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
            new byte[] {22, 3, 1},
            new byte[1000])) {
      try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
        stranger.getOutputStream().write(greeting);
        stranger.shutdownOutput();
        stranger.getInputStream().readAllBytes();
      }
    }

    assertThat(CommandRun.of("connect", "https://localhost:" + port + "/", "--cafile", ca()).code())
        .isZero();
  }

  @Test
  void goesOverToTlsByStartTls() throws Exception {
    int port = serve(ClientAuthentication.NONE, new HandshakePages());
    try (ServerSocket mail = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> mailServer(mail, port));

      CommandRun result =
          CommandRun.of(
              "connect",
              "localhost:" + mail.getLocalPort(),
              "--cafile",
              ca(),
              "--starttls",
              "smtp",
              "--json");

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out()).contains("completed");
    }
  }

  /** A mail server's greeting, then whatever the TLS server behind it says. */
  private static void mailServer(ServerSocket listening, int behind) {
    try (Socket front = listening.accept();
        Socket back = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      var in = front.getInputStream();
      var out = front.getOutputStream();
      out.write("220-mail.example\r\n220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
      readLine(in);
      out.write("250-mail.example\r\n250 STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
      readLine(in);
      out.write("220 go ahead\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  in.transferTo(back.getOutputStream());
                } catch (IOException e) {
                  // the client has gone
                }
              });
      back.getInputStream().transferTo(out);
    } catch (IOException e) {
      // the test says what it misses
    }
  }

  private static void readLine(java.io.InputStream in) throws IOException {
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      // to the end of the line
    }
  }

  @Test
  void refusesAMailServerWithoutStartTls() throws Exception {
    try (ServerSocket mail = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket front = mail.accept()) {
                  front
                      .getOutputStream()
                      .write("554 go away\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // the test says what it misses
                }
              });

      CommandRun result =
          CommandRun.of("connect", "localhost:" + mail.getLocalPort(), "--starttls", "smtp");

      assertThat(result.code()).isEqualTo(3);
      assertThat(result.err()).contains("554 go away");
    }
  }

  @Test
  void showsABrowserItsOwnHandshake() throws Exception {
    int port = serve(ClientAuthentication.NONE, new HandshakePages());
    Path screenshot = Path.of("target", "serve-page.png").toAbsolutePath();
    List<String> browser =
        List.of(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + folder.resolve("browser"),
            "--ignore-certificate-errors",
            "--window-size=1100,1900",
            "--screenshot=" + screenshot,
            "--dump-dom",
            "https://localhost:" + port + "/handshake");
    Path output = folder.resolve("page.html");
    Process process;
    try {
      process =
          new ProcessBuilder(browser)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      if ("required".equals(System.getenv("GLASSINE_PEERS"))) {
        throw new AssertionError("chromium is not on this machine, and GLASSINE_PEERS=required", e);
      }
      Assumptions.abort("chromium is not on this machine");
      return;
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(Files.readString(output))
        .contains("Your handshake", "Handshake complete", "ClientHello", "key exchange group");
    assertThat(Files.size(screenshot)).isGreaterThan(10_000);
  }
}
