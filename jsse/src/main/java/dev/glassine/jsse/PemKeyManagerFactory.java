package dev.glassine.jsse;

import dev.glassine.core.identity.Credentials;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import org.jspecify.annotations.Nullable;

/** Makes a key manager of PEM files. */
final class PemKeyManagerFactory extends KeyManagerFactorySpi {
  private KeyManager @Nullable [] managers;

  @Override
  protected void engineInit(@Nullable KeyStore store, char @Nullable [] password)
      throws KeyStoreException {
    throw new KeyStoreException(
        "the KeyManagerFactory \"PEM\" reads PEM files: init(PemParameters.key(certificates,"
            + " key)). For a KeyStore ask for \"PKIX\"");
  }

  @Override
  protected void engineInit(ManagerFactoryParameters parameters)
      throws InvalidAlgorithmParameterException {
    Path key = parameters instanceof PemParameters pem ? pem.key() : null;
    if (!(parameters instanceof PemParameters files) || key == null) {
      throw new InvalidAlgorithmParameterException(
          "parameters of the KeyManagerFactory \"PEM\" are PemParameters.key(certificates, key)");
    }
    try {
      managers =
          new KeyManager[] {
            new GlassineKeyManager(
                Credentials.of(Credentials.fromPem(files.certificates(), key, files.password())))
          };
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
  }

  @Override
  protected KeyManager[] engineGetKeyManagers() {
    KeyManager[] made = managers;
    if (made == null) {
      throw new IllegalStateException(
          "the KeyManagerFactory is not initialised: call init(PemParameters.key(...)) first");
    }
    return made.clone();
  }
}
