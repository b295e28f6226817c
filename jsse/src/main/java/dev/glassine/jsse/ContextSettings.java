package dev.glassine.jsse;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.TlsListener;
import java.util.function.Supplier;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** What a {@link ContextBuilder} was told. Immutable. */
record ContextSettings(
    @Nullable LiveIdentity identity,
    @Nullable X509KeyManager keyManager,
    @Nullable X509TrustManager trustManager,
    @Nullable KeyLog keyLog,
    @Nullable Supplier<? extends TlsListener> listeners,
    @Nullable Answerer answerer,
    Spoken spoken) {
  static final ContextSettings NONE =
      new ContextSettings(null, null, null, null, null, null, Spoken.MODERN);

  /** Whether somebody in here judges peers. */
  boolean judges() {
    return trustManager != null || currentIdentity().trust() != null;
  }

  /** The same with the managers that a context was initialised with, where there are any. */
  ContextSettings managedBy(@Nullable X509KeyManager keys, @Nullable X509TrustManager trust) {
    return new ContextSettings(
        identity,
        keys != null ? keys : keyManager,
        trust != null ? trust : trustManager,
        keyLog,
        listeners,
        answerer,
        spoken);
  }

  /** The same with what is let in although it is broken. */
  ContextSettings letting(Legacy legacy) {
    return new ContextSettings(
        identity, keyManager, trustManager, keyLog, listeners, answerer, new Spoken(legacy));
  }

  /** The identity of a handshake that begins now. */
  Identity currentIdentity() {
    return identity == null ? Identity.NONE : identity.current();
  }
}
