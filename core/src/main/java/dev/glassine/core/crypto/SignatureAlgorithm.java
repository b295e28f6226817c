package dev.glassine.core.crypto;

import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;

/** Signing and verifying with one scheme (RFC 9846 §4.3.3). Thread-safe. */
public interface SignatureAlgorithm {
  /** Which scheme. */
  SignatureScheme scheme();

  /**
   * Whether the scheme may be used with this key in {@code version}; TLS 1.3 binds ECDSA schemes to
   * a curve, 1.2 does not.
   */
  boolean fits(PublicKey key, ProtocolVersion version);

  /**
   * Signs {@code input}. The key is never asked for its octets, so keys in tokens work.
   *
   * @throws dev.glassine.core.alert.TlsFailure SIGNER_FAILED where the key or its provider refuses
   */
  byte[] sign(PrivateKey key, byte[] input, SecureRandom random);

  /**
   * Whether {@code signature} is {@code key}'s over {@code input}; false for anything that does not
   * parse.
   */
  boolean verify(PublicKey key, byte[] input, byte[] signature);
}
