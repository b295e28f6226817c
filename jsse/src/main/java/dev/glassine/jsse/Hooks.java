package dev.glassine.jsse;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.TlsListener;
import org.jspecify.annotations.Nullable;

/** Who was hooked to one connection. Immutable. */
record Hooks(@Nullable TlsListener listener, @Nullable KeyLog keyLog, @Nullable Answerer answerer) {
  static final Hooks NONE = new Hooks(null, null, null);

  Hooks withListener(@Nullable TlsListener other) {
    return new Hooks(other, keyLog, answerer);
  }

  Hooks withKeyLog(@Nullable KeyLog other) {
    return new Hooks(listener, other, answerer);
  }

  Hooks withAnswerer(@Nullable Answerer other) {
    return new Hooks(listener, keyLog, other);
  }
}
