package dev.glassine.core.handshake.tls12;

import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireWriter;
import java.util.List;

/** What is signed and with which schemes, the same for both sides (RFC 5246 §7.4.3, §7.4.8). */
record Signatures(TlsConfig config, VersionRules rules) {
  /** What this side verifies. */
  List<SignatureScheme> verified() {
    return config.signatureSchemes().stream()
        .filter(scheme -> scheme.signsHandshakeIn(rules.version()))
        .toList();
  }

  /** Those of {@code peer} that this side can sign with, in the peer's order. */
  List<SignatureScheme> common(List<SignatureScheme> peer) {
    List<SignatureScheme> ours = verified();
    return peer.stream().filter(ours::contains).toList();
  }

  /** The scheme to sign with under this key, of those that the peer verifies. */
  Negotiation.Outcome<SignatureScheme> choose(
      Side signer, List<SignatureScheme> peer, Credential credential) {
    return Negotiation.signatureScheme(
        signer,
        peer,
        config.signatureSchemes(),
        credential.publicKey(),
        rules.version(),
        config.crypto());
  }

  /**
   * What ServerKeyExchange signs: client_random, server_random and the parameters (RFC 5246
   * §7.4.3).
   */
  static Bytes keyExchangeInput(Handshake handshake, Bytes parameters) {
    return new WireWriter()
        .fixed(handshake.clientRandom())
        .fixed(handshake.serverRandom())
        .fixed(parameters)
        .toBytes();
  }
}
