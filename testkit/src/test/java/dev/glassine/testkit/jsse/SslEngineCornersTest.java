package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.testkit.TransportShape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corners of SSLEngine that break programs which met only one provider. */
class SslEngineCornersTest {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  static Stream<Arguments> pairings() {
    return SslEngineContractTest.pairings();
  }

  private static SslEnginePair pair(Jsse client, Jsse server, String... protocols) {
    return SslEnginePair.of(client.client(), server.server(), TransportShape.COALESCED, protocols);
  }

  // Statuses

  @ParameterizedTest
  @MethodSource("pairings")
  void reportsOnlyWhatTheStepAllows(Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    pair.send(pair.client(), new byte[100]);
    pair.send(pair.server(), new byte[100]);
    pair.closeOutbound(pair.client());
    pair.closeOutbound(pair.server());
    for (SslEnginePair.End end : List.of(pair.client(), pair.server())) {
      assertThat(end.results())
          .allSatisfy(
              result -> {
                assertThat(result.getHandshakeStatus())
                    .isNotEqualTo(HandshakeStatus.NEED_UNWRAP_AGAIN);
                if (result.getStatus() == Status.BUFFER_UNDERFLOW
                    || result.getStatus() == Status.BUFFER_OVERFLOW) {
                  assertThat(result.bytesConsumed()).isZero();
                  assertThat(result.bytesProduced()).isZero();
                }
              });
      assertThat(end.results().getLast().getStatus()).isEqualTo(Status.CLOSED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void saysWhatIsNeededAtEachStepOfTheHandshake(String protocol) throws Exception {
    SslEnginePair pair = pair(Jsse.GLASSINE, Jsse.GLASSINE, protocol);
    SSLEngine client = pair.client().engine();
    SSLEngine server = pair.server().engine();
    assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    client.beginHandshake();
    server.beginHandshake();
    assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
    // The wrong one of the two does nothing, and says which is right
    ByteBuffer room = ByteBuffer.allocate(20_000);
    SSLEngineResult early = server.wrap(NOTHING, room);
    assertThat(early.getStatus()).isEqualTo(Status.OK);
    assertThat(early.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
    early = client.unwrap(NOTHING, room);
    assertThat(early.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    assertThat(room.position()).isZero();

    ByteBuffer hello = ByteBuffer.allocate(20_000);
    assertThat(client.wrap(NOTHING, hello).getHandshakeStatus())
        .isEqualTo(HandshakeStatus.NEED_UNWRAP);
    SSLEngineResult taken = server.unwrap(hello.flip(), room);
    assertThat(taken.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
    assertThat(taken.bytesConsumed()).isEqualTo(hello.limit());
    assertThat(taken.bytesProduced()).isZero();
    pair.handshake();
    assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
  }

  // Sizes

  @ParameterizedTest
  @MethodSource("pairings")
  void wrapsIntoExactlyTheRoomThatARecordTakes(Jsse client, Jsse server, String protocol)
      throws Exception {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    SSLEngine sender = pair.client().engine();
    ByteBuffer measured = ByteBuffer.allocate(20_000);
    sender.wrap(ByteBuffer.allocate(1000), measured);
    int length = measured.position();
    pair.server().engine().unwrap(measured.flip(), ByteBuffer.allocate(20_000));
    if (client != Jsse.GLASSINE) {
      return; // they ask for room for the largest record, whatever there is to send
    }
    SSLEngineResult result = sender.wrap(ByteBuffer.allocate(1000), ByteBuffer.allocate(length));
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    assertThat(result.bytesConsumed()).isEqualTo(1000);
    assertThat(result.bytesProduced()).isEqualTo(length);
    ByteBuffer header = ByteBuffer.allocate(4);
    assertThat(sender.wrap(ByteBuffer.allocate(1000), header).getStatus())
        .isEqualTo(Status.BUFFER_OVERFLOW);
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void underflowsOnPartsOfAHeaderToo(Jsse client, Jsse server, String protocol) throws Exception {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    ByteBuffer network = ByteBuffer.allocate(20_000);
    pair.client().engine().wrap(ByteBuffer.allocate(10), network);
    network.flip();
    SSLEngine receiver = pair.server().engine();
    ByteBuffer room = ByteBuffer.allocate(20_000);
    for (int there : new int[] {0, 1, 4, 5, network.limit() - 1}) {
      SSLEngineResult result = receiver.unwrap(network.slice(0, there), room);
      assertThat(result.getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
    }
    assertThat(receiver.unwrap(network, room).bytesProduced()).isEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void takesOneRecordPerUnwrap(Jsse client, Jsse server, String protocol) throws Exception {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    ByteBuffer network = ByteBuffer.allocate(40_000);
    pair.client().engine().wrap(ByteBuffer.allocate(10), network);
    int first = network.position();
    pair.client().engine().wrap(ByteBuffer.allocate(20), network);
    network.flip();
    ByteBuffer room = ByteBuffer.allocate(20_000);
    SSLEngineResult result = pair.server().engine().unwrap(network, room);
    assertThat(result.bytesConsumed()).isEqualTo(first);
    assertThat(result.bytesProduced()).isEqualTo(10);
    assertThat(pair.server().engine().unwrap(network, room).bytesProduced()).isEqualTo(20);
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void survivesDataOfNoOctets(Jsse client, Jsse server, String protocol) throws Exception {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    ByteBuffer network = ByteBuffer.allocate(20_000);
    SSLEngineResult result = pair.client().engine().wrap(NOTHING, network);
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(network.position()).isZero();
    result = pair.server().engine().unwrap(NOTHING, network);
    assertThat(result.getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
    assertThat(pair.send(pair.client(), new byte[3])).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(Jsse.class)
  void givesBufferSizesThatHoldWhateverThePeerMaySend(Jsse jsse) throws Exception {
    SslEnginePair pair = pair(jsse, jsse).handshake();
    SSLSession session = pair.client().engine().getSession();
    byte[] data = new byte[1 << 14];
    ByteBuffer network = ByteBuffer.allocate(session.getPacketBufferSize());
    int sent = pair.client().engine().wrap(ByteBuffer.wrap(data), network).bytesConsumed();
    // SunJSSE fills its own buffer size less well than others
    assertThat(sent).isGreaterThan(jsse == Jsse.SUN ? 16_000 : data.length - 1);
    ByteBuffer room =
        ByteBuffer.allocate(pair.server().engine().getSession().getApplicationBufferSize());
    assertThat(pair.server().engine().unwrap(network.flip(), room).bytesProduced()).isEqualTo(sent);
  }

  // Closing

  @ParameterizedTest
  @MethodSource("pairings")
  void endsBothDirectionsWhicheverClosesFirst(Jsse client, Jsse server, String protocol) {
    for (boolean clientFirst : new boolean[] {true, false}) {
      SslEnginePair pair = pair(client, server, protocol).handshake();
      SslEnginePair.End first = clientFirst ? pair.client() : pair.server();
      SslEnginePair.End second = clientFirst ? pair.server() : pair.client();
      pair.closeOutbound(first);
      assertThat(first.engine().isOutboundDone()).isTrue();
      assertThat(second.engine().isInboundDone()).isTrue();
      pair.closeOutbound(second);
      assertThat(second.engine().isOutboundDone()).isTrue();
      assertThat(first.engine().isInboundDone()).isTrue();
      assertThat(first.failure()).isNull();
      assertThat(second.failure()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void sendsNoDataAfterItsClose(Jsse client, Jsse server, String protocol) throws Exception {
    SslEnginePair pair = pair(client, server, protocol).handshake();
    SSLEngine engine = pair.client().engine();
    engine.closeOutbound();
    ByteBuffer data = ByteBuffer.allocate(10);
    ByteBuffer network = ByteBuffer.allocate(20_000);
    SSLEngineResult result = engine.wrap(data, network);
    assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
    assertThat(result.bytesConsumed()).isZero();
    assertThat(result.bytesProduced()).isPositive();
    assertThat(engine.wrap(data, network.clear()).bytesProduced()).isZero();
  }

  @Test
  void saysThatAnEngineCannotBeUsedTwice() throws Exception {
    SslEnginePair pair = pair(Jsse.GLASSINE, Jsse.GLASSINE).handshake();
    pair.closeOutbound(pair.client());
    pair.closeOutbound(pair.server());
    assertThatThrownBy(() -> pair.client().engine().beginHandshake())
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("make a new one");
    SSLEngine unbegun = Jsse.GLASSINE.client().createSSLEngine();
    unbegun.setUseClientMode(true);
    unbegun.closeInbound();
    assertThatThrownBy(unbegun::beginHandshake).hasMessageContaining("make a new one");
  }

  @Test
  void saysAgainWhyItFailed() throws Exception {
    SslEnginePair pair =
        SslEnginePair.of(
                Jsse.GLASSINE.context(null, Jsse.trust(Jsse.CLIENT.certificate())),
                Jsse.GLASSINE.server(),
                TransportShape.COALESCED)
            .run();
    assertThat(pair.client().failure()).isNotNull();
    assertThatThrownBy(() -> pair.client().engine().beginHandshake())
        .hasMessageContaining("has already failed")
        .hasMessageContaining(
            pair.client().expectFailure().getCause().getMessage().substring(0, 30));
  }

  // Settings

  @ParameterizedTest
  @EnumSource(
      value = Jsse.class,
      names = {"GLASSINE", "SUN"})
  void refusesNamesThatAreNull(Jsse jsse) {
    SSLEngine engine = jsse.client().createSSLEngine();
    assertThatIllegalArgumentException().isThrownBy(() -> engine.setEnabledProtocols(null));
    assertThatIllegalArgumentException().isThrownBy(() -> engine.setEnabledCipherSuites(null));
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void heedsNoRetransmissions(Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client, server, protocol);
    for (SslEnginePair.End end : List.of(pair.client(), pair.server())) {
      SSLParameters parameters = end.engine().getSSLParameters();
      parameters.setEnableRetransmissions(false);
      end.engine().setSSLParameters(parameters);
    }
    pair.handshake();
  }

  @ParameterizedTest
  @EnumSource(Jsse.class)
  void letsTheLastCallAboutClientAuthenticationCount(Jsse jsse) {
    SSLEngine engine = jsse.server().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    assertThat(engine.getNeedClientAuth()).isTrue();
    assertThat(engine.getWantClientAuth()).isFalse();
    engine.setWantClientAuth(true);
    assertThat(engine.getNeedClientAuth()).isFalse();
    assertThat(engine.getWantClientAuth()).isTrue();
    engine.setWantClientAuth(false);
    assertThat(engine.getWantClientAuth()).isFalse();
  }

  @Test
  void doesNotChangeSidesOnceItHasBegun() throws Exception {
    SSLEngine engine = Jsse.GLASSINE.client().createSSLEngine();
    engine.setUseClientMode(true);
    engine.beginHandshake();
    engine.setUseClientMode(true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.setUseClientMode(false))
        .withMessageContaining("for good");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPS", "LDAPS"})
  void checksNamesForEachApplication(String application) {
    for (String host : new String[] {"server.example.test", "elsewhere.example.test"}) {
      SSLContext client = Jsse.GLASSINE.client();
      SSLEngine engine = client.createSSLEngine(host, 636);
      engine.setUseClientMode(true);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm(application);
      engine.setSSLParameters(parameters);
      SSLEngine server = Jsse.GLASSINE.server().createSSLEngine();
      server.setUseClientMode(false);
      SslEnginePair pair = new SslEnginePair(engine, server, TransportShape.COALESCED).run();
      if (host.startsWith("server")) {
        assertThat(pair.client().failure()).isNull();
      } else {
        assertThat(pair.client().expectFailure()).hasMessageContaining(host);
      }
    }
  }

  @Test
  void saysThatItDoesNotKnowAnApplicationsRules() {
    SslEnginePair pair =
        SslEnginePair.of(
            Jsse.GLASSINE.context(null, ourTrust()),
            Jsse.GLASSINE.server(),
            TransportShape.COALESCED);
    SSLParameters parameters = pair.client().engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTP");
    pair.client().engine().setSSLParameters(parameters);
    pair.run();
    assertThat(pair.client().expectFailure())
        .hasMessageContaining("\"HTTP\"")
        .hasMessageContaining("HTTPS and LDAPS");
  }

  private static javax.net.ssl.TrustManager[] ourTrust() {
    try {
      javax.net.ssl.TrustManagerFactory factory =
          javax.net.ssl.TrustManagerFactory.getInstance(
              "PKIX", new dev.glassine.jsse.GlassineProvider());
      factory.init(Jsse.trustStore(Jsse.CA.certificate()));
      return factory.getTrustManagers();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  // Sessions

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void resumesOnlyInTheProtocolOfTheSession(String protocol) {
    SSLContext client = Jsse.GLASSINE.client();
    SSLContext server = Jsse.GLASSINE.server();
    String other = protocol.equals("TLSv1.3") ? "TLSv1.2" : "TLSv1.3";
    for (String spoken : List.of(protocol, protocol, other)) {
      SslEnginePair pair =
          SslEnginePair.of(client, server, TransportShape.COALESCED, spoken).handshake();
      pair.send(pair.server(), new byte[1]);
      assertThat(pair.client().engine().getSession().getProtocol()).isEqualTo(spoken);
    }
    SslEnginePair pair =
        SslEnginePair.of(client, server, TransportShape.COALESCED, other).handshake();
    assertThat(dev.glassine.jsse.Glassine.of(pair.client().engine()).wasResumed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void resumesOnlyUnderTheServerNameOfTheSession(String protocol) {
    SSLContext client = Jsse.GLASSINE.client();
    SSLContext server = Jsse.GLASSINE.server();
    boolean[] resumed = new boolean[3];
    String[] names = {"one.example", "one.example", "two.example"};
    for (int i = 0; i < names.length; i++) {
      SslEnginePair pair = SslEnginePair.of(client, server, TransportShape.COALESCED, protocol);
      SSLParameters parameters = pair.client().engine().getSSLParameters();
      parameters.setServerNames(List.of(new javax.net.ssl.SNIHostName(names[i])));
      pair.client().engine().setSSLParameters(parameters);
      pair.handshake();
      pair.send(pair.server(), new byte[1]);
      resumed[i] = dev.glassine.jsse.Glassine.of(pair.server().engine()).wasResumed();
    }
    assertThat(resumed).containsExactly(false, true, false);
  }

  @Test
  void findsAnAliasForTheOldNameOfTheContext() throws Exception {
    SSLContext context = SSLContext.getInstance("SSL", new dev.glassine.jsse.GlassineProvider());
    context.init(null, null, null);
    assertThat(context.getDefaultSSLParameters().getProtocols())
        .containsExactly("TLSv1.3", "TLSv1.2");
  }
}
