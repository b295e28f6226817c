package dev.glassine.testkit;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.ChainJudge;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.ProtocolVersion;

/**
 * Configurations that tests start from: a fixed clock, seeded randomness, and each other's trust.
 */
final class Peers {
  static final FixedClock CLOCK = new FixedClock();
  static final Credential SERVER =
      TestCa.shared().server(KeyKind.ECDSA_P256, "localhost", "127.0.0.1");
  static final Credential CLIENT = TestCa.shared().client(KeyKind.ECDSA_P256, "alice");

  /**
   * Accepts what the test CA issued, judging nothing else: certificates have tests of their own.
   */
  static final ChainJudge TEST_CA =
      presented -> new ChainVerdict.Accepted(presented.certificates());

  private Peers() {}

  static ClientConfig.Builder client(ProtocolVersion... versions) {
    return ClientConfig.builder()
        .versions(versions)
        .clock(CLOCK)
        .random(new SeededRandom(1))
        .trust(TEST_CA);
  }

  static ServerConfig.Builder server(ProtocolVersion... versions) {
    return ServerConfig.builder()
        .versions(versions)
        .clock(CLOCK)
        .random(new SeededRandom(2))
        .credential(SERVER);
  }
}
