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
  private final ContextSettings settings;
  private volatile @Nullable ContextMakeup makeup;

  private GlassineContext(ContextKind kind, ContextSettings settings) {
    this.kind = kind;
    this.settings = settings;
  }

  /** Not initialised, unless it is the default one, which initialises itself when it is used. */
  static GlassineContext of(ContextKind kind, ContextSettings settings) {
    return new GlassineContext(kind, settings);
  }

  /** Initialised by its settings. */
  static GlassineContext built(ContextSettings settings) {
    GlassineContext context = new GlassineContext(ContextKind.TLS, settings);
    context.makeup = new ContextMakeup(ContextKind.TLS, settings, new SecureRandom());
    return context;
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
    X509KeyManager keys = keyManager(keyManagers);
    // The identity that this provider was made with, if any, stands in for managers that are null
    X509TrustManager trust =
        trustManagers == null && settings.judges() ? null : trustManager(trustManagers);
    makeup =
        new ContextMakeup(
            kind, settings.managedBy(keys, trust), random != null ? random : new SecureRandom());
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

  private ContextMakeup makeup() {
    ContextMakeup known = makeup;
    if (known != null) {
      return known;
    }
    if (kind != ContextKind.DEFAULT) {
      throw new IllegalStateException(
          "the SSLContext is not initialised: call init(keyManagers, trustManagers, random) first;"
              + " init(null, null, null) will do for a client");
    }
    if (!settings.equals(ContextSettings.NONE)) {
      known = new ContextMakeup(kind, settings, new SecureRandom());
      makeup = known;
      return known;
    }
    return DefaultMakeup.MAKEUP;
  }

  /** One for all default contexts, so that they share sessions. */
  private static final class DefaultMakeup {
    static final ContextMakeup MAKEUP = make();

    private static ContextMakeup make() {
      try {
        return new ContextMakeup(
            ContextKind.DEFAULT,
            ContextSettings.NONE.managedBy(DefaultManagers.keys(), DefaultManagers.trust()),
            new SecureRandom());
      } catch (KeyManagementException e) {
        throw new IllegalStateException(
            "the default SSLContext cannot be made: " + e.getMessage(), e);
      }
    }
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return new GlassineSocketFactory(makeup());
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return new GlassineServerSocketFactory(makeup());
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return new GlassineEngine(makeup(), PeerAddress.UNKNOWN);
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(@Nullable String host, int port) {
    return new GlassineEngine(makeup(), new PeerAddress(host, port));
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return makeup().serverSessions();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return makeup().clientSessions();
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return new Settings(settings.spoken(), kind.versions()).toParameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    Spoken spoken = settings.spoken();
    SSLParameters parameters = new Settings(spoken, spoken.versions()).toParameters();
    parameters.setCipherSuites(spoken.suiteNames());
    parameters.setProtocols(spoken.protocols());
    return parameters;
  }
}
