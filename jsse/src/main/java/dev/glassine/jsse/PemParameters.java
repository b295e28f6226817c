package dev.glassine.jsse;

import java.nio.file.Path;
import javax.net.ssl.ManagerFactoryParameters;
import org.jspecify.annotations.Nullable;

/**
 * PEM files for a {@code KeyManagerFactory} or {@code TrustManagerFactory} "PEM": no key store.
 *
 * <pre>{@code
 * KeyManagerFactory keys = KeyManagerFactory.getInstance("PEM", "Glassine");
 * keys.init(PemParameters.key(certificates, key));
 * TrustManagerFactory trust = TrustManagerFactory.getInstance("PEM", "Glassine");
 * trust.init(PemParameters.trust(authorities));
 * }</pre>
 *
 * <p>{@link dev.glassine.core.identity.Pem} says what the files may hold. Immutable; keeps the
 * password that it is given.
 */
public final class PemParameters implements ManagerFactoryParameters {
  private final Path certificates;
  private final @Nullable Path key;
  private final char @Nullable [] password;

  private PemParameters(Path certificates, @Nullable Path key, char @Nullable [] password) {
    this.certificates = certificates;
    this.key = key;
    this.password = password == null ? null : password.clone();
  }

  /** A key that is not encrypted; {@code certificates} has its own certificate first. */
  public static PemParameters key(Path certificates, Path key) {
    return new PemParameters(certificates, key, null);
  }

  /** An encrypted key; both files may be the same. */
  public static PemParameters key(Path certificates, Path key, char[] password) {
    return new PemParameters(certificates, key, password);
  }

  /** Certificates to trust, and no others. */
  public static PemParameters trust(Path certificates) {
    return new PemParameters(certificates, null, null);
  }

  Path certificates() {
    return certificates;
  }

  @Nullable Path key() {
    return key;
  }

  char @Nullable [] password() {
    return password;
  }
}
