package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireWriter;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choosing a scheme and checking a signature, the same for both sides (RFC 5246 §7.4.3, §7.4.8).
 */
record Signatures(CryptoProvider crypto, ProtocolVersion version) {
  /**
   * Those of {@code peer} that this side has too and that sign handshakes in this version, in the
   * peer's order.
   */
  List<SignatureScheme> common(List<SignatureScheme> peer, List<SignatureScheme> ours) {
    return peer.stream()
        .filter(ours::contains)
        .filter(scheme -> scheme.signsHandshakeIn(version))
        .toList();
  }

  /** The first of {@code schemes} that fits {@code key}, or null. */
  @Nullable SignatureScheme choose(List<SignatureScheme> schemes, PublicKey key) {
    for (SignatureScheme scheme : schemes) {
      if (fits(scheme, key)) {
        return scheme;
      }
    }
    return null;
  }

  /**
   * Verifies the peer's signature.
   *
   * @param accepted what this side said it verifies
   * @param where the message, for people
   */
  void verify(
      VersionRules.Signed signed,
      List<SignatureScheme> accepted,
      PublicKey key,
      byte[] input,
      String where) {
    SignatureScheme scheme = signed.scheme();
    // RFC 5246 §7.4.3: "the signature algorithm and hash algorithm MUST be a pair listed in that
    // extension"
    if (!accepted.contains(scheme) || !scheme.signsHandshakeIn(version)) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_SIGNATURE_SCHEME,
          where + ".algorithm: " + scheme + ", this side verifies " + accepted);
    }
    // RFC 5246 §7.4.3: "the hash and signature algorithms MUST be compatible with the key in the
    // server's end-entity certificate"
    SignatureAlgorithm algorithm = crypto.signature(scheme);
    if (algorithm == null || !algorithm.fits(key, version)) {
      throw new TlsFailure.Misbehaved(
          Reason.SIGNATURE_SCHEME_NOT_FOR_KEY,
          where + ".algorithm: " + scheme + " with a key of kind " + key.getAlgorithm());
    }
    if (!algorithm.verify(key, input, signed.signature().toArray())) {
      throw new TlsFailure.Misbehaved(Reason.BAD_SIGNATURE, where + ", " + scheme);
    }
  }

  /**
   * What ServerKeyExchange signs: client_random, server_random and the parameters (RFC 5246
   * §7.4.3).
   */
  static byte[] keyExchangeInput(Handshake handshake, Bytes parameters) {
    return new WireWriter()
        .fixed(handshake.clientRandom())
        .fixed(handshake.serverRandom())
        .fixed(parameters)
        .toBytes()
        .toArray();
  }

  private boolean fits(SignatureScheme scheme, PublicKey key) {
    SignatureAlgorithm algorithm = crypto.signature(scheme);
    return algorithm != null && algorithm.fits(key, version);
  }
}
