package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.TransportShape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** SSL 2.0 against ourselves: every cipher kind, every transport shape. */
class Ssl2HandshakeTest {
  static List<CipherSuite> everyKind() {
    return Ssl2Peers.KINDS;
  }

  static Stream<Arguments> everyKindAndShape() {
    return everyKind().stream()
        .flatMap(
            kind -> Stream.of(TransportShape.values()).map(shape -> Arguments.of(kind, shape)));
  }

  private static EnginePair pair(CipherSuite kind, TransportShape shape) {
    return Ssl2Peers.pair(
        Ssl2Peers.client().suites(List.of(kind)), Ssl2Peers.server().suites(List.of(kind)), shape);
  }

  @ParameterizedTest
  @MethodSource("everyKindAndShape")
  void carriesDataBothWaysInEveryKindHoweverOctetsArrive(CipherSuite kind, TransportShape shape) {
    EnginePair pair = pair(kind, shape).establish();

    carriesBothWays(pair, 1, 7, 8, 9, 3_000);
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void carriesDataThatTakesManyRecords(CipherSuite kind) {
    EnginePair pair = pair(kind, TransportShape.COALESCED).establish();

    carriesBothWays(pair, 16_344, 16_360, 16_361, 16_384, 100_000);
  }

  private static void carriesBothWays(EnginePair pair, int... sizes) {
    for (int size : sizes) {
      byte[] data = new byte[size];
      new SplittableRandom(size).nextBytes(data);
      pair.send(Side.CLIENT, data);
      assertThat(pair.server().read()).isEqualTo(data);
      pair.send(Side.SERVER, data);
      assertThat(pair.client().read()).isEqualTo(data);
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void agreesOnTheSameThingsOnBothSides(CipherSuite kind) {
    EnginePair pair = pair(kind, TransportShape.COALESCED).establish();

    ConnectionInfo client = pair.client().info();
    ConnectionInfo server = pair.server().info();
    assertThat(client.version()).isEqualTo(ProtocolVersion.SSL_2_0);
    assertThat(client.suite()).isEqualTo(kind);
    assertThat(server.suite()).isEqualTo(kind);
    assertThat(client.peerCertificates()).containsExactly(OldPeers.RSA.certificate());
    assertThat(server.peerCertificates()).isEmpty();
    assertThat(client.resumed()).isFalse();
    assertThat(client.sessionId()).isEqualTo(server.sessionId());
    assertThat(client.sessionId().length()).isEqualTo(16);
    assertThat(client.extendedMainSecret()).isFalse();
  }

  @Test
  void goesThroughTheMessagesOfTheDraft() {
    EnginePair pair = Ssl2Peers.pair(Ssl2Peers.client(), Ssl2Peers.server()).establish();

    assertThat(Ssl2Peers.messages(pair.client()))
        .containsExactly(
            "CLIENT-HELLO",
            "SERVER-HELLO",
            "CLIENT-MASTER-KEY",
            "CLIENT-FINISHED",
            "SERVER-VERIFY",
            "SERVER-FINISHED");
  }

  @Test
  void takesTheFirstOfTheClientsKindsThatTheServerAccepts() {
    EnginePair pair =
        Ssl2Peers.pair(
                Ssl2Peers.client()
                    .suites(
                        List.of(
                            CipherSuite.SSL_CK_RC2_128_CBC_WITH_MD5,
                            CipherSuite.SSL_CK_RC4_128_WITH_MD5,
                            CipherSuite.SSL_CK_DES_64_CBC_WITH_MD5)),
                Ssl2Peers.server()
                    .suites(
                        List.of(
                            CipherSuite.SSL_CK_DES_64_CBC_WITH_MD5,
                            CipherSuite.SSL_CK_RC4_128_WITH_MD5)))
            .establish();

    assertThat(pair.server().info().suite()).isEqualTo(CipherSuite.SSL_CK_RC4_128_WITH_MD5);
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheAuditOfEveryConnection(Side side) {
    EnginePair pair = pair(CipherSuite.SSL_CK_RC4_128_WITH_MD5, TransportShape.COALESCED);

    assertThat(pair.establish().end(side).events())
        .filteredOn(TlsEvent.LegacyUsed.class::isInstance)
        .singleElement()
        .satisfies(
            event ->
                assertThat(((TlsEvent.LegacyUsed) event).dangers())
                    .contains(Danger.SSL_2_0, Danger.RC4));
  }

  @ParameterizedTest
  @EnumSource
  void cannotTellAnEndFromATruncation(Side side) {
    EnginePair pair = Ssl2Peers.pair(Ssl2Peers.client(), Ssl2Peers.server()).establish();
    int before = pair.end(side).conduit().drain().length;

    pair.end(side).engine().closeWrite();
    assertThat(pair.end(side).conduit().drain()).hasSize(before);
    pair.cut(side);

    assertThat(pair.end(side.peer()).failure()).isNull();
    assertThat(pair.end(side.peer()).engine().isReadClosed()).isTrue();
    assertThat(pair.end(side.peer()).events()).contains(new TlsEvent.Closed(side, false));
  }
}
