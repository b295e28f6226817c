package dev.glassine.testkit.conformance;

import dev.glassine.core.crypto.jca.JcaCrypto;
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
import org.jspecify.annotations.Nullable;

/** What lasts from one connection of a test to the next: sessions, ticket keys, and the time. */
final class Memory {
  private final FixedClock clock = new FixedClock(Instant.now());
  private final NewestSession client = new NewestSession();
  private final CountedStore server = new CountedStore(new InMemoryStore(1 << 20, clock));
  private final TicketKeys ticketKeys =
      new RotatingTicketKeys(JcaCrypto.standard(), new SecureRandom());

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
