package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.wire.Bytes;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.SeededRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions of SSL 2.0: a master key that both remember, and its KEY-ARG-DATA. */
class Ssl2ResumptionTest {
  /** So that configurations that are built anew share sessions. */
  private static final Bytes POLICY = Bytes.ofString("whom this side trusts");

  private final FixedClock clock = new FixedClock();
  private final InMemoryStore remembered = new InMemoryStore(1 << 20, clock);
  private final InMemoryStore known = new InMemoryStore(1 << 20, clock);

  static List<CipherSuite> everyKind() {
    return Ssl2Peers.KINDS;
  }

  private ClientConfig.Builder client() {
    return Ssl2Peers.client().clock(clock).sessions(known).policy(POLICY);
  }

  private ServerConfig.Builder server() {
    return Ssl2Peers.server().clock(clock).sessions(remembered);
  }

  private static boolean resumes(EnginePair pair) {
    boolean resumed = pair.establish().client().info().resumed();
    assertThat(pair.server().info().resumed()).isEqualTo(resumed);
    pair.send(Side.CLIENT, new byte[] {1, 2, 3}).send(Side.SERVER, new byte[] {4, 5});
    assertThat(pair.server().read()).containsExactly(1, 2, 3);
    assertThat(pair.client().read()).containsExactly(4, 5);
    return resumed;
  }

  private static EnginePair pair(ClientConfig.Builder client, ServerConfig.Builder server) {
    return Ssl2Peers.pair(client, server);
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void resumesBySessionIdInEveryKind(CipherSuite kind) {
    ClientConfig.Builder client = client().suites(List.of(kind));
    ServerConfig.Builder server = server().suites(List.of(kind));
    assertThat(resumes(pair(client, server))).isFalse();

    for (int i = 0; i < 3; i++) {
      EnginePair again = pair(client, server.random(new SeededRandom(10 + i)));
      assertThat(resumes(again)).isTrue();
      assertThat(again.client().info().peerCertificates())
          .containsExactly(OldPeers.RSA.certificate());
      assertThat(Ssl2Peers.messages(again.client()))
          .containsExactly(
              "CLIENT-HELLO",
              "SERVER-HELLO",
              "CLIENT-FINISHED",
              "SERVER-VERIFY",
              "SERVER-FINISHED");
    }
  }

  @Test
  void remembersTheClientsCertificate() {
    ClientConfig.Builder client = client().credential(OldPeers.ALICE_RSA);
    ServerConfig.Builder server =
        server().clientAuthentication(ClientAuthentication.REQUIRED).trust(OldPeers.ANYBODY);
    server.policy(Bytes.ofString("who may come in"));
    resumes(pair(client, server));

    EnginePair again = pair(client, server);
    assertThat(resumes(again)).isTrue();
    assertThat(again.server().info().peerCertificates())
        .containsExactly(OldPeers.ALICE_RSA.certificate());
  }

  @Test
  void resumesNoSessionWithoutACertificateWhereOneIsRequired() {
    Bytes policy = Bytes.ofString("who may come in");
    resumes(pair(client().credential(OldPeers.ALICE_RSA), server().policy(policy)));

    EnginePair again =
        pair(
            client().credential(OldPeers.ALICE_RSA),
            server()
                .policy(policy)
                .random(new SeededRandom(3))
                .clientAuthentication(ClientAuthentication.REQUIRED)
                .trust(OldPeers.ANYBODY));
    assertThat(resumes(again)).isFalse();
    assertThat(again.server().info().peerCertificates()).hasSize(1);
  }

  @Test
  void forgetsAfterAHundredSeconds() {
    resumes(pair(client(), server()));
    clock.advance(Duration.ofSeconds(99));
    assertThat(resumes(pair(client(), server()))).isTrue();
    clock.advance(Duration.ofSeconds(2));
    assertThat(resumes(pair(client(), server()))).isFalse();
  }

  @Test
  void makesAFullHandshakeWhereTheServerHasForgotten() {
    resumes(pair(client(), server()));
    ServerConfig.Builder other =
        server().sessions(new InMemoryStore(1 << 20, clock)).random(new SeededRandom(3));

    assertThat(resumes(pair(client(), other))).isFalse();
  }

  @Test
  void makesAFullHandshakeUnderAnotherPolicy() {
    resumes(pair(client(), server()));

    assertThat(
            resumes(
                pair(
                    client(),
                    server().policy(Bytes.ofString("another")).random(new SeededRandom(3)))))
        .isFalse();
  }

  @Test
  void makesAFullHandshakeWhereTheKindIsNoLongerEnabled() {
    resumes(pair(client(), server()));

    assertThat(
            resumes(
                pair(
                    client(),
                    server()
                        .suites(List.of(CipherSuite.SSL_CK_RC4_128_WITH_MD5))
                        .random(new SeededRandom(3)))))
        .isFalse();
  }

  @Test
  void forgetsASessionWhoseConnectionFails() {
    resumes(pair(client(), server()));
    EnginePair failing = pair(client(), server().random(new SeededRandom(4)));
    failing
        .changeToServer(
            Ssl2Wire.number(
                1,
                record -> {
                  record[5] ^= 1;
                  return record;
                }))
        .run();
    assertThat(failing.server().failure()).isNotNull();

    assertThat(resumes(pair(client(), server().random(new SeededRandom(5))))).isFalse();
  }

  @Test
  void doesNotOfferASessionOfSsl20WhereSomethingNewerIsEnabled() {
    resumes(pair(client(), server()));
    ClientConfig.Builder both =
        Ssl2Peers.client(ProtocolVersion.TLS_1_0, ProtocolVersion.SSL_2_0)
            .clock(clock)
            .sessions(known)
            .policy(POLICY);

    assertThat(resumes(pair(both, server().random(new SeededRandom(6))))).isFalse();
  }
}
