package dev.glassine.jsse;

import dev.glassine.core.identity.Trust;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import org.jspecify.annotations.Nullable;

/**
 * Makes trust managers of key stores. Parameters of PKIX itself (revocation, policies) go to the
 * JDK's factory, whose manager then serves here as any other would.
 */
final class GlassineTrustManagerFactory extends TrustManagerFactorySpi {
  private TrustManager @Nullable [] managers;

  /** The trusted certificates of {@code store}, or null for those of the platform. */
  @Override
  protected void engineInit(@Nullable KeyStore store) throws KeyStoreException {
    try {
      managers =
          new TrustManager[] {
            store == null
                ? new GlassineTrustManager(Trust.system())
                : hasCertificates(store)
                    ? new GlassineTrustManager(Trust.fromKeyStore(store))
                    : DefaultManagers.trustNobody()
          };
    } catch (RuntimeException e) {
      throw new KeyStoreException("no trust can be made of the key store: " + e.getMessage(), e);
    }
  }

  private static boolean hasCertificates(KeyStore store) throws KeyStoreException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isCertificateEntry(alias)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected void engineInit(ManagerFactoryParameters parameters)
      throws InvalidAlgorithmParameterException {
    try {
      TrustManagerFactory jdk = TrustManagerFactory.getInstance("PKIX", "SunJSSE");
      jdk.init(parameters);
      managers = jdk.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw e instanceof InvalidAlgorithmParameterException known
          ? known
          : new InvalidAlgorithmParameterException(
              "these parameters need the JDK's own trust manager: " + e.getMessage(), e);
    }
  }

  @Override
  protected TrustManager[] engineGetTrustManagers() {
    TrustManager[] made = managers;
    if (made == null) {
      throw new IllegalStateException(
          "the TrustManagerFactory is not initialised: call init first");
    }
    return made.clone();
  }
}
