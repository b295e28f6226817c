package dev.glassine.core.crypto;

import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;

/**
 * Key agreement in one group, told as offer and reply so that Diffie-Hellman, KEMs and hybrids of
 * both look alike (RFC 9846 §4.3.8, draft-ietf-tls-ecdhe-mlkem). Thread-safe.
 *
 * <p>A share that is not a valid public value (wrong length, off the curve, low order, an ML-KEM
 * key that fails its check) is refused with {@link dev.glassine.core.alert.Reason#BAD_KEY_SHARE}.
 */
public interface KeyExchange {
  /** Which group. */
  NamedGroup group();

  /**
   * A fresh share to send first; {@code random} is where all its randomness comes from. In place of
   * the platform's own {@link SecureRandom} a provider may use a generator that it brings with it;
   * any other kind is drawn from in the same way each time.
   */
  Offer offer(SecureRandom random);

  /** The answer to a share that was received: our own share and the secret. */
  Reply reply(Bytes peerShare, SecureRandom random);

  /** A share that was sent, with the private half that waits for the answer; used once. */
  interface Offer {
    /** The public share. */
    Bytes share();

    /**
     * The secret that both now have. In finite fields and NIST curves it keeps its leading zeros
     * (RFC 9846 §7.4).
     */
    Secret agree(Bytes peerShare);
  }

  /** A share to send back and the secret that both then have. */
  record Reply(Bytes share, Secret secret) {}
}
