package dev.glassine.jsse;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * JSSE's context: managers, sessions and configurations that connections share. Initialising it
 * again affects what is made from then on. Thread-safe.
 */
final class GlassineContext extends SSLContextSpi {
  private final ContextKind kind;
  private volatile @Nullable ContextParts parts;

  /** Not initialised, unless it is the default one, which initialises itself when it is used. */
  GlassineContext(ContextKind kind) {
    this.kind = kind;
  }

  /**
   * Initialises the context.
   *
   * @param keyManagers the first {@link X509KeyManager} is used; null or none to present no
   *     certificate
   * @param trustManagers the first {@link X509TrustManager} is used; null for the platform's trust;
   *     none to trust nobody
   * @param random null for the platform's
   */
  @Override
  protected void engineInit(
      KeyManager @Nullable [] keyManagers,
      TrustManager @Nullable [] trustManagers,
      @Nullable SecureRandom random)
      throws KeyManagementException {
    if (kind == ContextKind.DEFAULT) {
      throw new KeyManagementException(
          "the default SSLContext is initialised by itself: ask for \"TLS\" to initialise your own");
    }
    parts =
        ContextParts.of(
            kind,
            keyManager(keyManagers),
            trustManager(trustManagers),
            random != null ? random : new SecureRandom());
  }

  private static @Nullable X509KeyManager keyManager(KeyManager @Nullable [] managers) {
    if (managers != null) {
      for (KeyManager manager : managers) {
        if (manager instanceof X509KeyManager x509) {
          return x509;
        }
      }
    }
    return null;
  }

  private static X509TrustManager trustManager(TrustManager @Nullable [] managers)
      throws KeyManagementException {
    if (managers == null) {
      return DefaultManagers.trust();
    }
    for (TrustManager manager : managers) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    return DefaultManagers.trustNobody();
  }

  private ContextParts parts() {
    ContextParts known = parts;
    if (known != null) {
      return known;
    }
    if (kind != ContextKind.DEFAULT) {
      throw new IllegalStateException(
          "the SSLContext is not initialised: call init(keyManagers, trustManagers, random) first;"
              + " init(null, null, null) will do for a client");
    }
    return DefaultParts.PARTS;
  }

  /** One for all default contexts, so that they share sessions. */
  private static final class DefaultParts {
    static final ContextParts PARTS = make();

    private static ContextParts make() {
      try {
        return ContextParts.of(
            ContextKind.DEFAULT,
            DefaultManagers.keys(),
            DefaultManagers.trust(),
            new SecureRandom());
      } catch (KeyManagementException e) {
        throw new IllegalStateException(
            "the default SSLContext cannot be made: " + e.getMessage(), e);
      }
    }
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return new GlassineSocketFactory(parts());
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return new GlassineServerSocketFactory(parts());
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return new GlassineEngine(parts(), PeerAddress.UNKNOWN);
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(@Nullable String host, int port) {
    return new GlassineEngine(parts(), new PeerAddress(host, port));
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return parts().serverSessions();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return parts().clientSessions();
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return new Settings(kind.versions()).toParameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    SSLParameters parameters = new Settings(ProtocolNames.SUPPORTED).toParameters();
    parameters.setCipherSuites(SuiteNames.supported());
    parameters.setProtocols(ProtocolNames.of(ProtocolNames.SUPPORTED));
    return parameters;
  }
}
