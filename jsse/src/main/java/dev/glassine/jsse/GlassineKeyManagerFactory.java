package dev.glassine.jsse;

import dev.glassine.core.identity.Credential;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.ManagerFactoryParameters;
import org.jspecify.annotations.Nullable;

/** Makes key managers of key stores: each private key with an X.509 chain is a credential. */
final class GlassineKeyManagerFactory extends KeyManagerFactorySpi {
  private KeyManager @Nullable [] managers;

  /**
   * The keys of {@code store}.
   *
   * @param store null for no keys
   * @param password of the keys
   */
  @Override
  protected void engineInit(@Nullable KeyStore store, char @Nullable [] password)
      throws KeyStoreException, NoSuchAlgorithmException, UnrecoverableKeyException {
    Map<String, Credential> credentials = new LinkedHashMap<>();
    if (store != null) {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
          put(credentials, alias, key, store.getCertificateChain(alias));
        }
      }
    }
    managers = new KeyManager[] {new GlassineKeyManager(credentials)};
  }

  /** {@link KeyStoreBuilderParameters}: several stores, each with its own protection. */
  @Override
  protected void engineInit(ManagerFactoryParameters parameters)
      throws InvalidAlgorithmParameterException {
    if (!(parameters instanceof KeyStoreBuilderParameters stores)) {
      throw new InvalidAlgorithmParameterException(
          "parameters of a KeyManagerFactory are KeyStoreBuilderParameters");
    }
    Map<String, Credential> credentials = new LinkedHashMap<>();
    try {
      int number = 0;
      for (KeyStore.Builder builder : stores.getParameters()) {
        KeyStore store = builder.getKeyStore();
        number++;
        for (String alias : Collections.list(store.aliases())) {
          if (store.isKeyEntry(alias)
              && store.getEntry(alias, builder.getProtectionParameter(alias))
                  instanceof KeyStore.PrivateKeyEntry entry) {
            put(
                credentials,
                number + "." + alias,
                entry.getPrivateKey(),
                entry.getCertificateChain());
          }
        }
      }
    } catch (GeneralSecurityException e) {
      throw new InvalidAlgorithmParameterException(
          "a key store cannot be opened: " + e.getMessage(), e);
    }
    managers = new KeyManager[] {new GlassineKeyManager(credentials)};
  }

  private static void put(
      Map<String, Credential> credentials,
      String alias,
      PrivateKey key,
      Certificate @Nullable [] chain) {
    List<X509Certificate> certificates = new ArrayList<>();
    if (chain != null) {
      for (Certificate certificate : chain) {
        if (certificate instanceof X509Certificate x509) {
          certificates.add(x509);
        }
      }
    }
    if (!certificates.isEmpty()) {
      credentials.put(alias, Credential.of(certificates, key));
    }
  }

  @Override
  protected KeyManager[] engineGetKeyManagers() {
    KeyManager[] made = managers;
    if (made == null) {
      throw new IllegalStateException("the KeyManagerFactory is not initialised: call init first");
    }
    return made.clone();
  }
}
