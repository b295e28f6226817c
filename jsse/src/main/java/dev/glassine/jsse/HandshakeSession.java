package dev.glassine.jsse;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * A session while its handshake is going on: what managers see when they choose and judge. It shows
 * what is known so far. Thread-safe.
 */
final class HandshakeSession extends RootedSession {
  private final HandshakeWatch watch;
  private final GlassineSessionContext context;
  private final List<SignatureScheme> localSchemes;
  private volatile List<X509Certificate> peerCertificates = List.of();
  private volatile List<X509Certificate> localCertificates = List.of();
  private volatile @Nullable Bytes ocspResponse;

  HandshakeSession(
      HandshakeWatch watch,
      GlassineSessionContext context,
      List<SignatureScheme> localSchemes,
      @Nullable String peerHost,
      int peerPort) {
    super(new SessionRoot(Bytes.EMPTY, System.currentTimeMillis()), peerHost, peerPort);
    this.watch = watch;
    this.context = context;
    this.localSchemes = localSchemes;
  }

  /** A chain is about to be judged, with what is stapled to it. */
  void judging(@Nullable Bytes stapled) {
    ocspResponse = stapled;
  }

  /** This side chose what to present. */
  void presenting(List<X509Certificate> chain) {
    localCertificates = chain;
  }

  /** The chain was accepted. */
  void accepted(List<X509Certificate> chain) {
    peerCertificates = chain;
  }

  @Override
  public SSLSessionContext getSessionContext() {
    return context;
  }

  @Override
  public void invalidate() {
    root().invalidate();
  }

  @Override
  public boolean isValid() {
    return !root().isInvalidated();
  }

  /** The certificates that this side has accepted. */
  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    if (peerCertificates.isEmpty()) {
      throw new SSLPeerUnverifiedException(
          "the handshake has not authenticated the peer yet; a trust manager is given the chain to"
              + " check as an argument");
    }
    return peerCertificates.toArray(X509Certificate[]::new);
  }

  /** What this side has chosen to present, or null. */
  @Override
  public Certificate @Nullable [] getLocalCertificates() {
    return localCertificates.isEmpty() ? null : localCertificates.toArray(X509Certificate[]::new);
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    return ((X509Certificate) getPeerCertificates()[0]).getSubjectX500Principal();
  }

  @Override
  public @Nullable Principal getLocalPrincipal() {
    return localCertificates.isEmpty()
        ? null
        : localCertificates.getFirst().getSubjectX500Principal();
  }

  @Override
  public String getCipherSuite() {
    CipherSuite suite = watch.suite();
    return suite == null ? SuiteNames.NONE : suite.name();
  }

  @Override
  public String getProtocol() {
    ProtocolVersion version = watch.version();
    return version == null ? ProtocolNames.NONE : ProtocolNames.of(version);
  }

  @Override
  public int getPacketBufferSize() {
    return PacketSizes.UNDECIDED;
  }

  @Override
  public String[] getLocalSupportedSignatureAlgorithms() {
    return SchemeNames.algorithms(localSchemes);
  }

  @Override
  public String[] getPeerSupportedSignatureAlgorithms() {
    return SchemeNames.algorithms(watch.peerSchemes());
  }

  @Override
  public List<SNIServerName> getRequestedServerNames() {
    return watch.serverNames();
  }

  @Override
  public List<byte[]> getStatusResponses() {
    Bytes response = ocspResponse;
    return response == null ? List.of() : List.of(response.toArray());
  }
}
