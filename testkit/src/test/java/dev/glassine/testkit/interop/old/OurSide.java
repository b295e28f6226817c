package dev.glassine.testkit.interop.old;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.session.InMemoryStore;
import java.util.List;

/** How we are configured for a conversation with an old peer: its version and its suite only. */
final class OurSide {
  static final CryptoProvider CRYPTO = JcaCrypto.standard();

  private static final Trust TRUST =
      Trust.builder()
          .add(OldPki.CA.certificate())
          .allowWeakRsaKeys(512)
          .allowWeakDsaKeys(1024)
          .allowWeakSha1Signatures()
          .allowMd5SignaturesBrokenByCollisions()
          .build();

  private OurSide() {}

  /** A server that remembers its sessions as long as it is used. */
  static ServerConfig server(OldCase wanted) {
    ServerConfig.Builder builder = common(ServerConfig.builder(), wanted);
    if (!wanted.isAnonymous()) {
      builder.credential(OldPki.server(wanted.certificate()));
    }
    ClientAuthentication authentication =
        switch (wanted.client()) {
          case NOT_ASKED -> ClientAuthentication.NONE;
          case WITHHELD -> ClientAuthentication.REQUESTED;
          case GIVEN, MISSING -> ClientAuthentication.REQUIRED;
        };
    if (authentication != ClientAuthentication.NONE) {
      builder
          .clientAuthentication(authentication)
          .trust(TRUST)
          .authorities(TRUST.authorities())
          .policy(TRUST.policyDigest());
    }
    return builder.build();
  }

  /** A client that remembers its sessions as long as it is used. */
  static ClientConfig client(OldCase wanted) {
    ClientConfig.Builder builder = common(ClientConfig.builder(), wanted).withoutTickets();
    if (wanted.client() == ClientCertificate.GIVEN) {
      builder.credential(OldPki.CLIENT);
    }
    if (wanted.isAnonymous()) {
      // OpenSSL 1.0.1 looks for the certificate of which the status was asked for, and fails
      builder.withoutStapledStatus();
    }
    return builder.trust(TRUST).build();
  }

  private static <B extends TlsConfig.Builder<B>> B common(B builder, OldCase wanted) {
    return builder
        .crypto(CRYPTO)
        .legacy(doors(wanted))
        .allowPeersWithoutSecureRenegotiation()
        .versions(wanted.version())
        .suites(List.of(wanted.suite()))
        .sessions(new InMemoryStore());
  }

  private static Legacy doors(OldCase wanted) {
    Legacy.Builder doors =
        Legacy.builder()
            .enableTls11Deprecated()
            .enableTls10BrokenByBeast()
            .enableSsl3BrokenByPoodle()
            .enableBrokenSuitesOfTheNineties()
            .enableExportBrokenByFreakAndLogjam()
            .enableNullCiphersThatEncryptNothing()
            .enableAnonymousSuitesThatAuthenticateNobody();
    if (wanted.isSsl2()) {
      doors.enableSsl2BrokenByDrown();
    }
    if (wanted.ssl2Hello()) {
      doors.sendSsl2HelloWithoutExtensions();
    }
    if (wanted.hasExportDh()) {
      doors.enableWeakDiffieHellmanBrokenByLogjam(512);
    }
    if (wanted.compressed()) {
      doors.enableCompressionBrokenByCrime();
    }
    return doors.build();
  }
}
