package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.RotatingTicketKeys;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Abbreviated handshakes of the old versions, with and without compression. */
class OldResumptionTest {
  private final InMemoryStore remembered = new InMemoryStore(1 << 20, OldPeers.CLOCK);
  private final InMemoryStore known = new InMemoryStore(1 << 20, OldPeers.CLOCK);

  static Stream<ProtocolVersion> everyVersion() {
    return OldPeers.VERSIONS.stream();
  }

  static Stream<ProtocolVersion> versionsWithoutExtendedMainSecret() {
    return OldPeers.VERSIONS.stream().filter(v -> !v.atLeast(ProtocolVersion.TLS_1_2));
  }

  static Stream<Arguments> everyVersionAndKindOfCipher() {
    return everyVersion()
        .flatMap(
            version ->
                Stream.of(
                        CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
                        CipherSuite.TLS_RSA_WITH_RC4_128_MD5,
                        CipherSuite.TLS_RSA_WITH_NULL_SHA,
                        CipherSuite.TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA)
                    .map(suite -> Arguments.of(version, suite)));
  }

  private ClientConfig.Builder client(ProtocolVersion... versions) {
    return OldPeers.client(versions).sessions(known);
  }

  private ServerConfig.Builder server(ProtocolVersion... versions) {
    return OldPeers.server(versions).sessions(remembered);
  }

  private static Legacy compressing() {
    return OldPeers.everything().enableCompressionBrokenByCrime().build();
  }

  @ParameterizedTest
  @MethodSource("everyVersionAndKindOfCipher")
  void resumesBySessionId(ProtocolVersion version, CipherSuite suite) {
    ClientConfig client = client(version).suites(List.of(suite)).build();
    ServerConfig server = server(version).suites(List.of(suite)).build();
    assertThat(new EnginePair(client, server).establish().client().info().resumed()).isFalse();

    for (int i = 0; i < 2; i++) {
      EnginePair again = new EnginePair(client, server).establish();
      assertThat(again.client().info().resumed()).isTrue();
      assertThat(again.server().info().resumed()).isTrue();
      assertThat(again.client().info().peerCertificates()).isEqualTo(OldPeers.RSA.chain());
      carries(again);
    }
  }

  @ParameterizedTest
  @MethodSource("everyVersionAndKindOfCipher")
  void compressesFullAndAbbreviatedHandshakesAlike(ProtocolVersion version, CipherSuite suite) {
    ClientConfig client = client(version).legacy(compressing()).suites(List.of(suite)).build();
    ServerConfig server = server(version).legacy(compressing()).suites(List.of(suite)).build();

    for (int i = 0; i < 2; i++) {
      EnginePair pair = new EnginePair(client, server).establish();
      assertThat(pair.client().info().resumed()).isEqualTo(i > 0);
      String text = "the same over and over ".repeat(2_000);
      int[] sent = {0};
      pair.changeToServer(
          octets -> {
            sent[0] += octets.length;
            return octets;
          });
      pair.send(Side.CLIENT, text.getBytes(StandardCharsets.US_ASCII));
      assertThat(pair.server().read()).asString(StandardCharsets.US_ASCII).isEqualTo(text);
      assertThat(sent[0]).as("octets on the wire").isLessThan(text.length() / 10);
      carries(pair);
    }
  }

  @Test
  void doesNotCompressWhereOneSideDidNotOpenThatDoor() {
    EnginePair pair =
        new EnginePair(
                client(ProtocolVersion.SSL_3_0).legacy(compressing()).build(),
                server(ProtocolVersion.SSL_3_0).build())
            .establish();

    assertThat(dangers(pair.client().events())).doesNotContain(Danger.COMPRESSION);
  }

  @Test
  void makesAFullHandshakeWhereTheServerNoLongerCompresses() {
    ClientConfig client = client(ProtocolVersion.SSL_3_0).legacy(compressing()).build();
    new EnginePair(client, server(ProtocolVersion.SSL_3_0).legacy(compressing()).build())
        .establish();

    EnginePair again =
        new EnginePair(client, server(ProtocolVersion.SSL_3_0).random(new SeededRandom(5)).build())
            .establish();

    assertThat(again.server().info().resumed()).isFalse();
  }

  private static List<Danger> dangers(List<TlsEvent> events) {
    return events.stream()
        .filter(TlsEvent.LegacyUsed.class::isInstance)
        .flatMap(event -> ((TlsEvent.LegacyUsed) event).dangers().stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void makesAFullHandshakeOnceTheSessionIsForgotten(ProtocolVersion version) {
    ClientConfig client = client(version).build();
    new EnginePair(client, server(version).build()).establish();

    EnginePair again =
        new EnginePair(
                client,
                server(version)
                    .sessions(new InMemoryStore(1 << 20, OldPeers.CLOCK))
                    .random(new SeededRandom(5))
                    .build())
            .establish();

    assertThat(again.client().info().resumed()).isFalse();
    carries(again);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void keepsTheClientsIdentityInASessionAndNoOther(ProtocolVersion version) {
    ClientConfig client = client(version).credential(OldPeers.ALICE_RSA).build();
    ServerConfig server =
        server(version)
            .clientAuthentication(ClientAuthentication.REQUIRED)
            .trust(OldPeers.ANYBODY)
            .policy(dev.glassine.core.wire.Bytes.ofHex("01"))
            .build();
    new EnginePair(client, server).establish();

    EnginePair again = new EnginePair(client, server).establish();

    assertThat(again.server().info().resumed()).isTrue();
    assertThat(again.server().info().peerCertificates()).isEqualTo(OldPeers.ALICE_RSA.chain());
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void doesNotResumeASessionWithoutACertificateWhereOneIsRequired(ProtocolVersion version) {
    ClientConfig client = client(version).credential(OldPeers.ALICE_RSA).build();
    new EnginePair(client, server(version).build()).establish();

    EnginePair again =
        new EnginePair(
                client,
                server(version)
                    .clientAuthentication(ClientAuthentication.REQUIRED)
                    .trust(OldPeers.ANYBODY)
                    .random(new SeededRandom(5))
                    .build())
            .establish();

    assertThat(again.server().info().resumed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("versionsWithoutExtendedMainSecret")
  void doesNotResumeInAnotherVersion(ProtocolVersion version) {
    new EnginePair(client(version).build(), server(version).build()).establish();
    ProtocolVersion newer = OldPeers.VERSIONS.get(OldPeers.VERSIONS.indexOf(version) + 1);

    EnginePair again =
        new EnginePair(client(newer, version).build(), server(newer, version).build()).establish();

    assertThat(again.client().info().version()).isEqualTo(newer);
    assertThat(again.client().info().resumed()).isFalse();
  }

  @Test
  void resumesByTicketInTls10() {
    ClientConfig client = client(ProtocolVersion.TLS_1_0).build();
    ServerConfig server =
        OldPeers.server(ProtocolVersion.TLS_1_0)
            .tickets(new RotatingTicketKeys(JcaCrypto.standard(), new SeededRandom(3)))
            .build();
    new EnginePair(client, server).establish();

    assertThat(new EnginePair(client, server).establish().client().info().resumed()).isTrue();
  }

  @Test
  void refusesAnAbbreviatedHandshakeWhoseFinishedIsWrong() {
    ClientConfig client = client(ProtocolVersion.SSL_3_0).build();
    ServerConfig server = server(ProtocolVersion.SSL_3_0).build();
    new EnginePair(client, server).establish();
    EnginePair again = new EnginePair(client, server);
    again
        .changeToClient(
            octets -> {
              octets[octets.length - 1] ^= 1;
              return octets;
            })
        .run();

    assertThat(Objects.requireNonNull(again.client().failure()).reason())
        .isEqualTo(Reason.BAD_RECORD_MAC);
  }

  private static void carries(EnginePair pair) {
    byte[] data = "hello".getBytes(StandardCharsets.US_ASCII);
    pair.send(Side.CLIENT, data);
    assertThat(pair.server().read()).isEqualTo(data);
    pair.send(Side.SERVER, data);
    assertThat(pair.client().read()).isEqualTo(data);
  }
}
