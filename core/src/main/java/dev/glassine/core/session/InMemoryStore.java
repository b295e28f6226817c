package dev.glassine.core.session;

import dev.glassine.core.wire.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers sessions in this process: so many octets of them, least recently used first to go, none
 * past its lifetime, and at most four for one key. Thread-safe; no thread of its own, so what has
 * expired goes when it is looked for or pushed out.
 */
public final class InMemoryStore implements SessionStore {
  /** Sessions that one key may have at most; the oldest goes. */
  public static final int MAX_PER_KEY = 4;

  /**
   * What a session takes beside its variable parts, roughly, in octets: the record, its boxes, its
   * place in the map.
   */
  private static final int OVERHEAD = 400;

  private record Entry(SessionState session, long octets) {}

  private final long maxOctets;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Bytes, Deque<Entry>> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long octets;

  /**
   * An empty store.
   *
   * @param maxOctets about how much heap it may take, at least 1024; a session takes some 600
   *     octets and what the peer's certificates take
   * @param clock tells what has expired
   */
  public InMemoryStore(long maxOctets, InstantSource clock) {
    if (maxOctets < 1024) {
      throw new IllegalArgumentException("a store has at least 1024 octets, not " + maxOctets);
    }
    this.maxOctets = maxOctets;
    this.clock = clock;
  }

  /** An empty store of 8 MiB on the system's clock. */
  public InMemoryStore() {
    this(8L * 1024 * 1024, InstantSource.system());
  }

  @Override
  public void put(Bytes key, SessionState session) {
    long size = size(key, session);
    if (size > maxOctets) {
      return;
    }
    lock.lock();
    try {
      Deque<Entry> sessions = entries.computeIfAbsent(key, _ -> new ArrayDeque<>(2));
      sessions.addFirst(new Entry(session, size));
      octets += size;
      if (sessions.size() > MAX_PER_KEY) {
        octets -= sessions.removeLast().octets();
      }
      while (octets > maxOctets) {
        forgetEldest();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable SessionState find(Bytes key) {
    return newest(key, false);
  }

  @Override
  public @Nullable SessionState take(Bytes key) {
    return newest(key, true);
  }

  @Override
  public void remove(Bytes key) {
    lock.lock();
    try {
      Deque<Entry> sessions = entries.remove(key);
      if (sessions != null) {
        sessions.forEach(entry -> octets -= entry.octets());
      }
    } finally {
      lock.unlock();
    }
  }

  /** About how many octets of heap the sessions take now. */
  public long octets() {
    lock.lock();
    try {
      return octets;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable SessionState newest(Bytes key, boolean forget) {
    Instant now = clock.instant();
    lock.lock();
    try {
      Deque<Entry> sessions = entries.get(key);
      if (sessions == null) {
        return null;
      }
      sessions.removeIf(entry -> expired(entry, now));
      Entry newest = forget ? sessions.pollFirst() : sessions.peekFirst();
      if (forget && newest != null) {
        octets -= newest.octets();
      }
      if (sessions.isEmpty()) {
        entries.remove(key);
      }
      return newest == null ? null : newest.session();
    } finally {
      lock.unlock();
    }
  }

  private boolean expired(Entry entry, Instant now) {
    if (entry.session().isUsableAt(now)) {
      return false;
    }
    octets -= entry.octets();
    return true;
  }

  /**
   * The oldest session of the key that was not used for longest. Its secret is not wiped: a
   * connection may just be using it.
   */
  private void forgetEldest() {
    Map.Entry<Bytes, Deque<Entry>> eldest = entries.firstEntry();
    octets -= eldest.getValue().removeLast().octets();
    if (eldest.getValue().isEmpty()) {
      entries.pollFirstEntry();
    }
  }

  private static long size(Bytes key, SessionState session) {
    long size =
        (long) OVERHEAD + key.length() + session.secret().length() + session.policy().length();
    for (Bytes certificate : session.peerChain()) {
      size += 40 + certificate.length();
    }
    size += session.serverName() == null ? 0 : session.serverName().length();
    size += session.protocol() == null ? 0 : session.protocol().length();
    return size
        + switch (session.ticket()) {
          case SessionState.Ticket.None() -> 0;
          case SessionState.Ticket.SessionId(Bytes id) -> id.length();
          case SessionState.Ticket.Sealed(Bytes ticket, Instant received) -> ticket.length() + 24;
        };
  }
}
