package dev.glassine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.testkit.KeyKind;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trace says of SSL 2.0, and of a hello in its format that leads to TLS. */
class Ssl2TraceTest {
  private static final Credential RSA_SERVER =
      RecordedPair.CA.server(KeyKind.RSA_2048, "localhost");
  private static final Credential RSA_CLIENT = RecordedPair.CA.client(KeyKind.RSA_2048, "alice");

  private static Legacy.Builder doors() {
    return Legacy.builder()
        .enableSsl2BrokenByDrown()
        .enableBrokenSuitesOfTheNineties()
        .enableExportBrokenByFreakAndLogjam();
  }

  private static ClientConfig.Builder visitor(ProtocolVersion version) {
    return RecordedPair.visitor(version)
        .legacy(doors().sendSsl2HelloWithoutExtensions().build())
        .allowStaticRsaWithoutForwardSecrecy()
        .allowPeersWithoutSecureRenegotiation();
  }

  private static ServerConfig.Builder host(ProtocolVersion version) {
    return RecordedPair.host(version)
        .legacy(doors().build())
        .allowStaticRsaWithoutForwardSecrecy()
        .allowPeersWithoutSecureRenegotiation()
        .credential(RSA_SERVER);
  }

  private static RecordedPair ssl2(CipherSuite kind) {
    RecordedPair recorded =
        RecordedPair.of(
            visitor(ProtocolVersion.SSL_2_0).suites(List.of(kind)).credential(RSA_CLIENT),
            host(ProtocolVersion.SSL_2_0)
                .suites(List.of(kind))
                .clientAuthentication(ClientAuthentication.REQUIRED)
                .trust(Trust.of(RecordedPair.CA.certificate())));
    recorded.pair.establish();
    return recorded;
  }

  private final Trace trace = ssl2(CipherSuite.SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5).client.trace();

  @Test
  void tellsTheMessagesByTheirNamesInTheDraft() {
    assertThat(trace.entries(TraceEntry.Message.class))
        .extracting(TraceEntry.Message::name)
        .containsExactly(
            "CLIENT-HELLO",
            "SERVER-HELLO",
            "CLIENT-MASTER-KEY",
            "CLIENT-FINISHED",
            "SERVER-VERIFY",
            "REQUEST-CERTIFICATE",
            "CLIENT-CERTIFICATE",
            "SERVER-FINISHED");
    assertThat(trace.entries(TraceEntry.Message.class))
        .allSatisfy(message -> assertThat(message.summary()).isNotBlank())
        .allSatisfy(message -> assertThat(message.reference()).startsWith("SSL 2.0 §2."));
    assertThat(trace.isComplete()).isTrue();
  }

  @Test
  void saysOfEveryFieldWhatItIsFor() {
    for (TraceEntry.Message message : trace.entries(TraceEntry.Message.class)) {
      assertThat(message.fields())
          .isNotEmpty()
          .allSatisfy(field -> assertThat(field.meaning()).as(field.path()).isNotBlank());
    }
  }

  @Test
  void showsBothCertificates() {
    assertThat(trace.entries(TraceEntry.Certificates.class))
        .extracting(certificates -> certificates.chain().getFirst().subject())
        .containsExactly("CN=localhost", "CN=alice");
  }

  @Test
  void tellsHowTheKeysComeAboutOnce() {
    assertThat(trace.entries(TraceEntry.KeyStep.class))
        .extracting(TraceEntry.KeyStep::name)
        .containsExactly(
            "master key",
            "KEY-MATERIAL",
            "client write key, cipher and MAC",
            "server write key, cipher and MAC");
    assertThat(trace.entries(TraceEntry.KeyStep.class).getFirst().inputs())
        .contains("octets in the clear");
    assertThat(trace.entries(TraceEntry.KeyStep.class))
        .allSatisfy(step -> assertThat(step.secret()).isEmpty());
  }

  @Test
  void comesBackFromJsonAsItWas() {
    assertThat(TraceJson.read(TraceJson.write(trace))).isEqualTo(trace);
  }

  @Test
  void hashesAHelloInSsl20FormatAsItWasSent() throws Exception {
    Trace toTls =
        RecordedPair.of(
                visitor(ProtocolVersion.TLS_1_2)
                    .suites(List.of(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)),
                host(ProtocolVersion.TLS_1_2)
                    .suites(List.of(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)))
            .server
            .trace();

    TraceEntry.Message hello = toTls.entries(TraceEntry.Message.class).getFirst();
    assertThat(hello.name()).isEqualTo("CLIENT-HELLO");
    assertThat(hello.transcriptHash())
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256")
                        .digest(HexFormat.of().parseHex(hello.hex()))));
    assertThat(toTls.isComplete()).isTrue();
  }
}
