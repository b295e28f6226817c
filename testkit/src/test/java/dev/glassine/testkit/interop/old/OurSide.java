package dev.glassine.testkit.interop.old;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.SessionStore;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.OpenDoors;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/**
 * How we are configured for a conversation with an old peer: its version and its suite only.
 *
 * @param sessions what lasts from one connection to the next
 */
record OurSide(
    OldCase wanted,
    Certificates certificates,
    CryptoProvider crypto,
    SecureRandom random,
    InstantSource clock,
    SessionStore sessions) {
  static final CryptoProvider CRYPTO = JcaCrypto.standard();

  /** Who is who in a conversation, and whom both sides trust. */
  record Certificates(
      X509Certificate authority, Credential server, Credential client, Trust trust) {
    Certificates(X509Certificate authority, Credential server, Credential client) {
      this(authority, server, client, trust(authority));
    }

    private static Trust trust(X509Certificate authority) {
      return Trust.builder()
          .add(authority)
          .allowWeakRsaKeys(512)
          .allowWeakDsaKeys(1024)
          .allowWeakSha1Signatures()
          .allowMd5SignaturesBrokenByCollisions()
          .build();
    }

    /** Those that the peers of this JVM have as files. */
    static Certificates ofToday(OldCase wanted) {
      KeyKind client = wanted.client().key();
      return new Certificates(
          OldPki.CA.certificate(),
          OldPki.server(wanted.certificate()),
          OldPki.client(client == null ? KeyKind.RSA_2048 : client));
    }
  }

  /** As in real life: now, and by chance. */
  static OurSide ofToday(OldCase wanted) {
    return new OurSide(
        wanted,
        Certificates.ofToday(wanted),
        CRYPTO,
        new SecureRandom(),
        InstantSource.system(),
        new InMemoryStore());
  }

  ServerConfig server() {
    ServerConfig.Builder builder = common(ServerConfig.builder());
    if (!wanted.isAnonymous()) {
      builder.credential(certificates.server());
    }
    ClientAuthentication authentication =
        switch (wanted.client()) {
          case NOT_ASKED -> ClientAuthentication.NONE;
          case WITHHELD -> ClientAuthentication.REQUESTED;
          case GIVEN, GIVEN_DSS, GIVEN_ECDSA, MISSING -> ClientAuthentication.REQUIRED;
        };
    if (authentication != ClientAuthentication.NONE) {
      Trust trust = certificates.trust();
      builder
          .clientAuthentication(authentication)
          .trust(trust)
          .authorities(trust.authorities())
          .policy(trust.policyDigest());
    }
    return builder.build();
  }

  ClientConfig client() {
    ClientConfig.Builder builder = common(ClientConfig.builder()).withoutTickets();
    if (wanted.client().isGiven()) {
      builder.credential(certificates.client());
    }
    if (wanted.isAnonymous()) {
      // OpenSSL 1.0.1 looks for the certificate of which the status was asked for, and fails
      builder.withoutStapledStatus();
    }
    return builder.trust(certificates.trust()).build();
  }

  private <B extends TlsConfig.Builder<B>> B common(B builder) {
    return builder
        .crypto(crypto)
        .random(random)
        .clock(clock)
        .sessions(sessions)
        .legacy(doors())
        .allowPeersWithoutSecureRenegotiation()
        .versions(wanted.version())
        .suites(List.of(wanted.suite()));
  }

  private Legacy doors() {
    Legacy.Builder doors = OpenDoors.everything();
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
