package dev.glassine.legacy.ssl2;

import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's handshake can stand, in the order of the handshake; each state is named after
 * what it waits for.
 */
final class ClientStates {
  private ClientStates() {}

  /** The store is asked for a session to resume. */
  record FindingSession() implements State {}

  /**
   * The hello is out.
   *
   * @param raw its encoding
   * @param newer the same for everything newer that is enabled, or null for nothing
   * @param session what it offers to resume, or null
   */
  record WaitServerHello(
      Ssl2ClientHello hello, Bytes raw, @Nullable ClientHello newer, @Nullable SessionState session)
      implements State {}

  /** The server's certificate is before the judge. */
  record JudgingServer(Greetings hellos, CipherSuite kind, PresentedChain presented)
      implements State {}

  /** The server sends our challenge back. */
  record WaitServerVerify(Secured secured, Server server) implements State {}

  /** The server ends the handshake, or asks for a certificate first. */
  record WaitServerFinished(
      Secured secured, Server server, PeerIdentity identity, GoodFinished verified, Shown shown)
      implements State {
    /** The same once the server was answered, which it may ask for once. */
    WaitServerFinished showing(Shown answer) {
      return new WaitServerFinished(secured, server, identity, verified, answer);
    }
  }

  /** Our certificate is being chosen. */
  record ChoosingCertificate(WaitServerFinished before, RequestCertificate request)
      implements State {}

  /** Our key signs the challenge. */
  record Signing(WaitServerFinished before, Credential credential) implements State {}

  /** The handshake is complete, which takes proof of who the server is. */
  record Connected(PeerIdentity server, GoodFinished verified) implements State {}

  /** What the server was shown of us. */
  sealed interface Shown {
    /** It did not ask. */
    record NotAsked() implements Shown {}

    /** It asked, and there was nothing to show. */
    record Nothing() implements Shown {}

    /** Our certificate, and a signature by its key. */
    record Certificate(Credential credential) implements Shown {}
  }

  /** How the server will be known once it has sent the challenge back. */
  sealed interface Server {
    /** Its certificate was accepted. */
    record New(AcceptedChain chain) implements Server {}

    /** It remembers the session. */
    record Known(SessionState session) implements Server {}
  }
}
