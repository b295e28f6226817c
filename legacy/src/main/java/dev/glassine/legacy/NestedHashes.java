package dev.glassine.legacy;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import java.util.Arrays;

/**
 * What SSL 3.0 makes of MD5 and SHA-1, before HMAC was agreed on (RFC 6101 §5.2.3.1, §5.6.8, §6.1,
 * §6.2.2).
 */
record NestedHashes(CryptoProvider crypto) {
  /** RFC 6101 §5.2.3.1: "The character 0x36 repeated 48 times for MD5 or 40 times for SHA." */
  static byte[] pad1(HashAlgorithm hash) {
    return pad(hash, 0x36);
  }

  /** RFC 6101 §5.2.3.1: "The character 0x5c repeated 48 times for MD5 or 40 times for SHA." */
  static byte[] pad2(HashAlgorithm hash) {
    return pad(hash, 0x5C);
  }

  private static byte[] pad(HashAlgorithm hash, int octet) {
    byte[] pad = new byte[hash == HashAlgorithm.MD5 ? 48 : 40];
    Arrays.fill(pad, (byte) octet);
    return pad;
  }

  /**
   * RFC 6101 §6.1, §6.2.2; {@code secret} is not wiped.
   *
   * <pre>
   *   MD5(secret + SHA('A' + secret + first + second)) +
   *   MD5(secret + SHA('BB' + secret + first + second)) +
   *   MD5(secret + SHA('CCC' + secret + first + second)) + [...];
   * </pre>
   */
  Secret expand(Secret secret, Bytes first, Bytes second, int length) {
    byte[] octets = secret.reveal(Secret.Access.PRIMITIVE);
    byte[] result = new byte[length];
    int step = HashAlgorithm.MD5.length();
    for (int round = 0; round * step < length; round++) {
      byte[] letters = new byte[round + 1];
      Arrays.fill(letters, (byte) ('A' + round));
      byte[] inner =
          start(HashAlgorithm.SHA1).with(letters).with(octets).with(first).with(second).end();
      byte[] outer = start(HashAlgorithm.MD5).with(octets).with(inner).end();
      System.arraycopy(outer, 0, result, round * step, Math.min(step, length - round * step));
      Arrays.fill(inner, (byte) 0);
      Arrays.fill(outer, (byte) 0);
    }
    return Secret.wrap(result);
  }

  /** MD5(material + randoms), cut to {@code length} octets: the keys of export suites. */
  Secret md5(Secret material, byte[] randoms, int length) {
    byte[] digest =
        start(HashAlgorithm.MD5).with(material.reveal(Secret.Access.PRIMITIVE)).with(randoms).end();
    return Secret.wrap(Arrays.copyOf(digest, length));
  }

  /**
   * Finished and CertificateVerify (RFC 6101 §5.6.8, §5.6.9), with MD5 and with SHA-1:
   *
   * <pre>
   *   hash(master_secret + pad2 + hash(handshake_messages + sender + master_secret + pad1));
   * </pre>
   */
  byte[] both(Transcript transcript, Bytes sender, Secret main) {
    byte[] messages = transcript.allMessages();
    return Tls11Rules.joined(
        nested(HashAlgorithm.MD5, messages, sender, main),
        nested(HashAlgorithm.SHA1, messages, sender, main));
  }

  private byte[] nested(HashAlgorithm hash, byte[] messages, Bytes sender, Secret main) {
    byte[] secret = main.reveal(Secret.Access.PRIMITIVE);
    byte[] inner = start(hash).with(messages).with(sender).with(secret).with(pad1(hash)).end();
    return start(hash).with(secret).with(pad2(hash)).with(inner).end();
  }

  private Running start(HashAlgorithm hash) {
    return new Running(crypto.hash(hash).start());
  }

  private record Running(Hash.Digest digest) {
    Running with(byte[] octets) {
      digest.update(octets, 0, octets.length);
      return this;
    }

    Running with(Bytes octets) {
      digest.update(octets);
      return this;
    }

    byte[] end() {
      return digest.finish();
    }
  }
}
