package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.testkit.TransportShape;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionBindingEvent;
import javax.net.ssl.SSLSessionBindingListener;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which sessions are resumed, and what of them JSSE shows. A trust manager that counts tells a full
 * handshake from a resumed one, whoever the peer is.
 */
class SessionTest {
  /** Trusts everybody and counts how often it was asked. */
  private static final class CountingTrust extends X509ExtendedTrustManager {
    private int asked;

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      asked++;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      asked++;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      throw new CertificateException("not for sockets");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      throw new CertificateException("not for sockets");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private final CountingTrust clientTrust = new CountingTrust();
  private final CountingTrust serverTrust = new CountingTrust();

  private SSLContext client(Jsse jsse) {
    return jsse.context(jsse.keysFor(Jsse.CLIENT), new TrustManager[] {clientTrust});
  }

  private SSLContext server(Jsse jsse) {
    return jsse.context(jsse.keysFor(Jsse.SERVER), new TrustManager[] {serverTrust});
  }

  private static SslEnginePair connect(SSLContext client, SSLContext server, String... protocols) {
    return connectWith(SslEnginePair.of(client, server, TransportShape.COALESCED, protocols));
  }

  private static SslEnginePair connectWith(SslEnginePair pair) {
    pair.handshake();
    assertThat(pair.send(pair.server(), new byte[10])).hasSize(10);
    assertThat(pair.send(pair.client(), new byte[10])).hasSize(10);
    return pair;
  }

  private static ExtendedSSLSession session(SslEnginePair.End end) {
    return (ExtendedSSLSession) end.engine().getSession();
  }

  private static Reason reason(SslEnginePair.End end) {
    return end.expectFailure().getCause() instanceof TlsFailure failure
        ? failure.reason()
        : Reason.INTERNAL_ERROR;
  }

  static Stream<Arguments> pairings() {
    return SslEngineContractTest.pairings();
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void resumesAndStillKnowsThePeer(Jsse clientJsse, Jsse serverJsse, String protocol)
      throws Exception {
    SSLContext client = client(clientJsse);
    SSLContext server = server(serverJsse);
    for (int i = 0; i < 3; i++) {
      SslEnginePair pair = SslEnginePair.of(client, server, TransportShape.COALESCED, protocol);
      pair.server().engine().setNeedClientAuth(true);
      connectWith(pair);
      assertThat(session(pair.client()).getPeerCertificates()[0])
          .isEqualTo(Jsse.SERVER.certificate());
      assertThat(session(pair.server()).getPeerCertificates()[0])
          .isEqualTo(Jsse.CLIENT.certificate());
      assertThat(session(pair.client()).getLocalCertificates()[0])
          .isEqualTo(Jsse.CLIENT.certificate());
    }
    int fullHandshakes = clientJsse.resumes(protocol) && serverJsse.resumes(protocol) ? 1 : 3;
    assertThat(clientTrust.asked).isEqualTo(fullHandshakes);
    assertThat(serverTrust.asked).isEqualTo(fullHandshakes);
  }

  /** The PostgreSQL driver casts them, since the JDK's are. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void givesCertificatesInAnArrayOfX509Certificates(String protocol) throws Exception {
    SslEnginePair pair = connect(client(Jsse.GLASSINE), server(Jsse.GLASSINE), protocol);
    assertThat(session(pair.client()).getPeerCertificates()).isInstanceOf(X509Certificate[].class);
    assertThat(session(pair.server()).getLocalCertificates()).isInstanceOf(X509Certificate[].class);
  }

  /** Jetty compares it with the host of each request. */
  @ParameterizedTest
  @MethodSource("pairings")
  void stillKnowsItsOwnCertificateOnTheServer(Jsse clientJsse, Jsse serverJsse, String protocol) {
    SSLContext client = client(clientJsse);
    SSLContext server = server(serverJsse);
    for (int i = 0; i < 3; i++) {
      SslEnginePair pair = connect(client, server, protocol);
      assertThat(session(pair.server()).getLocalCertificates()[0])
          .isEqualTo(Jsse.SERVER.certificate());
      assertThat(session(pair.server()).getLocalPrincipal())
          .isEqualTo(Jsse.SERVER.certificate().getSubjectX500Principal());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void showsOneSessionToAllItsConnections(String protocol) {
    SSLContext client = client(Jsse.GLASSINE);
    SSLContext server = server(Jsse.GLASSINE);
    SSLSession first = session(connect(client, server, protocol).client());
    first.putValue("name", "value");
    SSLSession second = session(connect(client, server, protocol).client());
    assertThat(second.getId()).isEqualTo(first.getId()).hasSize(32);
    assertThat(second.getCreationTime()).isEqualTo(first.getCreationTime());
    assertThat(second.getValue("name")).isEqualTo("value");
    assertThat(second.getPeerHost()).isEqualTo("server.example.test");
    assertThat(second.getPeerPort()).isEqualTo(443);

    SSLSessionContext sessions = client.getClientSessionContext();
    assertThat(Collections.list(sessions.getIds())).containsExactly(first.getId());
    SSLSession found = sessions.getSession(first.getId());
    assertThat(found).isNotNull();
    assertThat(found.getCipherSuite()).isEqualTo(first.getCipherSuite());
    assertThatThrownBy(
            () -> ((ExtendedSSLSession) found).exportKeyingMaterialData("EXPERIMENTAL", null, 32))
        .isInstanceOf(SSLKeyException.class)
        .hasMessageContaining("connection");
    assertThat(sessions.getSession(new byte[32])).isNull();
    assertThat(server.getClientSessionContext().getSession(first.getId())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void resumesNoSessionThatWasInvalidated(String protocol) {
    SSLContext client = client(Jsse.GLASSINE);
    SSLContext server = server(Jsse.GLASSINE);
    SSLSession first = session(connect(client, server, protocol).client());
    assertThat(first.isValid()).isTrue();
    first.invalidate();
    assertThat(first.isValid()).isFalse();
    assertThat(Collections.list(client.getClientSessionContext().getIds())).isEmpty();
    SSLSession second = session(connect(client, server, protocol).client());
    assertThat(second.getId()).isNotEqualTo(first.getId());
    assertThat(clientTrust.asked).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void remembersNothingWithoutAHostOrForAnother(String protocol) {
    SSLContext client = client(Jsse.GLASSINE);
    SSLContext server = server(Jsse.GLASSINE);
    connect(client, server, protocol);
    for (SSLEngine engine :
        List.of(
            client.createSSLEngine(),
            client.createSSLEngine("other.example.test", 443),
            client.createSSLEngine("server.example.test", 444))) {
      engine.setUseClientMode(true);
      SSLEngine peer = server.createSSLEngine();
      peer.setUseClientMode(false);
      new SslEnginePair(engine, peer, TransportShape.COALESCED).handshake();
    }
    assertThat(clientTrust.asked).isEqualTo(4);
  }

  /** CVE-2025-23419: a session made without a client certificate opens nothing that needs one. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void resumesOnlyUnderTheSameClientAuthentication(String protocol) {
    SSLContext client = client(Jsse.GLASSINE);
    SSLContext server = server(Jsse.GLASSINE);
    connect(client, server, protocol);
    SslEnginePair strict = SslEnginePair.of(client, server, TransportShape.COALESCED, protocol);
    strict.server().engine().setNeedClientAuth(true);
    strict.handshake();
    assertThat(clientTrust.asked).isEqualTo(2);
    assertThat(serverTrust.asked).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void resumesOnlyUnderTheSameEndpointIdentification(String protocol) {
    SSLContext client = client(Jsse.GLASSINE);
    SSLContext server = server(Jsse.GLASSINE);
    connect(client, server, protocol);
    SslEnginePair checked = SslEnginePair.of(client, server, TransportShape.COALESCED, protocol);
    SSLParameters parameters = checked.client().engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    checked.client().engine().setSSLParameters(parameters);
    checked.handshake();
    assertThat(clientTrust.asked).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void makesNoNewSessionWhereThatIsForbidden(String protocol) {
    SSLContext client = client(Jsse.GLASSINE);
    SSLContext server = server(Jsse.GLASSINE);
    SslEnginePair refused = SslEnginePair.of(client, server, TransportShape.COALESCED, protocol);
    refused.client().engine().setEnableSessionCreation(false);
    refused.run();
    assertThat(refused.client().failure()).isInstanceOf(SSLHandshakeException.class);
    assertThat(reason(refused.client())).isEqualTo(Reason.NEW_SESSION_REFUSED);

    connect(client, server, protocol);
    SslEnginePair resumed = SslEnginePair.of(client, server, TransportShape.COALESCED, protocol);
    resumed.client().engine().setEnableSessionCreation(false);
    resumed.server().engine().setEnableSessionCreation(false);
    resumed.handshake();
    assertThat(clientTrust.asked).isEqualTo(1);

    SslEnginePair refusing =
        SslEnginePair.of(client(Jsse.GLASSINE), server, TransportShape.COALESCED, protocol);
    refusing.server().engine().setEnableSessionCreation(false);
    refusing.run();
    assertThat(reason(refusing.server())).isEqualTo(Reason.NEW_SESSION_REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void keepsNoMoreSessionsThanTheCacheMayHave(String protocol) {
    SSLContext client = client(Jsse.GLASSINE);
    SSLContext server = server(Jsse.GLASSINE);
    SSLSessionContext sessions = client.getClientSessionContext();
    sessions.setSessionCacheSize(3);
    for (int i = 0; i < 6; i++) {
      SSLEngine engine = client.createSSLEngine("server" + i + ".example.test", 443);
      engine.setUseClientMode(true);
      SSLEngine peer = server.createSSLEngine();
      peer.setUseClientMode(false);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setProtocols(new String[] {protocol});
      engine.setSSLParameters(parameters);
      connectWith(new SslEnginePair(engine, peer, TransportShape.COALESCED));
    }
    assertThat(Collections.list(sessions.getIds()).size()).isBetween(1, 3);
    assertThat(sessions.getSessionCacheSize()).isEqualTo(3);
  }

  @Test
  void refusesNegativeLimits() {
    SSLSessionContext sessions = client(Jsse.GLASSINE).getClientSessionContext();
    assertThatIllegalArgumentException().isThrownBy(() -> sessions.setSessionCacheSize(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> sessions.setSessionTimeout(-1));
    sessions.setSessionTimeout(0);
    assertThat(sessions.getSessionTimeout()).isZero();
  }

  @Test
  void tellsValuesWhenTheyAreBoundAndUnbound() {
    SSLSession session = session(connect(client(Jsse.GLASSINE), server(Jsse.GLASSINE)).client());
    List<String> told = new ArrayList<>();
    SSLSessionBindingListener value =
        new SSLSessionBindingListener() {
          @Override
          public void valueBound(SSLSessionBindingEvent event) {
            told.add("bound " + event.getName());
          }

          @Override
          public void valueUnbound(SSLSessionBindingEvent event) {
            told.add("unbound " + event.getName());
          }
        };
    session.putValue("a", value);
    session.putValue("a", "another");
    session.putValue("b", value);
    session.removeValue("b");
    assertThat(told).containsExactly("bound a", "unbound a", "bound b", "unbound b");
    assertThat(session.getValueNames()).containsExactly("a");
    assertThatIllegalArgumentException().isThrownBy(() -> session.putValue(nothing(), "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> session.getValue(nothing()));
  }

  @SuppressWarnings("NullAway") // what callers of an unannotated API may pass
  private static String nothing() {
    return (@Nullable String) null;
  }

  @Test
  void tellsBufferSizesThatFitEveryRecord() {
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      SSLSession session =
          session(connect(client(Jsse.GLASSINE), server(Jsse.GLASSINE), protocol).client());
      assertThat(session.getPacketBufferSize()).isGreaterThanOrEqualTo(16384 + 256 + 5);
      assertThat(session.getApplicationBufferSize()).isGreaterThanOrEqualTo(16384);
    }
  }
}
