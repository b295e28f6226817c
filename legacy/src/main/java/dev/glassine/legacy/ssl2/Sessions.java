package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a connection becomes a session, and when one may be resumed (SSL 2.0 §2.2.2, §C.8). The
 * session's secret is the master key with KEY-ARG-DATA behind it ({@link MasterKey#joined}).
 */
record Sessions(TlsConfig config, Instant now) {
  /** SSL 2.0 §C.8: "a maximum session-identifier cache timeout value of 100 seconds". */
  static final Duration LONGEST_LIFETIME = Duration.ofSeconds(100);

  /** Why {@code session} is not resumed with a peer that has {@code kinds}; null where it is. */
  @Nullable String obstacle(SessionState session, List<CipherSuite> kinds) {
    if (!session.version().equals(ProtocolVersion.SSL_2_0)) {
      return "the session is one of " + session.version();
    }
    if (!session.isUsableAt(now)) {
      return "the session has expired";
    }
    // CVE-2025-23419: a session of one context must not open another
    if (!session.policy().equals(config.policy())) {
      return "the session was made under another policy";
    }
    if (!kinds.contains(session.suite()) || !config.suites().contains(session.suite())) {
      return session.suite() + " is not offered by both any more";
    }
    if (!MasterKey.fits(new CipherKind(session.suite()), session.secret())) {
      return "the session's secret has the wrong length";
    }
    if (config instanceof ServerConfig server
        && server.clientAuthentication() == ClientAuthentication.REQUIRED
        && session.peerChain().isEmpty()) {
      return "the session has no client certificate, and one is required";
    }
    return null;
  }

  /** The session of a connection that is complete; {@code peer} is proven. */
  SessionState of(
      MasterKey master, List<X509Certificate> peer, Duration lifetime, SessionState.Ticket ticket) {
    return new SessionState(
        ProtocolVersion.SSL_2_0,
        master.kind().suite(),
        master.joined(),
        false,
        null,
        null,
        encoded(peer),
        config.policy(),
        now,
        lifetime.compareTo(LONGEST_LIFETIME) < 0 ? lifetime : LONGEST_LIFETIME,
        ticket,
        0);
  }

  /** The same session, by the id that a resumed connection ended with. */
  static SessionState under(SessionState session, SessionState.Ticket ticket) {
    return new SessionState(
        session.version(),
        session.suite(),
        session.secret(),
        session.extendedMainSecret(),
        session.serverName(),
        session.protocol(),
        session.peerChain(),
        session.policy(),
        session.created(),
        session.lifetime(),
        ticket,
        session.ticketAgeAdd());
  }

  private static List<Bytes> encoded(List<X509Certificate> chain) {
    List<Bytes> list = new ArrayList<>();
    try {
      for (X509Certificate certificate : chain) {
        list.add(Bytes.wrap(certificate.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new TlsFailure.Internal(
          Reason.INTERNAL_ERROR, "a certificate that was parsed does not encode", e);
    }
    return list;
  }
}
