package dev.glassine.jsse;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.RotatingTicketKeys;
import dev.glassine.core.session.TicketKeys;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What an initialised context is made of: what stays, such as sessions and what was set, and what
 * follows from the identity of the moment ({@link ContextParts}). Thread-safe.
 */
final class ContextMakeup {
  private record Made(Identity identity, ContextParts parts) {}

  private final ContextSettings settings;
  private final SecureRandom random;
  private final Settings defaults;
  private final GlassineSessionContext clientSessions =
      new GlassineSessionContext(System::currentTimeMillis);
  private final GlassineSessionContext serverSessions =
      new GlassineSessionContext(System::currentTimeMillis);
  private final TicketKeys ownTickets;
  private final PresentedCertificates presented = new PresentedCertificates();
  private final ArrayPool arrays = new ArrayPool();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Made made;

  ContextMakeup(ContextKind kind, ContextSettings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
    this.defaults = new Settings(settings.spoken(), kind.versions());
    this.ownTickets = new RotatingTicketKeys(JcaCrypto.standard(), random);
  }

  /** For a handshake that begins now. */
  @SuppressWarnings("ReferenceEquality") // this very identity: a swap is a swap
  ContextParts parts() {
    Identity identity = settings.currentIdentity();
    Made known = made;
    if (known != null && known.identity() == identity) {
      return known.parts();
    }
    lock.lock();
    try {
      known = made;
      if (known == null || known.identity() != identity) {
        known = new Made(identity, make(identity));
        made = known;
      }
      return known.parts();
    } finally {
      lock.unlock();
    }
  }

  private ContextParts make(Identity identity) {
    X509TrustManager trust = trustManager(identity);
    TicketKeys given = identity.ticketKeys();
    return new ContextParts(
        settings,
        keyManager(identity),
        trust,
        clientSessions,
        serverSessions,
        new Configurations(
            random,
            clientSessions,
            serverSessions,
            given != null ? given : ownTickets,
            settings.keyLog(),
            SessionScope.of(trust, random)),
        new KeyManagerChooser.KnownCredentials(),
        new AcceptedIssuers(trust),
        presented,
        arrays);
  }

  private @Nullable X509KeyManager keyManager(Identity identity) {
    X509KeyManager manager = settings.keyManager();
    return manager != null || identity.credentials() == null
        ? manager
        : new GlassineKeyManager(identity.credentials());
  }

  private X509TrustManager trustManager(Identity identity) {
    X509TrustManager manager = settings.trustManager();
    if (manager != null) {
      return manager;
    }
    if (identity.trust() != null) {
      return new GlassineTrustManager(identity.trust());
    }
    try {
      return DefaultManagers.trust();
    } catch (KeyManagementException e) {
      throw new IllegalStateException(
          "no trust was given, and the platform's cannot be had: " + e.getMessage(), e);
    }
  }

  GlassineSessionContext clientSessions() {
    return clientSessions;
  }

  GlassineSessionContext serverSessions() {
    return serverSessions;
  }

  GlassineSessionContext sessions(Side side) {
    return side == Side.CLIENT ? clientSessions : serverSessions;
  }

  /** Of new engines and sockets. */
  Settings defaultSettings() {
    return defaults.copy();
  }

  /** Lends buffers to sockets. */
  ArrayPool arrays() {
    return arrays;
  }
}
