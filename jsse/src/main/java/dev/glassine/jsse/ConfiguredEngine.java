package dev.glassine.jsse;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * What can be set on an engine. Changes after the handshake has begun do not affect it.
 * Thread-safe.
 */
abstract class ConfiguredEngine extends SSLEngine implements GlassineConnection {
  /** Held by whoever moves the connection or changes what it begins with. */
  final ReentrantLock lock = new ReentrantLock();

  private final Settings settings;
  private Hooks hooks = Hooks.NONE;
  private @Nullable Side side;
  private @Nullable BiFunction<SSLEngine, List<String>, String> protocolSelector;

  ConfiguredEngine(PeerAddress peer, Settings settings) {
    super(peer.host(), peer.port());
    this.settings = settings;
  }

  /** Whether the side can no longer change; called under the lock. */
  abstract boolean hasBegun();

  /** What is set now, for a handshake that begins; called under the lock. */
  final Settings settingsNow() {
    return settings.copy();
  }

  /** Who is hooked to it now; called under the lock. */
  final Hooks hooksNow() {
    return hooks;
  }

  @Override
  public final void setListener(@Nullable TlsListener listener) {
    hook(() -> hooks = hooks.withListener(listener));
  }

  @Override
  public final void setKeyLog(@Nullable KeyLog log) {
    hook(() -> hooks = hooks.withKeyLog(log));
  }

  @Override
  public final void setAnswerer(@Nullable Answerer answerer) {
    hook(() -> hooks = hooks.withAnswerer(answerer));
  }

  private void hook(Runnable change) {
    change(
        () -> {
          if (hasBegun()) {
            throw new IllegalStateException(
                "the handshake has begun: listeners, key logs and answerers are set before it");
          }
          change.run();
        });
  }

  /**
   * The side that was set; called under the lock.
   *
   * @throws IllegalStateException where none was
   */
  final Side decidedSide() {
    if (side == null) {
      throw new IllegalStateException(
          "an engine must know its side first: call setUseClientMode(true or false)");
    }
    return side;
  }

  /** A server's, bound to this engine; null where none was set. Called under the lock. */
  final @Nullable Function<List<String>, @Nullable String> protocolChooser() {
    BiFunction<SSLEngine, List<String>, String> selector = protocolSelector;
    return selector == null || side == Side.CLIENT
        ? null
        : offered -> selector.apply(this, offered);
  }

  @Override
  public final void setUseClientMode(boolean mode) {
    lock.lock();
    try {
      Side wanted = mode ? Side.CLIENT : Side.SERVER;
      if (hasBegun() && side != wanted) {
        throw new IllegalArgumentException(
            "the handshake has begun: this engine is the " + side + " for good");
      }
      side = wanted;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final boolean getUseClientMode() {
    lock.lock();
    try {
      return side == Side.CLIENT;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void setHandshakeApplicationProtocolSelector(
      @Nullable BiFunction<SSLEngine, List<String>, String> selector) {
    change(() -> protocolSelector = selector);
  }

  @Override
  public final @Nullable BiFunction<SSLEngine, List<String>, String>
      getHandshakeApplicationProtocolSelector() {
    lock.lock();
    try {
      return protocolSelector;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final SSLParameters getSSLParameters() {
    lock.lock();
    try {
      return settings.toParameters();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void setSSLParameters(SSLParameters parameters) {
    change(() -> settings.apply(parameters));
  }

  @Override
  public final String[] getSupportedCipherSuites() {
    return settings.spoken().suiteNames();
  }

  @Override
  public final String[] getEnabledCipherSuites() {
    lock.lock();
    try {
      return settings.suiteNames();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void setEnabledCipherSuites(String[] suites) {
    change(() -> settings.setSuites(suites));
  }

  @Override
  public final String[] getSupportedProtocols() {
    return settings.spoken().protocols();
  }

  @Override
  public final String[] getEnabledProtocols() {
    lock.lock();
    try {
      return settings.versionNames();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void setEnabledProtocols(String[] protocols) {
    change(() -> settings.setVersions(protocols));
  }

  @Override
  public final void setNeedClientAuth(boolean need) {
    setClientAuthentication(need ? ClientAuthentication.REQUIRED : ClientAuthentication.NONE);
  }

  @Override
  public final boolean getNeedClientAuth() {
    return clientAuthentication() == ClientAuthentication.REQUIRED;
  }

  @Override
  public final void setWantClientAuth(boolean want) {
    setClientAuthentication(want ? ClientAuthentication.REQUESTED : ClientAuthentication.NONE);
  }

  @Override
  public final boolean getWantClientAuth() {
    return clientAuthentication() == ClientAuthentication.REQUESTED;
  }

  private void setClientAuthentication(ClientAuthentication mode) {
    change(() -> settings.setClientAuthentication(mode));
  }

  private ClientAuthentication clientAuthentication() {
    lock.lock();
    try {
      return settings.clientAuthentication();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void setEnableSessionCreation(boolean flag) {
    change(() -> settings.setCreatesSessions(flag));
  }

  @Override
  public final boolean getEnableSessionCreation() {
    lock.lock();
    try {
      return settings.createsSessions();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
