package dev.glassine.jsse;

import dev.glassine.core.identity.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The managers of those who give none: by system properties, and by what is installed. */
final class DefaultManagers {
  private DefaultManagers() {}

  /**
   * Trust in what the platform trusts. A factory that was installed before the JDK's own is asked,
   * as {@link javax.net.ssl.SSLContext#init} says; else ours does what the JDK's would.
   */
  static X509TrustManager trust() throws KeyManagementException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      String provider = factory.getProvider().getName();
      if (provider.equals("SunJSSE") || provider.equals(GlassineProvider.NAME)) {
        return new GlassineTrustManager(Trust.system());
      }
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw new KeyManagementException("provider " + provider + " has no X509TrustManager");
    } catch (GeneralSecurityException | RuntimeException e) {
      throw failed("the platform's trusted certificates cannot be had", e);
    }
  }

  /** Trust in nobody: every chain is refused. */
  static X509TrustManager trustNobody() {
    return new TrustNobody();
  }

  private static final class TrustNobody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw refusal();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw refusal();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }

    private static CertificateException refusal() {
      return new CertificateException(
          "nobody is trusted here: there is no trust manager, or its key store has no trusted"
              + " certificate");
    }
  }

  /**
   * The keys in {@code javax.net.ssl.keyStore}, with {@code javax.net.ssl.keyStoreType} and {@code
   * javax.net.ssl.keyStorePassword}; null where it is not set.
   */
  static @Nullable X509KeyManager keys() throws KeyManagementException {
    String file = System.getProperty("javax.net.ssl.keyStore", "");
    if (file.isEmpty() || file.equals("NONE")) {
      return null;
    }
    String type = System.getProperty("javax.net.ssl.keyStoreType", KeyStore.getDefaultType());
    char[] password = System.getProperty("javax.net.ssl.keyStorePassword", "").toCharArray();
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      KeyStore store = KeyStore.getInstance(type);
      store.load(in, password.length == 0 ? null : password);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      for (KeyManager manager : factory.getKeyManagers()) {
        if (manager instanceof X509KeyManager x509) {
          return x509;
        }
      }
      return null;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw failed("the keys in javax.net.ssl.keyStore (" + file + ") cannot be had", e);
    }
  }

  private static KeyManagementException failed(String what, Exception cause) {
    return cause instanceof KeyManagementException known
        ? known
        : new KeyManagementException(what + ": " + cause.getMessage(), cause);
  }
}
