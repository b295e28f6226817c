package dev.glassine.core.handshake.tls12;

import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import java.util.List;

/** What is signed and with which schemes, the same for both sides (RFC 5246 §7.4.3, §7.4.8). */
record Signatures(TlsConfig config, VersionRules rules) {
  /** What this side verifies. */
  List<SignatureScheme> verified() {
    return rules.schemes(config, config.signatureSchemes());
  }

  /** What this side signs with. */
  List<SignatureScheme> signed() {
    return rules.schemes(config, config.signingSchemes());
  }

  /** Those of {@code peer} that this side can sign with, in the peer's order. */
  List<SignatureScheme> common(List<SignatureScheme> peer) {
    List<SignatureScheme> ours = signed();
    return Negotiation.those(peer, ours::contains);
  }

  /** The scheme to sign with under this key, of those that the peer verifies. */
  Negotiation.Outcome<SignatureScheme> choose(
      Side signer, List<SignatureScheme> peer, Credential credential) {
    return Negotiation.signatureScheme(
        signer,
        peer,
        rules.signing(credential, signed()),
        credential.publicKey(),
        rules.version(),
        config.crypto());
  }
}
