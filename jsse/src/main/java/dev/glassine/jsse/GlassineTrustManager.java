package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * JSSE's trust manager over {@link Trust}. Connections of Glassine ask the trust directly; the
 * methods here are for programs, and for other providers. Thread-safe.
 */
final class GlassineTrustManager extends X509ExtendedTrustManager {
  private final Trust trust;

  GlassineTrustManager(Trust trust) {
    this.trust = trust;
  }

  Trust trust() {
    return trust;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge(Side.CLIENT, chain, authType, null, null);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge(Side.SERVER, chain, authType, null, null);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    judge(Side.CLIENT, chain, authType, null, null);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    if (socket instanceof SSLSocket ssl) {
      String algorithm = ssl.getSSLParameters().getEndpointIdentificationAlgorithm();
      SSLSession session = ssl.getHandshakeSession();
      judge(Side.SERVER, chain, authType, expectedName(algorithm, session), session);
    } else {
      judge(Side.SERVER, chain, authType, null, null);
    }
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    judge(Side.CLIENT, chain, authType, null, null);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    if (engine != null) {
      String algorithm = engine.getSSLParameters().getEndpointIdentificationAlgorithm();
      SSLSession session = engine.getHandshakeSession();
      judge(Side.SERVER, chain, authType, expectedName(algorithm, session), session);
    } else {
      judge(Side.SERVER, chain, authType, null, null);
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.anchors().toArray(X509Certificate[]::new);
  }

  private static @Nullable String expectedName(
      @Nullable String algorithm, @Nullable SSLSession session) throws CertificateException {
    if (algorithm == null || algorithm.isEmpty()) {
      return null;
    }
    String host = session == null ? null : session.getPeerHost();
    if (host == null || host.isEmpty()) {
      throw new CertificateException(
          "endpoint identification (" + algorithm + ") is on, but the peer's host is not known");
    }
    return host;
  }

  private void judge(
      Side presenter,
      X509Certificate[] chain,
      String authType,
      @Nullable String expectedName,
      @Nullable SSLSession session)
      throws CertificateException {
    if (chain == null || chain.length == 0 || authType == null || authType.isEmpty()) {
      throw new IllegalArgumentException(
          "a chain of at least one certificate and an authentication type are needed");
    }
    PresentedChain presented =
        new PresentedChain(
            presenter, Arrays.asList(chain), expectedName, stapled(session), Instant.now());
    if (trust.judge(presented)
        instanceof ChainVerdict.Refused(var reason, String detail, Exception cause)) {
      TlsFailure failure = TlsFailure.of(reason, detail, cause);
      throw new CertificateException(failure.getMessage(), failure);
    }
  }

  private static @Nullable Bytes stapled(@Nullable SSLSession session) {
    List<byte[]> responses =
        session instanceof ExtendedSSLSession extended ? extended.getStatusResponses() : List.of();
    return responses.isEmpty() || responses.getFirst().length == 0
        ? null
        : Bytes.copyOf(responses.getFirst());
  }
}
