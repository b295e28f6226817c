package dev.glassine.core.record;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import java.security.SecureRandom;
import java.util.Random;

/** Every protection there is, both ends of each under the same keys. */
enum Epoch {
  PLAINTEXT,
  TLS_1_3_AES_128_GCM(BulkCipher.AES_128_GCM, true),
  TLS_1_3_AES_256_GCM(BulkCipher.AES_256_GCM, true),
  TLS_1_3_CHACHA20_POLY1305(BulkCipher.CHACHA20_POLY1305, true),
  TLS_1_3_AES_128_CCM(BulkCipher.AES_128_CCM, true),
  TLS_1_3_AES_128_CCM_8(BulkCipher.AES_128_CCM_8, true),
  TLS_1_2_AES_128_GCM(BulkCipher.AES_128_GCM, false),
  TLS_1_2_AES_256_GCM(BulkCipher.AES_256_GCM, false),
  TLS_1_2_CHACHA20_POLY1305(BulkCipher.CHACHA20_POLY1305, false),
  TLS_1_2_AES_256_CCM(BulkCipher.AES_256_CCM, false),
  TLS_1_2_AES_256_CCM_8(BulkCipher.AES_256_CCM_8, false),
  AES_128_CBC_SHA1(BulkCipher.AES_128_CBC, HashAlgorithm.SHA1, false),
  AES_256_CBC_SHA256(BulkCipher.AES_256_CBC, HashAlgorithm.SHA256, false),
  AES_256_CBC_SHA384(BulkCipher.AES_256_CBC, HashAlgorithm.SHA384, false),
  TRIPLE_DES_CBC_SHA1(BulkCipher.TRIPLE_DES_EDE_CBC, HashAlgorithm.SHA1, false),
  ENCRYPT_THEN_MAC_AES_128_CBC_SHA1(BulkCipher.AES_128_CBC, HashAlgorithm.SHA1, true),
  ENCRYPT_THEN_MAC_AES_256_CBC_SHA384(BulkCipher.AES_256_CBC, HashAlgorithm.SHA384, true),
  ENCRYPT_THEN_MAC_TRIPLE_DES_CBC_SHA1(BulkCipher.TRIPLE_DES_EDE_CBC, HashAlgorithm.SHA1, true);

  private interface SealerMaker {
    RecordSealer make(byte[] key, byte[] iv, byte[] macKey);
  }

  private interface OpenerMaker {
    RecordOpener make(byte[] key, byte[] iv, byte[] macKey);
  }

  private final BulkCipher cipher;
  private final int ivLength;
  private final SealerMaker sealer;
  private final OpenerMaker opener;

  Epoch() {
    cipher = BulkCipher.NULL;
    ivLength = 0;
    sealer = (key, iv, macKey) -> new PlaintextSealer(ProtocolVersion.TLS_1_2);
    opener = (key, iv, macKey) -> new PlaintextOpener();
  }

  Epoch(BulkCipher cipher, boolean tls13) {
    this.cipher = cipher;
    if (tls13) {
      ivLength = 12;
      sealer =
          (key, iv, macKey) ->
              new Tls13Sealer(TestCrypto.aead(cipher, key), iv, cipher, RecordPadding.NONE);
      opener = (key, iv, macKey) -> new Tls13Opener(TestCrypto.aead(cipher, key), iv, cipher);
    } else {
      ivLength = cipher == BulkCipher.CHACHA20_POLY1305 ? 12 : 4;
      sealer = (key, iv, macKey) -> new Tls12AeadSealer(TestCrypto.aead(cipher, key), iv, cipher);
      opener = (key, iv, macKey) -> new Tls12AeadOpener(TestCrypto.aead(cipher, key), iv, cipher);
    }
  }

  Epoch(BulkCipher cipher, HashAlgorithm hash, boolean encryptThenMac) {
    this.cipher = cipher;
    ivLength = 0;
    CbcIv ivs = CbcIv.explicit(cipher.blockLength(), new SecureRandom());
    if (encryptThenMac) {
      sealer =
          (key, iv, macKey) ->
              new EncryptThenMacSealer(
                  TestCrypto.cbc(cipher, key, Aead.Direction.SEAL),
                  cipher,
                  mac(hash, macKey),
                  ivs,
                  ProtocolVersion.TLS_1_2);
      opener =
          (key, iv, macKey) ->
              new EncryptThenMacOpener(
                  TestCrypto.cbc(cipher, key, Aead.Direction.OPEN), cipher, mac(hash, macKey));
    } else {
      sealer =
          (key, iv, macKey) ->
              new CbcSealer(
                  TestCrypto.cbc(cipher, key, Aead.Direction.SEAL),
                  cipher,
                  mac(hash, macKey),
                  ivs,
                  ProtocolVersion.TLS_1_2);
      opener =
          (key, iv, macKey) ->
              new CbcOpener(
                  TestCrypto.cbc(cipher, key, Aead.Direction.OPEN), cipher, mac(hash, macKey));
    }
  }

  private static RecordMac mac(HashAlgorithm hash, byte[] key) {
    return new HmacRecordMac(new TestCrypto.CountingHmac(hash), key, ProtocolVersion.TLS_1_2);
  }

  /** A fresh write half from sequence number 0; always under the same keys. */
  RecordSealer sealer() {
    return sealer.make(octets(cipher.keyLength(), 1), octets(ivLength, 2), octets(20, 3));
  }

  /** The read half to {@link #sealer()}. */
  RecordOpener opener() {
    return opener.make(octets(cipher.keyLength(), 1), octets(ivLength, 2), octets(20, 3));
  }

  boolean isProtected() {
    return this != PLAINTEXT;
  }

  boolean isTls13() {
    return name().startsWith("TLS_1_3");
  }

  /** {@code length} octets that look random and are the same every time. */
  static byte[] octets(int length, long seed) {
    byte[] octets = new byte[length];
    new Random(seed).nextBytes(octets);
    return octets;
  }
}
