package dev.glassine.testkit.jsse.forked;

import dev.glassine.jsse.GlassineProvider;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes a key in a token through SunPKCS11, which may not leave it, and serves with it. Prints what
 * was agreed on for each version.
 */
public final class TokenServer {
  @SuppressWarnings("TimeInStaticInitializer") // certificates that are good while this runs
  private static final TestCa CA =
      new TestCa("token CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());

  private TokenServer() {}

  /** Takes SunPKCS11's configuration, the PIN, and EC or RSA. */
  public static void main(String[] arguments) throws Exception {
    String configuration = arguments[0];
    // tag::token[]
    Provider token = Security.getProvider("SunPKCS11").configure(configuration);
    Security.addProvider(token);
    // end::token[]
    char[] pin = arguments[1].toCharArray();
    // tag::store[]
    KeyStore store = KeyStore.getInstance("PKCS11", token);
    store.load(null, pin);
    // end::store[]
    KeyPairGenerator generator = KeyPairGenerator.getInstance(arguments[2], token);
    generator.initialize(
        arguments[2].equals("EC")
            ? new ECGenParameterSpec("secp256r1")
            : new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = CA.certify(pair.getPublic(), "localhost");
    store.setKeyEntry(
        "server", pair.getPrivate(), null, new Certificate[] {certificate, CA.certificate()});
    System.out.println("octets of the key: " + Arrays.toString(pair.getPrivate().getEncoded()));

    // tag::context[]
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX", new GlassineProvider());
    keys.init(store, null);
    SSLContext server = SSLContext.getInstance("TLS", new GlassineProvider());
    server.init(keys.getKeyManagers(), null, null);
    // end::context[]
    for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
      serve(server, protocol);
    }
  }

  private static void serve(SSLContext context, String protocol) throws Exception {
    try (SSLServerSocket server =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (SSLSocket accepted = (SSLSocket) server.accept()) {
                  accepted.getOutputStream().write(1);
                } catch (java.io.IOException e) {
                  System.out.println("server: " + e);
                }
              });
      try (SSLSocket socket =
          (SSLSocket)
              client().getSocketFactory().createSocket("localhost", server.getLocalPort())) {
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        System.out.println(
            protocol
                + " with "
                + socket.getSession().getPeerPrincipal()
                + ": "
                + socket.getInputStream().read());
      }
    }
  }

  private static SSLContext client() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", CA.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", "SunJSSE");
    trust.init(trusted);
    // The JDK's own client, which has no part in how the server signs
    SSLContext client = SSLContext.getInstance("TLS", "SunJSSE");
    client.init(null, trust.getTrustManagers(), null);
    return client;
  }
}
