package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.engine.Legacy;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.GlassineProvider;
import dev.glassine.testkit.TransportShape;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The old protocols by JSSE's names, in contexts that let them in and in those that do not. */
class LegacyProtocolsTest {
  private static final Legacy DOORS =
      Legacy.builder()
          .enableSsl2BrokenByDrown()
          .enableSsl3BrokenByPoodle()
          .enableTls10BrokenByBeast()
          .enableTls11Deprecated()
          .enableBrokenSuitesOfTheNineties()
          .build();

  private static SSLContext context(Provider provider) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS", provider);
    context.init(Jsse.keys(Jsse.RSA_SERVER), Jsse.trust(Jsse.CA.certificate()), null);
    return context;
  }

  private static SSLContext open() throws Exception {
    return context(Glassine.newContext().legacy(DOORS).provider());
  }

  private static SSLContext shut() throws Exception {
    return context(new GlassineProvider());
  }

  private static SSLEngine engine(SSLContext context, boolean client, String... protocols) {
    SSLEngine engine = context.createSSLEngine("localhost", 443);
    engine.setUseClientMode(client);
    engine.setEnabledProtocols(protocols);
    return engine;
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSLv2", "SSLv3", "TLSv1", "TLSv1.1"})
  void speaksWhatIsNamedThroughEngines(String protocol) throws Exception {
    SslEnginePair pair =
        new SslEnginePair(
                engine(open(), true, protocol),
                engine(open(), false, protocol),
                TransportShape.COALESCED)
            .handshake();

    assertThat(pair.client().engine().getSession().getProtocol()).isEqualTo(protocol);
    assertThat(pair.server().engine().getSession().getProtocol()).isEqualTo(protocol);
    assertThat(pair.client().engine().getSession().getPeerCertificates())
        .contains(Jsse.RSA_SERVER.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSLv2", "SSLv3", "TLSv1", "TLSv1.1"})
  void speaksWhatIsNamedThroughSockets(String protocol) throws Exception {
    byte[] data = new byte[100_000];
    Arrays.fill(data, (byte) 'x');
    try (Loopback server =
            Loopback.serving(
                open(),
                listening -> listening.setEnabledProtocols(new String[] {protocol}),
                socket -> {
                  InputStream in = socket.getInputStream();
                  socket.getOutputStream().write(in.readNBytes(data.length));
                });
        SSLSocket client = server.connect(open())) {
      client.setEnabledProtocols(new String[] {protocol});
      OutputStream out = client.getOutputStream();
      out.write(data);
      assertThat(client.getInputStream().readNBytes(data.length)).isEqualTo(data);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
      server.awaitServed();
    }
  }

  @Test
  void sendsItsHelloInTheFormatOfSsl20() throws Exception {
    SSLEngine client = engine(open(), true, "SSLv2Hello", "TLSv1");
    SslEnginePair pair =
        new SslEnginePair(
                client,
                engine(open(), false, "SSLv2Hello", "TLSv1", "TLSv1.2"),
                TransportShape.COALESCED)
            .handshake();

    assertThat(client.getEnabledProtocols()).containsExactly("TLSv1", "SSLv2Hello");
    assertThat(pair.server().engine().getSession().getProtocol()).isEqualTo("TLSv1");
  }

  @Test
  void takesNoHelloInThatFormatWhereItIsNotNamed() throws Exception {
    SslEnginePair pair =
        new SslEnginePair(
                engine(open(), true, "SSLv2Hello", "TLSv1"),
                engine(open(), false, "TLSv1"),
                TransportShape.COALESCED)
            .run();

    assertThat(pair.server().expectFailure()).hasMessageContaining("SSL 2.0 hello");
  }

  @Test
  void supportsOnlyWhatItSpeaks() throws Exception {
    assertThat(shut().getSupportedSSLParameters().getProtocols())
        .containsExactly("TLSv1.3", "TLSv1.2");
    assertThat(open().getSupportedSSLParameters().getProtocols())
        .containsExactly("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1", "SSLv3", "SSLv2", "SSLv2Hello");
    assertThat(open().createSSLEngine().getSupportedCipherSuites())
        .contains("SSL_CK_RC4_128_WITH_MD5", "TLS_RSA_WITH_RC4_128_MD5");
    assertThat(shut().createSSLEngine().getSupportedCipherSuites())
        .doesNotContain("SSL_CK_RC4_128_WITH_MD5", "TLS_RSA_WITH_RC4_128_MD5");
  }

  @Test
  void enablesNothingThatNobodyNames() throws Exception {
    SSLEngine modern = shut().createSSLEngine();
    SSLEngine engine = open().createSSLEngine();

    assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    assertThat(engine.getEnabledCipherSuites()).isEqualTo(modern.getEnabledCipherSuites());
    assertThat(open().getDefaultSSLParameters().getProtocols())
        .containsExactly("TLSv1.3", "TLSv1.2");
  }

  static Stream<String> everyOldName() {
    return Stream.of("SSLv2", "SSLv2Hello", "SSLv3", "TLSv1", "TLSv1.1");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("everyOldName")
  void refusesWhatIsNotLetIn(String protocol) throws Exception {
    SSLEngine engine = shut().createSSLEngine();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.setEnabledProtocols(new String[] {protocol}))
        .withMessageContaining("not available here");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                engine.setSSLParameters(
                    new SSLParameters(null, new String[] {"TLSv1.2", protocol})));
  }

  @Test
  void takesDoorsByNameForProgramsThatCannotCallThem() throws Exception {
    Provider provider =
        new GlassineProvider().configure("enableTls10BrokenByBeast, enableRc4BrokenByItsBiases");

    assertThat(context(provider).getSupportedSSLParameters().getProtocols())
        .containsExactly("TLSv1.3", "TLSv1.2", "TLSv1");
    assertThat(new GlassineProvider().getService("SSLContext", "TLS")).isNotNull();
    assertThat(shut().getSupportedSSLParameters().getProtocols()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ssl3", "enableTls10", "enableSsl3BrokenByPoodle everything"})
  void refusesWordsThatLetNothingIn(String words) {
    assertThatThrownBy(() -> new GlassineProvider().configure(words))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("lets nothing in");
  }

  @Test
  void failsWithAReasonWhereThePeerHasOnlyWhatIsNewer() throws Exception {
    SslEnginePair pair =
        new SslEnginePair(
                engine(open(), true, "SSLv3"),
                engine(shut(), false, "TLSv1.2"),
                TransportShape.COALESCED)
            .run();

    assertThat(pair.server().expectFailure()).hasMessageContaining("no protocol version in common");
    assertThat(pair.client().expectFailure()).hasMessageContaining("protocol_version");
  }
}
