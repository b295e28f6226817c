package dev.glassine.core.handshake.tls13;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.handshake.tls13.ServerStates.Agreed;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.NewSessionTicket;
import dev.glassine.core.wire.WireWriter;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.PskKeyExchangeModes;
import dev.glassine.core.wire.ext.ServerName;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tickets of a server (RFC 9846 §4.7.1): which it issues, and which of those that come back it
 * lets resume.
 */
final class ServerTickets {
  /** Tickets of one hello that are looked at; a client has no use for more. */
  private static final int TRIED = 8;

  private static final int STATEFUL_LENGTH = 32;

  private final ServerContext context;

  ServerTickets(ServerContext context) {
    this.context = context;
  }

  // Resumption

  /** Where a ticket leads. */
  sealed interface Lookup {}

  /** To a session. */
  sealed interface Known extends Lookup {}

  /**
   * To a session that may be resumed; the suite's hash and the binder are looked at later.
   *
   * @param index of the ticket among the identities
   */
  record Candidate(int index, SessionState session) implements Known {}

  /** To a session that may not be resumed with this hello. */
  record Declined(String why) implements Known {}

  /** Nowhere that we know. */
  record Unknown() implements Lookup {}

  /** The first ticket that our keys open to a session that may be resumed with {@code hello}. */
  Lookup open(ClientHello hello, OfferedPsks psks) {
    TicketKeys keys = context.ticketKeys();
    Lookup found = new Unknown();
    // RFC 9846 §4.3.11: "Any unknown PSKs (e.g., ones not in the PSK database or encrypted with an
    // unknown key) SHOULD simply be ignored."
    for (int i = 0; keys != null && i < Math.min(TRIED, psks.identities().size()); i++) {
      SessionState session = keys.open(psks.identities().get(i).identity(), context.now());
      found = session == null ? found : judge(hello, i, session);
      if (found instanceof Candidate) {
        return found;
      }
    }
    return found;
  }

  /** Whether this could be the name that a session of ours is stored under. */
  static boolean mayBeStored(Bytes ticket) {
    return ticket.length() == STATEFUL_LENGTH;
  }

  /** Whether the session of the ticket at {@code index} may be resumed with {@code hello}. */
  Known judge(ClientHello hello, int index, SessionState session) {
    if (!session.version().equals(ProtocolVersion.TLS_1_3)) {
      return new Declined("the session is of " + session.version());
    }
    if (!session.isUsableAt(context.now())) {
      return new Declined("the session has expired");
    }
    // CVE-2025-23419: a session must not carry an authentication from one policy into another
    if (!session.policy().equals(context.config().policy())) {
      return new Declined("the session was made under another policy");
    }
    if (context.config().clientAuthentication() == ClientAuthentication.REQUIRED
        && session.peerChain().isEmpty()) {
      return new Declined("a client certificate is required, and the session has none");
    }
    String asked = serverName(hello);
    return Objects.equals(session.serverName(), asked)
        ? new Candidate(index, session)
        : new Declined("the session is for " + session.serverName() + ", not for " + asked);
  }

  static @Nullable String serverName(ClientHello hello) {
    ServerName name = hello.extensions().get(ServerName.class);
    return name == null ? null : name.hostName();
  }

  /**
   * Whether the client can use a ticket in a mode with forward secrecy, the only one that is spoken
   * here.
   */
  static boolean usesPskDheKe(ClientHello hello) {
    PskKeyExchangeModes modes = hello.extensions().get(PskKeyExchangeModes.class);
    return modes != null && modes.has(PskKeyExchangeModes.PSK_DHE_KE);
  }

  // Issuing

  /** Sends the configured number of tickets; {@code resumption} is not wiped. */
  void issue(Flight flight, Agreed agreed, PeerIdentity client, Secret resumption) {
    ServerConfig config = context.config();
    boolean stateful = config.ticketKeys() == null;
    // RFC 9846 §4.3.9: "Servers SHOULD NOT send NewSessionTicket with tickets that are not
    // compatible with the advertised modes"
    if (!usesPskDheKe(agreed.hello()) || (stateful && config.sessions() == null)) {
      return;
    }
    Instant now = context.now();
    Instant authenticated = agreed.resumed() == null ? now : agreed.resumed().created();
    long seconds = Duration.between(now, authenticated.plus(config.sessionLifetime())).toSeconds();
    for (int i = 0; i < config.ticketCount() && seconds > 0; i++) {
      issueOne(flight, agreed, client, resumption, i, authenticated, seconds);
    }
  }

  private void issueOne(
      Flight flight,
      Agreed agreed,
      PeerIdentity client,
      Secret resumption,
      int index,
      Instant authenticated,
      long seconds) {
    // RFC 9846 §4.7.1: ticket_nonce is "unique across all tickets issued on this connection"
    Bytes nonce = new WireWriter().u8(index).toBytes();
    // RFC 9846 §4.7.1: "The server MUST generate a fresh value for each ticket it sends."
    long ageAdd = context.random().nextInt() & 0xFFFF_FFFFL;
    HashAlgorithm hash = agreed.suite().hash();
    SessionState session =
        new SessionState(
            ProtocolVersion.TLS_1_3,
            agreed.suite(),
            Tls13KeySchedule.resumptionPsk(context.crypto(), hash, resumption, nonce),
            true,
            serverName(agreed.hello()),
            agreed.protocol(),
            Certificates.encoded(client.certificates()),
            context.config().policy(),
            authenticated,
            context.config().sessionLifetime(),
            new SessionState.Ticket.None(),
            ageAdd);
    Bytes ticket = ticket(flight, session);
    if (!ticket.isEmpty()) { // TicketKeys may decline, and RFC 9846 §4.7.1 has no empty ticket
      flight.sendUnhashed(new NewSessionTicket(seconds, ageAdd, nonce, ticket, Extensions.NONE));
    }
  }

  private Bytes ticket(Flight flight, SessionState session) {
    TicketKeys keys = context.ticketKeys();
    if (keys != null) {
      Bytes sealed = keys.seal(session, context.now());
      session.secret().close();
      return sealed;
    }
    byte[] octets = new byte[STATEFUL_LENGTH];
    context.random().nextBytes(octets);
    Bytes name = Bytes.wrap(octets);
    flight.then(new Effect.Remember(name, session));
    return name;
  }
}
