package dev.glassine.core.handshake.tls13;

import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.handshake.tls13.ServerChoice.Chosen;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import org.jspecify.annotations.Nullable;

/** Where a TLS 1.3 server's handshake stands (RFC 9846 §A.2), from the ClientHello on. */
final class ServerStates {
  private ServerStates() {}

  /** A HelloRetryRequest is out. */
  record WaitSecondHello(HelloRetry.Asked asked, Transcript transcript) implements State {}

  /** The store is asked for the session of the first ticket. */
  record WaitSession(Received received) implements State {}

  /** The application protocol is being chosen. */
  record WaitProtocol(Chosen chosen) implements State {}

  /** Our certificate is being chosen. */
  record WaitCredential(Chosen chosen, @Nullable String protocol) implements State {}

  /** Our Certificate is out; its key is signing. */
  record WaitSignature(Agreed agreed, Credential credential, SignatureScheme scheme)
      implements State {}

  /** Our flight is out; the client was asked for its certificate. */
  record WaitCertificate(Sent sent) implements State {}

  /** The client's chain is being judged. */
  record WaitVerdict(Sent sent, PresentedChain presented) implements State {}

  /** The chain was accepted; whether the client holds its key comes now. */
  record WaitCertificateVerify(Sent sent, AcceptedChain chain) implements State {}

  /** All that is due is the client's Finished. */
  record WaitFinished(Sent sent, PeerIdentity client) implements State {}

  /** Application data flows. */
  record Connected(Traffic traffic, PeerIdentity client, GoodFinished finished) implements State {}

  /**
   * A hello as it arrived.
   *
   * @param transcript what came before it
   * @param asked what the HelloRetryRequest asked for, or null where there was none
   */
  record Received(
      ClientHello hello, Bytes raw, Transcript transcript, HelloRetry.@Nullable Asked asked) {}

  /** What the hellos agreed on, and EncryptedExtensions said. */
  record Agreed(
      ClientHello hello,
      CipherSuite suite,
      NamedGroup group,
      @Nullable SessionState resumed,
      @Nullable String protocol,
      RecordLimits limits,
      Transcript transcript,
      HandshakeSecrets secrets) {}

  /** Our certificate, where we presented one. */
  record Presented(Credential credential, SignatureScheme scheme) {}

  /** Our flight is out up to the Finished. */
  record Sent(Agreed agreed, @Nullable Presented presented, ApplicationSecrets secrets) {}
}
