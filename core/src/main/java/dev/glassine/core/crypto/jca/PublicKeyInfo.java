package dev.glassine.core.crypto.jca;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * Public keys as TLS sends them, and as JCA wants them: the same octets, behind a fixed prefix.
 *
 * <pre>
 * SubjectPublicKeyInfo ::= SEQUENCE {               (RFC 5280 §4.1)
 *     algorithm         AlgorithmIdentifier,
 *     subjectPublicKey  BIT STRING }
 * </pre>
 */
final class PublicKeyInfo {
  private final byte[] prefix;
  private final int keyLength;

  /**
   * For one algorithm.
   *
   * @param algorithmIdentifier its DER encoding, in hexadecimal
   * @param keyLength octets of every public key
   */
  PublicKeyInfo(String algorithmIdentifier, int keyLength) {
    this.keyLength = keyLength;
    byte[] algorithm = Hex.octets(algorithmIdentifier);
    ByteArrayOutputStream bits = new ByteArrayOutputStream();
    header(bits, 0x03, keyLength + 1);
    bits.write(0);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    header(all, 0x30, algorithm.length + bits.size() + keyLength);
    all.writeBytes(algorithm);
    all.writeBytes(bits.toByteArray());
    this.prefix = all.toByteArray();
  }

  private static void header(ByteArrayOutputStream der, int tag, int length) {
    der.write(tag);
    if (length > 255) {
      der.write(0x82);
      der.write(length >>> 8);
    } else if (length > 127) {
      der.write(0x81);
    }
    der.write(length);
  }

  /** Octets of a public key as TLS sends it. */
  int keyLength() {
    return keyLength;
  }

  /** The key as TLS sends it. */
  byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    int start = prefix.length;
    if (encoded == null
        || encoded.length != start + keyLength
        || !Arrays.equals(encoded, 0, start, prefix, 0, start)) {
      throw new IllegalStateException("a provider encodes its public keys in a way of its own");
    }
    return Arrays.copyOfRange(encoded, start, encoded.length);
  }

  /** The key as JCA wants it; {@code raw} has {@link #keyLength} octets. */
  PublicKey parse(KeyFactory factory, byte[] raw) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + keyLength);
    System.arraycopy(raw, 0, encoded, prefix.length, keyLength);
    return factory.generatePublic(new X509EncodedKeySpec(encoded));
  }
}
