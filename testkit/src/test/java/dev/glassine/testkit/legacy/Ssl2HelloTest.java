package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.TransportShape;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A ClientHello in SSL 2.0 format (RFC 5246 §E.2), which leads to whatever both have. */
class Ssl2HelloTest {
  static Stream<ProtocolVersion> everyNewerVersion() {
    return OldPeers.VERSIONS.stream();
  }

  static Stream<Arguments> everyNewerVersionAndShape() {
    return everyNewerVersion()
        .flatMap(
            version ->
                Stream.of(TransportShape.values()).map(shape -> Arguments.of(version, shape)));
  }

  private static Legacy.Builder doors() {
    return OldPeers.everything().sendSsl2HelloWithoutExtensions();
  }

  /** Sends its hello in SSL 2.0 format, and does not speak SSL 2.0. */
  private static ClientConfig.Builder client(ProtocolVersion... versions) {
    return OldPeers.client(versions).legacy(doors().build()).allowPeersWithoutSecureRenegotiation();
  }

  private static ServerConfig.Builder server(ProtocolVersion... versions) {
    return OldPeers.server(versions)
        .legacy(OldPeers.everything().acceptSsl2HelloWithoutExtensions().build())
        .allowPeersWithoutSecureRenegotiation();
  }

  private static EnginePair pair(ClientConfig.Builder client, ServerConfig.Builder server) {
    return new EnginePair(client.build(), server.build());
  }

  private static TlsFailure failure(EnginePair pair, Side side) {
    return Objects.requireNonNull(pair.run().end(side).failure(), () -> side + " did not fail");
  }

  @ParameterizedTest
  @MethodSource("everyNewerVersionAndShape")
  void leadsToEveryNewerVersionHoweverOctetsArrive(ProtocolVersion version, TransportShape shape) {
    EnginePair pair =
        new EnginePair(
                client(version).build(),
                Destination.of("localhost", 443),
                server(version).build(),
                shape)
            .establish();

    assertThat(pair.client().info().version()).isEqualTo(version);
    pair.send(Side.CLIENT, new byte[] {1, 2, 3}).send(Side.SERVER, new byte[] {4, 5});
    assertThat(pair.server().read()).containsExactly(1, 2, 3);
    assertThat(pair.client().read()).containsExactly(4, 5);
  }

  @ParameterizedTest
  @MethodSource("everyNewerVersion")
  void leadsToTheNewestThatTheServerHas(ProtocolVersion newest) {
    EnginePair pair =
        pair(
                client(OldPeers.VERSIONS.toArray(ProtocolVersion[]::new)),
                server(
                    OldPeers.VERSIONS.stream()
                        .filter(version -> !version.atLeast(newest) || version.equals(newest))
                        .toArray(ProtocolVersion[]::new)))
            .establish();

    assertThat(pair.client().info().version()).isEqualTo(newest);
  }

  @Test
  void leadsToSsl20WhereNeitherHasMoreInCommon() {
    EnginePair pair =
        Ssl2Peers.pair(
                Ssl2Peers.client(ProtocolVersion.TLS_1_0, ProtocolVersion.SSL_2_0),
                Ssl2Peers.server())
            .establish();

    assertThat(pair.client().info().version()).isEqualTo(ProtocolVersion.SSL_2_0);
  }

  @Test
  void leadsToSomethingNewerThanSsl20WhereBothHaveIt() {
    EnginePair pair =
        Ssl2Peers.pair(
                Ssl2Peers.client(ProtocolVersion.TLS_1_0, ProtocolVersion.SSL_2_0)
                    .allowPeersWithoutSecureRenegotiation(),
                Ssl2Peers.server(ProtocolVersion.TLS_1_0, ProtocolVersion.SSL_2_0)
                    .allowPeersWithoutSecureRenegotiation())
            .establish();

    assertThat(pair.server().info().version()).isEqualTo(ProtocolVersion.TLS_1_0);
  }

  @Test
  void neverLeadsToTls13() {
    EnginePair pair =
        pair(
                client(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2),
                server(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2))
            .establish();

    assertThat(pair.client().info().version()).isEqualTo(ProtocolVersion.TLS_1_2);
  }

  /**
   * Without signature_algorithms it verifies SHA-1 only, which our DSA door makes a common scheme.
   */
  @Test
  void leadsToASuiteWithoutASignatureWhereOnlyADsaKeyCouldMakeOne() {
    EnginePair pair =
        pair(
                client(ProtocolVersion.TLS_1_2)
                    .legacy(
                        Legacy.builder()
                            .enableDssDeprecated()
                            .sendSsl2HelloWithoutExtensions()
                            .build()),
                server(ProtocolVersion.TLS_1_2)
                    .legacy(
                        Legacy.builder()
                            .enableDssDeprecated()
                            .acceptSsl2HelloWithoutExtensions()
                            .build())
                    .credentials(Credentials.of(OldPeers.ECDSA, OldPeers.RSA)))
            .establish();

    assertThat(pair.server().info().suite().keyExchange()).isEqualTo(KeyExchangeMethod.RSA);
  }

  @ParameterizedTest
  @MethodSource("everyNewerVersion")
  void opensTheTranscriptAsItWasSent(ProtocolVersion version) {
    EnginePair pair = pair(client(version), server(version)).establish();

    // both Finished verified, so both hashed the same: the record without its header
    assertThat(
            pair.server().events().stream()
                .filter(TlsEvent.MessageInSsl2.class::isInstance)
                .map(TlsEvent.MessageInSsl2.class::cast))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.sender()).isEqualTo(Side.CLIENT);
              assertThat(event.message().messageName()).isEqualTo("CLIENT-HELLO");
              assertThat(event.raw().at(0)).isEqualTo(1);
              assertThat(event.fields())
                  .anySatisfy(
                      field -> {
                        assertThat(field.path()).isEqualTo("CLIENT-VERSION");
                        assertThat(field.value()).isEqualTo(version.name());
                      });
            });
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheAudit(Side side) {
    EnginePair pair =
        pair(client(ProtocolVersion.TLS_1_2), server(ProtocolVersion.TLS_1_2)).establish();

    assertThat(pair.end(side).events())
        .filteredOn(TlsEvent.LegacyUsed.class::isInstance)
        .singleElement()
        .satisfies(
            event ->
                assertThat(((TlsEvent.LegacyUsed) event).dangers()).contains(Danger.SSL_2_0_HELLO));
  }

  @Test
  void takesAShortChallengeForARandomWithZerosBeforeIt() {
    EnginePair pair = pair(client(ProtocolVersion.TLS_1_0), server(ProtocolVersion.TLS_1_0));
    // sixteen octets of challenge: the client's transcript differs, so only the server's view
    // counts
    pair.changeToServer(
        Ssl2Wire.inTheClear(
            Ssl2Wire.CLIENT_HELLO,
            hello ->
                Ssl2Wire.spliced(Ssl2Wire.spliced(hello, hello.length - 32, 16), 7, 2, 0, 16)));

    assertThat(failure(pair, Side.CLIENT)).isNotNull();
    assertThat(pair.server().events())
        .anySatisfy(
            event -> {
              assertThat(event).isInstanceOf(TlsEvent.MessageInSsl2.class);
              assertThat(((TlsEvent.MessageInSsl2) event).fields())
                  .anySatisfy(
                      field -> {
                        assertThat(field.path()).isEqualTo("CHALLENGE-DATA");
                        assertThat(field.length()).isEqualTo(16);
                      });
            });
  }

  @Test
  void noticesAVersionThatWasChangedOnTheWay() {
    EnginePair pair =
        pair(
            client(ProtocolVersion.TLS_1_2, ProtocolVersion.TLS_1_0),
            server(ProtocolVersion.TLS_1_2, ProtocolVersion.TLS_1_0));
    pair.changeToServer(
        octets ->
            octets[0] < 0
                ? Ssl2Wire.inTheClear(
                        Ssl2Wire.CLIENT_HELLO, hello -> Ssl2Wire.spliced(hello, 1, 2, 3, 1))
                    .apply(octets)
                : octets);

    assertThat(failure(pair, Side.CLIENT).reason()).isEqualTo(Reason.DOWNGRADE_DETECTED);
  }

  @Test
  void isRefusedWhereNobodyLetItIn() {
    EnginePair pair =
        pair(client(ProtocolVersion.TLS_1_2), OldPeers.server(ProtocolVersion.TLS_1_2));

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.SSL2_HELLO_REFUSED);
    assertThat(failure(pair, Side.CLIENT).reason()).isEqualTo(Reason.PEER_ALERT_RECEIVED);
  }

  @Test
  void isAnsweredByAnAlertOfTlsWhereThereIsNoVersionInCommon() {
    EnginePair pair = pair(client(ProtocolVersion.SSL_3_0), server(ProtocolVersion.TLS_1_2));

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.NO_COMMON_VERSION);
    assertThat(failure(pair, Side.CLIENT).reason()).isEqualTo(Reason.PEER_ALERT_RECEIVED);
    assertThat(pair.client().events())
        .contains(
            new TlsEvent.AlertSeen(Side.SERVER, Alert.fatal(AlertDescription.PROTOCOL_VERSION)));
  }

  @Test
  void takesNoAnswerInSsl20FromAServerThatItDidNotOfferItTo() {
    EnginePair pair = pair(client(ProtocolVersion.TLS_1_0), server(ProtocolVersion.TLS_1_0));
    pair.changeToClient(
        octets -> Ssl2Wire.record("04 00 01 0002 0001 0003 0010 00 010080" + "00".repeat(16)));

    assertThat(failure(pair, Side.CLIENT).reason()).isEqualTo(Reason.UNOFFERED_VERSION);
  }

  @Test
  void takesNoHelloInSsl20FormatTwice() {
    EnginePair pair = pair(client(ProtocolVersion.TLS_1_0), server(ProtocolVersion.TLS_1_0));
    pair.changeToServer(octets -> octets[0] < 0 ? twice(octets) : octets);

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.UNKNOWN_RECORD_TYPE);
  }

  private static byte[] twice(byte[] octets) {
    byte[] both = java.util.Arrays.copyOf(octets, 2 * octets.length);
    System.arraycopy(octets, 0, both, octets.length, octets.length);
    return both;
  }

  @Test
  void goesOnWithTheSuitesOfTlsOnly() {
    EnginePair pair =
        Ssl2Peers.pair(
                Ssl2Peers.client(ProtocolVersion.TLS_1_0, ProtocolVersion.SSL_2_0)
                    .suites(
                        List.of(
                            CipherSuite.SSL_CK_RC4_128_WITH_MD5,
                            CipherSuite.TLS_RSA_WITH_RC4_128_MD5))
                    .allowPeersWithoutSecureRenegotiation(),
                server(ProtocolVersion.TLS_1_0))
            .establish();

    assertThat(pair.client().info().suite()).isEqualTo(CipherSuite.TLS_RSA_WITH_RC4_128_MD5);
  }
}
