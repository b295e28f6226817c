package dev.glassine.core.handshake.tls13;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.NewSessionTicket;
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
 * @param peerChain DER of the server's certificates
 * @param policy of the configuration
 * @param authenticated when the server last proved itself by certificate
 */
record ClientTickets(
    Bytes key,
    CipherSuite suite,
    Secret resumption,
    @Nullable String serverName,
    @Nullable String protocol,
    List<Bytes> peerChain,
    Bytes policy,
    Instant authenticated) {
  private static final Duration SEVEN_DAYS = Duration.ofDays(7);

  /** The session, or null where the ticket is good for nothing. */
  @Nullable SessionState session(CryptoProvider crypto, NewSessionTicket message, Instant now) {
    // RFC 9846 §4.7.1: "The value of zero indicates that the ticket should be discarded immediately."
    if (message.ticketLifetime() == 0) {
      return null;
    }
    // RFC 9846 §4.7.1: clients "MUST NOT use tickets for longer than 7 days after issuance, regardless of the ticket_lifetime"; and here not for
    // longer than 7 days after the server last proved that it holds its certificate's key
    Duration lifetime = Duration.between(authenticated, now).plusSeconds(message.ticketLifetime());
    return new SessionState(
        ProtocolVersion.TLS_1_3,
        suite,
        Tls13KeySchedule.resumptionPsk(crypto, suite.hash(), resumption, message.ticketNonce()),
        true,
        serverName,
        protocol,
        peerChain,
        policy,
        authenticated,
        lifetime.compareTo(SEVEN_DAYS) > 0 ? SEVEN_DAYS : lifetime,
        new SessionState.Ticket.Sealed(message.ticket(), now),
        message.ticketAgeAdd());
  }
}
