package dev.glassine.ecosystem;

import dev.glassine.core.identity.Credential;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.GlassineProvider;
import dev.glassine.testkit.TestCa;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How one end of a connection is set up.
 *
 * @param own null to present no certificate
 * @param trusted who issues the certificates of peers
 * @param needsClient for a server: whether the client must have a certificate
 * @param version as JSSE calls it; null for both
 */
record Setup(
    @Nullable Credential own, TestCa trusted, boolean needsClient, @Nullable String version) {
  static Setup server() {
    return new Setup(Pki.SERVER, Pki.CA, false, null);
  }

  static Setup client() {
    return new Setup(null, Pki.CA, false, null);
  }

  Setup as(Credential other) {
    return new Setup(other, trusted, needsClient, version);
  }

  Setup trusting(TestCa other) {
    return new Setup(own, other, needsClient, version);
  }

  Setup needingClient() {
    return new Setup(own, trusted, true, version);
  }

  Setup only(String protocol) {
    return new Setup(own, trusted, needsClient, protocol);
  }

  /** The enabled versions, as JSSE calls them. */
  String[] versions() {
    return version == null ? new String[] {"TLSv1.3", "TLSv1.2"} : new String[] {version};
  }

  /** The JDK's provider, for the other end. */
  SSLContext jdk() {
    Provider sun = Security.getProvider("SunJSSE");
    return context(sun);
  }

  /** Glassine, whose connections the witness hears. */
  SSLContext glassine(Witness witness) {
    return context(provider(witness));
  }

  /** For frameworks that make their contexts themselves. */
  static GlassineProvider provider(Witness witness) {
    return Glassine.newContext().listeners(witness).provider();
  }

  private SSLContext context(Provider provider) {
    try {
      SSLContext context = SSLContext.getInstance("TLS", provider);
      context.init(Pki.keys(own), Pki.trust(trusted).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
