package dev.glassine.jsse;

import dev.glassine.core.identity.Trust;
import java.io.UncheckedIOException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactorySpi;
import org.jspecify.annotations.Nullable;

/** Makes a trust manager of a PEM file. */
final class PemTrustManagerFactory extends TrustManagerFactorySpi {
  private TrustManager @Nullable [] managers;

  @Override
  protected void engineInit(@Nullable KeyStore store) throws KeyStoreException {
    throw new KeyStoreException(
        "the TrustManagerFactory \"PEM\" reads a PEM file: init(PemParameters.trust(file))."
            + " For a KeyStore ask for \"PKIX\"");
  }

  @Override
  protected void engineInit(ManagerFactoryParameters parameters)
      throws InvalidAlgorithmParameterException {
    if (!(parameters instanceof PemParameters pem)) {
      throw new InvalidAlgorithmParameterException(
          "parameters of the TrustManagerFactory \"PEM\" are PemParameters.trust(file)");
    }
    try {
      managers = new TrustManager[] {new GlassineTrustManager(Trust.fromPem(pem.certificates()))};
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
  }

  @Override
  protected TrustManager[] engineGetTrustManagers() {
    TrustManager[] made = managers;
    if (made == null) {
      throw new IllegalStateException(
          "the TrustManagerFactory is not initialised: call init(PemParameters.trust(...)) first");
    }
    return made.clone();
  }
}
