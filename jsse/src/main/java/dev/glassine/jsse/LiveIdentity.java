package dev.glassine.jsse;

import java.util.Objects;

/**
 * An {@link Identity} that can be swapped while connections are made. Each connection takes what is
 * current when its handshake begins, certificate, trust, staples and ticket keys all of one
 * identity; connections that have begun go on with theirs. Thread-safe.
 */
public final class LiveIdentity {
  private volatile Identity current;

  private LiveIdentity(Identity current) {
    this.current = current;
  }

  /** One that begins as {@code first}. */
  public static LiveIdentity of(Identity first) {
    return new LiveIdentity(Objects.requireNonNull(first, "first"));
  }

  /** What a handshake that begins now takes. */
  public Identity current() {
    return current;
  }

  /** Handshakes that begin from now on take {@code next}. */
  public void swap(Identity next) {
    current = Objects.requireNonNull(next, "next");
  }
}
