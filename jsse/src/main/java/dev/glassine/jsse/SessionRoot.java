package dev.glassine.jsse;

import dev.glassine.core.wire.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionBindingEvent;
import javax.net.ssl.SSLSessionBindingListener;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of one session share: its id, its age, the application's values and whether
 * it may still be resumed. Thread-safe.
 */
final class SessionRoot {
  /** A lock or an atomic reference would be an object for each connection. */
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  private static final AtomicReferenceFieldUpdater<SessionRoot, Map> VALUES =
      AtomicReferenceFieldUpdater.newUpdater(SessionRoot.class, Map.class, "values");

  private final Bytes id;
  private final long created;
  private volatile Map<String, Object> values = Map.of();
  private volatile long lastAccessed;
  private volatile boolean invalidated;

  /**
   * A new session.
   *
   * @param now milliseconds since 1970
   */
  SessionRoot(Bytes id, long now) {
    this.id = id;
    this.created = now;
    this.lastAccessed = now;
  }

  Bytes id() {
    return id;
  }

  /** Milliseconds since 1970. */
  long created() {
    return created;
  }

  /** Milliseconds since 1970: when a connection last began with it. */
  long lastAccessed() {
    return lastAccessed;
  }

  void accessed(long now) {
    lastAccessed = now;
  }

  boolean isInvalidated() {
    return invalidated;
  }

  void invalidate() {
    invalidated = true;
  }

  /** Binds a value; {@code session} is what listeners are told. */
  void put(SSLSession session, String name, Object value) {
    if (name == null || value == null) {
      throw new IllegalArgumentException("neither name nor value of a session's value is null");
    }
    Object before = change(name, value);
    tellUnbound(session, name, before);
    if (value instanceof SSLSessionBindingListener listener) {
      listener.valueBound(new SSLSessionBindingEvent(session, name));
    }
  }

  @Nullable Object get(String name) {
    return values.get(checked(name));
  }

  void remove(SSLSession session, String name) {
    tellUnbound(session, name, change(checked(name), null));
  }

  String[] names() {
    return values.keySet().toArray(String[]::new);
  }

  /** Takes over what was done to the session while the handshake was going on. */
  void adopt(SessionRoot handshake) {
    handshake.values.forEach(this::change);
    if (handshake.invalidated) {
      invalidated = true;
    }
  }

  /** Few sessions have values and fewer change them, so a change copies the map. */
  private @Nullable Object change(String name, @Nullable Object value) {
    while (true) {
      Map<String, Object> before = values;
      Map<String, Object> after = new HashMap<>(before);
      Object replaced = value == null ? after.remove(name) : after.put(name, value);
      if (VALUES.compareAndSet(this, before, Map.copyOf(after))) {
        return replaced;
      }
    }
  }

  private static void tellUnbound(SSLSession session, String name, @Nullable Object value) {
    if (value instanceof SSLSessionBindingListener listener) {
      listener.valueUnbound(new SSLSessionBindingEvent(session, name));
    }
  }

  private static String checked(String name) {
    if (name == null) {
      throw new IllegalArgumentException("the name of a session's value is not null");
    }
    return name;
  }
}
