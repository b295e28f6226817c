package dev.glassine.core.handshake.tls13;

import dev.glassine.core.handshake.ClientOffer;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.CertificateRequest;
import dev.glassine.core.wire.HelloRetryRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a TLS 1.3 client's handshake stands (RFC 9846 §A.1), from the second hello or the
 * ServerHello on.
 */
final class ClientStates {
  private ClientStates() {}

  /** The second hello is out; {@code request} asked for it. */
  record WaitServerHello(ClientOffer offer, HelloRetryRequest request) implements State {}

  /** The ServerHello settled suite, group and whether a session is resumed. */
  record WaitEncryptedExtensions(Hellos hellos) implements State {}

  /** The server authenticates by certificate, and may ask for ours first. */
  record WaitCertificateOrRequest(Parameters parameters) implements State {}

  /** The server asked for our certificate. */
  record WaitCertificate(Parameters parameters, CertificateRequest request) implements State {}

  /** The server's chain is being judged. */
  record WaitVerdict(
      Parameters parameters, @Nullable CertificateRequest request, PresentedChain presented)
      implements State {}

  /** The chain was accepted; whether the server holds its key comes now. */
  record WaitCertificateVerify(
      Parameters parameters, @Nullable CertificateRequest request, AcceptedChain chain)
      implements State {}

  /** The server has authenticated itself, by certificate or by the session's key. */
  record WaitFinished(
      Parameters parameters, @Nullable CertificateRequest request, PeerIdentity server)
      implements State {}

  /** Our certificate is being chosen. */
  record WaitCredential(Finishing finishing, CertificateRequest request) implements State {}

  /** Our Certificate is out; its key is signing. */
  record WaitSignature(Finishing finishing, Credential credential, SignatureScheme scheme)
      implements State {}

  /**
   * Application data flows.
   *
   * @param tickets makes sessions of the tickets that arrive; null where nobody remembers them
   */
  record Connected(
      Traffic traffic, PeerIdentity server, GoodFinished finished, @Nullable ClientTickets tickets)
      implements State {}

  /** What the hellos agreed on. */
  record Hellos(
      ClientOffer offer,
      CipherSuite suite,
      NamedGroup group,
      @Nullable SessionState resumed,
      HandshakeSecrets secrets) {}

  /** What EncryptedExtensions added. */
  record Parameters(Hellos hellos, @Nullable String protocol, RecordLimits limits) {}

  /** The server is done; our last flight is under way. */
  record Finishing(
      Parameters parameters,
      PeerIdentity server,
      GoodFinished finished,
      ApplicationSecrets secrets) {}

  /**
   * Our part of client authentication, once it is over: null where we were not asked or had
   * nothing.
   */
  record Presented(Credential credential, SignatureScheme scheme) {}
}
