package dev.glassine.inspect.decrypt;

import dev.glassine.core.engine.Legacy;
import dev.glassine.core.handshake.LegacyModule;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Standing;
import org.jspecify.annotations.Nullable;

/** By which rules a version before TLS 1.3 is read: reading what is broken harms nobody. */
final class PassiveRules {
  private static final Legacy EVERYTHING =
      Legacy.builder()
          .enableTls11Deprecated()
          .enableTls10BrokenByBeast()
          .enableSsl3BrokenByPoodle()
          .enableBrokenSuitesOfTheNineties()
          .enableExportBrokenByFreakAndLogjam()
          .enableNullCiphersThatEncryptNothing()
          .enableAnonymousSuitesThatAuthenticateNobody()
          .enableWeakDiffieHellmanBrokenByLogjam(512)
          .enableCompressionBrokenByCrime()
          .build();

  private PassiveRules() {}

  /** The rules of a version, or null where the module that has them is not there. */
  static @Nullable VersionRules of(ProtocolVersion version, CipherSuite suite) {
    boolean broken = suite.standing() == Standing.BROKEN;
    if (version.equals(ProtocolVersion.TLS_1_2) && !broken) {
      return VersionRules.TLS_1_2;
    }
    try {
      return LegacyModule.find().rules(version, EVERYTHING);
    } catch (IllegalArgumentException e) {
      return version.equals(ProtocolVersion.TLS_1_2) ? VersionRules.TLS_1_2 : null;
    }
  }
}
