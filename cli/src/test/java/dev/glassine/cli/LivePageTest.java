package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.session.RotatingTicketKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

/** The live page: what a browser shows of it, and what a script reads of its events. */
class LivePageTest {
  @TempDir Path folder;

  private final Visits visits = new Visits(InstantSource.system());
  private WebServer server;
  private Path authority;

  @BeforeEach
  void serve() throws Exception {
    DevelopmentPki pki =
        new DevelopmentPki(
            folder.resolve("pki"), CertificateKey.ecdsa, InstantSource.system().instant());
    DevelopmentPki.Issued credential = pki.server("localhost", List.of("localhost", "127.0.0.1"));
    authority = pki.authorityCertificate();
    server =
        WebServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ServerConfig.builder()
                .credential(Credentials.fromPem(credential.certificate(), credential.key()))
                .protocols("http/1.1")
                .tickets(new RotatingTicketKeys(JcaCrypto.standard(), new SecureRandom()))
                .build(),
            new HandshakePages(visits),
            InstantSource.system(),
            new PrintWriter(new StringWriter()));
    Serving.begin(server);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private String url(String path) {
    return "https://localhost:" + server.port() + path;
  }

  private TlsLink connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    TlsLink link =
        new TlsLink(
            socket,
            TlsEngine.client(
                ClientConfig.builder().trust(Trust.fromPem(authority)).build(),
                Destination.of("localhost", server.port())));
    link.handshake();
    return link;
  }

  private static void get(TlsLink link, String path) throws IOException {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    link.write(request, 0, request.length);
  }

  /** Reads until the text has come. */
  private static String readUntil(TlsLink link, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    byte[] chunk = new byte[16 * 1024];
    while (read.indexOf(text) < 0) {
      int n = link.read(chunk, 0, chunk.length);
      assertThat(n).as("the stream ended before %s came: %s", text, read).isPositive();
      read.append(new String(chunk, 0, n, StandardCharsets.UTF_8));
    }
    return read.toString();
  }

  /** A client that has no suite in common with the server. */
  private void openssl() throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "openssl",
                  "s_client",
                  "-connect",
                  "localhost:" + server.port(),
                  "-tls1_2",
                  "-cipher",
                  "AES128-SHA256",
                  "-servername",
                  "<script>alert(1)</script>")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
    } catch (IOException e) {
      if ("required".equals(System.getenv("GLASSINE_PEERS"))) {
        throw new AssertionError("openssl is not on this machine, and GLASSINE_PEERS=required", e);
      }
      Assumptions.abort("openssl is not on this machine");
      return;
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
  }

  // In a browser

  @Test
  void showsTheOwnHandshakeThenOthersAsTheyHappenAndWhyTheyFailed() throws Exception {
    try (Browser browser = Browser.start(folder)) {
      browser.dark(false);
      browser.open(url("/"));
      browser.await("document.querySelector('#own .good') !== null");
      assertThat(browser.ask("document.getElementById('own').innerText"))
          .contains("ClientHello", "ServerHello", "Certificate", "Finished", "Handshake complete")
          .contains("TLS 1.3", "X25519MLKEM768")
          .contains("1 Client hello", "2 Server hello", "7 Client finished");
      assertThat(browser.ask("document.getElementById('status').innerText")).isEqualTo("live");

      openssl();
      browser.await("document.querySelector('#recent > li.failed') !== null");
      browser.ask("document.querySelector('#recent > li.failed details').open = true");
      assertThat(browser.ask("document.querySelector('#recent > li.failed').innerText"))
          .contains("failed", "no cipher suite", "TLS_RSA_WITH_AES_128_CBC_SHA256")
          .contains("on the server: ")
          .contains("ClientHello", "handshake_failure");
      assertThat(browser.ask("String(document.querySelectorAll('main script').length)"))
          .as("what a peer says is text")
          .isEqualTo("0");
      browser.picture(Path.of("target", "live-page-light.png"));
      browser.dark(true);
      browser.picture(Path.of("target", "live-page-dark.png"));

      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.named("button")).containsExactly("Shake hands again");
      assertThat(browser.named("heading"))
          .contains("Your handshake", "This page's connection", "Recent connections");
      assertThat(browser.named("link")).isNotEmpty().doesNotContain("");
      assertThat(browser.named("list")).contains("Recent connections, the newest first");
      assertThat(browser.named("status")).isNotEmpty();
    }
  }

  @Test
  void shakesHandsAgainWhereTheVisitorAsksForIt() throws Exception {
    try (Browser browser = Browser.start(folder)) {
      browser.open(url("/"));
      browser.await("document.querySelector('#own .good') !== null");
      String before = browser.ask("document.getElementById('details').getAttribute('href')");

      browser.ask("document.getElementById('again').click()");
      browser.await("document.getElementById('details').getAttribute('href') !== '" + before + "'");
      browser.await(
          "document.getElementById('own').innerText.includes('resumed')"
              + " && document.querySelector('#own .good') !== null");

      assertThat(browser.ask("document.getElementById('own').innerText"))
          .contains("ClientHello", "resumes a session")
          .doesNotContain("CertificateVerify");
      browser.open(url(browser.ask("document.getElementById('details').getAttribute('href')")));
      browser.await("document.body.innerText.includes('ClientHello')");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  // Events

  @Test
  void tellsAWatcherWhatWasBeforeAndWhatHappens() throws Exception {
    try (TlsLink watching = connect()) {
      get(watching, "/events");
      assertThat(readUntil(watching, "Handshake complete"))
          .contains("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "script-src 'self'")
          .contains("event: connection\ndata: {\"number\":1", "event: steps", "ClientHello");

      try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        stranger
            .getOutputStream()
            .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(readUntil(watching, "\"state\":\"failed\""))
            .contains("\"number\":2", "NOT_TLS_HTTP");
      }
    }
  }

  @Test
  void turnsAwayWhoWouldBeOneWatcherTooMany() throws Exception {
    List<Visits.Watcher> watchers = new ArrayList<>();
    for (Visits.Watcher next = visits.watch(); next != null; next = visits.watch()) {
      watchers.add(next);
    }
    assertThat(watchers).hasSize(Visits.WATCHERS);

    try (TlsLink late = connect()) {
      get(late, "/events");
      assertThat(readUntil(late, "elsewhere")).contains("HTTP/1.1 503 Service Unavailable");
      watchers.getFirst().close();
      get(late, "/events");
      assertThat(readUntil(late, "retry")).contains("HTTP/1.1 200 OK");
    }
  }

  @Test
  void makesRoomWhenAWatcherLeaves() throws Exception {
    for (int i = 0; i < Visits.WATCHERS; i++) {
      try (TlsLink watching = connect()) {
        get(watching, "/events");
        readUntil(watching, "retry");
      }
    }
    try (TlsLink next = connect()) {
      String answer = "";
      while (!answer.contains("200 OK")) {
        get(next, "/events");
        answer = readUntil(next, "\r\n\r\n");
      }
      assertThat(answer).contains("text/event-stream");
    }
  }

  @Test
  void dropsAWatcherThatDoesNotRead() throws Exception {
    String longName = "x".repeat(20_000);
    try (TlsLink deaf = connect()) {
      get(deaf, "/events");
      readUntil(deaf, "retry");
      for (int i = 1; i < Visits.WATCHERS; i++) {
        assertThat(visits.watch()).isNotNull();
      }

      Visits.Watcher freed = visits.watch();
      for (int i = 0; freed == null; i++) {
        assertThat(i).as("connections that it did not hear of").isLessThan(60_000);
        visits.begin(longName).ended();
        Thread.sleep(1);
        freed = visits.watch();
      }

      assertThat(freed).isNotNull();
    }
  }

  @Test
  void keepsTheNewestConnectionsOnly() {
    List<Visit> came = new ArrayList<>();
    for (int i = 0; i < Visits.KEPT + 10; i++) {
      came.add(visits.begin("198.51.100.7:" + i));
    }
    assertThat(visits.recent()).hasSize(Visits.KEPT).doesNotContain(came.getFirst());
    assertThat(visits.recent().getFirst()).isSameAs(came.getLast());
    assertThat(visits.find(came.getFirst().number())).isNull();
    assertThat(new HandshakePages(visits).get("/connections/1", came.getLast()).status())
        .isEqualTo("404 Not Found");
  }

  @Test
  void hasLittleToTellAWatcherThatDidNotKeepUp() throws Exception {
    Visits.Watcher slow = visits.watch();
    for (int i = 0; i < 10 * Visits.KEPT; i++) {
      Visit visit = visits.begin("198.51.100.7:" + i);
      visit.ended();
      visit.ended();
    }
    assertThat(slow.await(java.time.Duration.ofSeconds(5)))
        .hasSize(Visits.KEPT)
        .doesNotHaveDuplicates();
    assertThat(slow.await(java.time.Duration.ZERO)).isEmpty();
  }

  // Pages of one connection

  @Test
  void showsEachOfTheRecentConnectionsAsPageTextAndJson() throws Exception {
    HandshakePages pages = new HandshakePages(visits);
    try (TlsLink _ = connect()) {
      Visit visit = visits.recent().getFirst();
      for (String path : List.of("/connections/1", "/connections/1.txt", "/connections/1.json")) {
        Pages.Answer answer = pages.get(path, visit);
        assertThat(answer.status()).as(path).isEqualTo("200 OK");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("ClientHello");
      }
      for (String path :
          List.of(
              "/connections/",
              "/connections/x",
              "/connections/-1",
              "/connections/1.exe",
              "/nowhere")) {
        assertThat(pages.get(path, visit).status()).as(path).isEqualTo("404 Not Found");
      }
    }
  }
}
