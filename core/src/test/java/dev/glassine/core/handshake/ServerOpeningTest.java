package dev.glassine.core.handshake;

import static dev.glassine.core.handshake.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.KeyUpdate;
import dev.glassine.core.wire.ext.SupportedVersions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server does with the hello before a version's flow takes over. */
class ServerOpeningTest {
  private static final CipherSuite TLS_1_2_SUITE = CipherSuite.of(0xC02B);
  private static final CipherSuite FALLBACK = CipherSuite.of(0x5600);

  private final ClientHello hello =
      (ClientHello)
          Peer.client(
                  new ClientContext(
                      Given.client()
                          .versions(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)
                          .suites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256, TLS_1_2_SUITE))
                          .build(),
                      Given.DESTINATION))
              .take();

  @Test
  void saysWhichVersionItTookAndWhy() {
    Peer server = server(both());
    server.receive(hello);
    assertThat(server.decision(Topic.VERSION).chosen()).isEqualTo("TLS 1.3");
    assertThat(server.decision(Topic.VERSION).clientOffer()).containsExactly("TLS 1.3", "TLS 1.2");
    assertThat(server.effects(Effect.UseVersion.class))
        .containsExactly(new Effect.UseVersion(ProtocolVersion.TLS_1_3));
  }

  @Test
  void handsOverToTls12WhereTheClientHasNothingNewer() {
    Peer server = server(both());
    server.receive(Altered.without(hello, ExtensionType.SUPPORTED_VERSIONS));
    assertThat(server.effects(Effect.UseVersion.class))
        .containsExactly(new Effect.UseVersion(ProtocolVersion.TLS_1_2));
  }

  @Test
  void explainsThatThereIsNoVersionInCommon() {
    ClientHello old =
        Altered.withVersion(
            Altered.without(hello, ExtensionType.SUPPORTED_VERSIONS), ProtocolVersion.TLS_1_1);
    assertThat(failure(Reason.NO_COMMON_VERSION, () -> server(both()).receive(old)).detail())
        .isEqualTo("client offers [TLS 1.1, TLS 1.0, SSL 3.0], server accepts [TLS 1.3, TLS 1.2]");
  }

  @Test
  void refusesAnUnnecessaryFallback() {
    ClientHello fallenBack =
        falling(Altered.with(hello, new SupportedVersions(List.of(ProtocolVersion.TLS_1_2))));
    failure(Reason.INAPPROPRIATE_FALLBACK, () -> server(both()).receive(fallenBack));
  }

  @Test
  void acceptsAFallbackToItsOwnNewest() {
    Peer server = server(Given.server());
    server.receive(falling(hello));
    assertThat(server.decision(Topic.VERSION).chosen()).isEqualTo("TLS 1.3");
  }

  @Test
  void refusesAnotherMessageThanAHello() {
    failure(Reason.UNEXPECTED_MESSAGE, () -> server(both()).receive(new KeyUpdate(false)));
  }

  private static ClientHello falling(ClientHello hello) {
    List<CipherSuite> suites = new ArrayList<>(hello.cipherSuites());
    suites.add(FALLBACK);
    return Altered.withSuites(hello, suites);
  }

  private static ServerConfig.Builder both() {
    return Given.server()
        .versions(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)
        .suites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256, TLS_1_2_SUITE));
  }

  private static Peer server(ServerConfig.Builder config) {
    return Peer.server(new ServerContext(config.build()));
  }
}
