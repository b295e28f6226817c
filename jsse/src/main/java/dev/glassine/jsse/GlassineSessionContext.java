package dev.glassine.jsse;

import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.session.SessionStore;
import dev.glassine.core.wire.Bytes;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one side of a context that can be resumed: what the engine remembers of them, and
 * what JSSE shows of them. Least recently used first to go; bounded in number and in octets; each
 * at most four times for one server, as its tickets allow. Thread-safe, without a thread of its
 * own.
 *
 * <p>A server gives its sessions away in tickets and keeps only those of clients that take none.
 */
final class GlassineSessionContext implements SSLSessionContext, SessionStore {
  private static final int DEFAULT_TIMEOUT_SECONDS = 24 * 60 * 60;
  private static final int DEFAULT_SIZE = 20_480;
  private static final long MAX_OCTETS = 32L * 1024 * 1024;
  private static final int MAX_PER_KEY = 4;

  /** What an entry takes beside its variable parts, roughly. */
  private static final int OVERHEAD = 600;

  /**
   * A session that can be resumed.
   *
   * @param session what JSSE shows of it; null until its connection has completed the handshake
   */
  record Entry(SessionState state, @Nullable GlassineSession session) {
    boolean isNamed(Bytes name) {
      return switch (state.ticket()) {
        case SessionState.Ticket.None none -> false;
        case SessionState.Ticket.SessionId(Bytes id) -> id.equals(name);
        case SessionState.Ticket.Sealed(Bytes ticket, var _) -> ticket.equals(name);
      };
    }

    long octets() {
      long octets = OVERHEAD;
      for (Bytes certificate : state.peerChain()) {
        octets += certificate.length();
      }
      return state.ticket() instanceof SessionState.Ticket.Sealed(Bytes ticket, var _)
          ? octets + ticket.length()
          : octets;
    }
  }

  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Bytes, Deque<Entry>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private int count;
  private long octets;
  private volatile int timeoutSeconds = DEFAULT_TIMEOUT_SECONDS;
  private int maxCount = DEFAULT_SIZE;

  /**
   * An empty context.
   *
   * @param clock milliseconds since 1970
   */
  GlassineSessionContext(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public void put(Bytes key, SessionState state) {
    lock.lock();
    try {
      Deque<Entry> ofKey = entries.computeIfAbsent(key, _ -> new ArrayDeque<>(2));
      GlassineSession session = null;
      for (Entry entry : ofKey) {
        if (entry.state().ticket().equals(state.ticket())) {
          session = entry.session();
        }
      }
      drop(ofKey, entry -> entry.state().ticket().equals(state.ticket()));
      add(ofKey, new Entry(state, session));
      if (ofKey.size() > MAX_PER_KEY) {
        gone(ofKey.removeLast());
      }
      shrink();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable SessionState find(Bytes key) {
    Entry entry = lookup(key, false);
    return entry == null ? null : entry.state();
  }

  @Override
  public @Nullable SessionState take(Bytes key) {
    Entry entry = lookup(key, true);
    return entry == null ? null : entry.state();
  }

  @Override
  public void remove(Bytes key) {
    lock.lock();
    try {
      drop(key, entry -> true);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The newest usable session for {@code key}.
   *
   * @param taking whether a ticket of TLS 1.3 is then forgotten, which should be used once (RFC
   *     9846 §C.4)
   */
  @Nullable Entry lookup(Bytes key, boolean taking) {
    lock.lock();
    try {
      drop(key, entry -> !isUsable(entry));
      Deque<Entry> ofKey = entries.get(key);
      Entry newest = ofKey == null ? null : ofKey.peekFirst();
      if (newest != null && taking && newest.state().version().equals(ProtocolVersion.TLS_1_3)) {
        drop(key, newest::equals);
      }
      return newest;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says which session an entry belongs to.
   *
   * @param key of the entry; a server's entry is found under its name
   * @param name its ticket or session id
   */
  void claim(Bytes key, Bytes name, GlassineSession session) {
    lock.lock();
    try {
      Deque<Entry> ofKey = entries.get(key);
      if (ofKey == null) {
        return;
      }
      Deque<Entry> claimed = new ArrayDeque<>(2);
      for (Entry entry : ofKey) {
        boolean meant = key.equals(name) || entry.isNamed(name);
        claimed.addLast(
            meant && entry.session() == null ? new Entry(entry.state(), session) : entry);
      }
      entries.put(key, claimed);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets every way to resume this session. */
  void forget(SessionRoot root) {
    lock.lock();
    try {
      for (Bytes key : Set.copyOf(entries.keySet())) {
        drop(key, entry -> entry.session() != null && entry.session().root() == root);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable SSLSession getSession(byte[] sessionId) {
    if (sessionId == null) {
      throw new NullPointerException("sessionId");
    }
    Bytes id = Bytes.copyOf(sessionId);
    lock.lock();
    try {
      for (Deque<Entry> ofKey : entries.values()) {
        for (Entry entry : ofKey) {
          GlassineSession session = entry.session();
          if (session != null && session.root().id().equals(id) && isUsable(entry)) {
            return session.withoutConnection();
          }
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Enumeration<byte[]> getIds() {
    Set<Bytes> ids = new LinkedHashSet<>();
    lock.lock();
    try {
      for (Deque<Entry> ofKey : entries.values()) {
        for (Entry entry : ofKey) {
          if (entry.session() != null && isUsable(entry)) {
            ids.add(entry.session().root().id());
          }
        }
      }
    } finally {
      lock.unlock();
    }
    return Collections.enumeration(ids.stream().map(Bytes::toArray).toList());
  }

  /** Seconds; 0 for as long as the protocol allows: seven days. */
  @Override
  public int getSessionTimeout() {
    return timeoutSeconds;
  }

  @Override
  public void setSessionTimeout(int seconds) {
    if (seconds < 0) {
      throw new IllegalArgumentException("a session's timeout is 0 or more, not " + seconds);
    }
    timeoutSeconds = seconds;
  }

  /** Number of sessions; 0 for no limit but that of octets. */
  @Override
  public int getSessionCacheSize() {
    lock.lock();
    try {
      return maxCount;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void setSessionCacheSize(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("a session cache's size is 0 or more, not " + size);
    }
    lock.lock();
    try {
      maxCount = size;
      shrink();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a session of this age may still be resumed. */
  boolean isFresh(long createdMillis) {
    return timeoutSeconds == 0 || clock.getAsLong() - createdMillis < timeoutSeconds * 1000L;
  }

  private boolean isUsable(Entry entry) {
    GlassineSession session = entry.session();
    return isFresh(entry.state().created().toEpochMilli())
        && (session == null || !session.root().isInvalidated());
  }

  private void add(Deque<Entry> ofKey, Entry entry) {
    ofKey.addFirst(entry);
    count++;
    octets += entry.octets();
  }

  private void gone(Entry entry) {
    count--;
    octets -= entry.octets();
  }

  private void drop(Bytes key, Predicate<Entry> which) {
    Deque<Entry> ofKey = entries.get(key);
    if (ofKey != null) {
      drop(ofKey, which);
      if (ofKey.isEmpty()) {
        entries.remove(key);
      }
    }
  }

  private void drop(Deque<Entry> ofKey, Predicate<Entry> which) {
    for (Iterator<Entry> i = ofKey.iterator(); i.hasNext(); ) {
      Entry entry = i.next();
      if (which.test(entry)) {
        i.remove();
        gone(entry);
      }
    }
  }

  private void shrink() {
    Iterator<Deque<Entry>> eldest = entries.values().iterator();
    while (((maxCount > 0 && count > maxCount) || octets > MAX_OCTETS) && eldest.hasNext()) {
      eldest.next().forEach(this::gone);
      eldest.remove();
    }
  }
}
