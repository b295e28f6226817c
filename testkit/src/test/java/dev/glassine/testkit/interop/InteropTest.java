package dev.glassine.testkit.interop;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real peers in both roles. A peer that is not on this machine is skipped and said so; where {@code
 * GLASSINE_PEERS=required} is set, as in CI, it is a failure.
 */
class InteropTest {
  private static final List<Peer> PEERS =
      List.of(
          new OpenSslPeer(),
          new GnuTlsPeer(),
          new CurlPeer(),
          new GoPeer(),
          JssePeer.sunJsse(),
          JssePeer.bouncyCastle(),
          JssePeer.conscrypt());

  @TempDir Path folder;

  static Stream<Arguments> everyPeerAndCase() {
    return PEERS.stream()
        .flatMap(
            peer -> Cases.all().stream().map(wanted -> Arguments.of(peer.name(), wanted, peer)));
  }

  @ParameterizedTest(name = "our server, {0} as client: {1}")
  @MethodSource("everyPeerAndCase")
  void servesPeer(String name, Case wanted, Peer peer) throws Exception {
    requireTo(peer, wanted, true);
    attempt(
        peer,
        wanted,
        true,
        () ->
            Interop.asServer(
                wanted, (port, connection) -> peer.visit(wanted, port, connection, folder)));
  }

  @ParameterizedTest(name = "our client, {0} as server: {1}")
  @MethodSource("everyPeerAndCase")
  void visitsPeer(String name, Case wanted, Peer peer) throws Exception {
    requireTo(peer, wanted, false);
    attempt(
        peer,
        wanted,
        false,
        () -> {
          try (Peer.Server server = peer.serve(wanted, folder)) {
            Interop.asClient(wanted, server.port(), server.answer());
          }
        });
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void attempt(Peer peer, Case wanted, boolean asServer, Attempt attempt)
      throws Exception {
    try {
      attempt.run();
      InteropTable.passed(peer, asServer, wanted);
    } catch (Exception | AssertionError e) {
      InteropTable.failed(peer, asServer, wanted);
      throw e;
    }
  }

  private static void requireTo(Peer peer, Case wanted, boolean asServer) {
    if (peer.version() == null) {
      InteropTable.notRun(peer, asServer, wanted, "not on this machine");
      if ("required".equals(System.getenv("GLASSINE_PEERS"))) {
        fail(peer.name() + " is not on this machine, and GLASSINE_PEERS=required");
      }
      Assumptions.abort(peer.name() + " is not on this machine");
    }
    String obstacle = peer.leavesOut(wanted, asServer);
    if (obstacle == null && !Interop.CRYPTO.supports(wanted.suite())) {
      obstacle = "no provider here has " + wanted.suite().cipher();
    }
    if (obstacle == null && Interop.CRYPTO.keyExchange(wanted.group()) == null) {
      obstacle = "no provider here has " + wanted.group();
    }
    if (obstacle != null) {
      InteropTable.notRun(peer, asServer, wanted, obstacle);
      Assumptions.abort(peer.name() + ": " + obstacle);
    }
  }

  @AfterAll
  static void writeTheTable() throws Exception {
    InteropTable.write();
  }
}
