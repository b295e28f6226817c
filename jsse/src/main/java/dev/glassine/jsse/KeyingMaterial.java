package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.wire.Bytes;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLKeyException;
import org.jspecify.annotations.Nullable;

/** Keying material and bindings of one connection (RFC 5705, RFC 9846 §7.5). Thread-safe. */
final class KeyingMaterial {
  private final TlsEngine engine;
  private final ReentrantLock lock;

  /**
   * Of an established connection.
   *
   * @param lock the engine's
   */
  KeyingMaterial(TlsEngine engine, ReentrantLock lock) {
    this.engine = engine;
    this.lock = lock;
  }

  SecretKey key(String algorithm, String label, byte @Nullable [] context, int length)
      throws SSLKeyException {
    if (algorithm == null || algorithm.isEmpty()) {
      throw new IllegalArgumentException("a key needs the name of its algorithm");
    }
    try (Secret secret = export(label, context, length)) {
      return new SecretKeySpec(secret.reveal(Secret.Access.EXPORT), algorithm);
    }
  }

  byte[] data(String label, byte @Nullable [] context, int length) throws SSLKeyException {
    try (Secret secret = export(label, context, length)) {
      return secret.reveal(Secret.Access.EXPORT).clone();
    }
  }

  @Nullable Bytes channelBinding(ChannelBinding kind) {
    lock.lock();
    try {
      return engine.channelBinding(kind);
    } finally {
      lock.unlock();
    }
  }

  @Nullable TlsFailure failure() {
    lock.lock();
    try {
      return engine.failure();
    } finally {
      lock.unlock();
    }
  }

  private Secret export(String label, byte @Nullable [] context, int length)
      throws SSLKeyException {
    if (label == null) {
      throw new NullPointerException("label");
    }
    if (length < 1) {
      throw new IllegalArgumentException("keying material has 1 octet or more, not " + length);
    }
    lock.lock();
    try {
      return engine.export(label, context, length);
    } catch (TlsFailure e) {
      SSLKeyException failure = new SSLKeyException(e.getMessage());
      failure.initCause(e);
      throw failure;
    } finally {
      lock.unlock();
    }
  }
}
