package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.SessionStore;
import org.junit.jupiter.api.Test;

/** A client that tries again with an older version, and says so (RFC 7507). */
class FallbackTest {
  @Test
  void isRefusedByAServerThatHasANewerVersion() {
    EnginePair pair = new EnginePair(fallingBack().build(), both().build()).run();

    assertThat(reason(pair.server())).isEqualTo(Reason.INAPPROPRIATE_FALLBACK);
    assertThat(pair.server().failure().alert()).isEqualTo(AlertDescription.INAPPROPRIATE_FALLBACK);
    assertThat(pair.client().failure())
        .isInstanceOf(TlsFailure.PeerAlert.class)
        .hasMessageContaining("inappropriate_fallback");
  }

  @Test
  void isServedByAServerThatHasNoNewerVersion() {
    EnginePair pair =
        new EnginePair(fallingBack().build(), Peers.server(ProtocolVersion.TLS_1_2).build())
            .establish();

    assertThat(pair.client().info().version()).isEqualTo(ProtocolVersion.TLS_1_2);
  }

  @Test
  void withoutTheSignalTheServerCannotTell() {
    EnginePair pair =
        new EnginePair(Peers.client(ProtocolVersion.TLS_1_2).build(), both().build()).establish();

    assertThat(pair.server().info().version()).isEqualTo(ProtocolVersion.TLS_1_2);
  }

  @Test
  void isNotSignalledWhereASessionOfTheOlderVersionIsResumed() {
    SessionStore store = new InMemoryStore(1 << 16, Peers.CLOCK);
    ServerConfig old =
        Peers.server(ProtocolVersion.TLS_1_2)
            .sessions(new InMemoryStore(1 << 16, Peers.CLOCK))
            .build();
    ClientConfig client = fallingBack().sessions(store).build();
    new EnginePair(client, old).establish();

    EnginePair again = new EnginePair(client, old).establish();

    assertThat(again.client().info().resumed()).isTrue();
  }

  private static ClientConfig.Builder fallingBack() {
    return Peers.client(ProtocolVersion.TLS_1_2).signalFallback();
  }

  private static ServerConfig.Builder both() {
    return Peers.server(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);
  }

  private static Reason reason(EnginePair.End end) {
    TlsFailure failure = end.failure();
    assertThat(failure).isNotNull();
    return failure.reason();
  }
}
