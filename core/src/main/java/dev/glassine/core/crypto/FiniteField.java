package dev.glassine.core.crypto;

import dev.glassine.core.wire.Bytes;
import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Diffie-Hellman with parameters that the server sends (TLS 1.2 and before, RFC 5246 §7.4.3).
 * Thread-safe. Keys are never reused (Raccoon).
 */
public interface FiniteField {
  /** The prime and the generator. */
  record Parameters(BigInteger prime, BigInteger generator) {
    /** Octets of the prime. */
    public int length() {
      return (prime.bitLength() + 7) / 8;
    }
  }

  /** A fresh public value under {@code parameters}, unsigned and padded to the prime's length. */
  KeyExchange.Offer offer(Parameters parameters, SecureRandom random);

  /**
   * Our public value and the secret, padded to the prime's length; refuses 0, 1, p-1 and anything
   * larger as BAD_KEY_SHARE.
   */
  KeyExchange.Reply reply(Parameters parameters, Bytes peerPublic, SecureRandom random);
}
