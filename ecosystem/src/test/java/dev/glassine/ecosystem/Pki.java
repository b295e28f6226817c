package dev.glassine.ecosystem;

import dev.glassine.core.identity.Credential;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Who is who in these tests, as credentials, as key stores and as PEM files. */
final class Pki {
  @SuppressWarnings("TimeInStaticInitializer") // certificates that are good while the tests run
  static final TestCa CA =
      new TestCa("Glassine ecosystem CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());

  @SuppressWarnings("TimeInStaticInitializer")
  static final TestCa STRANGERS =
      new TestCa("Somebody else's CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());

  static final Credential SERVER = CA.server(KeyKind.ECDSA_P256, "localhost", "127.0.0.1");
  static final Credential ELSEWHERE = CA.server(KeyKind.ECDSA_P256, "elsewhere.example.test");
  static final Credential CLIENT = CA.client(KeyKind.ECDSA_P256, "somebody");

  private static final char[] PASSWORD = "password".toCharArray();

  private Pki() {}

  static char[] password() {
    return PASSWORD.clone();
  }

  /** The alias is the one that the PostgreSQL driver wants. */
  static KeyStore keyStore(@Nullable Credential credential) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      if (credential != null) {
        store.setKeyEntry(
            "user", credential.key(), PASSWORD, credential.chain().toArray(X509Certificate[]::new));
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  static KeyStore trustStore(TestCa authority) {
    try {
      KeyStore store = keyStore(null);
      store.setCertificateEntry("anchor", authority.certificate());
      return store;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Managers of the JDK's. */
  static KeyManager @Nullable [] keys(@Nullable Credential credential) {
    return credential == null ? null : keyManagers(credential).getKeyManagers();
  }

  static KeyManagerFactory keyManagers(@Nullable Credential credential) {
    try {
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX", "SunJSSE");
      factory.init(keyStore(credential), PASSWORD);
      return factory;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static TrustManagerFactory trust(TestCa authority) {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", "SunJSSE");
      factory.init(trustStore(authority));
      return factory;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the certificates, own first, and the key: {@code NAME.pem} and {@code NAME.key}. */
  static Path pem(Path folder, String name, Credential credential) throws IOException {
    PemFiles.certificates(folder.resolve(name + ".pem"), credential.chain());
    Path key = PemFiles.key(folder.resolve(name + ".key"), credential);
    key.toFile().setReadable(false, false);
    key.toFile().setReadable(true, true);
    return key;
  }

  static Path pem(Path folder, String name, TestCa authority) throws IOException {
    return PemFiles.certificates(folder.resolve(name + ".pem"), List.of(authority.certificate()));
  }

  static Path store(Path file, KeyStore store) throws Exception {
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }
}
