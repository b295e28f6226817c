package dev.glassine.core.handshake.tls13;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.NewSessionTicket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes sessions of the tickets that a client receives (RFC 9846 §4.7.1).
 *
 * @param key under which they are remembered
 * @param suite the connection's suite
 * @param resumption resumption_secret
 * @param serverName what the hello asked for, or null
 * @param protocol the application protocol, or null
 * @param server the server's certificates
 * @param policy of the configuration
 * @param authenticated when the server last proved itself by certificate
 */
record ClientTickets(
    Bytes key,
    CipherSuite suite,
    Secret resumption,
    @Nullable String serverName,
    @Nullable String protocol,
    List<X509Certificate> server,
    Bytes policy,
    Instant authenticated) {
  private static final Duration SEVEN_DAYS = Duration.ofDays(7);

  /** The session, or null where the ticket is good for nothing. */
  @Nullable SessionState session(CryptoProvider crypto, NewSessionTicket message, Instant now) {
    // RFC 9846 §4.7.1: "The value of zero indicates that the ticket should be discarded
    // immediately."
    if (message.ticketLifetime() == 0) {
      return null;
    }
    return new SessionState(
        ProtocolVersion.TLS_1_3,
        suite,
        Tls13KeySchedule.resumptionPsk(crypto, suite.hash(), resumption, message.ticketNonce()),
        true,
        serverName,
        protocol,
        Certificates.encoded(server),
        policy,
        authenticated,
        lifetime(message, now),
        new SessionState.Ticket.Sealed(message.ticket(), now),
        message.ticketAgeAdd());
  }

  /**
   * Counted from the authentication, for which it ends with the first of: the ticket's lifetime,
   * seven days, the certificate.
   */
  private Duration lifetime(NewSessionTicket message, Instant now) {
    Instant end = now.plusSeconds(message.ticketLifetime());
    // RFC 9846 §4.7.1: clients "MUST NOT use tickets for longer than 7 days after issuance,
    // regardless of the ticket_lifetime"
    end = earlier(end, authenticated.plus(SEVEN_DAYS));
    // RFC 9846 §4.7.1: "these limits should take into account the lifetime of the peer's
    // certificate"
    if (!server.isEmpty()) {
      end = earlier(end, server.getFirst().getNotAfter().toInstant());
    }
    return Duration.between(authenticated, end);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
