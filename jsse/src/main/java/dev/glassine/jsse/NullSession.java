package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.wire.Bytes;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * The session of a connection that has none: before a handshake, or after one that failed. It is
 * not valid and has no id. Thread-safe.
 */
final class NullSession extends RootedSession {
  private final @Nullable TlsFailure failure;

  /**
   * None.
   *
   * @param failure of the handshake that it stands for, or null
   */
  NullSession(@Nullable String peerHost, int peerPort, @Nullable TlsFailure failure) {
    super(new SessionRoot(Bytes.EMPTY, System.currentTimeMillis()), peerHost, peerPort);
    this.failure = failure;
  }

  @Override
  public @Nullable TlsFailure failure() {
    return failure;
  }

  @Override
  public @Nullable SSLSessionContext getSessionContext() {
    return null;
  }

  @Override
  public void invalidate() {
    // it never was valid
  }

  @Override
  public boolean isValid() {
    return false;
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    throw unverified();
  }

  @Override
  public Certificate @Nullable [] getLocalCertificates() {
    return null;
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    throw unverified();
  }

  @Override
  public @Nullable Principal getLocalPrincipal() {
    return null;
  }

  @Override
  public String getCipherSuite() {
    return SuiteNames.NONE;
  }

  @Override
  public String getProtocol() {
    return ProtocolNames.NONE;
  }

  @Override
  public int getPacketBufferSize() {
    return PacketSizes.UNDECIDED;
  }

  @Override
  public String[] getLocalSupportedSignatureAlgorithms() {
    return new String[0];
  }

  @Override
  public String[] getPeerSupportedSignatureAlgorithms() {
    return new String[0];
  }

  @Override
  public List<SNIServerName> getRequestedServerNames() {
    return List.of();
  }

  @Override
  public List<byte[]> getStatusResponses() {
    return List.of();
  }

  private static SSLPeerUnverifiedException unverified() {
    return new SSLPeerUnverifiedException(
        "no handshake has been completed, so the peer is not authenticated");
  }
}
