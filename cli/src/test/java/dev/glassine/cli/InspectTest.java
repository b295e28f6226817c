package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.inspect.capture.CapturedConnection;
import dev.glassine.inspect.capture.Endpoint;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.capture.StreamListener.Way;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.TransportShape;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code glassine inspect FILE}: its views, and one clear sentence for each wrong input. */
class InspectTest {
  @TempDir Path folder;

  private Path capture;
  private Path keyLog;

  /** A capture of two connections, whose secrets are in a file beside it. */
  @BeforeEach
  void record() throws Exception {
    capture = folder.resolve("talk.pcapng");
    keyLog = folder.resolve("keys.log");
    StringBuilder secrets = new StringBuilder();
    try (PcapngWriter writer = PcapngWriter.create(capture)) {
      for (ProtocolVersion version :
          new ProtocolVersion[] {ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2}) {
        handshake(version, writer, secrets);
      }
    }
    Files.writeString(keyLog, secrets);
  }

  private static void handshake(ProtocolVersion version, PcapngWriter writer, StringBuilder secrets)
      throws Exception {
    TestCa ca = TestCa.shared();
    CapturedConnection connection =
        writer.connection(
            new Endpoint(InetAddress.getByName("192.0.2.1"), 50_000),
            new Endpoint(InetAddress.getByName("192.0.2.2"), 443),
            Instant.EPOCH);
    new EnginePair(
            ClientConfig.builder()
                .versions(version)
                .clock(new FixedClock())
                .trust(Trust.of(ca.certificate()))
                .logSecretsForDebugging(
                    (label, random, secret) ->
                        secrets.append(KeyLog.line(label, random, secret)).append('\n'))
                .build(),
            Destination.of("localhost", 443),
            ServerConfig.builder()
                .clock(new FixedClock())
                .credential(ca.server(KeyKind.ECDSA_P256, "localhost"))
                .build(),
            TransportShape.COALESCED)
        .changeToServer(octets -> record(connection, Way.FORWARD, octets))
        .changeToClient(octets -> record(connection, Way.BACKWARD, octets))
        .establish();
    connection.ended(Way.FORWARD, Instant.EPOCH, false);
    connection.ended(Way.BACKWARD, Instant.EPOCH, false);
  }

  private static byte[] record(CapturedConnection connection, Way way, byte[] octets) {
    connection.data(way, Instant.EPOCH, octets, 0, octets.length);
    return octets;
  }

  @Test
  void showsWhatIsInTheClear() {
    CommandRun result = CommandRun.of("inspect", capture.toString());

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Connection 1", "Connection 2", "ClientHello", "JA4");
    assertThat(result.out()).doesNotContain("handshake complete");
    assertThat(result.err()).contains("2 TCP connections, 2 of them TLS");
  }

  @Test
  void showsEverythingWithAKeyLogAndOneConnectionWhereOneIsNamed() {
    CommandRun result =
        CommandRun.of(
            "inspect", capture.toString(), "--keylog", keyLog.toString(), "--connection", "2");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Connection 2", "Finished").doesNotContain("Connection 1");
  }

  @Test
  void writesALineOfJsonForEachConnectionAndAPageToo() throws Exception {
    Path page = folder.resolve("talk.html");

    CommandRun result =
        CommandRun.of("inspect", capture.toString(), "--json", "--html", page.toString());

    assertThat(result.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
    assertThat(Files.readString(page)).startsWith("<!doctype html>");
    assertThat(folder.resolve("talk-2.html")).exists();
  }

  @Test
  void namesWrongLinesOfAKeyLogAndGoesOn() throws Exception {
    Files.writeString(keyLog, "nonsense\n" + Files.readString(keyLog) + "CLIENT_RANDOM 00\n");

    CommandRun result = CommandRun.of("inspect", capture.toString(), "--keylog", keyLog.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Finished");
    assertThat(result.err()).contains("The key log has 2 wrong lines:", keyLog + " line 1: ");
  }

  private static void cannot(CommandRun result, int code, String... sentence) {
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.err()).contains(sentence);
    assertThat(result.err()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void saysWhereACaptureIsCutOff() throws Exception {
    byte[] whole = Files.readAllBytes(capture);
    Files.write(capture, Arrays.copyOf(whole, whole.length - 10));

    cannot(
        CommandRun.of("inspect", capture.toString()),
        1,
        "ends within packet",
        "packets before it were read");
  }

  @Test
  void saysThatThereIsNoTlsInIt() throws Exception {
    try (PcapngWriter writer = PcapngWriter.create(capture)) {
      assertThat(writer.trouble()).isNull();
    }

    cannot(
        CommandRun.of("inspect", capture.toString()),
        1,
        "0 packets, 0 TCP connections, 0 of them TLS");
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsNoCapture() throws Exception {
    cannot(CommandRun.of("inspect", folder.resolve("none").toString()), 3, "none does not exist");
    cannot(CommandRun.of("inspect", folder.toString()), 3, "is a folder");
    Path empty = Files.createFile(folder.resolve("empty"));
    cannot(CommandRun.of("inspect", empty.toString()), 3, "empty is empty");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {0, 1, 2, 3, 4});
    cannot(CommandRun.of("inspect", binary.toString()), 3, "binary is no pcap or pcapng capture");
    Path prose = Files.writeString(folder.resolve("prose"), "Dear Sir or Madam");
    cannot(CommandRun.of("inspect", prose.toString()), 3, "neither a capture nor octets");
  }

  @Test
  void saysWhatIsWrongWithItsKeys() throws Exception {
    String file = capture.toString();
    cannot(
        CommandRun.of("inspect", file, "--keylog", "no/such.log"),
        2,
        "--keylog: ",
        "cannot be read");
    cannot(
        CommandRun.of("inspect", file, "--rsa-key", "no/such.key"),
        2,
        "--rsa-key: ",
        "no/such.key");
    Path certificate = Files.writeString(folder.resolve("x.pem"), "no PEM in here");
    cannot(CommandRun.of("inspect", file, "--rsa-key", certificate.toString()), 2, "--rsa-key: ");
  }

  @Test
  void readsAPastedHelloFromAFile() throws Exception {
    byte[] octets = Files.readAllBytes(capture);
    String all = java.util.HexFormat.ofDelimiter(" ").formatHex(octets);
    // the record of the second connection's ClientHello, which fits into one packet
    int start = all.lastIndexOf("16 03 01");
    int length = Integer.parseInt(all.substring(start + 9, start + 14).replace(" ", ""), 16);
    Path pasted =
        Files.writeString(
            folder.resolve("hello.txt"), all.substring(start, start + 3 * (length + 5) - 1));

    CommandRun result = CommandRun.of("inspect", pasted.toString());

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("ClientHello", "server_name", "JA3");
  }

  @Test
  void hasTwoExamplesAndItsExitCodesInItsHelp() {
    for (String verb : new String[] {"inspect", "connect", "serve"}) {
      String help = CommandRun.of(verb, "--help").out();

      assertThat(help.split("\n  glassine " + verb, -1)).hasSizeGreaterThan(2);
      assertThat(help).contains("Exit codes:", "--keylog", "--capture");
    }
  }
}
