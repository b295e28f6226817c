package dev.glassine.jsse;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.TlsListener;
import org.jspecify.annotations.Nullable;

/**
 * An engine or socket of Glassine: what it says, and what can be set on it before its handshake
 * begins. The same can be set for all connections of a context ({@link ContextBuilder}). Each
 * setter throws {@link IllegalStateException} once the handshake has begun. Thread-safe.
 */
public interface GlassineConnection extends Glassine {
  /**
   * Who hears what happens on this connection: messages, decisions with both offers, keys (never
   * their octets), alerts, the failure. Called by the thread that moves the connection, while it
   * holds the connection's lock: it must not block, nor use the connection.
   *
   * @param listener null for nobody
   */
  void setListener(@Nullable TlsListener listener);

  /**
   * Who gets the secrets of this connection, in the terms of SSLKEYLOGFILE (RFC 9850). Whoever has
   * them reads and forges everything: for finding faults, never in production.
   *
   * @param log null for nobody
   */
  void setKeyLog(@Nullable KeyLog log);

  /**
   * Who answers questions of this handshake instead of managers and keys.
   *
   * @param answerer null for nobody
   */
  void setAnswerer(@Nullable Answerer answerer);
}
