package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Scene.Authentication;
import dev.glassine.bench.sidebyside.Scene.Mode;
import dev.glassine.bench.sidebyside.Workload.Bulk;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * A JSSE provider, used as its documentation says: its own manager factories where it has some, and
 * nothing tuned. Sessions are resumed by name and port of the peer, so for full handshakes the
 * client has none.
 */
final class JsseStack implements Stack {
  private record Contexts(SSLContext client, SSLContext server) {}

  private final Provider provider;
  private final String keyManagers;
  private final Fixtures fixtures;
  private final Map<Scene, Contexts> known = new ConcurrentHashMap<>();

  private JsseStack(Provider provider, String keyManagers, Fixtures fixtures) {
    this.provider = provider;
    this.keyManagers = keyManagers;
    this.fixtures = fixtures;
  }

  JsseStack(Provider provider, Fixtures fixtures) {
    this(provider, "PKIX", fixtures);
  }

  /**
   * The one that comes with the JDK, with the key managers that the JDK makes unless told
   * otherwise. Its others, called PKIX, take the private key out of the key store for each
   * connection, and PKCS #12 makes that dear: 10 000 rounds of HMAC, or 3 ms.
   */
  static JsseStack ofTheJdk(Fixtures fixtures) {
    return new JsseStack(
        Security.getProvider("SunJSSE"), KeyManagerFactory.getDefaultAlgorithm(), fixtures);
  }

  @Override
  public SSLEngine client(Scene scene, Bulk cipher) throws GeneralSecurityException {
    SSLContext context = contexts(scene).client();
    SSLEngine engine =
        scene.mode() == Mode.RESUMED
            ? context.createSSLEngine(Fixtures.HOST, 443)
            : context.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setSSLParameters(parameters(engine.getSSLParameters(), scene, cipher));
    return engine;
  }

  @Override
  public SSLEngine server(Scene scene, Bulk cipher) throws GeneralSecurityException {
    SSLEngine engine = contexts(scene).server().createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = parameters(engine.getSSLParameters(), scene, cipher);
    parameters.setNeedClientAuth(scene.authentication() == Authentication.MUTUAL);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static SSLParameters parameters(SSLParameters parameters, Scene scene, Bulk cipher) {
    parameters.setProtocols(new String[] {scene.version().jsseName});
    parameters.setCipherSuites(cipher.suites(scene));
    parameters.setNamedGroups(scene.group().jsseNames());
    return parameters;
  }

  private Contexts contexts(Scene scene) throws GeneralSecurityException {
    Contexts made = known.get(scene);
    if (made == null) {
      made = make(scene);
      known.put(scene, made);
    }
    return made;
  }

  private Contexts make(Scene scene) throws GeneralSecurityException {
    TrustManagerFactory trust = trustManagers();
    trust.init(fixtures.trust(scene));
    SSLContext server = SSLContext.getInstance("TLS", provider);
    server.init(keys(scene, "server").getKeyManagers(), trust.getTrustManagers(), null);
    SSLContext client = SSLContext.getInstance("TLS", provider);
    client.init(
        scene.authentication() == Authentication.MUTUAL
            ? keys(scene, "client").getKeyManagers()
            : null,
        trust.getTrustManagers(),
        null);
    return new Contexts(client, server);
  }

  private KeyManagerFactory keys(Scene scene, String role) throws GeneralSecurityException {
    KeyManagerFactory factory = keyManagers();
    factory.init(fixtures.identity(scene.key(), role), Fixtures.PASSWORD);
    return factory;
  }

  private KeyManagerFactory keyManagers() throws NoSuchAlgorithmException {
    try {
      return KeyManagerFactory.getInstance(keyManagers, provider);
    } catch (NoSuchAlgorithmException hasNone) {
      return KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    }
  }

  private TrustManagerFactory trustManagers() throws NoSuchAlgorithmException {
    try {
      return TrustManagerFactory.getInstance("PKIX", provider);
    } catch (NoSuchAlgorithmException hasNone) {
      return TrustManagerFactory.getInstance("PKIX");
    }
  }
}
