package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.crypto.SecretKey;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * A session as one of its connections sees it: facts of this connection over a root that all of
 * them share. Thread-safe.
 */
final class GlassineSession extends RootedSession {
  /**
   * What a completed handshake says.
   *
   * @param info what was agreed on
   * @param peerHost whom the connection was made for, or null
   * @param peerPort -1 for none
   * @param serverNames that the client asked for
   * @param localSchemes what this side verifies
   * @param peerSchemes what the peer verifies
   * @param localCertificates ours, of the first handshake where this one resumed it
   * @param ocspResponse stapled by the server, now or in the first handshake, or null
   */
  record Facts(
      ConnectionInfo info,
      @Nullable String peerHost,
      int peerPort,
      List<SNIServerName> serverNames,
      List<SignatureScheme> localSchemes,
      List<SignatureScheme> peerSchemes,
      List<X509Certificate> localCertificates,
      @Nullable Bytes ocspResponse) {}

  private final Facts facts;
  private final @Nullable GlassineSessionContext context;
  private final @Nullable KeyingMaterial material;

  /**
   * A session.
   *
   * @param context where it is remembered, or null for nowhere
   * @param material exports keys of the connection; null where there is no connection any more
   */
  GlassineSession(
      SessionRoot root,
      Facts facts,
      @Nullable GlassineSessionContext context,
      @Nullable KeyingMaterial material) {
    super(root, facts.peerHost(), facts.peerPort());
    this.facts = facts;
    this.context = context;
    this.material = material;
  }

  /** The same for the cache, which must not hold the connection. */
  GlassineSession withoutConnection() {
    return material == null ? this : new GlassineSession(root(), facts, context, null);
  }

  Facts facts() {
    return facts;
  }

  @Override
  public ConnectionInfo info() {
    return facts.info();
  }

  /** Of the connection, which may have failed since. */
  @Override
  public @Nullable TlsFailure failure() {
    return material == null ? null : material.failure();
  }

  @Override
  public @Nullable Bytes channelBinding(ChannelBinding kind) {
    if (material == null) {
      throw new IllegalStateException(
          "a channel binding belongs to a connection: ask the session of a socket or engine, not"
              + " one from a session context");
    }
    return material.channelBinding(kind);
  }

  @Override
  public @Nullable SSLSessionContext getSessionContext() {
    return context;
  }

  /** No connection resumes it any more; those that are open go on. */
  @Override
  public void invalidate() {
    root().invalidate();
    if (context != null) {
      context.forget(root());
    }
  }

  @Override
  public boolean isValid() {
    return !root().isInvalidated() && (context == null || context.isFresh(root().created()));
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    if (facts.info().peerCertificates().isEmpty()) {
      throw new SSLPeerUnverifiedException(
          "the peer presented no certificate; a server gets one only with setWantClientAuth or"
              + " setNeedClientAuth");
    }
    return facts.info().peerCertificates().toArray(X509Certificate[]::new);
  }

  @Override
  public Certificate @Nullable [] getLocalCertificates() {
    return facts.localCertificates().isEmpty()
        ? null
        : facts.localCertificates().toArray(X509Certificate[]::new);
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    return ((X509Certificate) getPeerCertificates()[0]).getSubjectX500Principal();
  }

  @Override
  public @Nullable Principal getLocalPrincipal() {
    return facts.localCertificates().isEmpty()
        ? null
        : facts.localCertificates().getFirst().getSubjectX500Principal();
  }

  @Override
  public String getCipherSuite() {
    return facts.info().suite().name();
  }

  @Override
  public String getProtocol() {
    return ProtocolNames.of(facts.info().version());
  }

  @Override
  public int getPacketBufferSize() {
    return PacketSizes.packet(facts.info().version());
  }

  @Override
  public int getApplicationBufferSize() {
    return PacketSizes.application(facts.info().version());
  }

  @Override
  public String[] getLocalSupportedSignatureAlgorithms() {
    return SchemeNames.algorithms(facts.localSchemes());
  }

  @Override
  public String[] getPeerSupportedSignatureAlgorithms() {
    return SchemeNames.algorithms(facts.peerSchemes());
  }

  @Override
  public List<SNIServerName> getRequestedServerNames() {
    return facts.serverNames();
  }

  @Override
  public List<byte[]> getStatusResponses() {
    Bytes response = facts.ocspResponse();
    return response == null ? List.of() : List.of(response.toArray());
  }

  @Override
  public SecretKey exportKeyingMaterialKey(
      String keyAlg, String label, byte @Nullable [] context, int length) throws SSLKeyException {
    return connection().key(keyAlg, label, context, length);
  }

  @Override
  public byte[] exportKeyingMaterialData(String label, byte @Nullable [] context, int length)
      throws SSLKeyException {
    return connection().data(label, context, length);
  }

  private KeyingMaterial connection() throws SSLKeyException {
    if (material == null) {
      throw new SSLKeyException(
          "keying material belongs to a connection: ask the session of a socket or engine, not one"
              + " from a session context");
    }
    return material;
  }
}
