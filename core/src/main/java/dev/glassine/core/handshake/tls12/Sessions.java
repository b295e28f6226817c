package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.NewSessionTicket12;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a completed handshake a session to remember. In TLS 1.2 none without extended main secret
 * (RFC 7627 §5.4), which also is why no such session is ever offered.
 *
 * @param peer proven, so no session exists of a peer that did not finish
 * @param main the main secret, of which a session keeps a copy
 */
record Sessions(
    TlsConfig config,
    VersionRules rules,
    Handshake handshake,
    PeerIdentity peer,
    Secret main,
    Instant now) {
  /** RFC 5246 §F.1.4: "An upper limit of 24 hours is suggested for session ID lifetimes". */
  private static final Duration UNSPECIFIED_LIFETIME = Duration.ofHours(24);

  private static final Duration LONGEST_LIFETIME = Duration.ofDays(7);

  /** Server: to be sealed in a ticket, or remembered under its id. */
  SessionState ofServer(Duration lifetime) {
    return session(now, lifetime, new SessionState.Ticket.None());
  }

  /**
   * Client: what a full handshake leaves behind, or null. RFC 5077 §3.3: an empty ticket says that
   * there is none after all.
   */
  @Nullable SessionState ofClient(@Nullable NewSessionTicket12 ticket) {
    if (!handshake.extendedMainSecret() && !rules.resumesUnboundSessions()) {
      return null;
    }
    if (ticket != null && !ticket.ticket().isEmpty()) {
      return session(now, lifetime(ticket), new SessionState.Ticket.Sealed(ticket.ticket(), now));
    }
    Bytes id = handshake.server().legacySessionIdEcho();
    return id.isEmpty()
        ? null
        : session(now, UNSPECIFIED_LIFETIME, new SessionState.Ticket.SessionId(id));
  }

  /**
   * Client: {@code resumed} once more, since offering it took it out of the store; under a new
   * ticket if there is one.
   */
  SessionState ofClient(SessionState resumed, @Nullable NewSessionTicket12 ticket) {
    if (ticket == null || ticket.ticket().isEmpty()) {
      return resumed;
    }
    // A chain of renewals does not outlive the longest lifetime: the certificate was shown at its
    // start
    Duration lifetime =
        shorter(Duration.between(resumed.created(), now).plus(lifetime(ticket)), LONGEST_LIFETIME);
    return session(
        resumed.created(), lifetime, new SessionState.Ticket.Sealed(ticket.ticket(), now));
  }

  private static Duration lifetime(NewSessionTicket12 ticket) {
    // RFC 5077 §3.3: "A value of zero is reserved to indicate that the lifetime of the ticket is
    // unspecified."
    return ticket.ticketLifetimeHint() == 0
        ? UNSPECIFIED_LIFETIME
        : shorter(Duration.ofSeconds(ticket.ticketLifetimeHint()), LONGEST_LIFETIME);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private SessionState session(Instant created, Duration lifetime, SessionState.Ticket ticket) {
    return new SessionState(
        rules.version(),
        handshake.suite(),
        main.copy(),
        handshake.extendedMainSecret(),
        handshake.serverName(),
        handshake.protocol(),
        encoded(peer.certificates()),
        config.policy(),
        created,
        lifetime,
        ticket,
        0,
        handshake.server().legacyCompressionMethod());
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
