package dev.glassine.core.engine;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.identity.ChainJudge;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialChooser;
import dev.glassine.core.session.SessionStore;
import dev.glassine.core.wire.Bytes;

/** Answers questions from the parts of a configuration. */
final class Answering {
  private Answering() {}

  static Answer answer(TlsConfig config, Question question) {
    return switch (question) {
      case Question.ChooseCertificate(var request) -> {
        CredentialChooser chooser = config.credentials();
        yield new Answer.CertificateChosen(
            chooser == null
                ? new CredentialChoice(
                    null,
                    "no certificate is configured on this side",
                    config instanceof ServerConfig ? Reason.NO_COMMON_CERTIFICATE : null)
                : chooser.choose(request));
      }
      case Question.JudgeChain(var presented) -> {
        ChainJudge judge = config.trust();
        yield new Answer.ChainJudged(
            judge == null
                ? new ChainVerdict.Refused(
                    Reason.UNKNOWN_ISSUER,
                    "nothing on this side says which certificates to trust",
                    null)
                : judge.judge(presented));
      }
      case Question.Sign(var credential, var scheme, var input) ->
          new Answer.Signed(
              Bytes.wrap(
                  config
                      .algorithm(scheme)
                      .sign(credential.key(), input.toArray(), config.random())));
      case Question.DecryptPremaster(var credential, var encrypted, int version, var fallback) ->
          new Answer.PremasterDecrypted(
              config
                  .crypto()
                  .rsaTransport()
                  .decrypt(credential.key(), encrypted.toArray(), version, fallback));
      case Question.DecryptSecretKey(var credential, var encrypted, var fallback) -> {
        RsaTransport.MarkedSecret found =
            config
                .crypto()
                .rsaTransport()
                .decryptMarked(credential.key(), encrypted.toArray(), fallback);
        yield new Answer.SecretKeyDecrypted(found.secret(), found.marked());
      }
      case Question.FindSession(var key) -> {
        SessionStore store = config.sessions();
        yield new Answer.SessionFound(
            store == null
                ? null
                : config instanceof ClientConfig ? store.take(key) : store.find(key));
      }
      case Question.ChooseProtocol(var offered) ->
          new Answer.ProtocolChosen(
              config.protocols().stream()
                  .filter(offered::contains)
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new TlsFailure.Incompatible(
                              Reason.NO_COMMON_PROTOCOL,
                              "client offers "
                                  + offered
                                  + ", this server has "
                                  + config.protocols())));
    };
  }
}
