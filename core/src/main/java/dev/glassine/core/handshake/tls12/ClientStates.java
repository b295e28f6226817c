package dev.glassine.core.handshake.tls12;

import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.NewSessionTicket12;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's handshake can stand, in the order of the handshake; each state is named after
 * what it waits for.
 */
final class ClientStates {
  private ClientStates() {}

  /** The hellos are done. */
  record WaitServerCertificate(Handshake handshake) implements State {}

  /** The server may staple an OCSP response, or leave it. */
  record WaitCertificateStatus(Handshake handshake, List<X509Certificate> chain) implements State {}

  /** The certificate's key signs, parameters follow. */
  record WaitServerKeyExchange(
      Handshake handshake, List<X509Certificate> chain, @Nullable Bytes ocspResponse)
      implements State {}

  /** Everything of the server's is here, unless it wants a certificate too. */
  record WaitCertificateRequest(Handshake handshake, ServerSide server) implements State {}

  /** The server wants a certificate. */
  record WaitServerHelloDone(Handshake handshake, ServerSide server, CertificateRequest12 request)
      implements State {}

  /** The server's chain is before the judge. */
  record JudgingServer(
      Handshake handshake,
      ServerSide server,
      PresentedChain presented,
      @Nullable CertificateRequest12 request)
      implements State {}

  /** Our certificate is being chosen. */
  record ChoosingCertificate(
      Handshake handshake, ServerSide server, PeerProof proof, CertificateRequest12 request)
      implements State {}

  /** Our key signs. */
  record Signing(Handshake handshake, Secured secured, Outcome outcome, SignatureScheme scheme)
      implements State {}

  /** The server promised a ticket. */
  record WaitNewSessionTicket(Handshake handshake, Secured secured, Outcome outcome, Ending ending)
      implements State {}

  /** The server's keys change next. */
  record WaitChangeCipherSpec(
      Handshake handshake,
      Secured secured,
      Outcome outcome,
      Ending ending,
      @Nullable NewSessionTicket12 ticket)
      implements State {}

  /** The server's keys have changed. */
  record WaitFinished(
      Handshake handshake,
      Secured secured,
      Outcome outcome,
      Ending ending,
      @Nullable NewSessionTicket12 ticket)
      implements State {}

  /** The handshake is complete, which takes proof of who the server is and what it saw. */
  record Connected(PeerIdentity server, GoodFinished finished) implements State {}

  /**
   * What the server's flight said.
   *
   * @param half the server's parameters
   * @param signed what is yet to be verified over them; null where nothing is signed
   */
  record ServerSide(
      List<X509Certificate> chain,
      @Nullable Bytes ocspResponse,
      KeyAgreement.ClientHalf half,
      VersionRules.@Nullable Signed signed,
      Bytes signatureInput) {
    /** What the handshake found out, with our own certificate. */
    Outcome outcome(PeerProof proof, @Nullable Credential credential) {
      return new Outcome(
          half.group(),
          signed == null ? null : signed.scheme(),
          null,
          proof,
          credential == null ? List.of() : credential.chain());
    }
  }

  /** Who finishes first. */
  sealed interface Ending {
    /** A full handshake: we did. */
    record Full(Bytes clientVerifyData) implements Ending {}

    /** An abbreviated one: the server does. */
    record Abbreviated(SessionState session) implements Ending {}
  }
}
