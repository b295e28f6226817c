package dev.glassine.core.crypto;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;

/**
 * Static RSA key transport (RFC 5246 §7.4.7.1), Bleichenbacher's target: decryption answers 48
 * octets in every case, in time that does not depend on the plaintext.
 */
public interface RsaTransport {
  /** Octets of a premaster secret. */
  int PREMASTER_LENGTH = 48;

  /**
   * A key pair for one handshake: the temporary key of export suites (RFC 2246 §D.1).
   *
   * @param bits of the modulus
   */
  KeyPair generate(int bits, SecureRandom random);

  /**
   * The public key with this modulus and exponent; IllegalArgumentException where there is none.
   */
  PublicKey publicKey(BigInteger modulus, BigInteger exponent);

  /** RSAES-PKCS1-v1_5 under a public key. */
  byte[] encrypt(PublicKey key, Secret premaster, SecureRandom random);

  /**
   * RSAES-PKCS1-v1_5 whose padding ends in eight octets 03: the sign of a client that could speak
   * something newer than SSL 2.0 (RFC 2246 §E.2).
   */
  byte[] encryptMarked(PublicKey key, Secret secret, SecureRandom random);

  /**
   * The secret inside {@code encrypted}, which is as long as {@code fallback}; or {@code fallback}
   * where the padding or the length are wrong: one path, no exception, no branch on the plaintext.
   * DROWN (CVE-2016-0800) is Bleichenbacher's attack on servers that do otherwise here.
   *
   * @param fallback random octets, made before decryption
   */
  MarkedSecret decryptMarked(PrivateKey key, byte[] encrypted, Secret fallback);

  /**
   * What {@link #decryptMarked} found.
   *
   * @param marked whether the padding was right and ended in eight octets 03, which no block does
   *     that was not made so: to act on it tells an attacker nothing
   */
  record MarkedSecret(Secret secret, boolean marked) {}

  /**
   * The premaster inside {@code encrypted}, or {@code fallback} where the padding, the length or
   * the version in its first two octets are wrong: one path, no exception, no branch on the
   * plaintext (RFC 5246 §7.4.7.1).
   *
   * @param version what the ClientHello's legacy_version said
   * @param fallback 48 random octets, made before decryption
   */
  Secret decrypt(PrivateKey key, byte[] encrypted, int version, Secret fallback);
}
