package dev.glassine.testkit.conformance;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.RotatingTicketKeys;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.session.SessionStore;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Bytes;
import dev.glassine.testkit.FixedClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What lasts from one connection of a test to the next: sessions, ticket keys, and the time. */
final class Memory {
  private final FixedClock clock = new FixedClock(Instant.now());
  private final NewestSession client = new NewestSession();
  private final CountedStore server = new CountedStore(new InMemoryStore(1 << 20, clock));
  private final TicketKeys ticketKeys =
      new RotatingTicketKeys(JcaCrypto.standard(), new SecureRandom());

  private final Shim.Api api;
  private @Nullable ConnectionInfo origin;
  private @Nullable SSLContext context;

  Memory(Shim.Api api) {
    this.api = api;
  }

  boolean isJsse() {
    return api == Shim.Api.JSSE;
  }

  /** A side by JSSE, in the one context that all connections of the test share. */
  Party jsse(Settings settings) {
    JsseParty party = new JsseParty(settings);
    Identities identities = new Identities(settings);
    SSLContext shared = context == null ? party.context(identities) : context;
    context = shared;
    Happened happened = new Happened(settings.has("server") ? Side.SERVER : Side.CLIENT);
    return new Party(new JsseStack(party.engine(shared, happened)), happened, identities);
  }

  /**
   * The connection whose session this one resumes, or itself: the runner's own library tells of a
   * resumed connection what it keeps of the first one, and the engine tells each connection's own.
   */
  ConnectionInfo origin(ConnectionInfo info) {
    if (!info.resumed() || origin == null) {
      origin = info;
    }
    return origin;
  }

  FixedClock clock() {
    return clock;
  }

  NewestSession client() {
    return client;
  }

  CountedStore server() {
    return server;
  }

  TicketKeys ticketKeys(Settings settings) {
    return settings.has("skip-ticket") ? new NoTickets() : ticketKeys;
  }

  /** Between two connections: the session that was received last is the one to resume. */
  void nextConnection(Settings settings) {
    client.turnOver();
    server.forgetCount();
    clock.advance(Duration.ofSeconds(settings.number("resumption-delay")));
  }

  /** Offers the session of the connection before, and keeps the newest of this one. */
  static final class NewestSession implements SessionStore {
    private @Nullable SessionState offered;
    private @Nullable SessionState received;

    boolean hasSession() {
      return offered != null;
    }

    /** Whether this connection brought a session. */
    boolean hasReceived() {
      return received != null;
    }

    private void turnOver() {
      offered = received;
      received = null;
    }

    /** A session that was taken comes back after it resumed; new is what has a new ticket. */
    @Override
    public void put(Bytes key, SessionState session) {
      if (offered == null || !offered.ticket().equals(session.ticket())) {
        received = session;
      }
    }

    @Override
    public @Nullable SessionState find(Bytes key) {
      return offered;
    }

    @Override
    public @Nullable SessionState take(Bytes key) {
      return offered;
    }

    @Override
    public void remove(Bytes key) {
      offered = null;
    }
  }

  /** Tells whether a session was remembered. */
  static final class CountedStore implements SessionStore {
    private final SessionStore store;
    private boolean remembered;

    private CountedStore(SessionStore store) {
      this.store = store;
    }

    boolean hasRemembered() {
      return remembered;
    }

    private void forgetCount() {
      remembered = false;
    }

    @Override
    public void put(Bytes key, SessionState session) {
      remembered = true;
      store.put(key, session);
    }

    @Override
    public @Nullable SessionState find(Bytes key) {
      return store.find(key);
    }

    @Override
    public @Nullable SessionState take(Bytes key) {
      return store.take(key);
    }

    @Override
    public void remove(Bytes key) {
      store.remove(key);
    }
  }

  /** Promises tickets and has none to give. */
  private static final class NoTickets implements TicketKeys {
    @Override
    public Bytes seal(SessionState session, Instant now) {
      return Bytes.EMPTY;
    }

    @Override
    public @Nullable SessionState open(Bytes ticket, Instant now) {
      return null;
    }
  }
}
