package dev.glassine.legacy.ssl2;

import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.session.SessionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's handshake can stand, in the order of the handshake; each state is named after
 * what it waits for.
 */
final class ServerStates {
  private ServerStates() {}

  /** A session is being looked up. */
  record FindingSession(Ssl2ClientHello hello, List<CipherSuite> kinds) implements State {}

  /** Our certificate is being chosen. */
  record ChoosingCertificate(Ssl2ClientHello hello, List<CipherSuite> kinds) implements State {}

  /** The client chooses a cipher kind and makes a master key. */
  record WaitClientMasterKey(Greetings hellos, Credential credential) implements State {}

  /** Our RSA key decrypts. */
  record DecryptingSecretKey(Greetings hellos, Credential credential, ClientMasterKey message)
      implements State {}

  /** Both directions are encrypted; the client sends our connection id back. */
  record WaitClientFinished(Secured secured, Ours ours) implements State {}

  /** The client was asked for a certificate. */
  record WaitClientCertificate(
      Secured secured, Ours ours, GoodFinished finished, RequestCertificate request)
      implements State {}

  /** The client's certificate is before the judge. */
  record JudgingClient(
      WaitClientCertificate before, ClientCertificate message, PresentedChain chain)
      implements State {}

  /** The handshake is complete, which takes proof of who the client is and what it has. */
  record Connected(PeerIdentity client, GoodFinished finished) implements State {}

  /**
   * Our side.
   *
   * @param credential what we presented; null where a session is resumed
   * @param session what is resumed, or null
   */
  record Ours(@Nullable Credential credential, @Nullable SessionState session) {}
}
