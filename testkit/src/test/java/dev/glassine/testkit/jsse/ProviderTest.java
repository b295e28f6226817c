package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.identity.Credential;
import dev.glassine.jsse.GlassineProvider;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TransportShape;
import java.io.InputStream;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider, its services, and what it says to those who use them wrongly. */
class ProviderTest {
  private static final Provider GLASSINE = new GlassineProvider();

  @Test
  void isFoundByName() throws Exception {
    // For the security properties' list of providers: on the class path, and on the module path
    try (InputStream services =
        GlassineProvider.class
            .getClassLoader()
            .getResourceAsStream("META-INF/services/java.security.Provider")) {
      assertThat(services).isNotNull();
    }
    Module module = GlassineProvider.class.getModule();
    if (module.isNamed()) {
      assertThat(module.getDescriptor().provides())
          .anyMatch(
              provided ->
                  provided.service().equals("java.security.Provider")
                      && provided.providers().contains(GlassineProvider.class.getName()));
    }
    Security.addProvider(GLASSINE);
    try {
      SSLContext context = SSLContext.getInstance("TLS", GlassineProvider.NAME);
      assertThat(context.getProvider().getName()).isEqualTo("Glassine");
      assertThat(Security.getProvider("Glassine").getInfo()).isNotEmpty();
    } finally {
      Security.removeProvider(GlassineProvider.NAME);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS", "TLSv1.3", "TLSv1.2", "Default"})
  void enablesTheVersionsOfItsContext(String algorithm) throws Exception {
    SSLContext context = SSLContext.getInstance(algorithm, GLASSINE);
    if (!algorithm.equals("Default")) {
      context.init(null, null, null);
    }
    String[] expected =
        algorithm.equals("TLSv1.2")
            ? new String[] {"TLSv1.2"}
            : new String[] {"TLSv1.3", "TLSv1.2"};
    assertThat(context.getDefaultSSLParameters().getProtocols()).containsExactly(expected);
    assertThat(context.createSSLEngine().getEnabledProtocols()).containsExactly(expected);
    assertThat(((SSLSocket) context.getSocketFactory().createSocket()).getEnabledProtocols())
        .containsExactly(expected);
    assertThat(context.getSupportedSSLParameters().getProtocols())
        .containsExactly("TLSv1.3", "TLSv1.2");
    assertThat(context.getSupportedSSLParameters().getCipherSuites())
        .containsAll(Arrays.asList(context.getDefaultSSLParameters().getCipherSuites()));
  }

  @Test
  void saysThatAContextIsNotInitialised() {
    SSLContext context = Jsse.GLASSINE.context("TLS");
    assertThatIllegalStateException()
        .isThrownBy(context::createSSLEngine)
        .withMessageContaining("init");
    assertThatIllegalStateException().isThrownBy(context::getSocketFactory);
    assertThatIllegalStateException().isThrownBy(context::getServerSocketFactory);
    assertThatIllegalStateException().isThrownBy(context::getClientSessionContext);
  }

  @Test
  void refusesToInitialiseTheDefaultContext() {
    SSLContext context = Jsse.GLASSINE.context("Default");
    assertThatThrownBy(() -> context.init(null, null, null))
        .isInstanceOf(KeyManagementException.class);
  }

  @Test
  void trustsNobodyWithoutTrustManagers() {
    SSLContext client = Jsse.GLASSINE.context(null, new TrustManager[0]);
    SslEnginePair pair =
        SslEnginePair.of(client, Jsse.GLASSINE.server(), TransportShape.COALESCED).run();
    assertThat(pair.client().failure()).hasMessageContaining("nobody is trusted");
  }

  // Names

  private static SSLEngine engine() {
    return Jsse.GLASSINE.client().createSSLEngine();
  }

  @Test
  void namesTheSuiteThatSomebodyMayHaveMeant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine().setEnabledCipherSuites(new String[] {"TLS_AES_128_GCM_SHA265"}))
        .withMessageContaining("did you mean TLS_AES_128_GCM_SHA256?");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> engine().setEnabledCipherSuites(new String[] {"ECDHE-RSA-AES128-GCM-SHA256"}))
        .withMessageContaining("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine().setEnabledCipherSuites(new String[] {"nonsense"}))
        .withMessageNotContaining("did you mean");
  }

  @Test
  void saysWhatSpeaksAgainstASuite() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> engine().setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_RC4_128_SHA"}))
        .withMessageContaining("not supported here: ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> engine().setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_GCM_SHA256"}))
        .withMessageContaining("forward secrecy");
  }

  @Test
  void leavesOutTheRenegotiationSignal() {
    SSLEngine engine = engine();
    engine.setEnabledCipherSuites(
        new String[] {"TLS_EMPTY_RENEGOTIATION_INFO_SCSV", "TLS_AES_128_GCM_SHA256"});
    assertThat(engine.getEnabledCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
  }

  @Test
  void namesTheProtocolThatSomebodyMayHaveMeant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine().setEnabledProtocols(new String[] {"TLS1.3"}))
        .withMessageContaining("did you mean TLSv1.3?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine().setEnabledProtocols(new String[] {"TLSv1.1"}))
        .withMessageContaining("broken or deprecated");
  }

  @Test
  void namesTheGroupOrSchemeThatSomebodyMayHaveMeant() {
    SSLEngine engine = engine();
    SSLParameters groups = engine.getSSLParameters();
    groups.setNamedGroups(new String[] {"x22519"});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.setSSLParameters(groups))
        .withMessageContaining("did you mean x25519?");
    SSLParameters schemes = engine.getSSLParameters();
    schemes.setSignatureSchemes(new String[] {"ecdsa_secp256r1_sha265"});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.setSSLParameters(schemes))
        .withMessageContaining("did you mean ecdsa_secp256r1_sha256?");
  }

  @Test
  void changesNothingWhereSomethingIsRefused() {
    SSLEngine engine = engine();
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.2"});
    parameters.setNeedClientAuth(true);
    parameters.setCipherSuites(new String[] {"nonsense"});
    assertThatIllegalArgumentException().isThrownBy(() -> engine.setSSLParameters(parameters));
    assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    assertThat(engine.getNeedClientAuth()).isFalse();
  }

  @Test
  void givesBackTheParametersThatWereSet() {
    SSLEngine engine = engine();
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setNamedGroups(new String[] {"x25519", "unheard-of"});
    parameters.setSignatureSchemes(new String[] {"ed25519"});
    parameters.setMaximumPacketSize(1500);
    parameters.setUseCipherSuitesOrder(false);
    parameters.setEnableRetransmissions(false);
    parameters.setWantClientAuth(true);
    engine.setSSLParameters(parameters);
    SSLParameters back = engine.getSSLParameters();
    assertThat(back.getApplicationProtocols()).containsExactly("h2");
    assertThat(back.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(back.getNamedGroups()).containsExactly("x25519", "unheard-of");
    assertThat(back.getSignatureSchemes()).containsExactly("ed25519");
    assertThat(back.getMaximumPacketSize()).isEqualTo(1500);
    assertThat(back.getUseCipherSuitesOrder()).isFalse();
    assertThat(back.getEnableRetransmissions()).isFalse();
    assertThat(back.getWantClientAuth()).isTrue();
    assertThat(engine.getWantClientAuth()).isTrue();
    engine.setNeedClientAuth(true);
    assertThat(engine.getWantClientAuth()).isFalse();
  }

  @Test
  void offersTheSuitesOfTheEnabledVersions() {
    SSLEngine engine = engine();
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    assertThat(engine.getEnabledCipherSuites())
        .isNotEmpty()
        .allMatch(suite -> suite.startsWith("TLS_AES") || suite.startsWith("TLS_CHACHA20"));
  }

  // Managers of our own

  private static KeyManagerFactory keyFactory() throws Exception {
    return KeyManagerFactory.getInstance("PKIX", GLASSINE);
  }

  private static TrustManagerFactory trustFactory() throws Exception {
    return TrustManagerFactory.getInstance("PKIX", GLASSINE);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.EnumSource(Jsse.class)
  void makesManagersThatServeEitherProvider(Jsse jsse) throws Exception {
    KeyManagerFactory serverKeys = keyFactory();
    serverKeys.init(Jsse.keyStore(Jsse.RSA_SERVER, Jsse.SERVER), Jsse.password());
    KeyManagerFactory clientKeys = keyFactory();
    clientKeys.init(
        new KeyStoreBuilderParameters(
            KeyStore.Builder.newInstance(
                Jsse.keyStore(Jsse.CLIENT), new KeyStore.PasswordProtection(Jsse.password()))));
    TrustManagerFactory trust = trustFactory();
    trust.init(Jsse.trustStore(Jsse.CA.certificate()));
    SSLContext client = jsse.context(clientKeys.getKeyManagers(), trust.getTrustManagers());
    SSLContext server = jsse.context(serverKeys.getKeyManagers(), trust.getTrustManagers());
    SslEnginePair pair = SslEnginePair.of(client, server, TransportShape.COALESCED);
    pair.server().engine().setNeedClientAuth(true);
    SSLParameters parameters = pair.client().engine().getSSLParameters();
    if (jsse == Jsse.GLASSINE) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      pair.client().engine().setSSLParameters(parameters);
    }
    pair.handshake();
    assertThat(pair.server().engine().getSession().getPeerPrincipal().getName())
        .isEqualTo("CN=somebody");
  }

  @Test
  void refusesAWrongNameWithOurOwnTrustManager() throws Exception {
    TrustManagerFactory trust = trustFactory();
    trust.init(Jsse.trustStore(Jsse.CA.certificate()));
    for (Jsse jsse : Jsse.values()) {
      SSLContext client = jsse.context(null, trust.getTrustManagers());
      SSLEngine engine = client.createSSLEngine("other.example.test", 443);
      engine.setUseClientMode(true);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
      SSLEngine server = Jsse.GLASSINE.server().createSSLEngine();
      server.setUseClientMode(false);
      SslEnginePair pair = new SslEnginePair(engine, server, TransportShape.COALESCED).run();
      assertThat(pair.client().expectFailure()).hasStackTraceContaining("other.example.test");
    }
  }

  @Test
  void answersAsTheContractOfKeyManagersSays() throws Exception {
    Credential ed25519 = Jsse.CA.server(KeyKind.ED25519, "localhost");
    KeyManagerFactory factory = keyFactory();
    assertThatIllegalStateException().isThrownBy(factory::getKeyManagers);
    factory.init(Jsse.keyStore(Jsse.SERVER, Jsse.RSA_SERVER, ed25519), Jsse.password());
    X509ExtendedKeyManager keys = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    assertThat(keys.getServerAliases("EC", null)).containsExactly("key0");
    assertThat(keys.getServerAliases("DSA", null)).isNull();
    assertThat(keys.chooseEngineServerAlias("RSA", null, null)).isEqualTo("key1");
    assertThat(keys.chooseClientAlias(new String[] {"EdDSA", "EC"}, null, null)).isEqualTo("key2");
    assertThat(
            keys.chooseClientAlias(
                new String[] {"EC"},
                new java.security.Principal[] {
                  new javax.security.auth.x500.X500Principal("CN=Nobody")
                },
                null))
        .isNull();
    assertThat(keys.getPrivateKey("key0")).isEqualTo(Jsse.SERVER.key());
    assertThat(keys.getCertificateChain("key1")).hasSize(2);
    assertThat(keys.getPrivateKey("nobody")).isNull();
    KeyManagerFactory empty = keyFactory();
    empty.init(null, null);
    assertThat(((X509KeyManager) empty.getKeyManagers()[0]).getServerAliases("EC", null)).isNull();
  }

  @Test
  void answersAsTheContractOfTrustManagersSays() throws Exception {
    TrustManagerFactory factory = trustFactory();
    assertThatIllegalStateException().isThrownBy(factory::getTrustManagers);
    factory.init(Jsse.trustStore(Jsse.CA.certificate()));
    X509ExtendedTrustManager trust = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    X509Certificate[] chain = Jsse.SERVER.chain().toArray(X509Certificate[]::new);
    trust.checkServerTrusted(chain, "UNKNOWN");
    assertThatThrownBy(() -> trust.checkClientTrusted(chain, "EC"))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("not meant for this use");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trust.checkServerTrusted(new X509Certificate[0], "UNKNOWN"));
    assertThat(trust.getAcceptedIssuers()).containsExactly(Jsse.CA.certificate());
  }

  @Test
  void leavesParametersOfPkixToTheJdk() throws Exception {
    TrustManagerFactory factory = trustFactory();
    PKIXBuilderParameters pkix =
        new PKIXBuilderParameters(
            Set.of(new TrustAnchor(Jsse.CA.certificate(), null)), new X509CertSelector());
    pkix.setRevocationEnabled(false);
    factory.init(new CertPathTrustManagerParameters(pkix));
    X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
    trust.checkServerTrusted(Jsse.SERVER.chain().toArray(X509Certificate[]::new), "UNKNOWN");
    SSLContext client = Jsse.GLASSINE.context(null, factory.getTrustManagers());
    SslEnginePair.of(client, Jsse.GLASSINE.server(), TransportShape.COALESCED).handshake();
  }

  @Test
  void worksForTheWholeProgramWhereItComesFirst() throws Exception {
    Security.insertProviderAt(GLASSINE, 1);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      assertThat(context.getProvider().getName()).isEqualTo("Glassine");
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(Jsse.keyStore(Jsse.SERVER), Jsse.password());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(Jsse.trustStore(Jsse.CA.certificate()));
      assertThat(List.of(keys.getProvider().getName(), trust.getProvider().getName()))
          .containsOnly("Glassine");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      SslEnginePair.of(context, context, TransportShape.COALESCED).handshake();
      SSLContext.getInstance("TLS").init(null, null, null);
    } finally {
      Security.removeProvider(GlassineProvider.NAME);
    }
  }
}
