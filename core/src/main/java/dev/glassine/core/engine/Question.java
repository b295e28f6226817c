package dev.glassine.core.engine;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.util.List;

/**
 * What a handshake waits for. The configuration answers at once; or, for the kinds that it leaves
 * for later, the owner of the engine does when it can: a certificate store, a trust service, an HSM
 * or remote signer, a shared session store. Each question has one {@link Answer} type.
 */
public sealed interface Question {
  /** Which certificate to present; answered by {@link Answer.CertificateChosen}. */
  record ChooseCertificate(CredentialRequest request) implements Question {}

  /** Whether to accept the peer's chain; answered by {@link Answer.ChainJudged}. */
  record JudgeChain(PresentedChain presented) implements Question {}

  /**
   * A signature of our private key; answered by {@link Answer.Signed}.
   *
   * @param input what the scheme hashes and signs
   */
  record Sign(Credential credential, SignatureScheme scheme, Bytes input) implements Question {}

  /**
   * The premaster secret under our RSA key (TLS 1.2 static RSA); answered by {@link
   * Answer.PremasterDecrypted}. Whatever is wrong with it, the answer is {@code fallback} (RFC 5246
   * §7.4.7.1).
   *
   * @param version legacy_version of the ClientHello
   */
  record DecryptPremaster(Credential credential, Bytes encrypted, int version, Secret fallback)
      implements Question {}

  /**
   * The secret part of a master key under our RSA key (SSL 2.0); answered by {@link
   * Answer.SecretKeyDecrypted}. Whatever is wrong with it, the answer holds {@code fallback}.
   *
   * @param fallback random octets, as many as the secret part has
   */
  record DecryptSecretKey(Credential credential, Bytes encrypted, Secret fallback)
      implements Question {}

  /** Whether a session is remembered for {@code key}; answered by {@link Answer.SessionFound}. */
  record FindSession(Bytes key) implements Question {}

  /**
   * Which of the client's application protocols to speak; answered by {@link
   * Answer.ProtocolChosen}.
   */
  record ChooseProtocol(List<String> offered) implements Question {}
}
