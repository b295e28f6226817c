package dev.glassine.testkit.interop.old;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.ServerKeyExchange;
import dev.glassine.testkit.KeyKind;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our engine and every peer that still speaks an old version, in both roles. A peer that is not on
 * this machine is skipped and said so; where {@code GLASSINE_PEERS=required} is set, as in CI, it
 * is a failure.
 */
class OldMatrixTest {
  private static final Alert NO_CERTIFICATE = Alert.warning(AlertDescription.NO_CERTIFICATE);

  static Stream<Arguments> everyServerAndCase() {
    return everyPeerAndCase(Side.SERVER);
  }

  static Stream<Arguments> everyClientAndCase() {
    return everyPeerAndCase(Side.CLIENT);
  }

  /** What a peer leaves out goes into the table, and is no test. */
  private static Stream<Arguments> everyPeerAndCase(Side side) {
    return OldPeers.ALL.stream()
        .flatMap(
            peer ->
                OldCases.all().stream()
                    .filter(wanted -> takesPart(peer, side, wanted))
                    .map(wanted -> Arguments.of(peer.name() + " " + peer.version(), wanted, peer)));
  }

  private static boolean takesPart(OldPeer peer, Side side, OldCase wanted) {
    String obstacle = obstacle(peer, side, wanted);
    if (obstacle != null) {
      OldTable.notRun(peer, side, wanted, obstacle);
    }
    return obstacle == null;
  }

  private static @Nullable String obstacle(OldPeer peer, Side side, OldCase wanted) {
    String obstacle = peer.leavesOut(wanted, side);
    return obstacle == null && !OurSide.CRYPTO.supports(wanted.suite())
        ? "no provider here has " + wanted.suite().cipher()
        : obstacle;
  }

  @ParameterizedTest(name = "our client at {0}: {1}")
  @MethodSource("everyServerAndCase")
  void visits(String name, OldCase wanted, OldPeer peer) throws Exception {
    attempt(peer, Side.SERVER, wanted, this::visit);
  }

  @ParameterizedTest(name = "our server for {0}: {1}")
  @MethodSource("everyClientAndCase")
  void serves(String name, OldCase wanted, OldPeer peer) throws Exception {
    attempt(peer, Side.CLIENT, wanted, this::serve);
  }

  private interface Attempt {
    void run(OldCase wanted, OldPeer peer) throws Exception;
  }

  private static void attempt(OldPeer peer, Side side, OldCase wanted, Attempt attempt)
      throws Exception {
    if (peer.version() == null) {
      OldTable.notRun(peer, side, wanted, "it is not on this machine");
      OldPeersTest.require(peer);
    }
    OldCase possible = peer.resumes(wanted, side) ? wanted : wanted.notResuming();
    try {
      attempt.run(possible, peer);
      OldTable.passed(peer, side, wanted, wanted.resumed() && !possible.resumed());
    } catch (Exception | AssertionError e) {
      OldTable.failed(peer, side, wanted);
      throw e;
    }
  }

  private void visit(OldCase wanted, OldPeer peer) throws Exception {
    ClientConfig config = OurSide.ofToday(wanted).client();
    try (OldPeer.Server server = peer.serve(wanted)) {
      for (int i = 0; i < (wanted.resumed() ? 2 : 1); i++) {
        Told told = EchoVisit.visit(config, peer, server.port());
        if (wanted.client() == ClientCertificate.MISSING) {
          assertThat(told.info()).isNull();
          assertThat(reason(told))
              .isIn(
                  Reason.PEER_ALERT_RECEIVED, Reason.SSL2_ERROR_RECEIVED, Reason.HANDSHAKE_CUT_OFF);
          return;
        }
        Facts served = outcome(server, told);
        agreed(wanted, told, i > 0);
        says(wanted, told, peer, Side.SERVER);
        peerAgrees(wanted, served, i > 0);
        if (wanted.client().isGiven() && !served.words().isEmpty()) {
          assertThat(served.get("peer")).as("our name, says the peer").isNotNull();
        }
        if (peer.closes(Side.SERVER) && !wanted.isSsl2()) {
          assertThat(told.closed(Side.SERVER)).as("close_notify").isTrue();
        }
      }
    }
  }

  /** What the peer says; where it fails, what our client says of it is told as well. */
  private static Facts outcome(OldPeer.Server server, Told told) throws Exception {
    try {
      return server.outcome();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; our client: " + told.failure(), e);
    }
  }

  private void serve(OldCase wanted, OldPeer peer) throws Exception {
    try (EchoServer server = new EchoServer(OurSide.ofToday(wanted).server(), !peer.echoes())) {
      if (wanted.client() == ClientCertificate.MISSING) {
        assertThatThrownBy(() -> peer.visit(wanted, server.port(), peer.bulk()))
            .isInstanceOf(AssertionError.class);
        assertThat(reason(server.next())).isEqualTo(Reason.NO_CLIENT_CERTIFICATE);
        return;
      }
      List<Facts> visits = visits(wanted, peer, server);
      for (int i = 0; i < visits.size(); i++) {
        Told told = server.next();
        agreed(wanted, told, i > 0);
        says(wanted, told, peer, Side.CLIENT);
        peerAgrees(wanted, visits.get(i), i > 0);
        if (peer.closes(Side.CLIENT) && !wanted.isSsl2()) {
          assertThat(told.closed(Side.CLIENT)).as("close_notify").isTrue();
        }
        knowsTheClient(wanted, told);
      }
    }
  }

  private static void knowsTheClient(OldCase wanted, Told told) {
    List<X509Certificate> shown = told.agreed().peerCertificates();
    KeyKind given = wanted.client().key();
    if (given != null) {
      assertThat(shown).startsWith(OldPki.client(given).certificate());
    } else {
      assertThat(shown).isEmpty();
    }
  }

  /** What the peer says; where it fails, what our server says of it is told as well. */
  private static List<Facts> visits(OldCase wanted, OldPeer peer, EchoServer server)
      throws Exception {
    try {
      return peer.visit(wanted, server.port(), peer.bulk());
    } catch (AssertionError e) {
      Exception ours = server.next().failure();
      throw new AssertionError(
          e.getMessage() + "; our server: " + (ours == null ? "nothing wrong" : ours), e);
    }
  }

  private static void agreed(OldCase wanted, Told told, boolean resumed) {
    assertThat(told.agreed().version()).isEqualTo(wanted.version());
    assertThat(told.agreed().suite()).isEqualTo(wanted.suite());
    assertThat(told.agreed().resumed()).as("resumed").isEqualTo(resumed);
    assertThat(told.used(Danger.COMPRESSION)).as("DEFLATE").isEqualTo(wanted.compressed());
    if (told.failure() != null) {
      throw new AssertionError("our side failed after the handshake", told.failure());
    }
  }

  /** The messages that make the case what it is. */
  private static void says(OldCase wanted, Told told, OldPeer peer, Side side) {
    assertThat(told.greetsInSsl2())
        .as("hello of SSL 2.0")
        .isEqualTo(wanted.isSsl2() || wanted.ssl2Hello());
    if (wanted.isSsl2() || told.agreed().resumed()) {
      return;
    }
    assertThat(told.messages(Side.SERVER).stream().anyMatch(ServerKeyExchange.class::isInstance))
        .as("ServerKeyExchange")
        .isEqualTo(wanted.hasShortLivedKey());
    if (wanted.client() == ClientCertificate.WITHHELD) {
      // RFC 6101 §5.6.6 has the warning; tlslite-ng says it as TLS does, also in SSL 3.0
      boolean warns =
          wanted.version().equals(ProtocolVersion.SSL_3_0)
              && !(peer == OldPeers.TLSLITE && side == Side.CLIENT);
      assertThat(told.alerts(Side.CLIENT).contains(NO_CERTIFICATE)).isEqualTo(warns);
      assertThat(told.messages(Side.CLIENT).contains(new CertificateMessage12(List.of())))
          .isNotEqualTo(warns);
    }
  }

  /** The peer's view, as far as it has one. */
  private static void peerAgrees(OldCase wanted, Facts facts, boolean resumed) {
    assertThat(facts.resumed()).as("resumed, says the peer").isIn(null, resumed);
    if (facts.get("compression") != null) {
      assertThat(facts.get("compression").contains("zlib")).isEqualTo(wanted.compressed());
    }
  }

  private static Reason reason(Told told) {
    assertThat(told.failure()).isInstanceOf(TlsFailure.class);
    return ((TlsFailure) told.failure()).reason();
  }

  @AfterAll
  static void writeTheTable() throws Exception {
    OldTable.write();
  }
}
