package dev.glassine.inspect.decrypt;

import dev.glassine.core.engine.Legacy;
import dev.glassine.core.handshake.LegacyModule;
import dev.glassine.core.handshake.tls12.Tls12Rules;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Standing;
import dev.glassine.core.wire.ServerHello;
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

  private static final int NO_COMPRESSION = 0;

  private PassiveRules() {}

  /** The rules of a version, or null where the module that has them is not there. */
  static @Nullable VersionRules of(ServerHello answer) {
    ProtocolVersion version = answer.selectedVersion();
    boolean broken =
        answer.cipherSuite().standing() == Standing.BROKEN
            || answer.legacyCompressionMethod() != NO_COMPRESSION;
    if (version.equals(ProtocolVersion.TLS_1_2) && !broken) {
      return Tls12Rules.TLS_1_2;
    }
    try {
      return LegacyModule.find().rules(version, EVERYTHING);
    } catch (IllegalArgumentException e) {
      return version.equals(ProtocolVersion.TLS_1_2) ? Tls12Rules.TLS_1_2 : null;
    }
  }
}
