package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EngineTest {
  @Test
  void smoke() {
    FixedClock clock = new FixedClock();
    var cred = TestCa.shared().server(KeyKind.ECDSA_P256, "localhost");
    ClientConfig client =
        ClientConfig.builder().clock(clock).trust(p -> new ChainVerdict.Accepted(p.certificates())).build();
    ServerConfig server =
        ServerConfig.builder().clock(clock).credentials(r -> CredentialChoice.of(cred, "only one")).build();
    EnginePair pair = new EnginePair(client, server).establish();
    pair.client().events().forEach(System.out::println);
    assertThat(pair.client().info().version()).isEqualTo(ProtocolVersion.TLS_1_3);
    pair.send(Side.CLIENT, "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(new String(pair.server().read(), StandardCharsets.UTF_8)).isEqualTo("hello");
  }
}
