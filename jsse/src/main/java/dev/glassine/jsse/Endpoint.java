package dev.glassine.jsse;

import java.security.Principal;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JSSE object that a connection shows to managers: JSSE has each of their methods twice, once
 * for engines and once for sockets.
 */
sealed interface Endpoint {
  /** Chooses the application protocol from the client's offers; null where nobody was set to. */
  @Nullable Function<List<String>, @Nullable String> protocolChooser();

  @Nullable String chooseServerAlias(X509KeyManager manager, String keyType);

  @Nullable String chooseClientAlias(
      X509KeyManager manager, String[] keyTypes, Principal @Nullable [] issuers);

  void checkServer(X509TrustManager manager, X509Certificate[] chain, String authType)
      throws CertificateException;

  void checkClient(X509TrustManager manager, X509Certificate[] chain, String authType)
      throws CertificateException;

  /** An engine. */
  record OfEngine(
      SSLEngine engine, @Nullable Function<List<String>, @Nullable String> protocolChooser)
      implements Endpoint {
    @Override
    public @Nullable String chooseServerAlias(X509KeyManager manager, String keyType) {
      return manager instanceof X509ExtendedKeyManager extended
          ? extended.chooseEngineServerAlias(keyType, null, engine)
          : manager.chooseServerAlias(keyType, null, null);
    }

    @Override
    public @Nullable String chooseClientAlias(
        X509KeyManager manager, String[] keyTypes, Principal @Nullable [] issuers) {
      return manager instanceof X509ExtendedKeyManager extended
          ? extended.chooseEngineClientAlias(keyTypes, issuers, engine)
          : manager.chooseClientAlias(keyTypes, issuers, null);
    }

    @Override
    public void checkServer(X509TrustManager manager, X509Certificate[] chain, String authType)
        throws CertificateException {
      if (manager instanceof X509ExtendedTrustManager extended) {
        extended.checkServerTrusted(chain, authType, engine);
      } else {
        manager.checkServerTrusted(chain, authType);
      }
    }

    @Override
    public void checkClient(X509TrustManager manager, X509Certificate[] chain, String authType)
        throws CertificateException {
      if (manager instanceof X509ExtendedTrustManager extended) {
        extended.checkClientTrusted(chain, authType, engine);
      } else {
        manager.checkClientTrusted(chain, authType);
      }
    }
  }

  /** A socket. */
  record OfSocket(
      SSLSocket socket, @Nullable Function<List<String>, @Nullable String> protocolChooser)
      implements Endpoint {
    @Override
    public @Nullable String chooseServerAlias(X509KeyManager manager, String keyType) {
      return manager.chooseServerAlias(keyType, null, socket);
    }

    @Override
    public @Nullable String chooseClientAlias(
        X509KeyManager manager, String[] keyTypes, Principal @Nullable [] issuers) {
      return manager.chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public void checkServer(X509TrustManager manager, X509Certificate[] chain, String authType)
        throws CertificateException {
      if (manager instanceof X509ExtendedTrustManager extended) {
        extended.checkServerTrusted(chain, authType, socket);
      } else {
        manager.checkServerTrusted(chain, authType);
      }
    }

    @Override
    public void checkClient(X509TrustManager manager, X509Certificate[] chain, String authType)
        throws CertificateException {
      if (manager instanceof X509ExtendedTrustManager extended) {
        extended.checkClientTrusted(chain, authType, socket);
      } else {
        manager.checkClientTrusted(chain, authType);
      }
    }
  }
}
