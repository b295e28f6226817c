package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.testkit.EnginePair;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For the audit: each side says which doors a connection went through, those and no others. */
class LegacyAuditTest {
  private static final CipherSuite AES = CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA;

  @Test
  void namesTheVersion() {
    assertUsed(ProtocolVersion.TLS_1_1, AES, Danger.TLS_1_1);
    assertUsed(ProtocolVersion.TLS_1_0, AES, Danger.TLS_1_0);
    assertUsed(ProtocolVersion.SSL_3_0, AES, Danger.SSL_3_0);
  }

  @Test
  void namesWhatIsBrokenInTheSuite() {
    assertUsed(
        ProtocolVersion.SSL_3_0, CipherSuite.TLS_RSA_WITH_RC4_128_MD5, Danger.SSL_3_0, Danger.RC4);
    assertUsed(
        ProtocolVersion.TLS_1_2, CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA, Danger.SMALL_BLOCKS);
    assertUsed(
        ProtocolVersion.TLS_1_0,
        suite("TLS_RSA_EXPORT_WITH_RC4_40_MD5"),
        Danger.TLS_1_0,
        Danger.EXPORT);
    assertUsed(ProtocolVersion.TLS_1_2, suite("TLS_RSA_WITH_NULL_SHA"), Danger.NULL_CIPHER);
  }

  @Test
  void namesASmallPrimeThatNoMessageGivesAName() {
    assertUsed(
        ProtocolVersion.SSL_3_0,
        suite("TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA"),
        Danger.SSL_3_0,
        Danger.SMALL_BLOCKS,
        Danger.DSS,
        Danger.WEAK_DIFFIE_HELLMAN);
    assertUsed(
        ProtocolVersion.TLS_1_0,
        suite("TLS_DH_anon_WITH_AES_128_CBC_SHA"),
        Danger.TLS_1_0,
        Danger.ANONYMOUS);
  }

  @Test
  void namesCompressionAlsoWhereTheHandshakeIsAbbreviated() {
    ClientConfig client =
        client(ProtocolVersion.TLS_1_0, AES)
            .legacy(OldPeers.everything().enableCompressionBrokenByCrime().build())
            .sessions(new InMemoryStore(1 << 16, OldPeers.CLOCK))
            .policy(dev.glassine.core.wire.Bytes.EMPTY)
            .build();
    ServerConfig server =
        server(ProtocolVersion.TLS_1_0, AES)
            .legacy(OldPeers.everything().enableCompressionBrokenByCrime().build())
            .sessions(new InMemoryStore(1 << 16, OldPeers.CLOCK))
            .build();
    for (boolean resumed : new boolean[] {false, true}) {
      EnginePair pair = new EnginePair(client, server).establish();

      assertThat(pair.client().info().resumed()).isEqualTo(resumed);
      assertThat(used(pair.client())).containsExactly(Danger.TLS_1_0, Danger.COMPRESSION);
      assertThat(used(pair.server())).containsExactly(Danger.TLS_1_0, Danger.COMPRESSION);
    }
  }

  @Test
  void namesTheSignatureOfAClient() {
    EnginePair pair =
        new EnginePair(
                client(ProtocolVersion.TLS_1_1, AES).credential(OldPeers.ALICE_DSA).build(),
                server(ProtocolVersion.TLS_1_1, AES)
                    .clientAuthentication(ClientAuthentication.REQUIRED)
                    .trust(OldPeers.ANYBODY)
                    .build())
            .establish();

    assertThat(used(pair.server())).containsExactlyInAnyOrder(Danger.TLS_1_1, Danger.DSS);
  }

  @Test
  void saysNothingWhereOpenDoorsWereNotUsed() {
    EnginePair pair =
        new EnginePair(
                client(ProtocolVersion.TLS_1_2, AES).build(),
                server(ProtocolVersion.TLS_1_2, AES).build())
            .establish();

    assertThat(pair.client().events()).noneMatch(TlsEvent.LegacyUsed.class::isInstance);
    assertThat(pair.server().events()).noneMatch(TlsEvent.LegacyUsed.class::isInstance);
  }

  private static void assertUsed(ProtocolVersion version, CipherSuite suite, Danger... dangers) {
    EnginePair pair =
        new EnginePair(client(version, suite).build(), server(version, suite).build()).establish();

    assertThat(used(pair.client())).containsExactlyInAnyOrder(dangers);
    assertThat(used(pair.server())).containsExactlyInAnyOrder(dangers);
  }

  private static Set<Danger> used(EnginePair.End end) {
    return end.events().stream()
        .filter(TlsEvent.LegacyUsed.class::isInstance)
        .map(event -> ((TlsEvent.LegacyUsed) event).dangers())
        .findFirst()
        .orElse(Set.of());
  }

  private static ClientConfig.Builder client(ProtocolVersion version, CipherSuite suite) {
    return OldPeers.client(version).suites(List.of(suite));
  }

  private static ServerConfig.Builder server(ProtocolVersion version, CipherSuite suite) {
    Credential credential = OldPeers.credential(suite);
    return OldPeers.server(version).suites(List.of(suite)).credential(credential);
  }

  private static CipherSuite suite(String name) {
    return CipherSuite.named(name).orElseThrow();
  }
}
