package dev.glassine.testkit.interop.old;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import dev.glassine.core.registry.Side;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The peers among themselves, without us: where one of these fails, a failure against us says
 * nothing about us.
 */
class OldPeersTest {
  private static final List<List<OldPeer>> PAIRS =
      List.of(
          List.of(OldPeers.NODE_012, OldPeers.NASSL),
          List.of(OldPeers.NODE_012, OldPeers.NODE_010),
          List.of(OldPeers.NODE_010, OldPeers.NODE_012),
          List.of(OldPeers.OPENSSL_098, OldPeers.NASSL),
          List.of(OldPeers.OPENSSL_102, OldPeers.NASSL),
          List.of(OldPeers.NODE_012, OldPeers.OPENSSL_098),
          List.of(OldPeers.NODE_012, OldPeers.OPENSSL_102),
          List.of(OldPeers.SUN_JSSE, OldPeers.TLSLITE),
          List.of(OldPeers.SUN_JSSE, OldPeers.NASSL),
          List.of(OldPeers.OPENSSL_098, OldPeers.SUN_JSSE),
          List.of(OldPeers.NSS, OldPeers.NSS));

  static Stream<Arguments> everyPairAndCase() {
    return PAIRS.stream()
        .flatMap(
            pair ->
                OldCases.sample().stream()
                    .map(wanted -> shared(wanted, pair.get(0), pair.get(1)))
                    .filter(java.util.Objects::nonNull)
                    .distinct()
                    .map(
                        wanted ->
                            Arguments.of(
                                title(pair.get(1)) + " with " + title(pair.get(0)),
                                wanted,
                                pair.get(0),
                                pair.get(1))));
  }

  /** The case as both can have it, or null. */
  private static OldCase shared(OldCase wanted, OldPeer server, OldPeer client) {
    if (server.leavesOut(wanted, Side.SERVER) != null
        || client.leavesOut(wanted, Side.CLIENT) != null) {
      return null;
    }
    if (wanted.ssl2Hello() && server == OldPeers.SUN_JSSE) {
      // it reads the premaster secret by the version of the hello, not by the negotiated one
      return null;
    }
    boolean resumes = server.resumes(wanted, Side.SERVER) && client.resumes(wanted, Side.CLIENT);
    return resumes ? wanted : wanted.notResuming();
  }

  private static String title(OldPeer peer) {
    return peer.name() + " " + peer.version();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyPairAndCase")
  void talkToEachOther(String names, OldCase wanted, OldPeer server, OldPeer client)
      throws Exception {
    require(server);
    require(client);
    int bulk = Math.min(server.bulk(), client.bulk());
    try (OldPeer.Server running = server.serve(wanted)) {
      if (wanted.client() == ClientCertificate.MISSING) {
        assertThatThrownBy(() -> client.visit(wanted, running.port(), bulk))
            .isInstanceOf(AssertionError.class);
        return;
      }
      List<Facts> visits = client.visit(wanted, running.port(), bulk);
      for (int i = 0; i < visits.size(); i++) {
        Facts served = running.outcome();
        assertThat(visits.get(i).resumed()).isIn(null, i > 0);
        assertThat(served.resumed()).isIn(null, i > 0);
        if (wanted.client().isGiven() && !served.words().isEmpty()) {
          assertThat(served.get("peer")).isNotNull();
        }
        if (wanted.compressed()) {
          assertThat(visits.get(i).get("compression")).contains("zlib");
        }
      }
    }
  }

  /** Absent peers are skipped and said so; in CI they are failures. */
  static void require(OldPeer peer) {
    if (peer.version() == null) {
      String message = peer.name() + " is not on this machine";
      if ("required".equals(System.getenv("GLASSINE_PEERS"))) {
        fail(message + ", and GLASSINE_PEERS=required");
      }
      Assumptions.abort(message);
    }
  }
}
