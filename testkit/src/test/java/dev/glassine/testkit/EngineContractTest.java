package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine does whatever the version and however its octets travel. */
class EngineContractTest {
  static final List<ProtocolVersion> VERSIONS =
      List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);

  static Stream<Arguments> everyShapeAndVersion() {
    return VERSIONS.stream()
        .flatMap(
            version ->
                Stream.of(TransportShape.values()).map(shape -> Arguments.of(shape, version)));
  }

  static Stream<ProtocolVersion> everyVersion() {
    return VERSIONS.stream();
  }

  private static EnginePair pair(TransportShape shape, ProtocolVersion version) {
    return new EnginePair(
        Peers.client(version).build(),
        Destination.of("localhost", 443),
        Peers.server(version).build(),
        shape);
  }

  @ParameterizedTest
  @MethodSource("everyShapeAndVersion")
  void agreesOnTheSameOutcomeOnBothSides(TransportShape shape, ProtocolVersion version) {
    EnginePair pair = pair(shape, version).establish();

    assertThat(pair.client().info().version()).isEqualTo(version);
    assertThat(pair.server().info().suite()).isEqualTo(pair.client().info().suite());
    assertThat(pair.server().info().group()).isEqualTo(pair.client().info().group());
    assertThat(pair.server().info().serverName()).isEqualTo("localhost");
    assertThat(pair.client().info().peerCertificates()).isEqualTo(Peers.SERVER.chain());
  }

  @ParameterizedTest
  @MethodSource("everyShapeAndVersion")
  void carriesDataOfEverySizeBothWays(TransportShape shape, ProtocolVersion version) {
    EnginePair pair = pair(shape, version).establish();
    int largest = shape == TransportShape.ONE_BYTE ? 20_000 : 100_000;

    for (int size : new int[] {1, 2, 255, 256, 16_383, 16_384, 16_385, largest}) {
      byte[] data = new byte[size];
      new SplittableRandom(size).nextBytes(data);
      pair.send(Side.CLIENT, data);
      assertThat(pair.server().read()).isEqualTo(data);
      pair.send(Side.SERVER, data);
      assertThat(pair.client().read()).isEqualTo(data);
    }
  }

  @ParameterizedTest
  @MethodSource("everyShapeAndVersion")
  void closesCleanlyByCloseNotify(TransportShape shape, ProtocolVersion version) {
    EnginePair pair = pair(shape, version).establish();

    pair.client().engine().closeWrite();
    pair.run();
    pair.server().engine().closeWrite();
    pair.run();

    for (Side side : Side.values()) {
      assertThat(pair.end(side).engine().wants()).isEqualTo(TlsEngine.Want.CLOSED);
      assertThat(pair.end(side).failure()).isNull();
      assertThat(pair.end(side).events())
          .contains(new TlsEvent.Closed(Side.CLIENT, true), new TlsEvent.Closed(Side.SERVER, true));
    }
  }

  @Test
  void stillReceivesAfterClosingItsOwnDirectionInTls13() {
    EnginePair pair = pair(TransportShape.COALESCED, ProtocolVersion.TLS_1_3).establish();

    pair.client().engine().closeWrite();
    pair.run();
    pair.send(Side.SERVER, "late".getBytes(StandardCharsets.US_ASCII));

    assertThat(pair.client().read()).asString(StandardCharsets.US_ASCII).isEqualTo("late");
  }

  @Test
  void answersCloseNotifyAtOnceInTls12() {
    EnginePair pair = pair(TransportShape.COALESCED, ProtocolVersion.TLS_1_2).establish();

    pair.client().engine().closeWrite();
    pair.run();

    assertThat(pair.server().engine().isWriteClosed()).isTrue();
    assertThat(pair.client().engine().isReadClosed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void reportsAnEndWithoutCloseNotifyAsTruncation(ProtocolVersion version) {
    EnginePair pair = pair(TransportShape.COALESCED, version).establish();

    pair.cut(Side.CLIENT);

    assertThat(reason(pair, Side.SERVER)).isEqualTo(Reason.TRUNCATED_STREAM);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void reportsAnEndDuringTheHandshakeAsSuch(ProtocolVersion version) {
    EnginePair pair = pair(TransportShape.COALESCED, version).changeToClient(octets -> new byte[0]);
    pair.run().cut(Side.SERVER);

    assertThat(reason(pair, Side.CLIENT)).isEqualTo(Reason.HANDSHAKE_CUT_OFF);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void endsBothSidesWhereARecordWasChangedOnTheWay(ProtocolVersion version) {
    EnginePair pair = pair(TransportShape.COALESCED, version).establish();
    pair.send(Side.CLIENT, new byte[100]);
    byte[] record = pair.client().conduit().write(ByteBuffer.wrap(new byte[100]));
    record[record.length - 1] ^= 1;

    pair.inject(Side.CLIENT, record);

    assertThat(reason(pair, Side.SERVER)).isEqualTo(Reason.BAD_RECORD_MAC);
    assertThat(pair.client().failure())
        .isInstanceOf(TlsFailure.PeerAlert.class)
        .hasMessageContaining("bad_record_mac");
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void refusesARecordThatIsRepeated(ProtocolVersion version) {
    EnginePair pair = pair(TransportShape.COALESCED, version).establish();
    byte[] record = pair.client().conduit().write(ByteBuffer.wrap(new byte[100]));

    pair.inject(Side.CLIENT, record);
    pair.inject(Side.CLIENT, record);

    assertThat(reason(pair, Side.SERVER)).isEqualTo(Reason.BAD_RECORD_MAC);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void exportsTheSameKeyingMaterialOnBothSides(ProtocolVersion version) {
    EnginePair pair = pair(TransportShape.COALESCED, version).establish();

    byte[] client =
        pair.client()
            .engine()
            .export("EXPERIMENTAL test", new byte[] {1}, 42)
            .reveal(Secret.Access.TEST);
    byte[] server =
        pair.server()
            .engine()
            .export("EXPERIMENTAL test", new byte[] {1}, 42)
            .reveal(Secret.Access.TEST);
    byte[] other =
        pair.server()
            .engine()
            .export("EXPERIMENTAL test", new byte[] {2}, 42)
            .reveal(Secret.Access.TEST);

    assertThat(client).isEqualTo(server).isNotEqualTo(other).hasSize(42);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void bindsTheSameChannelOnBothSides(ProtocolVersion version) {
    EnginePair pair = pair(TransportShape.COALESCED, version).establish();

    for (ChannelBinding kind : ChannelBinding.values()) {
      assertThat(pair.client().engine().channelBinding(kind))
          .isEqualTo(pair.server().engine().channelBinding(kind));
    }
    assertThat(pair.client().engine().channelBinding(ChannelBinding.TLS_SERVER_END_POINT))
        .isNotNull();
    assertThat(pair.client().engine().channelBinding(ChannelBinding.TLS_UNIQUE) == null)
        .isEqualTo(version.equals(ProtocolVersion.TLS_1_3));
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void waitsForAnswersThatComeLater(ProtocolVersion version) {
    ServerConfig server =
        Peers.server(version)
            .answerLater(Question.ChooseCertificate.class)
            .answerLater(Question.Sign.class)
            .build();
    EnginePair pair =
        new EnginePair(Peers.client(version).build(), server).leaveQuestionsOpen(Side.SERVER);

    pair.run();
    assertThat(pair.server().engine().wants()).isEqualTo(TlsEngine.Want.ANSWER);
    assertThat(pair.server().engine().question()).isInstanceOf(Question.ChooseCertificate.class);
    answer(pair, server);
    assertThat(pair.server().engine().question()).isInstanceOf(Question.Sign.class);
    answer(pair, server);

    assertThat(pair.establish().server().info().version()).isEqualTo(version);
  }

  private static void answer(EnginePair pair, ServerConfig server) {
    Question question = pair.server().engine().question();
    pair.server().engine().answer(server.answer(java.util.Objects.requireNonNull(question)));
    pair.server().conduit().resume();
    pair.run();
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void endsTheHandshakeWhereAnAnswerFails(ProtocolVersion version) {
    ServerConfig server = Peers.server(version).answerLater(Question.Sign.class).build();
    EnginePair pair =
        new EnginePair(Peers.client(version).build(), server).leaveQuestionsOpen(Side.SERVER);
    pair.run();

    assertThatThrownBy(
            () -> pair.server().engine().answerFailed(new IllegalStateException("token removed")))
        .isInstanceOf(TlsFailure.Internal.class)
        .hasMessageContaining("token removed");
    pair.run();

    assertThat(pair.client().failure()).hasMessageContaining("internal_error");
  }

  @Test
  void updatesKeysBothWaysInTls13() {
    EnginePair pair = pair(TransportShape.COALESCED, ProtocolVersion.TLS_1_3).establish();

    pair.client().engine().updateKeys(true);
    pair.run();
    pair.send(Side.CLIENT, new byte[] {1});
    pair.send(Side.SERVER, new byte[] {2});

    assertThat(pair.server().read()).containsExactly(1);
    assertThat(pair.client().read()).containsExactly(2);
    assertThat(pair.server().events().stream().filter(TlsEvent.KeysInstalled.class::isInstance))
        .hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void refusesToUpdateKeysInTls12() {
    EnginePair pair = pair(TransportShape.COALESCED, ProtocolVersion.TLS_1_2).establish();

    assertThatThrownBy(() -> pair.client().engine().updateKeys(true))
        .isInstanceOf(TlsFailure.Misuse.class);
    pair.send(Side.CLIENT, new byte[] {1});
    assertThat(pair.server().read()).containsExactly(1);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void repeatsAHandshakeByteForByteFromTheSameSeed(ProtocolVersion version) {
    assertThat(octetsOf(version)).isEqualTo(octetsOf(version));
  }

  private static List<String> octetsOf(ProtocolVersion version) {
    // Ed25519 signs without randomness; the JDK's ECDSA draws its nonce from what it is given
    EnginePair pair = pair(TransportShape.COALESCED, version).establish();
    return pair.client().events().stream()
        .filter(TlsEvent.Message.class::isInstance)
        .map(event -> ((TlsEvent.Message) event).raw().hex())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void needsNoMoreRoomThanItSays(ProtocolVersion version) {
    EnginePair pair = pair(TransportShape.COALESCED, version).establish();
    TlsEngine engine = pair.client().engine();
    ByteBuffer data = ByteBuffer.wrap(new byte[16_384]);

    assertThat(engine.send(data, ByteBuffer.allocate(engine.maxRecordLength() - 1)).status())
        .isEqualTo(TlsEngine.Status.NEED_ROOM);
    ByteBuffer exact = ByteBuffer.allocate(engine.maxRecordLength());
    assertThat(engine.send(data, exact).consumed()).isEqualTo(16_384);

    exact.flip();
    TlsEngine server = pair.server().engine();
    assertThat(server.receive(exact, ByteBuffer.allocate(16_383)).status())
        .isEqualTo(TlsEngine.Status.NEED_ROOM);
    assertThat(server.receive(exact, ByteBuffer.allocate(16_384)).produced()).isEqualTo(16_384);
  }

  @Test
  void refusesMisuseWithoutEndingTheConnection() {
    ClientConfig client = Peers.client(ProtocolVersion.TLS_1_3).build();
    TlsEngine engine = TlsEngine.client(client, Destination.unnamed());

    assertThatThrownBy(() -> engine.export("label", null, 1)).isInstanceOf(TlsFailure.Misuse.class);
    assertThatThrownBy(() -> engine.updateKeys(false)).isInstanceOf(TlsFailure.Misuse.class);
    assertThatThrownBy(
            () -> engine.send(ByteBuffer.allocate(0), ByteBuffer.allocate(9).asReadOnlyBuffer()))
        .isInstanceOf(TlsFailure.Misuse.class);
    assertThat(engine.failure()).isNull();
    assertThat(engine.wants()).isEqualTo(TlsEngine.Want.OUTPUT);
  }

  private static Reason reason(EnginePair pair, Side side) {
    TlsFailure failure = pair.end(side).failure();
    assertThat(failure).as("%s has failed", side).isNotNull();
    return java.util.Objects.requireNonNull(failure).reason();
  }
}
