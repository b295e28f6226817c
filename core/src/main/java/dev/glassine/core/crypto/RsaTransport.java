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
   * The premaster inside {@code encrypted}, or {@code fallback} where the padding, the length or
   * the version in its first two octets are wrong: one path, no exception, no branch on the
   * plaintext (RFC 5246 §7.4.7.1).
   *
   * @param version what the ClientHello's legacy_version said
   * @param fallback 48 random octets, made before decryption
   */
  Secret decrypt(PrivateKey key, byte[] encrypted, int version, Secret fallback);
}
