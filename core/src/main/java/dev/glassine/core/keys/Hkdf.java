package dev.glassine.core.keys;

import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.Secret.Access;
import java.util.Arrays;

/**
 * HKDF (RFC 5869) and HKDF-Expand-Label (RFC 9846 §7.1) with one hash. Immutable and thread-safe.
 */
public final class Hkdf {
  private static final byte[] ONE = {1};
  private static final byte[] NO_CONTEXT = {};

  private final Hmac hmac;
  private final int hashLength;

  /** HKDF over this HMAC. */
  public Hkdf(Hmac hmac) {
    this.hmac = hmac;
    this.hashLength = hmac.hash().length();
  }

  /** Octets of the hash, which is the length of an extracted key. */
  public int hashLength() {
    return hashLength;
  }

  /**
   * HKDF-Extract (RFC 5869 §2.2): the pseudorandom key from {@code ikm}; neither input is wiped.
   */
  public Secret extract(Secret salt, Secret ikm) {
    try (Hmac.Keyed keyed = hmac.key(salt.reveal(Access.PRIMITIVE))) {
      keyed.update(ikm.reveal(Access.PRIMITIVE), 0, ikm.length());
      byte[] key = new byte[hashLength];
      keyed.finish(key, 0);
      return Secret.wrap(key);
    }
  }

  /**
   * HKDF-Expand (RFC 5869 §2.3).
   *
   * @param length 0..255 times the hash's length
   */
  public Secret expand(Secret key, byte[] info, int length) {
    try (Hmac.Keyed keyed = key(key)) {
      return expand(keyed, info, NO_CONTEXT, length);
    }
  }

  /**
   * HKDF-Expand-Label (RFC 9846 §7.1).
   *
   * @param label without {@code "tls13 "}, 1..249 octets of ASCII
   * @param context 0..255 octets, mostly a transcript hash
   * @param length 0..255 times the hash's length
   */
  public Secret expandLabel(Secret secret, String label, byte[] context, int length) {
    return expandLabel(secret, new HkdfLabel(label), context, length);
  }

  Secret expandLabel(Secret secret, HkdfLabel label, byte[] context, int length) {
    try (Hmac.Keyed keyed = key(secret)) {
      return expandLabel(keyed, label, context, length);
    }
  }

  /** HMAC under a pseudorandom key: what several expansions of one secret share. */
  Hmac.Keyed key(Secret secret) {
    return hmac.key(secret.reveal(Access.PRIMITIVE));
  }

  Secret expandLabel(Hmac.Keyed key, HkdfLabel label, byte[] context, int length) {
    return expand(key, label.before(length, context.length), context, length);
  }

  /** HKDF-Expand with {@code info} in two parts. */
  private Secret expand(Hmac.Keyed key, byte[] head, byte[] tail, int length) {
    if (length < 0 || length > 255 * hashLength) {
      throw new IllegalArgumentException(
          "HKDF with this hash gives 0.." + 255 * hashLength + " octets, not " + length);
    }
    byte[] block = new byte[hashLength];
    if (length == hashLength) {
      block(key, head, tail, ONE, block);
      return Secret.wrap(block);
    }
    byte[] output = new byte[length];
    byte[] counter = new byte[1];
    for (int written = 0; written < length; written += hashLength) {
      if (written > 0) {
        key.update(block, 0, hashLength);
      }
      counter[0]++;
      block(key, head, tail, counter, block);
      System.arraycopy(block, 0, output, written, Math.min(hashLength, length - written));
    }
    Arrays.fill(block, (byte) 0);
    return Secret.wrap(output);
  }

  private static void block(
      Hmac.Keyed key, byte[] head, byte[] tail, byte[] counter, byte[] block) {
    key.update(head, 0, head.length);
    if (tail.length > 0) {
      key.update(tail, 0, tail.length);
    }
    key.update(counter, 0, 1);
    key.finish(block, 0);
  }
}
