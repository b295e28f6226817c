package dev.glassine.inspect.tshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.decrypt.CaptureInspector;
import dev.glassine.inspect.decrypt.SessionSecrets;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.SeededRandom;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.tshark.Ssl2Dissection;
import dev.glassine.testkit.tshark.Tshark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** tshark as the judge of SSL 2.0, as far as it goes, and of what a hello of SSL 2.0 leads to. */
class Ssl2TsharkTest {
  private static final Credential RSA = TestCa.shared().server(KeyKind.RSA_2048, "localhost");

  @TempDir Path folder;

  @BeforeAll
  static void needTshark() {
    Assumptions.assumeTrue(
        Tshark.isThere() || Tshark.isRequired(), "tshark is not on this machine");
  }

  private static Legacy.Builder doors() {
    return Legacy.builder()
        .enableTls10BrokenByBeast()
        .enableSsl3BrokenByPoodle()
        .enableSsl2BrokenByDrown()
        .enableBrokenSuitesOfTheNineties()
        .enableExportBrokenByFreakAndLogjam();
  }

  private CapturedPair pair(PcapngWriter capture, ProtocolVersion version, CipherSuite suite) {
    return new CapturedPair(
        ClientConfig.builder()
            .legacy(doors().sendSsl2HelloWithoutExtensions().build())
            .allowPeersWithoutSecureRenegotiation()
            .versions(version)
            .suites(List.of(suite))
            .clock(new FixedClock())
            .random(new SeededRandom(1))
            .trust(presented -> new ChainVerdict.Accepted(presented.certificates())),
        ServerConfig.builder()
            .legacy(doors().acceptSsl2HelloWithoutExtensions().build())
            .allowPeersWithoutSecureRenegotiation()
            .versions(version)
            .suites(List.of(suite))
            .clock(new FixedClock())
            .random(new SeededRandom(2))
            .credential(RSA),
        capture,
        1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RC4_128", "RC4_128_EXPORT40", "RC2_128_CBC_EXPORT40", "DES_192_EDE3_CBC"})
  void readsTheMessagesInTheClearAsWeDo(String kind) throws Exception {
    Path file = folder.resolve("talk.pcapng");
    CipherSuite suite = CipherSuite.named("SSL_CK_" + kind + "_WITH_MD5").orElseThrow();
    CapturedPair pair;
    try (PcapngWriter capture = PcapngWriter.create(file)) {
      pair = pair(capture, ProtocolVersion.SSL_2_0, suite).talk();
    }

    List<String> ours = TraceLines.ofSsl2InTheClear(pair.serverTrace());
    assertThat(ours).hasSize(3);
    assertThat(Ssl2Dissection.read(file, CapturedPair.PORT)).isEqualTo(ours);
    // and where tshark ends, our own reading goes on, by the line of the key log that only we know
    List<Trace> offline = new ArrayList<>();
    new CaptureInspector(SessionSecrets.none(), found -> offline.add(found.trace())).inspect(file);
    assertThat(offline).singleElement().matches(Trace::isComplete);
    for (Trace live : List.of(pair.clientTrace(), pair.serverTrace())) {
      assertThat(messages(offline.getFirst()))
          .hasSize(6)
          .containsExactlyInAnyOrderElementsOf(messages(live));
    }
  }

  private static List<String> messages(Trace trace) {
    return trace.entries(TraceEntry.Message.class).stream()
        .map(message -> message.sender() + " " + message.name() + " " + message.hex())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSL 3.0", "TLS 1.0"})
  void decryptsWhatAHelloOfSsl20LedTo(String name) throws Exception {
    Path file = folder.resolve("talk.pcapng");
    ProtocolVersion version =
        ProtocolVersion.ALL.stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    CipherSuite suite = CipherSuite.named("TLS_RSA_WITH_3DES_EDE_CBC_SHA").orElseThrow();
    CapturedPair pair;
    try (PcapngWriter capture = PcapngWriter.create(file)) {
      pair = pair(capture, version, suite).talk();
    }

    assertThat(pair.pair().server().events()).anyMatch(TlsEvent.MessageInSsl2.class::isInstance);
    assertThat(Ssl2Dissection.read(file, CapturedPair.PORT).getFirst())
        .startsWith("client: message 1 {CHALLENGE-DATA=32 octets, CIPHER=00000a0000ff");
    assertThat(Tshark.fields(file, CapturedPair.PORT, "http", "http.request.uri"))
        .as("decrypted data")
        .first()
        .isEqualTo("/");
  }
}
