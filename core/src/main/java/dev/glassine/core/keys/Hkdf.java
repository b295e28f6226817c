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
  private static final byte[] PREFIX = {'t', 'l', 's', '1', '3', ' '};

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
      return expand(keyed, info, length);
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
    try (Hmac.Keyed keyed = key(secret)) {
      return expandLabel(keyed, label, context, length);
    }
  }

  /** HMAC under a pseudorandom key: what several expansions of one secret share. */
  Hmac.Keyed key(Secret secret) {
    return hmac.key(secret.reveal(Access.PRIMITIVE));
  }

  Secret expandLabel(Hmac.Keyed key, String label, byte[] context, int length) {
    return expand(key, hkdfLabel(label, context, length), length);
  }

  private Secret expand(Hmac.Keyed key, byte[] info, int length) {
    if (length < 0 || length > 255 * hashLength) {
      throw new IllegalArgumentException(
          "HKDF with this hash gives 0.." + 255 * hashLength + " octets, not " + length);
    }
    byte[] block = new byte[hashLength];
    if (length == hashLength) {
      first(key, info, block);
      return Secret.wrap(block);
    }
    byte[] output = new byte[length];
    byte[] counter = new byte[1];
    for (int written = 0; written < length; written += hashLength) {
      if (written > 0) {
        key.update(block, 0, hashLength);
      }
      counter[0]++;
      key.update(info, 0, info.length);
      key.update(counter, 0, 1);
      key.finish(block, 0);
      System.arraycopy(block, 0, output, written, Math.min(hashLength, length - written));
    }
    Arrays.fill(block, (byte) 0);
    return Secret.wrap(output);
  }

  /** The commonest: one block is all. */
  private static void first(Hmac.Keyed key, byte[] info, byte[] block) {
    key.update(info, 0, info.length);
    key.update(ONE, 0, 1);
    key.finish(block, 0);
  }

  /**
   * The info of HKDF-Expand-Label (RFC 9846 §7.1).
   *
   * <pre>
   * struct {
   *     uint16 length = Length;
   *     opaque label&lt;7..255&gt; = "tls13 " + Label;
   *     opaque context&lt;0..255&gt; = Context;
   * } HkdfLabel;
   * </pre>
   */
  private static byte[] hkdfLabel(String label, byte[] context, int length) {
    int labelLength = PREFIX.length + label.length();
    if (label.isEmpty() || labelLength > 255) {
      throw new IllegalArgumentException("a label is 1..249 octets, not " + label.length());
    }
    if (context.length > 255) {
      throw new IllegalArgumentException("a context is 0..255 octets, not " + context.length);
    }
    byte[] info = new byte[4 + labelLength + context.length];
    info[0] = (byte) (length >>> 8);
    info[1] = (byte) length;
    info[2] = (byte) labelLength;
    System.arraycopy(PREFIX, 0, info, 3, PREFIX.length);
    for (int i = 0; i < label.length(); i++) {
      char letter = label.charAt(i);
      info[3 + PREFIX.length + i] = (byte) (letter < 128 ? letter : '?');
    }
    info[3 + labelLength] = (byte) context.length;
    System.arraycopy(context, 0, info, 4 + labelLength, context.length);
    return info;
  }
}
