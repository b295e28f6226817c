package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.identity.Credential;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.TransportShape;
import java.net.Socket;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What parameters and managers do to a handshake, and what a failed one says. */
class SslEngineHandshakeTest {
  static Stream<Arguments> pairings() {
    return SslEngineContractTest.pairings();
  }

  private static SslEnginePair pair(SSLContext client, SSLContext server, String... protocols) {
    return SslEnginePair.of(client, server, TransportShape.COALESCED, protocols);
  }

  private static SslEnginePair ours(String... protocols) {
    return pair(Jsse.GLASSINE.client(), Jsse.GLASSINE.server(), protocols);
  }

  private static void change(SSLEngine engine, Consumer<SSLParameters> change) {
    SSLParameters parameters = engine.getSSLParameters();
    change.accept(parameters);
    engine.setSSLParameters(parameters);
  }

  private static ExtendedSSLSession session(SslEnginePair.End end) {
    return (ExtendedSSLSession) end.engine().getSession();
  }

  private static Reason reason(@Nullable SSLException failure) {
    assertThat(failure).isNotNull();
    assertThat(failure.getCause()).isInstanceOf(TlsFailure.class);
    return ((TlsFailure) failure.getCause()).reason();
  }

  // Client authentication

  @ParameterizedTest
  @MethodSource("pairings")
  void authenticatesBothSides(Jsse client, Jsse server, String protocol) throws Exception {
    SslEnginePair pair = pair(client.clientWithCertificate(), server.server(), protocol);
    pair.server().engine().setNeedClientAuth(true);
    pair.handshake();
    assertThat(session(pair.client()).getPeerPrincipal().getName()).isEqualTo("CN=localhost");
    assertThat(session(pair.server()).getPeerPrincipal().getName()).isEqualTo("CN=somebody");
    assertThat(session(pair.server()).getPeerCertificates()).hasSize(2);
    assertThat(session(pair.client()).getLocalPrincipal().getName()).isEqualTo("CN=somebody");
    assertThat(session(pair.server()).getLocalCertificates()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void goesOnWithoutAClientCertificateThatIsOnlyWanted(Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client.client(), server.server(), protocol);
    pair.server().engine().setWantClientAuth(true);
    pair.handshake();
    assertThatThrownBy(() -> session(pair.server()).getPeerCertificates())
        .isInstanceOf(SSLPeerUnverifiedException.class);
  }

  private static Class<? extends SSLException> kindOf(Jsse jsse) {
    return jsse.throwsHandshakeExceptions() ? SSLHandshakeException.class : SSLException.class;
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void refusesAClientWithoutTheCertificateThatItNeeds(Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client.client(), server.server(), protocol);
    pair.server().engine().setNeedClientAuth(true);
    pair.run();
    assertThat(pair.server().failure()).isInstanceOf(kindOf(server));
    assertThat(pair.client().failure()).isInstanceOf(kindOf(client));
    if (server == Jsse.GLASSINE) {
      assertThat(pair.server().failure())
          .hasMessageContaining("a client certificate is required")
          .hasMessageContaining("What to do");
    }
    if (client == Jsse.GLASSINE) {
      assertThat(reason(pair.client().failure())).isEqualTo(Reason.PEER_ALERT_RECEIVED);
    }
  }

  // Trust

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void saysWhyAChainIsNotTrusted(String protocol) {
    X509Certificate stranger =
        new TestCa("Somebody else", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now())
            .certificate();
    SSLContext client = Jsse.GLASSINE.context(null, Jsse.trust(stranger));
    SslEnginePair pair = pair(client, Jsse.GLASSINE.server(), protocol).run();
    assertThat(pair.client().failure())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("unable to find valid certification path")
        .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class);
    assertThat(reason(pair.client().failure())).isEqualTo(Reason.UNKNOWN_ISSUER);
    assertThat(pair.server().failure())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("unknown_ca");
    assertThat(pair.client().engine().isOutboundDone()).isTrue();
    assertThat(pair.client().engine().getSession().isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void checksTheHostNameWhereAsked(boolean plainManager) {
    TrustManager[] trust = Jsse.trust(Jsse.CA.certificate());
    if (plainManager) {
      trust[0] = plain((X509TrustManager) trust[0]);
    }
    SSLContext client = Jsse.GLASSINE.context(null, trust);
    SSLEngine right = client.createSSLEngine("server.example.test", 443);
    SSLEngine wrong = client.createSSLEngine("other.example.test", 443);
    SSLEngine nameless = client.createSSLEngine();
    for (SSLEngine engine : List.of(right, wrong, nameless)) {
      engine.setUseClientMode(true);
      change(engine, p -> p.setEndpointIdentificationAlgorithm("HTTPS"));
    }
    withServer(right).handshake();
    SslEnginePair refused = withServer(wrong).run();
    assertThat(reason(refused.client().failure())).isEqualTo(Reason.WRONG_HOST);
    assertThat(refused.client().failure()).hasMessageContaining("other.example.test");
    assertThat(withServer(nameless).run().client().failure()).isNotNull();
  }

  private static SslEnginePair withServer(SSLEngine client) {
    SSLEngine server = Jsse.GLASSINE.server().createSSLEngine();
    server.setUseClientMode(false);
    return new SslEnginePair(client, server, TransportShape.COALESCED);
  }

  private static X509TrustManager plain(X509TrustManager manager) {
    return new X509TrustManager() {
      @Override
      public void checkClientTrusted(X509Certificate[] chain, String authType)
          throws CertificateException {
        manager.checkClientTrusted(chain, authType);
      }

      @Override
      public void checkServerTrusted(X509Certificate[] chain, String authType)
          throws CertificateException {
        manager.checkServerTrusted(chain, authType);
      }

      @Override
      public X509Certificate[] getAcceptedIssuers() {
        return manager.getAcceptedIssuers();
      }
    };
  }

  /** Notes what a handshake shows to a trust manager. */
  private static class NosyTrust extends X509ExtendedTrustManager {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      ExtendedSSLSession session = (ExtendedSSLSession) engine.getHandshakeSession();
      session.putValue("noted", "by the trust manager");
      seen.add(authType);
      seen.add(session.getProtocol());
      seen.add(session.getCipherSuite());
      seen.add(String.valueOf(session.getPeerHost()));
      seen.add(session.getRequestedServerNames().toString());
      seen.add(Arrays.toString(session.getLocalSupportedSignatureAlgorithms()));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      ExtendedSSLSession session = (ExtendedSSLSession) engine.getHandshakeSession();
      seen.add(authType);
      seen.add(Arrays.toString(session.getPeerSupportedSignatureAlgorithms()));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
      throw new AssertionError("an engine is no socket");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
      throw new AssertionError("an engine is no socket");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new AssertionError("an extended manager is shown the engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      throw new AssertionError("an extended manager is shown the engine");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void showsALiveHandshakeSessionToTrustManagers() {
    NosyTrust clientTrust = new NosyTrust();
    NosyTrust serverTrust = new NosyTrust();
    SSLContext client =
        Jsse.GLASSINE.context(Jsse.keys(Jsse.CLIENT), new TrustManager[] {clientTrust});
    SSLContext server =
        Jsse.GLASSINE.context(Jsse.keys(Jsse.SERVER), new TrustManager[] {serverTrust});
    SslEnginePair pair = pair(client, server, "TLSv1.3");
    pair.server().engine().setNeedClientAuth(true);
    pair.handshake();
    assertThat(clientTrust.seen.subList(0, 4))
        .containsExactly("UNKNOWN", "TLSv1.3", "TLS_AES_128_GCM_SHA256", "server.example.test");
    assertThat(clientTrust.seen.get(4)).contains("server.example.test");
    assertThat(clientTrust.seen.get(5)).contains("SHA256withECDSA", "RSASSA-PSS", "Ed25519");
    assertThat(serverTrust.seen.get(0)).isEqualTo("EC");
    assertThat(serverTrust.seen.get(1)).contains("SHA256withECDSA");
    assertThat(session(pair.client()).getValue("noted")).isEqualTo("by the trust manager");
    assertThat(pair.client().engine().getHandshakeSession()).isNull();
  }

  @Test
  void namesTheKeyExchangeToTrustManagersInTls12() {
    NosyTrust trust = new NosyTrust();
    SSLContext client = Jsse.GLASSINE.context(null, new TrustManager[] {trust});
    pair(client, Jsse.GLASSINE.server(), "TLSv1.2").handshake();
    assertThat(trust.seen.subList(0, 2)).containsExactly("ECDHE_ECDSA", "TLSv1.2");
  }

  @Test
  void endsTheHandshakeWhereATrustManagerBreaks() {
    NosyTrust broken =
        new NosyTrust() {
          @Override
          public void checkServerTrusted(
              X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new IllegalStateException("out of order");
          }
        };
    SSLContext client = Jsse.GLASSINE.context(null, new TrustManager[] {broken});
    SslEnginePair pair = pair(client, Jsse.GLASSINE.server()).run();
    assertThat(pair.client().failure())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("out of order")
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(pair.server().failure()).hasMessageContaining("internal_error");
  }

  // Keys

  /** A key manager that says what a test wants. */
  private static class ScriptedKeys extends X509ExtendedKeyManager {
    private final Credential credential;

    ScriptedKeys(Credential credential) {
      this.credential = credential;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
      return chooseServerAlias(keyType, issuers, null);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return "mine";
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return credential.key();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return credential.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }
  }

  private static SSLContext serverWith(KeyManager keys) {
    return Jsse.GLASSINE.context(new KeyManager[] {keys}, Jsse.trust(Jsse.CA.certificate()));
  }

  @Test
  void saysThatAKeyManagerChoseAnAliasWithoutAKey() {
    ScriptedKeys keyless =
        new ScriptedKeys(Jsse.SERVER) {
          @Override
          public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
          }
        };
    SslEnginePair pair = pair(Jsse.GLASSINE.client(), serverWith(keyless)).run();
    assertThat(pair.server().failure())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("alias \"mine\"")
        .hasMessageContaining("no private key");
    assertThat(pair.client().failure()).hasMessageContaining("handshake_failure");
  }

  @Test
  void saysThatAKeyDoesNotBelongToItsCertificate() {
    ScriptedKeys mixedUp =
        new ScriptedKeys(Jsse.SERVER) {
          @Override
          public PrivateKey getPrivateKey(String alias) {
            return Jsse.CLIENT.key();
          }
        };
    SslEnginePair pair = pair(Jsse.GLASSINE.client(), serverWith(mixedUp)).run();
    assertThat(pair.server().failure())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("does not belong to");
  }

  @Test
  void saysThatAServerHasNoKeyManager() {
    SSLContext server = Jsse.GLASSINE.context(null, null);
    SslEnginePair pair = pair(Jsse.GLASSINE.client(), server).run();
    assertThat(pair.server().failure())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("without an X509KeyManager");
  }

  @Test
  void takesAPlainKeyManagerToo() {
    ScriptedKeys scripted = new ScriptedKeys(Jsse.RSA_SERVER);
    X509KeyManager plain =
        (X509KeyManager)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {X509KeyManager.class},
                (proxy, method, arguments) -> method.invoke(scripted, arguments));
    SslEnginePair pair = pair(Jsse.GLASSINE.client(), serverWith(plain)).handshake();
    assertThat(session(pair.server()).getLocalCertificates()[0])
        .isEqualTo(Jsse.RSA_SERVER.certificate());
  }

  @Test
  void picksTheCertificateForTheServerName() throws Exception {
    Credential other = Jsse.CA.server(KeyKind.ECDSA_P256, "other.example.test");
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance("PKIX", new dev.glassine.jsse.GlassineProvider());
    factory.init(Jsse.keyStore(other, Jsse.SERVER), Jsse.password());
    SslEnginePair pair =
        pair(Jsse.GLASSINE.client(), serverWith(factory.getKeyManagers()[0])).handshake();
    assertThat(session(pair.server()).getLocalCertificates()[0])
        .isEqualTo(Jsse.SERVER.certificate());
    assertThat(session(pair.server()).getRequestedServerNames())
        .containsExactly(new SNIHostName("server.example.test"));
  }

  @Test
  void showsALiveHandshakeSessionToKeyManagers() {
    List<String> seen = new ArrayList<>();
    ScriptedKeys nosy =
        new ScriptedKeys(Jsse.SERVER) {
          @Override
          public @Nullable String chooseEngineServerAlias(
              String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
            ExtendedSSLSession session = (ExtendedSSLSession) engine.getHandshakeSession();
            seen.add(keyType);
            seen.add(session.getRequestedServerNames().toString());
            seen.add(session.getProtocol());
            seen.add(Arrays.toString(session.getPeerSupportedSignatureAlgorithms()));
            return "mine";
          }
        };
    pair(Jsse.GLASSINE.client(), serverWith(nosy), "TLSv1.3").handshake();
    assertThat(seen.get(0)).isEqualTo("EC");
    assertThat(seen.get(1)).contains("server.example.test");
    assertThat(seen.get(2)).isEqualTo("TLSv1.3");
    assertThat(seen.get(3)).contains("SHA256withECDSA");
  }

  // Server names

  @Test
  void sendsNoServerNameForAddressesAndSingleLabels() {
    for (String host : List.of("127.0.0.1", "localhost", "::1")) {
      SSLEngine client = Jsse.GLASSINE.client().createSSLEngine(host, 443);
      client.setUseClientMode(true);
      SslEnginePair pair = withServer(client).handshake();
      assertThat(session(pair.server()).getRequestedServerNames()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void turnsAwayNamesThatNoMatcherTakes(Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client.client(), server.server(), protocol);
    change(
        pair.server().engine(),
        p -> p.setSNIMatchers(List.of(SNIHostName.createSNIMatcher("other\\.test"))));
    pair.run();
    assertThat(pair.server().failure()).isInstanceOf(SSLException.class);
    if (server == Jsse.GLASSINE) {
      assertThat(reason(pair.server().failure())).isEqualTo(Reason.UNRECOGNIZED_NAME);
    }
    if (client == Jsse.GLASSINE) {
      assertThat(pair.client().failure()).hasMessageContaining("unrecognized_name");
    }
  }

  @Test
  void takesNamesThatAMatcherTakes() {
    SslEnginePair pair = ours();
    change(
        pair.server().engine(),
        p -> p.setSNIMatchers(List.of(SNIHostName.createSNIMatcher("server\\..*"))));
    pair.handshake();
  }

  // Application protocols

  @ParameterizedTest
  @MethodSource("pairings")
  void agreesOnAnApplicationProtocol(Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client.client(), server.server(), protocol);
    change(pair.client().engine(), p -> p.setApplicationProtocols(new String[] {"http/1.1", "h2"}));
    change(pair.server().engine(), p -> p.setApplicationProtocols(new String[] {"h2", "http/1.1"}));
    assertThat(pair.client().engine().getApplicationProtocol()).isNull();
    pair.handshake();
    assertThat(pair.client().engine().getApplicationProtocol()).isEqualTo("h2");
    assertThat(pair.server().engine().getApplicationProtocol()).isEqualTo("h2");
    assertThat(pair.server().engine().getHandshakeApplicationProtocol()).isNull();
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void fallsBackToNoApplicationProtocolWhereOneSideHasNone(
      Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client.client(), server.server(), protocol);
    change(pair.client().engine(), p -> p.setApplicationProtocols(new String[] {"h2"}));
    pair.handshake();
    assertThat(pair.client().engine().getApplicationProtocol()).isEmpty();
    assertThat(pair.server().engine().getApplicationProtocol()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void letsASelectorChoose(Jsse client, Jsse server, String protocol) {
    SslEnginePair pair = pair(client.client(), server.server(), protocol);
    change(pair.client().engine(), p -> p.setApplicationProtocols(new String[] {"one", "two"}));
    List<List<String>> offers = new ArrayList<>();
    pair.server()
        .engine()
        .setHandshakeApplicationProtocolSelector(
            (engine, offered) -> {
              offers.add(offered);
              return "two";
            });
    pair.handshake();
    assertThat(offers).containsExactly(List.of("one", "two"));
    assertThat(pair.client().engine().getApplicationProtocol()).isEqualTo("two");
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void letsASelectorDeclineOrRefuse(Jsse client, Jsse server, String protocol) {
    for (String choice : new String[] {"", "three", null}) {
      SslEnginePair pair = pair(client.client(), server.server(), protocol);
      change(pair.client().engine(), p -> p.setApplicationProtocols(new String[] {"one", "two"}));
      pair.server().engine().setHandshakeApplicationProtocolSelector((engine, offered) -> choice);
      pair.run();
      if (choice != null && choice.isEmpty()) {
        assertThat(pair.client().engine().getApplicationProtocol()).isEmpty();
      } else {
        assertThat(pair.server().failure()).isInstanceOf(SSLException.class);
        if (server == Jsse.GLASSINE) {
          assertThat(reason(pair.server().failure())).isEqualTo(Reason.NO_COMMON_PROTOCOL);
        }
      }
    }
  }

  // Suites, groups, schemes, sizes, constraints

  @Test
  void speaksTheSuiteThatIsNamed() {
    SslEnginePair pair = pair(Jsse.GLASSINE.client(), Jsse.SUN.server(), "TLSv1.2");
    String cbc = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256";
    assertThat(pair.client().engine().getEnabledCipherSuites()).doesNotContain(cbc);
    assertThat(pair.client().engine().getSupportedCipherSuites()).contains(cbc);
    pair.client().engine().setEnabledCipherSuites(new String[] {cbc});
    pair.handshake();
    assertThat(session(pair.client()).getCipherSuite()).isEqualTo(cbc);
    byte[] data = new byte[50_000];
    assertThat(pair.send(pair.client(), data)).isEqualTo(data);
    assertThat(pair.send(pair.server(), data)).isEqualTo(data);
  }

  @Test
  void explainsThatNoSuiteIsInCommon() {
    SslEnginePair pair = ours("TLSv1.3");
    pair.client().engine().setEnabledCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"});
    pair.server().engine().setEnabledCipherSuites(new String[] {"TLS_AES_256_GCM_SHA384"});
    pair.run();
    assertThat(reason(pair.server().failure())).isEqualTo(Reason.NO_COMMON_SUITE);
    assertThat(pair.server().failure())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("TLS_AES_128_GCM_SHA256")
        .hasMessageContaining("TLS_AES_256_GCM_SHA384");
    assertThat(pair.client().failure()).hasMessageContaining("handshake_failure");
  }

  @Test
  void letsTheSideDecideWhoseOrderOfSuitesCounts() {
    for (boolean serverDecides : new boolean[] {true, false}) {
      SslEnginePair pair = ours("TLSv1.3");
      change(
          pair.client().engine(),
          p ->
              p.setCipherSuites(new String[] {"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"}));
      change(
          pair.server().engine(),
          p -> {
            p.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"});
            p.setUseCipherSuitesOrder(serverDecides);
          });
      pair.handshake();
      assertThat(session(pair.client()).getCipherSuite())
          .isEqualTo(serverDecides ? "TLS_AES_128_GCM_SHA256" : "TLS_AES_256_GCM_SHA384");
    }
  }

  @Test
  void explainsThatNoGroupIsInCommon() {
    SslEnginePair pair = ours("TLSv1.3");
    change(pair.client().engine(), p -> p.setNamedGroups(new String[] {"x25519"}));
    change(
        pair.server().engine(), p -> p.setNamedGroups(new String[] {"secp384r1", "no-such-group"}));
    pair.run();
    assertThat(reason(pair.server().failure())).isEqualTo(Reason.NO_COMMON_GROUP);
  }

  @Test
  void retriesWithTheGroupThatTheServerHas() {
    SslEnginePair pair = ours("TLSv1.3");
    change(pair.server().engine(), p -> p.setNamedGroups(new String[] {"secp384r1"}));
    pair.handshake();
  }

  @Test
  void signsOnlyWithTheSchemesThatAreSet() {
    SslEnginePair pair = ours("TLSv1.3");
    change(
        pair.client().engine(), p -> p.setSignatureSchemes(new String[] {"rsa_pss_rsae_sha256"}));
    pair.run();
    assertThat(reason(pair.server().failure())).isEqualTo(Reason.NO_COMMON_CERTIFICATE);
    assertThat(pair.server().failure()).hasMessageContaining("[RSA]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void keepsRecordsToTheMaximumPacketSize(String protocol) throws Exception {
    SslEnginePair pair = ours(protocol);
    change(pair.client().engine(), p -> p.setMaximumPacketSize(1400));
    pair.handshake();
    ByteBuffers.assertRecordsUpTo(pair.client().engine(), new byte[10_000], 1400);
  }

  @Test
  void heedsAlgorithmConstraints() {
    AlgorithmConstraints noAes128 = new Refusing("TLS_AES_128_GCM_SHA256");
    SslEnginePair pair = ours("TLSv1.3");
    change(pair.client().engine(), p -> p.setAlgorithmConstraints(noAes128));
    pair.handshake();
    assertThat(session(pair.client()).getCipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");

    TrustManager[] trust = {plain((X509TrustManager) Jsse.trust(Jsse.CA.certificate())[0])};
    SslEnginePair refused =
        pair(Jsse.GLASSINE.context(null, trust), Jsse.GLASSINE.server(), "TLSv1.3");
    change(
        refused.client().engine(), p -> p.setAlgorithmConstraints(new Refusing("SHA256withECDSA")));
    refused.run();
    assertThat(refused.client().failure()).isInstanceOf(SSLHandshakeException.class);
  }

  private record Refusing(String algorithm) implements AlgorithmConstraints {
    @Override
    public boolean permits(
        Set<CryptoPrimitive> primitives, String name, @Nullable AlgorithmParameters parameters) {
      return !name.equals(algorithm);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
      return true;
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> primitives,
        String name,
        Key key,
        @Nullable AlgorithmParameters parameters) {
      return permits(primitives, name, parameters);
    }
  }

  @Test
  void saysWhatContradictsWhatInTheSettings() {
    SslEnginePair pair = ours();
    change(
        pair.client().engine(),
        p -> {
          p.setProtocols(new String[] {"TLSv1.3"});
          p.setCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        });
    assertThatThrownBy(() -> pair.client().engine().beginHandshake())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("no protocol version");
  }

  // Keying material

  @ParameterizedTest
  @MethodSource("pairings")
  void exportsTheSameKeyingMaterialOnBothSides(Jsse client, Jsse server, String protocol)
      throws Exception {
    SslEnginePair pair = pair(client.client(), server.server(), protocol).handshake();
    for (SslEnginePair.End end : List.of(pair.client(), pair.server())) {
      Jsse jsse = end == pair.client() ? client : server;
      if (!jsse.exports()) {
        assertThatThrownBy(() -> session(end).exportKeyingMaterialData("test", null, 32))
            .isInstanceOf(UnsupportedOperationException.class);
        return;
      }
    }
    for (byte[] context : new byte[][] {null, {}, {1, 2, 3}}) {
      byte[] ours =
          session(pair.client()).exportKeyingMaterialData("EXPERIMENTAL-test", context, 48);
      byte[] theirs =
          session(pair.server()).exportKeyingMaterialData("EXPERIMENTAL-test", context, 48);
      assertThat(ours).hasSize(48).isEqualTo(theirs);
      SecretKey key =
          session(pair.client()).exportKeyingMaterialKey("AES", "EXPERIMENTAL-test", context, 32);
      assertThat(key.getAlgorithm()).isEqualTo("AES");
      assertThat(key.getEncoded())
          .isEqualTo(
              session(pair.server()).exportKeyingMaterialData("EXPERIMENTAL-test", context, 32));
    }
  }

  @Test
  void showsTheNamesThatWereAskedFor() {
    List<SNIServerName> names = session(ours().handshake().client()).getRequestedServerNames();
    assertThat(names).containsExactly(new SNIHostName("server.example.test"));
  }
}
