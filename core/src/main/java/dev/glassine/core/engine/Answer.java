package dev.glassine.core.engine;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link Question}. */
public sealed interface Answer {
  /** To {@link Question.ChooseCertificate}. */
  record CertificateChosen(CredentialChoice choice) implements Answer {}

  /** To {@link Question.JudgeChain}. */
  record ChainJudged(ChainVerdict verdict) implements Answer {}

  /** To {@link Question.Sign}. */
  record Signed(Bytes signature) implements Answer {}

  /** To {@link Question.DecryptPremaster}: 48 octets in every case. */
  record PremasterDecrypted(Secret premaster) implements Answer {}

  /**
   * To {@link Question.DecryptSecretKey}: as many octets as the fallback has in every case.
   *
   * @param marked whether the padding says that the client could speak something newer (RFC 2246
   *     §E.2)
   */
  record SecretKeyDecrypted(Secret secretKey, boolean marked) implements Answer {}

  /** To {@link Question.FindSession}; null where none is remembered. */
  record SessionFound(@Nullable SessionState session) implements Answer {}

  /** To {@link Question.ChooseProtocol}; null to go on without one. */
  record ProtocolChosen(@Nullable String protocol) implements Answer {}
}
