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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Puts the questions of one handshake to those who can answer them: answerers first, then the
 * managers of the context, which are shown the connection, the application's choice of protocol,
 * and the private key. One thread at a time, without any lock.
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
  private final List<Answerer> answerers;

  Interview(
      ContextParts context,
      Settings settings,
      Endpoint endpoint,
      Side side,
      TlsConfig config,
      HandshakeWatch watch,
      HandshakeSession session,
      PeerAddress peer,
      List<Answerer> answerers) {
    this.context = context;
    this.settings = settings;
    this.endpoint = endpoint;
    this.side = side;
    this.config = config;
    this.watch = watch;
    this.session = session;
    this.peer = peer;
    this.answerers = answerers;
  }

  /**
   * The answer, now or later: completes as whoever is asked does.
   *
   * @throws RuntimeException whatever those who were asked throw at once
   */
  CompletionStage<Answer> answer(Question question) {
    before(question);
    for (Answerer answerer : answerers) {
      CompletionStage<? extends Answer> later = answerer.answer(question);
      if (later != null) {
        return later.thenApply(answer -> after(question, answer));
      }
    }
    return CompletableFuture.completedStage(after(question, managed(question)));
  }

  private void before(Question question) {
    switch (question) {
      case Question.ChooseCertificate choose when side == Side.SERVER -> requireSessionCreation();
      case Question.JudgeChain(PresentedChain presented) -> {
        if (side == Side.CLIENT) {
          requireSessionCreation();
        }
        session.judging(presented.ocspResponse());
      }
      default -> {
        // nothing to see to
      }
    }
  }

  /** What managers of later questions can see. */
  private Answer after(Question question, Answer answer) {
    if (question instanceof Question.JudgeChain(PresentedChain presented)
        && answer instanceof Answer.ChainJudged(ChainVerdict.Accepted accepted)) {
      session.accepted(presented.certificates());
    }
    if (answer instanceof Answer.CertificateChosen(CredentialChoice choice)
        && choice.credential() != null) {
      session.presenting(choice.credential().chain());
    }
    return answer;
  }

  private Answer managed(Question question) {
    return switch (question) {
      case Question.ChooseCertificate(CredentialRequest request) ->
          new Answer.CertificateChosen(choose(request));
      case Question.JudgeChain(PresentedChain presented) ->
          new Answer.ChainJudged(judge(presented));
      case Question.ChooseProtocol(List<String> offered) ->
          new Answer.ProtocolChosen(choose(offered));
      case Question.Sign sign -> sign(sign);
      case Question.DecryptPremaster decrypt -> config.answer(decrypt);
      case Question.DecryptSecretKey decrypt -> config.answer(decrypt);
      case Question.FindSession find -> config.answer(find);
    };
  }

  private CredentialChoice choose(CredentialRequest request) {
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
    return new TrustManagerJudge(context.trustManager(), endpoint, settings, watch, peer.host())
        .judge(presented);
  }

  private Answer sign(Question.Sign sign) {
    if (sign.credential().key() instanceof RemoteKey) {
      throw new TlsFailure.Internal(
          Reason.SIGNER_FAILED,
          "the key of "
              + sign.credential()
              + " is a RemoteKey, and no Answerer signed for it: set one on the context or the"
              + " connection",
          null);
    }
    return config.answer(sign);
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
