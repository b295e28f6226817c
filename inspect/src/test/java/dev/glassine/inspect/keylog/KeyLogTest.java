package dev.glassine.inspect.keylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.TransportShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key logs written and read (RFC 9850), and what is done with lines that are wrong. */
class KeyLogTest {
  private static final String RANDOM = "01".repeat(32);
  private static final String MAIN = "22".repeat(48);
  private static final String TRAFFIC = "33".repeat(32);

  @TempDir Path folder;

  private static KeyLogSecrets read(String... lines) {
    return new KeyLogSecrets().read(String.join("\n", lines), "keys.log");
  }

  private static void has(KeyLogSecrets secrets, String label, String hex) {
    try (Secret found = secrets.find(label, Bytes.ofHex(RANDOM))) {
      assertThat(found).as(label).isNotNull();
      assertThat(KeyLog.line(label, Bytes.ofHex(RANDOM), found)).endsWith(" " + hex);
    }
  }

  private static void names(String line, String why) {
    KeyLogSecrets secrets =
        read(
            "CLIENT_RANDOM " + RANDOM + " " + MAIN,
            line,
            "EXPORTER_SECRET " + RANDOM + " " + TRAFFIC);

    assertThat(secrets.namedWrongLines())
        .singleElement()
        .satisfies(
            wrong -> assertThat(wrong.toString()).startsWith("keys.log line 2: ").contains(why));
    // those around it are read
    has(secrets, KeyLog.CLIENT_RANDOM, MAIN);
    has(secrets, KeyLog.EXPORTER_SECRET, TRAFFIC);
  }

  @Test
  void namesALineWithAnUnknownLabel() {
    names("CLIENT_RANDUM " + RANDOM + " " + MAIN, "no label");
  }

  @Test
  void namesALineThatIsCutOff() {
    names("CLIENT_RANDOM " + RANDOM, "followed by 1 words instead of two");
    names("CLIENT_RANDOM " + RANDOM + " " + MAIN.substring(2), "47 octets instead of 48");
  }

  @Test
  void namesALineWithARandomOfAnotherLength() {
    names("CLIENT_RANDOM " + RANDOM.substring(2) + " " + MAIN, "is not 32 octets");
  }

  @Test
  void namesALineThatIsNotHexadecimal() {
    names("CLIENT_RANDOM " + RANDOM + " " + "zz".repeat(48), "not written in hexadecimal digits");
    names("CLIENT_RANDOM " + "?".repeat(64) + " " + MAIN, "is not 32 octets");
  }

  @Test
  void namesALineThatIsTooLong() {
    names("CLIENT_RANDOM " + "x".repeat(100_000), "longer than");
  }

  @Test
  void namesALineOfOctetsThatAreNoText() {
    names("\u0000\u001b[2J\u0007\u00ff", "no label");
  }

  @Test
  void neverRepeatsWhatAWrongLineSays() {
    KeyLogSecrets secrets =
        read("\u001b[31mCLIENT_RANDOM " + RANDOM + " " + MAIN, "CLIENT_RANDOM " + RANDOM + " 44");

    assertThat(secrets.namedWrongLines().toString())
        .doesNotContain("\u001b", MAIN, RANDOM, "44")
        .contains("line 1", "line 2");
    assertThat(secrets.toString()).isEqualTo("KeyLogSecrets(0 secrets, 2 wrong lines)");
  }

  @Test
  void namesTheFirstWrongLinesAndCountsTheRest() {
    KeyLogSecrets secrets = read("nonsense\n".repeat(100_000));

    assertThat(secrets.wrongLines()).isEqualTo(100_000);
    assertThat(secrets.namedWrongLines()).hasSize(KeyLogSecrets.MAX_NAMED);
  }

  @Test
  void passesOverCommentsAndEmptyLinesHoweverLinesEnd() {
    KeyLogSecrets secrets =
        read(
            "# made by hand\r",
            "\r",
            "",
            "CLIENT_RANDOM " + RANDOM + " " + MAIN + "\r",
            "ECH_SECRET 00 11");

    assertThat(secrets.wrongLines()).isZero();
    has(secrets, KeyLog.CLIENT_RANDOM, MAIN);
  }

  @Test
  void readsTheOlderWaysToWriteOne() {
    KeyLogSecrets secrets =
        read(
            "RSA Session-ID:0a0b Master-Key:" + MAIN,
            "RSA 0102030405060708 " + MAIN,
            "PMS_CLIENT_RANDOM " + RANDOM + " 55");

    assertThat(secrets.wrongLines()).isZero();
    assertThat(secrets.mainSecretOf(Bytes.ofHex("0a0b"))).isNotNull();
    assertThat(secrets.premasterIn(Bytes.ofHex("0102030405060708ffff"))).isNotNull();
    assertThat(secrets.premasterOf(Bytes.ofHex(RANDOM))).isNotNull();
  }

  @Test
  void givesTheLinesOfOneConnectionOnly() {
    KeyLogSecrets secrets =
        read(
            "CLIENT_RANDOM " + RANDOM + " " + MAIN,
            "CLIENT_RANDOM " + "09".repeat(32) + " " + "99".repeat(48));

    assertThat(secrets.linesOf(Bytes.ofHex(RANDOM)))
        .isEqualTo("CLIENT_RANDOM " + RANDOM + " " + MAIN + "\n");
    assertThat(secrets.linesOf(Bytes.ofHex("05".repeat(32)))).isEmpty();
  }

  @Test
  void followsALogThatGrowsAndOneThatIsBegunAnew() throws IOException {
    Path file = folder.resolve("keys.log");
    KeyLogSecrets secrets = new KeyLogSecrets();
    KeyLogTail tail = new KeyLogTail(file, secrets);

    assertThat(tail.poll()).as("not there yet").isFalse();
    Files.writeString(file, "CLIENT_RANDOM " + RANDOM + " " + MAIN.substring(10));
    assertThat(tail.poll()).isTrue();
    assertThat(secrets.size()).as("half a line").isZero();
    Files.writeString(file, MAIN.substring(0, 10) + "\n", StandardOpenOption.APPEND);
    tail.poll();
    assertThat(secrets.size()).isEqualTo(1);
    Files.writeString(file, "EXPORTER_SECRET " + RANDOM + " " + TRAFFIC + "\n");
    tail.poll();
    assertThat(secrets.size()).isEqualTo(2);
    assertThat(secrets.wrongLines()).isZero();
  }

  @Test
  void writesALineThatItReadsBackIntoAFileForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("keys.log");
    try (KeyLogFile log = KeyLogFile.append(file)) {
      log.log(KeyLog.CLIENT_RANDOM, Bytes.ofHex(RANDOM), Secret.wrap(Bytes.ofHex(MAIN).toArray()));

      assertThat(log.warning()).contains("WARNING", file.toString());
    }
    try (KeyLogFile again = KeyLogFile.append(file)) {
      again.log(
          KeyLog.EXPORTER_SECRET, Bytes.ofHex(RANDOM), Secret.wrap(Bytes.ofHex(TRAFFIC).toArray()));
    }

    KeyLogSecrets secrets = new KeyLogSecrets().read(file);
    has(secrets, KeyLog.CLIENT_RANDOM, MAIN);
    has(secrets, KeyLog.EXPORTER_SECRET, TRAFFIC);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void honoursTheEnvironmentOnlyWhereItIsAskedToAndOneIsNamed() throws IOException {
    Path file = folder.resolve("keys.log");

    assertThat(KeyLogFile.fromEnvironment(Map.of())).isNull();
    assertThat(KeyLogFile.fromEnvironment(Map.of("SSLKEYLOGFILE", " "))).isNull();
    try (KeyLogFile log = KeyLogFile.fromEnvironment(Map.of("SSLKEYLOGFILE", file.toString()))) {
      assertThat(log).isNotNull();
      assertThat(log.file()).isEqualTo(file);
    }
  }

  @Test
  void refusesAFolder() {
    assertThatThrownBy(() -> KeyLogFile.append(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void letsOnlyTheConnectionsThroughThatAreWanted() {
    List<String> randoms = new ArrayList<>();
    KeyLogFilter filter =
        new KeyLogFilter(
            (label, random, secret) -> randoms.add(random.hex()),
            hello -> {
              ServerName name = hello.extensions().get(ServerName.class);
              return name != null && "wanted.example".equals(name.hostName());
            });

    List<String> wanted = connect(filter, "wanted.example");
    connect(filter, "other.example");

    assertThat(randoms).isNotEmpty().containsOnly(wanted.getFirst());
  }

  @Test
  void letsThroughWhoAsksForOneOfTheNames() {
    List<String> randoms = new ArrayList<>();
    KeyLogFilter filter =
        new KeyLogFilter(
            (label, random, secret) -> randoms.add(random.hex()),
            KeyLogFilter.askingFor(List.of("shop.example", "*.wanted.example")));

    List<String> wanted = new ArrayList<>();
    wanted.addAll(connect(filter, "SHOP.example"));
    wanted.addAll(connect(filter, "a.wanted.example"));
    connect(filter, "a.b.wanted.example");
    connect(filter, "wanted.example");
    connect(filter, "notshop.example");
    connect(filter, "192.0.2.1");

    assertThat(wanted).containsAll(randoms);
    assertThat(new java.util.HashSet<>(randoms)).hasSize(2);
  }

  @Test
  void refusesNamesThatNoClientCanAskFor() {
    for (String bad :
        List.of("", "*.", "*", "*.example", "a.*.example", "192.0.2.1", "[::1]", "a b")) {
      assertThatThrownBy(() -> KeyLogFilter.askingFor(List.of(bad)))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** A handshake with the filter before the client's log; answers the random of its hello. */
  private static List<String> connect(KeyLogFilter filter, String name) {
    TestCa ca = TestCa.shared();
    List<String> hellos = new ArrayList<>();
    ClientConfig visitor =
        ClientConfig.builder()
            .versions(ProtocolVersion.TLS_1_3)
            .clock(new FixedClock())
            .trust(Trust.of(ca.certificate()))
            .logSecretsForDebugging(filter)
            .build();
    ServerConfig host =
        ServerConfig.builder()
            .clock(new FixedClock())
            .credential(ca.server(KeyKind.ECDSA_P256, name))
            .build();
    new EnginePair(
            visitor,
            Destination.of(name, 443),
            host,
            TransportShape.COALESCED,
            event -> {
              filter.listener().on(event);
              if (event
                      instanceof
                      dev.glassine.core.engine.TlsEvent.Message(
                          var sender,
                          var message,
                          var raw,
                          var version)
                  && message instanceof dev.glassine.core.wire.ClientHello hello) {
                hellos.add(hello.random().hex());
              }
            },
            event -> {})
        .establish();
    return hellos;
  }
}
