package dev.glassine.core.session;

import dev.glassine.core.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Remembers sessions: a server by session id, a client by the name and port of the server.
 * Thread-safe. The store decides how many it keeps; it may forget at any time.
 */
public interface SessionStore {
  /** Remembers; a client's store may keep several for one key, newest first. */
  void put(Bytes key, SessionState session);

  /** The newest for this key, or null. */
  @Nullable SessionState find(Bytes key);

  /**
   * The newest for this key, which is then forgotten, or null: TLS 1.3 tickets should be used once
   * (RFC 9846 §C.4).
   */
  @Nullable SessionState take(Bytes key);

  /** Forgets everything for this key. */
  void remove(Bytes key);
}
