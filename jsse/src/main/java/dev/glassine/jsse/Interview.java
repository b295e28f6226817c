package dev.glassine.jsse;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.Side;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Puts the questions of one handshake to those who can answer them: the managers of the context,
 * which are shown the connection, the application's choice of protocol, and the private key. One
 * thread at a time, without any lock.
 */
final class Interview {
  private final ContextParts context;
  private final Settings settings;
  private final Endpoint endpoint;
  private final Side side;
  private final TlsConfig config;
  private final HandshakeWatch watch;
  private final HandshakeSession session;
  private final PeerAddress peer;

  Interview(
      ContextParts context,
      Settings settings,
      Endpoint endpoint,
      Side side,
      TlsConfig config,
      HandshakeWatch watch,
      HandshakeSession session,
      PeerAddress peer) {
    this.context = context;
    this.settings = settings;
    this.endpoint = endpoint;
    this.side = side;
    this.config = config;
    this.watch = watch;
    this.session = session;
    this.peer = peer;
  }

  /**
   * The answer.
   *
   * @throws RuntimeException whatever those who were asked throw
   */
  Answer answer(Question question) {
    return switch (question) {
      case Question.ChooseCertificate(CredentialRequest request) ->
          new Answer.CertificateChosen(choose(request));
      case Question.JudgeChain(PresentedChain presented) ->
          new Answer.ChainJudged(judge(presented));
      case Question.ChooseProtocol(List<String> offered) ->
          new Answer.ProtocolChosen(choose(offered));
      case Question.Sign sign -> config.answer(sign);
      case Question.DecryptPremaster decrypt -> config.answer(decrypt);
      case Question.FindSession find -> config.answer(find);
    };
  }

  private CredentialChoice choose(CredentialRequest request) {
    if (side == Side.SERVER) {
      requireSessionCreation();
    }
    X509KeyManager manager = context.keyManager();
    if (manager == null) {
      String why = "the SSLContext was initialised without an X509KeyManager";
      return side == Side.SERVER
          ? CredentialChoice.none(Reason.NO_COMMON_CERTIFICATE, why)
          : new CredentialChoice(null, why, null);
    }
    return new KeyManagerChooser(manager, endpoint, context.known()).choose(request);
  }

  private ChainVerdict judge(PresentedChain presented) {
    if (side == Side.CLIENT) {
      requireSessionCreation();
    }
    session.judging(presented.ocspResponse());
    ChainVerdict verdict =
        new TrustManagerJudge(context.trustManager(), endpoint, settings, watch, peer.host())
            .judge(presented);
    if (verdict instanceof ChainVerdict.Accepted) {
      session.accepted(presented.certificates());
    }
    return verdict;
  }

  /** As {@link javax.net.ssl.SSLEngine#setHandshakeApplicationProtocolSelector} words it. */
  private @Nullable String choose(List<String> offered) {
    Function<List<String>, @Nullable String> chooser = endpoint.protocolChooser();
    String chosen = chooser == null ? "" : chooser.apply(offered);
    if (chosen != null && chosen.isEmpty()) {
      return null;
    }
    if (chosen == null || !offered.contains(chosen)) {
      throw new TlsFailure.Incompatible(
          Reason.NO_COMMON_PROTOCOL,
          "client offers " + offered + ", the application's selector chose " + chosen);
    }
    return chosen;
  }

  private void requireSessionCreation() {
    if (!settings.createsSessions()) {
      throw new TlsFailure.Incompatible(
          Reason.NEW_SESSION_REFUSED, "setEnableSessionCreation(false) was called");
    }
  }
}
