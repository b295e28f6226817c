package dev.glassine.testkit.jsse;

import dev.glassine.core.identity.Credential;
import dev.glassine.jsse.GlassineProvider;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;

/** A JSSE provider, and contexts of it; managers are the JDK's unless a test brings its own. */
enum Jsse {
  GLASSINE(new GlassineProvider()),
  SUN(Security.getProvider("SunJSSE")),
  BOUNCY(
      new BouncyCastleJsseProvider(
          false, new JcaTlsCryptoProvider().setProvider(new BouncyCastleProvider())));

  @SuppressWarnings("TimeInStaticInitializer") // certificates that are good while the tests run
  static final TestCa CA =
      new TestCa("Glassine JSSE test CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());

  static final Credential SERVER =
      CA.server(KeyKind.ECDSA_P256, "localhost", "127.0.0.1", "server.example.test");
  static final Credential RSA_SERVER = CA.server(KeyKind.RSA_2048, "localhost", "127.0.0.1");
  static final Credential CLIENT = CA.client(KeyKind.ECDSA_P256, "somebody");

  // Bouncy Castle logs each connection; held, lest the level be collected with it
  private static final Logger BOUNCY_LOG = Logger.getLogger("org.bouncycastle");

  static {
    BOUNCY_LOG.setLevel(Level.SEVERE);
  }

  private static final char[] PASSWORD = "password".toCharArray();

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
  private final Provider provider;

  Jsse(Provider provider) {
    this.provider = provider;
  }

  // What differs: docs/jsse.md lists the same, with reasons

  /** Whether the other direction of TLS 1.3 stays open when one is closed (RFC 9846 §6.1). */
  boolean halfCloses() {
    return this != BOUNCY;
  }

  /** Whether {@code exportKeyingMaterialKey} and {@code exportKeyingMaterialData} work. */
  boolean exports() {
    return this != BOUNCY;
  }

  /** Whether sessions are resumed. */
  boolean resumes(String protocol) {
    return this != BOUNCY || protocol.equals("TLSv1.2");
  }

  /** Whether a handshake that fails says so by an {@code SSLHandshakeException}. */
  boolean throwsHandshakeExceptions() {
    return this != BOUNCY;
  }

  /** Whether {@code beginHandshake} may be called again while the handshake goes on. */
  boolean takesASecondBeginning() {
    return this != BOUNCY;
  }

  /** Whether targets that are read-only or null are refused whatever happens. */
  boolean checksAllBuffersFirst() {
    return this != BOUNCY;
  }

  /** A context that has not been initialised. */
  SSLContext context(String algorithm) {
    try {
      return SSLContext.getInstance(algorithm, provider);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A context with these managers. */
  SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
    try {
      SSLContext context = context("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A server that presents {@link #SERVER} and trusts the clients of {@link #CA}. */
  SSLContext server() {
    return context(keysFor(SERVER), trust(CA.certificate()));
  }

  /** A client that trusts {@link #CA} and has no certificate. */
  SSLContext client() {
    return context(null, trust(CA.certificate()));
  }

  /** A client that trusts {@link #CA} and presents {@link #CLIENT}. */
  SSLContext clientWithCertificate() {
    return context(keysFor(CLIENT), trust(CA.certificate()));
  }

  /** Bouncy Castle asks for key types by names of its own, which only its key managers know. */
  KeyManager[] keysFor(Credential... credentials) {
    if (this != BOUNCY) {
      return keys(credentials);
    }
    try {
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX", provider);
      factory.init(keyStore(credentials), PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeyManager[] keys(Credential... credentials) {
    try {
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX", "SunJSSE");
      factory.init(keyStore(credentials), PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static TrustManager[] trust(X509Certificate... anchors) {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", "SunJSSE");
      factory.init(trustStore(anchors));
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeyStore keyStore(Credential... credentials) {
    try {
      KeyStore store = empty();
      for (int i = 0; i < credentials.length; i++) {
        store.setKeyEntry(
            "key" + i,
            credentials[i].key(),
            PASSWORD,
            credentials[i].chain().toArray(X509Certificate[]::new));
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeyStore trustStore(X509Certificate... anchors) {
    try {
      KeyStore store = empty();
      for (int i = 0; i < anchors.length; i++) {
        store.setCertificateEntry("anchor" + i, anchors[i]);
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static char[] password() {
    return PASSWORD.clone();
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
