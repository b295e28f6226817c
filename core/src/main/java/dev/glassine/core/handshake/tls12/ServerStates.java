package dev.glassine.core.handshake.tls12;

import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's handshake can stand, in the order of the handshake; each state is named after
 * what it waits for.
 */
final class ServerStates {
  private ServerStates() {}

  /** The ClientHello, before anything was chosen. */
  record Greeted(ClientHello hello, Transcript transcript) {}

  /** The application protocol is being chosen. */
  record ChoosingProtocol(Greeted greeted) implements State {}

  /** A session is being looked up. */
  record FindingSession(Greeted greeted, @Nullable String protocol) implements State {}

  /** Our certificate is being chosen, and the suite with it. */
  record ChoosingCertificate(Greeted greeted, @Nullable String protocol, SuiteChoice suites)
      implements State {}

  /** Our key signs the parameters. */
  record SigningKeyExchange(Handshake handshake, Ours ours, SignatureScheme scheme)
      implements State {}

  /** The client was asked for a certificate. */
  record WaitClientCertificate(Handshake handshake, Ours ours) implements State {}

  /** The client's chain is before the judge. */
  record JudgingClient(Handshake handshake, Ours ours, PresentedChain presented) implements State {}

  /** The client's half of the key agreement is next; it showed a chain, or none. */
  record WaitClientKeyExchange(Handshake handshake, Ours ours, @Nullable AcceptedChain client)
      implements State {}

  /** Our RSA key decrypts. */
  record DecryptingPremaster(Handshake handshake, Ours ours, @Nullable AcceptedChain client)
      implements State {}

  /** The client showed a chain and signs for it. */
  record WaitCertificateVerify(
      Handshake handshake, Secured secured, Outcome outcome, AcceptedChain client)
      implements State {}

  /** The client's keys change next. */
  record WaitChangeCipherSpec(Handshake handshake, Secured secured, Outcome outcome, Ending ending)
      implements State {}

  /** The client's keys have changed. */
  record WaitFinished(Handshake handshake, Secured secured, Outcome outcome, Ending ending)
      implements State {}

  /** The handshake is complete, which takes proof of who the client is and what it saw. */
  record Connected(PeerIdentity client, GoodFinished finished) implements State {}

  /** The client tried to renegotiate and was told no. */
  record RenegotiationRefused() implements State {}

  /**
   * Our side of a full handshake.
   *
   * @param credential null in an anonymous suite
   * @param half our parameters
   * @param scheme what they are signed with; null where nothing is signed
   */
  record Ours(
      @Nullable Credential credential,
      KeyAgreement.ServerHalf half,
      @Nullable SignatureScheme scheme) {
    private List<X509Certificate> chain() {
      return credential == null ? List.of() : credential.chain();
    }

    /** What the handshake found out; the client is nobody until it signs. */
    Outcome outcome() {
      return new Outcome(half.group(), scheme, null, PeerProof.anonymous(), chain());
    }
  }

  /** Who finishes first. */
  sealed interface Ending {
    /** A full handshake: the client does. */
    record Full() implements Ending {}

    /** An abbreviated one: we did. */
    record Abbreviated(Bytes serverVerifyData) implements Ending {}
  }
}
