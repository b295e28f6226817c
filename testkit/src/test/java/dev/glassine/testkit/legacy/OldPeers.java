package dev.glassine.testkit.legacy;

import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.ChainJudge;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.OpenDoors;
import dev.glassine.testkit.TestCa;
import java.util.List;

/** Configurations of both sides that let everything in which tests of old versions are about. */
final class OldPeers {
  static final FixedClock CLOCK = new FixedClock();
  static final Credential RSA = OpenDoors.RSA;
  static final Credential RSA_512 = TestCa.shared().server(KeyKind.RSA_512_WITH_MD5, "localhost");
  static final Credential RSA_1024 =
      TestCa.shared().server(KeyKind.RSA_1024_WITH_SHA1, "localhost");
  static final Credential ECDSA = TestCa.shared().server(KeyKind.ECDSA_P256, "localhost");
  static final Credential DSA = TestCa.shared().server(KeyKind.DSA_1024_WITH_SHA1, "localhost");
  static final Credential ALICE_RSA = TestCa.shared().client(KeyKind.RSA_2048, "alice");
  static final Credential ALICE_ECDSA = TestCa.shared().client(KeyKind.ECDSA_P256, "alice");
  static final Credential ALICE_DSA = TestCa.shared().client(KeyKind.DSA_1024_WITH_SHA1, "alice");

  static final ChainJudge ANYBODY = OpenDoors.ANYBODY;

  /** Versions before TLS 1.3 that share its flows, oldest first. */
  static final List<ProtocolVersion> VERSIONS =
      List.of(
          ProtocolVersion.SSL_3_0,
          ProtocolVersion.TLS_1_0,
          ProtocolVersion.TLS_1_1,
          ProtocolVersion.TLS_1_2);

  private OldPeers() {}

  static Legacy.Builder everything() {
    return OpenDoors.everything();
  }

  static ClientConfig.Builder client(ProtocolVersion... versions) {
    return OpenDoors.client(versions);
  }

  static ServerConfig.Builder server(ProtocolVersion... versions) {
    return OpenDoors.server(versions);
  }

  /** The certificate that a suite needs; null for anonymous ones. */
  static Credential credential(CipherSuite suite) {
    return switch (suite.authentication()) {
      case ECDSA -> ECDSA;
      case DSS -> DSA;
      default -> RSA;
    };
  }

  /** Every suite that {@code version} can negotiate here. */
  static List<CipherSuite> suites(ProtocolVersion version) {
    return CipherSuite.all().stream()
        .filter(suite -> suite.usableIn(version))
        .filter(suite -> suite.keyExchange() != KeyExchangeMethod.OTHER)
        .filter(suite -> suite.authentication() != AuthenticationMethod.NONE)
        .filter(suite -> client(version).build().crypto().supports(suite))
        .toList();
  }
}
