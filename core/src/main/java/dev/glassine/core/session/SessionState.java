package dev.glassine.core.session;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two sides remember to resume: immutable, with a codec of its own so that machines can share
 * it.
 *
 * @param version the version it belongs to
 * @param suite the cipher suite; in TLS 1.3 only its hash matters
 * @param secret the main secret (TLS 1.2) or the resumption PSK (TLS 1.3)
 * @param extendedMainSecret TLS 1.2: whether the main secret is bound to the handshake (RFC 7627)
 * @param serverName the name that the client asked for, or null
 * @param protocol the application protocol, or null
 * @param peerChain DER of the peer's certificates, own first; empty for none
 * @param policy what the session may be used for: a hash over the trust and client-authentication
 *     policy of the context that made it; a session is resumed only where it is equal
 *     (CVE-2025-23419)
 * @param created when its full handshake was
 * @param lifetime how long it may be used from then
 * @param ticket client: the ticket or session id to present; empty on the server
 * @param ticketAgeAdd TLS 1.3: obfuscates the ticket's age; 0 otherwise
 * @param compression TLS 1.2 and before: how records are compressed, 0 for not at all (RFC 5246
 *     §7.3)
 */
public record SessionState(
    ProtocolVersion version,
    CipherSuite suite,
    Secret secret,
    boolean extendedMainSecret,
    @Nullable String serverName,
    @Nullable String protocol,
    List<Bytes> peerChain,
    Bytes policy,
    Instant created,
    Duration lifetime,
    Ticket ticket,
    long ticketAgeAdd,
    int compression) {

  /** What the client presents to resume. */
  public sealed interface Ticket {
    /** Nothing: the server's own memory of a session. */
    record None() implements Ticket {}

    /** A session id of TLS 1.2 and before, 1..32 octets. */
    record SessionId(Bytes id) implements Ticket {}

    /**
     * A ticket that the server sealed (RFC 5077, RFC 9846 §4.7.1), received at {@code received}.
     */
    record Sealed(Bytes ticket, Instant received) implements Ticket {}
  }

  /** A session whose records are not compressed. */
  public SessionState(
      ProtocolVersion version,
      CipherSuite suite,
      Secret secret,
      boolean extendedMainSecret,
      @Nullable String serverName,
      @Nullable String protocol,
      List<Bytes> peerChain,
      Bytes policy,
      Instant created,
      Duration lifetime,
      Ticket ticket,
      long ticketAgeAdd) {
    this(
        version,
        suite,
        secret,
        extendedMainSecret,
        serverName,
        protocol,
        peerChain,
        policy,
        created,
        lifetime,
        ticket,
        ticketAgeAdd,
        0);
  }

  /** Copies the list. */
  public SessionState {
    peerChain = List.copyOf(peerChain);
  }

  /** Whether it may still be used. */
  public boolean isUsableAt(Instant now) {
    return now.isBefore(created.plus(lifetime))
        && !now.isBefore(created.minus(Duration.ofMinutes(5)));
  }
}
