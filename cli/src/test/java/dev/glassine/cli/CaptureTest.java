package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credentials;
import dev.glassine.inspect.keylog.KeyLogFile;
import dev.glassine.inspect.keylog.KeyLogFilter;
import dev.glassine.testkit.tshark.Tshark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --capture} and {@code --keylog} write, and who can read it. */
class CaptureTest {
  @TempDir Path folder;

  private WebServer server;
  private int port;

  @BeforeEach
  void serve() throws Exception {
    serve(Recording.NONE);
  }

  private void serve(Recording recording) throws Exception {
    DevelopmentPki pki =
        new DevelopmentPki(
            folder.resolve("pki"), CertificateKey.ecdsa, InstantSource.system().instant());
    DevelopmentPki.Issued issued = pki.server("localhost", List.of("localhost", "127.0.0.1"));
    ServerConfig.Builder config =
        ServerConfig.builder()
            .credential(Credentials.fromPem(issued.certificate(), issued.key()))
            .protocols("http/1.1");
    recording.apply(config);
    server =
        WebServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            config.build(),
            new HandshakePages(),
            InstantSource.system(),
            new PrintWriter(new StringWriter()),
            recording,
            WebServer.PATIENCE);
    port = server.port();
    Serving.begin(server);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private CommandRun connect(String version, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "connect",
                "https://localhost:" + port + "/trace.txt",
                "--tls",
                version,
                "--cafile",
                folder.resolve("pki").resolve("ca.pem").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static void needTshark() {
    Assumptions.assumeTrue(
        Tshark.isThere() || Tshark.isRequired(), "tshark is not on this machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2", "1.3"})
  void writesACaptureThatTsharkOpensWithoutAnySetUp(String version) throws Exception {
    needTshark();
    Path capture = folder.resolve("out.pcapng");

    CommandRun result = connect(version, "--capture", capture.toString());

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(Tshark.fields(capture, port, "http", "http.request.uri", "http.response.code"))
        .containsExactly("/trace.txt\t", "\t200");
    assertThat(Tshark.fields(capture, port, "tls.handshake", "tls.handshake.type"))
        .first()
        .isEqualTo("1");
    assertThat(Tshark.fields(capture, port, "tls.alert_message", "tls.alert_message.desc"))
        .contains("0");
  }

  @Test
  void writesPacketsThatNoReaderHasToComplainOf() throws Exception {
    needTshark();
    Path capture = folder.resolve("out.pcapng");

    connect("1.3", "--capture", capture.toString());

    assertThat(Tshark.fields(capture, port, "tcp", "ip.checksum.status", "tcp.checksum.status"))
        .isNotEmpty()
        .containsOnly("1\t1");
    assertThat(Tshark.fields(capture, port, "_ws.expert.severity >= 6291456", "_ws.expert.message"))
        .isEmpty();
    assertThat(Tshark.fields(capture, port, "tcp.analysis.flags", "frame.number")).isEmpty();
  }

  @Test
  void writesASecondConnectionBesideTheFirst() throws Exception {
    needTshark();
    Path capture = folder.resolve("out.pcapng");

    CommandRun result = connect("1.3", "--resume", "--capture", capture.toString());

    assertThat(result.code()).isZero();
    assertThat(Tshark.fields(capture, port, "http.request", "tcp.stream"))
        .containsExactly("0", "1");
  }

  @Test
  void recordsWhatVisitorsOfAServerSent() throws Exception {
    needTshark();
    server.close();
    Path capture = folder.resolve("served.pcapng");
    try (Recording recording =
        new Recording(
            null,
            dev.glassine.inspect.capture.PcapngWriter.create(capture),
            InstantSource.system())) {
      serve(recording);

      assertThat(connect("1.3").code()).isZero();
      assertThat(connect("1.2").code()).isZero();
      server.close();
    }

    assertThat(Tshark.fields(capture, port, "http.request", "http.request.uri"))
        .containsExactly("/trace.txt", "/trace.txt");
  }

  @Test
  void readsItsOwnCapture() {
    Path capture = folder.resolve("out.pcapng");
    connect("1.3", "--capture", capture.toString());

    CommandRun result = CommandRun.of("inspect", capture.toString());

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("EncryptedExtensions", "CertificateVerify", "Finished", "handshake complete");
  }

  @Test
  void keepsBothFilesFromOthersAndWarnsOfThem() throws Exception {
    Path capture = Files.createFile(folder.resolve("out.pcapng"));
    Path keyLog = Files.createFile(folder.resolve("keys.log"));
    for (Path file : List.of(capture, keyLog)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    CommandRun result =
        connect("1.3", "--capture", capture.toString(), "--keylog", keyLog.toString());

    for (Path file : List.of(capture, keyLog)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(result.err())
        .contains("WARNING: these connections go to " + capture)
        .contains("WARNING: the secrets of these connections go to " + keyLog);
  }

  @Test
  void writesAKeyLogOfEachVersionsLabelsAndAppendsToIt() throws Exception {
    Path keyLog = folder.resolve("keys.log");

    connect("1.3", "--keylog", keyLog.toString());
    connect("1.2", "--keylog", keyLog.toString());

    assertThat(Files.readAllLines(keyLog).stream().map(line -> line.split(" ", -1)[0]))
        .containsExactlyInAnyOrder(
            "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
            "SERVER_HANDSHAKE_TRAFFIC_SECRET",
            "CLIENT_TRAFFIC_SECRET_0",
            "SERVER_TRAFFIC_SECRET_0",
            "EXPORTER_SECRET",
            "CLIENT_RANDOM");
  }

  @Test
  void writesNoSecretsWhereNobodyAsked() throws Exception {
    CommandRun result = connect("1.3");

    assertThat(result.err()).doesNotContain("WARNING");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("pki"));
    }
  }

  @Test
  void refusesACaptureThatCannotBeWritten() {
    CommandRun result =
        connect("1.3", "--capture", folder.resolve("no/such/out.pcapng").toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--capture:", "its folder does not exist");
  }

  @Test
  void refusesAKeyLogThatIsAFolder() {
    CommandRun result = connect("1.3", "--keylog", folder.toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--keylog: cannot be written");
  }

  @Test
  void refusesTwoKeyLogs() {
    CommandRun result = connect("1.3", "--keylog", "x.log", "--keylog-from-env");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("do not go together");
  }

  @Test
  void saysThatTheEnvironmentNamesNoKeyLog() {
    Assumptions.assumeTrue(System.getenv("SSLKEYLOGFILE") == null, "SSLKEYLOGFILE is set");

    CommandRun result = connect("1.3", "--keylog-from-env");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("SSLKEYLOGFILE is not set");
  }

  private long secrets(Path keyLog) throws Exception {
    return Files.readAllLines(keyLog).size();
  }

  @Test
  void writesTheSecretsOfTheChosenHostOnly() throws Exception {
    Path keyLog = folder.resolve("keys.log");

    connect(
        "1.3", "--keylog", keyLog.toString(), "--keylog-host", "other.example,*.localhost.example");
    assertThat(secrets(keyLog)).isZero();
    connect("1.3", "--keylog", keyLog.toString(), "--keylog-host", "other.example,LOCALHOST");
    assertThat(secrets(keyLog)).isEqualTo(5);
  }

  @Test
  void writesTheSecretsOfTheChosenPeersOnly() throws Exception {
    Path keyLog = folder.resolve("keys.log");

    connect("1.3", "--keylog", keyLog.toString(), "--keylog-peer", "192.0.2.0/24,127.0.0.2");
    assertThat(secrets(keyLog)).isZero();
    connect("1.2", "--keylog", keyLog.toString(), "--keylog-peer", "192.0.2.0/24,127.0.0.0/8,::1");
    assertThat(secrets(keyLog)).isEqualTo(1);
  }

  @Test
  void wantsBothWhereHostAndPeerAreChosen() throws Exception {
    Path keyLog = folder.resolve("keys.log");
    String[] here = {"--keylog-peer", "127.0.0.1,::1"};

    connect(
        "1.3", "--keylog", keyLog.toString(), "--keylog-host", "other.example", here[0], here[1]);
    assertThat(secrets(keyLog)).isZero();
    connect("1.3", "--keylog", keyLog.toString(), "--keylog-host", "localhost", here[0], here[1]);
    assertThat(secrets(keyLog)).isEqualTo(5);
  }

  /** The packets are all there, and nothing that opens those of others. */
  @Test
  void leavesTheSecretsOfOthersOutOfTheCaptureToo() throws Exception {
    Path closed = folder.resolve("closed.pcapng");
    Path open = folder.resolve("open.pcapng");

    connect("1.3", "--capture", closed.toString(), "--keylog-host", "other.example");
    connect("1.3", "--capture", open.toString(), "--keylog-host", "localhost");

    assertThat(Files.readString(closed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("TRAFFIC_SECRET");
    assertThat(Files.readString(open, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("SERVER_HANDSHAKE_TRAFFIC_SECRET");
    assertThat(Files.size(closed)).isGreaterThan(2000);
  }

  @Test
  void choosesAmongTheVisitorsOfAServerByWhatTheyAskFor() throws Exception {
    Path keyLog = folder.resolve("keys.log");
    server.close();
    try (KeyLogFile log = KeyLogFile.append(keyLog)) {
      serve(
          Recording.of(
              log,
              null,
              InstantSource.system(),
              KeyLogFilter.askingFor(java.util.List.of("wanted.example")),
              java.util.List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("::1"))));

      connect("1.3", "--insecure", "--servername", "other.example");
      assertThat(secrets(keyLog)).isZero();
      connect("1.3", "--insecure", "--servername", "wanted.example");
      assertThat(secrets(keyLog)).isEqualTo(5);
    }
  }

  @Test
  void refusesAChoiceOfSecretsThatGoNowhere() {
    for (String[] choice :
        new String[][] {{"--keylog-host", "localhost"}, {"--keylog-peer", "127.0.0.1"}}) {
      CommandRun result = connect("1.3", choice);

      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("nothing says where to");
    }
  }

  @Test
  void refusesAHostThatIsNone() {
    for (String bad :
        new String[] {"*", "*.example", "a.*.example", "192.0.2.7", "::1", "two words", ""}) {
      CommandRun result = connect("1.3", "--keylog", "no.log", "--keylog-host", bad);

      assertThat(result.code()).as(bad).isEqualTo(2);
      assertThat(result.err()).contains("--keylog-host");
      assertThat(Path.of("no.log")).doesNotExist();
    }
  }

  @Test
  void refusesAPeerThatIsNoAddressAndLooksNoneUp() {
    for (String bad :
        new String[] {
          "localhost",
          "300.1.1.1",
          "192.0.2",
          "192.0.2.0/33",
          "::1/129",
          "::1/",
          "1.2.3.4/-1",
          ":::",
          ""
        }) {
      CommandRun result = connect("1.3", "--keylog", "no.log", "--keylog-peer", bad);

      assertThat(result.code()).as(bad).isEqualTo(2);
      assertThat(result.err()).contains("--keylog-peer");
      assertThat(Path.of("no.log")).doesNotExist();
    }
  }
}
