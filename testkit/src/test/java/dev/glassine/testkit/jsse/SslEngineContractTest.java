package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.testkit.TransportShape;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a program may rely on in an SSLEngine, in every pairing with the JDK's own and Bouncy
 * Castle's.
 */
class SslEngineContractTest {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  static Stream<Arguments> pairings() {
    List<Arguments> pairings = new ArrayList<>();
    for (Jsse client : Jsse.values()) {
      for (Jsse server : Jsse.values()) {
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
          pairings.add(Arguments.of(client, server, protocol));
        }
      }
    }
    return pairings.stream();
  }

  static Stream<Arguments> shapes() {
    return pairings()
        .flatMap(
            pairing ->
                Stream.of(TransportShape.values())
                    .map(
                        shape ->
                            Arguments.of(
                                pairing.get()[0], pairing.get()[1], pairing.get()[2], shape)));
  }

  private static SslEnginePair pair(Jsse client, Jsse server, String protocol) {
    return SslEnginePair.of(client.client(), server.server(), TransportShape.COALESCED, protocol);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void carriesDataBothWaysOverEveryTransport(
      Jsse client, Jsse server, String protocol, TransportShape shape) {
    SslEnginePair pair =
        SslEnginePair.of(client.client(), server.server(), shape, protocol).handshake();
    Random random = new Random(7);
    for (int size : new int[] {1, 5, 16_384, 40_000}) {
      byte[] data = new byte[size];
      random.nextBytes(data);
      assertThat(pair.send(pair.client(), data)).isEqualTo(data);
      assertThat(pair.send(pair.server(), data)).isEqualTo(data);
    }
    assertThat(pair.client().engine().getSession().getProtocol()).isEqualTo(protocol);
    assertThat(pair.server().engine().getSession().getCipherSuite())
        .isEqualTo(pair.client().engine().getSession().getCipherSuite());
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void reportsFinishedExactlyOnce(Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    pair.send(pair.client(), new byte[10]);
    pair.send(pair.server(), new byte[10]);
    pair.closeOutbound(pair.client());
    // SunJSSE reports it again for each ticket that it receives
    if (client == Jsse.GLASSINE) {
      assertThat(pair.client().finishedReports()).isEqualTo(1);
    }
    if (server == Jsse.GLASSINE) {
      assertThat(pair.server().finishedReports()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void closesWithCloseNotifyFromBothSides(Jsse client, Jsse server, String protocol)
      throws Exception {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    pair.closeOutbound(pair.client());
    assertThat(pair.client().engine().isOutboundDone()).isTrue();
    assertThat(pair.server().engine().isInboundDone()).isTrue();
    assertThat(pair.server().results().stream().map(SSLEngineResult::getStatus))
        .contains(Status.CLOSED);
    pair.closeOutbound(pair.server());
    for (SSLEngine engine : List.of(pair.client().engine(), pair.server().engine())) {
      assertThat(engine.isInboundDone()).isTrue();
      assertThat(engine.isOutboundDone()).isTrue();
      assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
      engine.closeInbound();
      ByteBuffer network = ByteBuffer.allocate(20_000);
      assertThat(engine.wrap(NOTHING, network).getStatus()).isEqualTo(Status.CLOSED);
      assertThat(engine.unwrap(NOTHING, network).getStatus()).isEqualTo(Status.CLOSED);
      assertThat(network.position()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void keepsReceivingAfterClosingItsOwnDirectionInTls13(Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    pair.closeOutbound(pair.client());
    if (protocol.equals("TLSv1.3") && server.halfCloses()) {
      assertThat(pair.server().engine().isOutboundDone()).isFalse();
      byte[] late = "still here".getBytes(StandardCharsets.UTF_8);
      assertThat(pair.send(pair.server(), late))
          .isEqualTo(client.halfCloses() ? late : new byte[0]);
    } else {
      // RFC 5246 §7.2.1: the other side must close at once
      assertThat(pair.server().engine().isOutboundDone()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Jsse.class)
  void refusesToGuessItsSide(Jsse jsse) {
    SSLEngine engine = jsse.client().createSSLEngine();
    ByteBuffer network = ByteBuffer.allocate(20_000);
    assertThatIllegalStateException().isThrownBy(engine::beginHandshake);
    assertThatIllegalStateException().isThrownBy(() -> engine.wrap(NOTHING, network));
    assertThatIllegalStateException().isThrownBy(() -> engine.unwrap(NOTHING, network));
  }

  @ParameterizedTest
  @EnumSource(Jsse.class)
  void refusesReadOnlyAndMissingBuffers(Jsse jsse) {
    SSLEngine engine = client(jsse);
    ByteBuffer readOnly = ByteBuffer.allocate(20_000).asReadOnlyBuffer();
    assertThatThrownBy(() -> engine.wrap(NOTHING, readOnly))
        .isInstanceOf(ReadOnlyBufferException.class);
    if (!jsse.checksAllBuffersFirst()) {
      return;
    }
    assertThatThrownBy(() -> engine.unwrap(NOTHING, readOnly))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.wrap(new ByteBuffer[1], ByteBuffer.allocate(20_000)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.unwrap(NOTHING, new ByteBuffer[1]));
    assertThatThrownBy(() -> engine.wrap(new ByteBuffer[1], 1, 1, ByteBuffer.allocate(20_000)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @EnumSource(Jsse.class)
  void hasNoValidSessionBeforeTheHandshake(Jsse jsse) {
    SSLEngine engine = client(jsse);
    assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(engine.getSession().isValid()).isFalse();
    assertThat(engine.getSession().getCipherSuite()).isEqualTo("SSL_NULL_WITH_NULL_NULL");
    assertThat(engine.getSession().getProtocol()).isEqualTo("NONE");
    assertThat(engine.getHandshakeSession()).isNull();
    assertThat(engine.getApplicationProtocol()).isNull();
    assertThatThrownBy(() -> engine.getSession().getPeerCertificates())
        .isInstanceOf(SSLPeerUnverifiedException.class);
  }

  @ParameterizedTest
  @EnumSource(Jsse.class)
  void isClosedAtOnceIfClosedBeforeItBegan(Jsse jsse) throws Exception {
    SSLEngine engine = client(jsse);
    engine.closeOutbound();
    assertThat(engine.isOutboundDone()).isTrue();
    ByteBuffer network = ByteBuffer.allocate(20_000);
    assertThat(engine.wrap(NOTHING, network).getStatus()).isEqualTo(Status.CLOSED);
    assertThatThrownBy(engine::beginHandshake).isInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @EnumSource(Jsse.class)
  void overflowsOnATargetThatIsTooSmall(Jsse jsse) throws Exception {
    SSLEngine engine = client(jsse);
    engine.beginHandshake();
    ByteBuffer tiny = ByteBuffer.allocate(10);
    SSLEngineResult result = engine.wrap(NOTHING, tiny);
    assertThat(result.getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);
    assertThat(tiny.position()).isZero();
    ByteBuffer enough = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    assertThat(engine.wrap(NOTHING, enough).getStatus()).isEqualTo(Status.OK);
    assertThat(enough.position()).isGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void overflowsAndUnderflowsWithoutLosingData(Jsse client, Jsse server, String protocol)
      throws Exception {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    SSLEngine sender = pair.client().engine();
    SSLEngine receiver = pair.server().engine();
    ByteBuffer data = ByteBuffer.allocate(1000);
    ByteBuffer small = ByteBuffer.allocate(500);
    SSLEngineResult result = sender.wrap(data, small);
    assertThat(result.getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);
    assertThat(data.position()).isZero();

    ByteBuffer network = ByteBuffer.allocate(sender.getSession().getPacketBufferSize());
    assertThat(sender.wrap(data, network).bytesConsumed()).isEqualTo(1000);
    network.flip();
    ByteBuffer part = network.duplicate().limit(network.limit() - 1);
    ByteBuffer room = ByteBuffer.allocate(receiver.getSession().getApplicationBufferSize());
    result = receiver.unwrap(part, room);
    assertThat(result.getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
    assertThat(result.bytesConsumed()).isZero();
    assertThat(part.position()).isZero();

    result = receiver.unwrap(network, ByteBuffer.allocate(999));
    assertThat(result.getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);
    assertThat(network.position()).isZero();
    assertThat(receiver.unwrap(network, room).bytesProduced()).isEqualTo(1000);
    assertThat(network.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void opensInPlace(Jsse client, Jsse server, String protocol) throws Exception {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    byte[] data = new byte[3000];
    new Random(1).nextBytes(data);
    ByteBuffer network = ByteBuffer.allocate(20_000);
    pair.server().engine().wrap(ByteBuffer.wrap(data), network);
    network.flip();
    ByteBuffer same = ByteBuffer.wrap(network.array());
    SSLEngineResult result = pair.client().engine().unwrap(network, same);
    assertThat(result.bytesProduced()).isEqualTo(3000);
    assertThat(java.util.Arrays.copyOf(network.array(), 3000)).isEqualTo(data);
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void calledAgainBeginHandshakeChangesNothingDuringTheHandshake(
      Jsse client, Jsse server, String protocol) throws Exception {
    SslEnginePair pair = pair(client, server, protocol);
    pair.client().engine().beginHandshake();
    if (!client.takesASecondBeginning()) {
      assertThatThrownBy(pair.client().engine()::beginHandshake)
          .isInstanceOf(UnsupportedOperationException.class);
      return;
    }
    pair.client().engine().beginHandshake();
    ByteBuffer network = ByteBuffer.allocate(20_000);
    pair.client().engine().wrap(NOTHING, network);
    pair.client().engine().beginHandshake();
    assertThat(pair.client().engine().getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
  }

  @Test
  void renewsKeysOnASecondBeginHandshakeInTls13() throws Exception {
    SslEnginePair pair = pair(Jsse.GLASSINE, Jsse.SUN, "TLSv1.3").handshake();
    pair.client().engine().beginHandshake();
    assertThat(pair.client().engine().getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    pair.run();
    byte[] data = new byte[100];
    assertThat(pair.send(pair.client(), data)).isEqualTo(data);
    assertThat(pair.send(pair.server(), data)).isEqualTo(data);
    pair.server().engine().beginHandshake();
    pair.run();
    assertThat(pair.send(pair.server(), data)).isEqualTo(data);
    assertThat(pair.send(pair.client(), data)).isEqualTo(data);
  }

  @Test
  void saysThatItDoesNotRenegotiateInTls12() {
    SslEnginePair pair = pair(Jsse.GLASSINE, Jsse.SUN, "TLSv1.2").handshake();
    assertThatThrownBy(() -> pair.client().engine().beginHandshake())
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("renegotiation");
    byte[] data = new byte[100];
    assertThat(pair.send(pair.client(), data)).isEqualTo(data);
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void callsItATruncationToCloseInboundWithoutCloseNotify(
      Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    SSLEngine engine = pair.client().engine();
    assertThatThrownBy(engine::closeInbound)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("close_notify");
    assertThat(engine.isInboundDone()).isTrue();
  }

  @Test
  void saysThatAHandshakeWasCutOff() throws Exception {
    SslEnginePair pair = pair(Jsse.GLASSINE, Jsse.SUN, "TLSv1.3");
    SSLEngine engine = pair.client().engine();
    engine.beginHandshake();
    engine.wrap(NOTHING, ByteBuffer.allocate(20_000));
    assertThatThrownBy(engine::closeInbound)
        .isInstanceOf(javax.net.ssl.SSLHandshakeException.class)
        .hasMessageContaining("middle of the handshake");
    assertThat(engine.isInboundDone()).isTrue();
    assertThat(engine.isOutboundDone()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void gathersSmallBuffersIntoOneRecord(Jsse client, Jsse server, String protocol)
      throws Exception {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    ByteBuffer[] pieces = new ByteBuffer[10];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = ByteBuffer.wrap(new byte[] {(byte) i, (byte) i}).asReadOnlyBuffer();
    }
    pieces[3] = NOTHING;
    ByteBuffer network = ByteBuffer.allocate(20_000);
    SSLEngineResult result = pair.client().engine().wrap(pieces, 1, 8, network);
    assertThat(result.bytesConsumed()).isEqualTo(14);
    ByteBuffer[] parts = {ByteBuffer.allocate(5), NOTHING, ByteBuffer.allocate(20_000)};
    result = pair.server().engine().unwrap(network.flip(), parts, 0, 3);
    assertThat(result.bytesProduced()).isEqualTo(14);
    assertThat(parts[0].hasRemaining()).isFalse();
    assertThat(parts[2].position()).isEqualTo(9);
    assertThat(pieces[0].position()).isZero();
    assertThat(pieces[9].position()).isZero();
  }

  @Test
  void runsItsTasksOnAnyThreadWhileOthersAsk() throws Exception {
    SslEnginePair pair = pair(Jsse.GLASSINE, Jsse.GLASSINE, "TLSv1.3");
    SSLEngine client = pair.client().engine();
    SSLEngine server = pair.server().engine();
    ByteBuffer hello = ByteBuffer.allocate(20_000);
    client.wrap(NOTHING, hello);
    server.unwrap(hello.flip(), ByteBuffer.allocate(20_000));
    assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
    Runnable task = server.getDelegatedTask();
    assertThat(task).isNotNull();
    assertThat(server.getDelegatedTask()).isNull();
    // A task that is out holds nobody up
    assertThat(server.wrap(NOTHING, ByteBuffer.allocate(20_000)).getHandshakeStatus())
        .isEqualTo(HandshakeStatus.NEED_TASK);
    assertThat(server.unwrap(NOTHING, ByteBuffer.allocate(20_000)).getHandshakeStatus())
        .isEqualTo(HandshakeStatus.NEED_TASK);
    Thread.ofVirtual().start(java.util.Objects.requireNonNull(task)).join();
    task.run();
    pair.handshake();
    assertThat(pair.server().tasks()).isPositive();
  }

  @Test
  void ignoresATaskWhoseConnectionWasClosedMeanwhile() throws Exception {
    SslEnginePair pair = pair(Jsse.GLASSINE, Jsse.GLASSINE, "TLSv1.3");
    ByteBuffer hello = ByteBuffer.allocate(20_000);
    pair.client().engine().wrap(NOTHING, hello);
    SSLEngine server = pair.server().engine();
    server.unwrap(hello.flip(), ByteBuffer.allocate(20_000));
    Runnable task = server.getDelegatedTask();
    server.closeOutbound();
    task.run();
    ByteBuffer network = ByteBuffer.allocate(20_000);
    SSLEngineResult result = server.wrap(NOTHING, network);
    assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
    assertThat(server.isOutboundDone()).isTrue();
    assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(server.unwrap(NOTHING, network).getStatus()).isEqualTo(Status.CLOSED);
  }

  private static SSLEngine client(Jsse jsse) {
    SSLEngine engine = jsse.client().createSSLEngine("server.example.test", 443);
    engine.setUseClientMode(true);
    return engine;
  }
}
