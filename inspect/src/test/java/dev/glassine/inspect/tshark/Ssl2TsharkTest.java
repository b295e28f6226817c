package dev.glassine.inspect.tshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.capture.PcapngWriter;
import dev.glassine.inspect.decrypt.CaptureInspector;
import dev.glassine.inspect.decrypt.SessionSecrets;
import dev.glassine.testkit.OpenDoors;
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
  @TempDir Path folder;

  @BeforeAll
  static void needTshark() {
    Assumptions.assumeTrue(
        Tshark.isThere() || Tshark.isRequired(), "tshark is not on this machine");
  }

  private static Legacy.Builder doors() {
    return OpenDoors.everything().enableSsl2BrokenByDrown();
  }

  private CapturedPair pair(PcapngWriter capture, ProtocolVersion version, CipherSuite suite) {
    return new CapturedPair(
        OpenDoors.client(version)
            .legacy(doors().sendSsl2HelloWithoutExtensions().build())
            .allowPeersWithoutSecureRenegotiation()
            .suites(List.of(suite)),
        OpenDoors.server(version)
            .legacy(doors().acceptSsl2HelloWithoutExtensions().build())
            .allowPeersWithoutSecureRenegotiation()
            .suites(List.of(suite)),
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
