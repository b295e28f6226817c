package dev.glassine.testkit;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.ChainJudge;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.ProtocolVersion;

/** Configurations of both sides that let in whatever tests of old versions are about. */
public final class OpenDoors {
  /** Accepts what it is shown: certificates have tests of their own. */
  public static final ChainJudge ANYBODY =
      presented -> new ChainVerdict.Accepted(presented.certificates());

  /** The server's. */
  public static final Credential RSA = TestCa.shared().server(KeyKind.RSA_2048, "localhost");

  private OpenDoors() {}

  /** Everything but SSL 2.0, its hello, and compression. */
  public static Legacy.Builder everything() {
    return Legacy.builder()
        .enableTls11Deprecated()
        .enableTls10BrokenByBeast()
        .enableSsl3BrokenByPoodle()
        .enableBrokenSuitesOfTheNineties()
        .enableExportBrokenByFreakAndLogjam()
        .enableNullCiphersThatEncryptNothing()
        .enableAnonymousSuitesThatAuthenticateNobody();
  }

  /** A client with a fixed clock that trusts anybody; random octets are always the same. */
  public static ClientConfig.Builder client(ProtocolVersion... versions) {
    return ClientConfig.builder()
        .legacy(everything().build())
        .allowCbcSuites()
        .allowStaticRsaWithoutForwardSecrecy()
        .versions(versions)
        .clock(new FixedClock())
        .random(new SeededRandom(1))
        .trust(ANYBODY);
  }

  /** A server with a fixed clock and an RSA key; random octets are always the same. */
  public static ServerConfig.Builder server(ProtocolVersion... versions) {
    return ServerConfig.builder()
        .legacy(everything().build())
        .allowCbcSuites()
        .allowStaticRsaWithoutForwardSecrecy()
        .versions(versions)
        .clock(new FixedClock())
        .random(new SeededRandom(2))
        .credential(RSA);
  }
}
