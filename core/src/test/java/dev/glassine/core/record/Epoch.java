package dev.glassine.core.record;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import java.security.SecureRandom;
import java.util.Random;

/** Every protection there is, both ends of each under the same keys. */
enum Epoch {
  PLAINTEXT(Shape.PLAINTEXT, BulkCipher.NULL),
  TLS_1_3_AES_128_GCM(Shape.TLS_1_3, BulkCipher.AES_128_GCM),
  TLS_1_3_AES_256_GCM(Shape.TLS_1_3, BulkCipher.AES_256_GCM),
  TLS_1_3_CHACHA20_POLY1305(Shape.TLS_1_3, BulkCipher.CHACHA20_POLY1305),
  TLS_1_3_AES_128_CCM(Shape.TLS_1_3, BulkCipher.AES_128_CCM),
  TLS_1_3_AES_128_CCM_8(Shape.TLS_1_3, BulkCipher.AES_128_CCM_8),
  TLS_1_2_AES_128_GCM(Shape.TLS_1_2, BulkCipher.AES_128_GCM),
  TLS_1_2_AES_256_GCM(Shape.TLS_1_2, BulkCipher.AES_256_GCM),
  TLS_1_2_CHACHA20_POLY1305(Shape.TLS_1_2, BulkCipher.CHACHA20_POLY1305),
  TLS_1_2_AES_256_CCM(Shape.TLS_1_2, BulkCipher.AES_256_CCM),
  TLS_1_2_AES_256_CCM_8(Shape.TLS_1_2, BulkCipher.AES_256_CCM_8),
  AES_128_CBC_SHA1(Shape.MAC_THEN_ENCRYPT, BulkCipher.AES_128_CBC, HashAlgorithm.SHA1),
  AES_256_CBC_SHA256(Shape.MAC_THEN_ENCRYPT, BulkCipher.AES_256_CBC, HashAlgorithm.SHA256),
  AES_256_CBC_SHA384(Shape.MAC_THEN_ENCRYPT, BulkCipher.AES_256_CBC, HashAlgorithm.SHA384),
  TRIPLE_DES_CBC_SHA1(Shape.MAC_THEN_ENCRYPT, BulkCipher.TRIPLE_DES_EDE_CBC, HashAlgorithm.SHA1),
  ENCRYPT_THEN_MAC_AES_128_CBC_SHA1(
      Shape.ENCRYPT_THEN_MAC, BulkCipher.AES_128_CBC, HashAlgorithm.SHA1),
  ENCRYPT_THEN_MAC_AES_256_CBC_SHA384(
      Shape.ENCRYPT_THEN_MAC, BulkCipher.AES_256_CBC, HashAlgorithm.SHA384),
  ENCRYPT_THEN_MAC_TRIPLE_DES_CBC_SHA1(
      Shape.ENCRYPT_THEN_MAC, BulkCipher.TRIPLE_DES_EDE_CBC, HashAlgorithm.SHA1);

  private enum Shape {
    PLAINTEXT,
    TLS_1_3,
    TLS_1_2,
    MAC_THEN_ENCRYPT,
    ENCRYPT_THEN_MAC
  }

  private final Shape shape;
  private final BulkCipher cipher;
  private final HashAlgorithm hash;

  Epoch(Shape shape, BulkCipher cipher) {
    this(shape, cipher, HashAlgorithm.SHA256);
  }

  Epoch(Shape shape, BulkCipher cipher, HashAlgorithm hash) {
    this.shape = shape;
    this.cipher = cipher;
    this.hash = hash;
  }

  /** A fresh write half from sequence number 0; always under the same keys. */
  RecordSealer sealer() {
    return switch (shape) {
      case PLAINTEXT -> new PlaintextSealer(ProtocolVersion.TLS_1_2);
      case TLS_1_3 -> new Tls13Sealer(aead(), iv(), cipher, RecordPadding.NONE);
      case TLS_1_2 -> new Tls12AeadSealer(aead(), iv(), cipher);
      case MAC_THEN_ENCRYPT ->
          new CbcSealer(cbc(Aead.Direction.SEAL), cipher, mac(), ivs(), ProtocolVersion.TLS_1_2);
      case ENCRYPT_THEN_MAC ->
          new EncryptThenMacSealer(
              cbc(Aead.Direction.SEAL), cipher, mac(), ivs(), ProtocolVersion.TLS_1_2);
    };
  }

  /** The read half to {@link #sealer()}. */
  RecordOpener opener() {
    return switch (shape) {
      case PLAINTEXT -> new PlaintextOpener();
      case TLS_1_3 -> new Tls13Opener(aead(), iv(), cipher);
      case TLS_1_2 -> new Tls12AeadOpener(aead(), iv(), cipher);
      case MAC_THEN_ENCRYPT -> new CbcOpener(cbc(Aead.Direction.OPEN), cipher, mac());
      case ENCRYPT_THEN_MAC -> new EncryptThenMacOpener(cbc(Aead.Direction.OPEN), cipher, mac());
    };
  }

  private byte[] key() {
    return octets(cipher.keyLength(), 1);
  }

  private byte[] iv() {
    boolean whole = shape == Shape.TLS_1_3 || cipher == BulkCipher.CHACHA20_POLY1305;
    return octets(whole ? 12 : 4, 2);
  }

  private Aead.Keyed aead() {
    return TestCrypto.aead(cipher, key());
  }

  private CbcCipher.Keyed cbc(Aead.Direction direction) {
    return TestCrypto.cbc(cipher, key(), direction);
  }

  private RecordMac mac() {
    return new HmacRecordMac(
        new TestCrypto.CountingHmac(hash), octets(20, 3), ProtocolVersion.TLS_1_2);
  }

  private CbcIv ivs() {
    return CbcIv.explicit(cipher.blockLength(), new SecureRandom());
  }

  /** Whether the content type is inside. */
  boolean isTls13() {
    return shape == Shape.TLS_1_3;
  }

  /** {@code length} octets that look random and are the same every time. */
  static byte[] octets(int length, long seed) {
    byte[] octets = new byte[length];
    new Random(seed).nextBytes(octets);
    return octets;
  }
}
