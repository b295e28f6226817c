package dev.glassine.inspect.tshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What dumpcap captured of other programs' conversations is read by us as tshark reads it, with the
 * same key log, or the server's RSA key.
 */
class ForeignCapturesTest {
  private static final Credential RSA = TestCa.shared().server(KeyKind.RSA_2048, "localhost");
  private static final String GET = "GET / HTTP/1.0\r\n\r\n";

  @TempDir Path folder;

  private int port;
  private Path certificate;
  private Path key;
  private Path keyLog;

  @BeforeEach
  void makeReady() throws Exception {
    port = Program.freePort();
    certificate = PemFiles.certificates(folder.resolve("server.pem"), RSA.chain());
    key = PemFiles.key(folder.resolve("server.key"), RSA);
    keyLog = folder.resolve("keys.log");
  }

  private LoopbackCapture capture() throws Exception {
    return LoopbackCapture.startOrSkip(folder, port);
  }

  private Program openSslServer(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_server",
                "-accept",
                Integer.toString(port),
                "-cert",
                certificate.toString(),
                "-key",
                key.toString(),
                "-quiet",
                "-www"));
    command.addAll(List.of(more));
    return Program.start(folder, Map.of(), command).listening(port);
  }

  private void openSslClient(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl", "s_client", "-connect", "127.0.0.1:" + port, "-ign_eof", "-keylogfile"));
    command.add(keyLog.toString());
    command.addAll(List.of(more));
    try (Program client = Program.start(folder, Map.of(), command)) {
      client.talk(GET, "HTTP/1.0 200");
    }
  }

  /** tshark and we read the same; answers the lines of the connections with TLS. */
  private List<List<String>> agreed(Path captured) throws IOException {
    return new SameReading(captured, port).withKeyLog(keyLog);
  }

  /** The same where only the server's key opens anything. */
  private List<List<String>> agreedWithTheServersKey(Path captured) throws IOException {
    return new SameReading(captured, port).withTheServersKey(key, RSA.key());
  }

  @Test
  void readsOpenSslInEveryVersionThatItHas() throws Exception {
    Program.need("openssl");
    Path captured;
    try (Program server = openSslServer("-cipher", "ALL:@SECLEVEL=0");
        LoopbackCapture capture = capture()) {
      openSslClient("-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256");
      for (String[] older :
          new String[][] {
            {"-tls1_2", "ECDHE-RSA-AES128-GCM-SHA256"},
            {"-tls1_2", "AES256-SHA256"},
            {"-tls1_2", "DHE-RSA-AES128-CCM8"},
            {"-tls1_1", "ECDHE-RSA-AES128-SHA"},
            {"-tls1", "DHE-RSA-AES256-SHA"}
          }) {
        openSslClient(older[0], "-cipher", older[1] + ":@SECLEVEL=0");
      }
      captured = capture.end();
    }

    assertThat(agreed(captured)).hasSize(6).allSatisfy(SameReading::hasBothFinished);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-no_ticket", "-serverpref"})
  void readsSessionsThatOpenSslResumes(String tickets) throws Exception {
    Program.need("openssl");
    Path captured;
    try (Program server = openSslServer(tickets);
        LoopbackCapture capture = capture()) {
      List<String> command =
          List.of(
              "openssl",
              "s_client",
              "-connect",
              "127.0.0.1:" + port,
              "-tls1_2",
              "-reconnect",
              "-keylogfile",
              keyLog.toString());
      try (Program client = Program.start(folder, Map.of(), command)) {
        client.talk(GET, "HTTP/1.0 200");
      }
      captured = capture.end();
    }

    List<List<String>> lines = agreed(captured);

    assertThat(lines).hasSize(6);
    lines.forEach(SameReading::hasBothFinished);
    assertThat(TraceLines.count(lines.get(5), HandshakeType.CERTIFICATE)).isZero();
  }

  @Test
  void readsOpenSslsHelloRetryRequest() throws Exception {
    Program.need("openssl");
    Path captured;
    try (Program server = openSslServer("-groups", "P-384");
        LoopbackCapture capture = capture()) {
      openSslClient("-groups", "X25519:P-384");
      captured = capture.end();
    }

    List<String> lines = agreed(captured).getFirst();

    assertThat(TraceLines.count(lines, HandshakeType.CLIENT_HELLO)).isEqualTo(2);
    SameReading.hasBothFinished(lines);
  }

  @Test
  void readsOpenSslsEarlyData() throws Exception {
    Program.need("openssl");
    Path session = folder.resolve("session.pem");
    String early = Files.writeString(folder.resolve("early.txt"), GET).toString();
    List<String> command =
        List.of(
            "openssl",
            "s_server",
            "-accept",
            Integer.toString(port),
            "-cert",
            certificate.toString(),
            "-key",
            key.toString(),
            "-early_data");
    Path captured;
    try (Program server = Program.start(folder, Map.of(), command).listening(port);
        LoopbackCapture capture = capture()) {
      try (Program first = earlyClient("-sess_out", session.toString())) {
        // the file holds a ticket as soon as one has come
        first.talk("", () -> Files.exists(session) && Files.size(session) > 0, "Ticket arrived");
      }
      try (Program second = earlyClient("-sess_in", session.toString(), "-early_data", early)) {
        second.talk("", "Early data was accepted");
      }
      captured = capture.end();
    }

    List<List<String>> lines = agreed(captured);

    assertThat(TraceLines.count(lines.get(1), HandshakeType.END_OF_EARLY_DATA)).isEqualTo(1);
    SameReading.hasBothFinished(lines.get(1));
  }

  /** A client that leaves when its input ends; its server says nothing. */
  private Program earlyClient(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
    command.addAll(List.of("-keylogfile", keyLog.toString()));
    command.addAll(List.of(more));
    return Program.start(folder, Map.of(), command);
  }

  @Test
  void readsGnuTls() throws Exception {
    Program.need("gnutls-cli", "gnutls-serv");
    List<String> server =
        List.of(
            "gnutls-serv",
            "--http",
            "--port",
            Integer.toString(port),
            "--x509certfile",
            certificate.toString(),
            "--x509keyfile",
            key.toString(),
            "--priority",
            "NORMAL:+VERS-TLS1.0");
    Path captured;
    try (Program serving = Program.start(folder, Map.of(), server).listening(port);
        LoopbackCapture capture = capture()) {
      for (String version : List.of("1.3", "1.2", "1.0")) {
        List<String> client =
            List.of(
                "gnutls-cli",
                "--insecure",
                "--port",
                Integer.toString(port),
                "--priority",
                "NORMAL:-VERS-ALL:+VERS-TLS" + version + ":%VERIFY_ALLOW_SIGN_WITH_SHA1",
                "127.0.0.1");
        try (Program visiting =
            Program.start(folder, Map.of("SSLKEYLOGFILE", keyLog.toString()), client)) {
          visiting.talk(GET, "HTTP/1.0 200");
        }
      }
      captured = capture.end();
    }

    assertThat(agreed(captured)).hasSize(3).allSatisfy(SameReading::hasBothFinished);
  }

  @Test
  void readsCurl() throws Exception {
    Program.need("openssl", "curl");
    Path captured;
    try (Program server = openSslServer();
        LoopbackCapture capture = capture()) {
      for (String newest : List.of("1.3", "1.2")) {
        List<String> command =
            List.of("curl", "-sSki", "--tls-max", newest, "https://localhost:" + port + "/");
        try (Program client =
            Program.start(folder, Map.of("SSLKEYLOGFILE", keyLog.toString()), command)) {
          client.talk("", "HTTP/1.0 200");
        }
      }
      captured = capture.end();
    }

    assertThat(agreed(captured)).hasSize(2).allSatisfy(SameReading::hasBothFinished);
  }

  @Test
  void readsChromium() throws Exception {
    Program.need("openssl", "chromium");
    Path captured;
    try (Program server = openSslServer();
        LoopbackCapture capture = capture()) {
      List<String> command =
          List.of(
              "chromium",
              "--headless",
              "--no-sandbox",
              "--disable-gpu",
              "--ignore-certificate-errors",
              "--user-data-dir=" + folder.resolve("profile"),
              "--ssl-key-log-file=" + keyLog,
              "--dump-dom",
              "https://localhost:" + port + "/");
      try (Program client = Program.start(folder, Map.of(), command)) {
        client.talk("", "s_server");
      }
      captured = capture.end();
    }

    List<List<String>> lines = agreed(captured);

    assertThat(lines).isNotEmpty();
    assertThat(lines).anySatisfy(SameReading::hasBothFinished);
  }

  /** A server and a client in the JavaScript of 2013, in one. NSS may be built without key log. */
  private static final String NODE =
      """
      var https = require('https'), fs = require('fs'), v = process.argv;
      https.createServer({key: fs.readFileSync('server.key'), cert: fs.readFileSync('server.pem'),
          secureProtocol: v[3], ciphers: v[4]}, function (q, s) { s.end('hello'); })
        .listen(+v[2], '127.0.0.1', function () {
          if (v[5] === 'serve') return;
          https.get({host: '127.0.0.1', port: +v[2], secureProtocol: v[3], ciphers: v[4],
              rejectUnauthorized: false, agent: false}, function (r) {
            r.on('data', function (d) { console.log('' + d); });
            r.on('end', function () { process.exit(0); });
          });
        });
      """;

  @Test
  void readsAnOldNodeWithTheServersKey() throws Exception {
    Program.need(OldPrograms.node());
    Files.writeString(folder.resolve("talk.js"), NODE);
    Path captured;
    try (LoopbackCapture capture = capture()) {
      for (String[] words :
          new String[][] {
            {"SSLv3_method", "RC4-SHA"},
            {"SSLv3_method", "DES-CBC3-SHA"},
            {"TLSv1_method", "AES128-SHA"}
          }) {
        List<String> command =
            List.of(
                OldPrograms.node(),
                "--enable-ssl3",
                "talk.js",
                Integer.toString(port),
                words[0],
                words[1],
                "both");
        try (Program both = Program.start(folder, Map.of(), command)) {
          both.talk("", "hello");
        }
      }
      captured = capture.end();
    }

    assertThat(agreedWithTheServersKey(captured))
        .hasSize(3)
        .allSatisfy(SameReading::hasBothFinished);
  }

  @ParameterizedTest
  @CsvSource({
    "ssl3:ssl3, SSLv3_method, DES-CBC3-SHA, :000A",
    "tls1.0:tls1.0, TLSv1_method, AES128-SHA, :002F"
  })
  void readsNss(String range, String method, String suite, String nss) throws Exception {
    Program.need(OldPrograms.node(), "tstclnt");
    Files.writeString(folder.resolve("talk.js"), NODE);
    List<String> server =
        List.of(
            OldPrograms.node(),
            "--enable-ssl3",
            "talk.js",
            Integer.toString(port),
            method,
            suite,
            "serve");
    List<String> client =
        List.of(
            "tstclnt",
            "-4",
            "-D",
            "-o",
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "-V",
            range,
            "-c",
            nss);
    Path captured;
    try (Program serving = Program.start(folder, Map.of(), server).listening(port);
        LoopbackCapture capture = capture()) {
      try (Program visiting = Program.start(folder, Map.of(), client)) {
        visiting.talk(GET, "hello");
      }
      captured = capture.end();
    }

    SameReading.hasBothFinished(agreedWithTheServersKey(captured).getFirst());
  }
}
