package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.Hkdf;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.HashAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ciphers, MACs and HKDF of each source against Wycheproof. */
class SymmetricVectorsTest {
  static Stream<Arguments> aeads() {
    return Parts.here().stream()
        .flatMap(
            part ->
                Stream.of(
                    Arguments.of(part, BulkCipher.AES_128_GCM, "aes_gcm_test"),
                    Arguments.of(part, BulkCipher.AES_256_GCM, "aes_gcm_test"),
                    Arguments.of(part, BulkCipher.CHACHA20_POLY1305, "chacha20_poly1305_test"),
                    Arguments.of(part, BulkCipher.AES_128_CCM, "aes_ccm_test"),
                    Arguments.of(part, BulkCipher.AES_256_CCM, "aes_ccm_test"),
                    Arguments.of(part, BulkCipher.AES_128_CCM_8, "aes_ccm_test"),
                    Arguments.of(part, BulkCipher.AES_256_CCM_8, "aes_ccm_test")));
  }

  @ParameterizedTest
  @MethodSource("aeads")
  void sealsAndOpensAsPublishedAndRefusesForgeries(Parts part, BulkCipher cipher, String file) {
    Aead aead = aead(part, cipher);
    assumeTrue(aead != null);
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Vectors.Vector vector : Vectors.read(file)) {
      if (vector.number("ivSize") != 96
          || vector.number("tagSize") != 8 * cipher.tagLength()
          || vector.octets("key").length != cipher.keyLength()) {
        continue;
      }
      tried++;
      byte[] message = vector.octets("msg");
      byte[] sealed = concatenated(vector.octets("ct"), vector.octets("tag"));
      byte[] opened = open(aead, vector, sealed);
      boolean right =
          vector.invalid()
              ? opened == null
              : Arrays.equals(opened, message)
                  && Arrays.equals(seal(aead, vector, message), sealed);
      if (!right) {
        wrong.add(vector.toString());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(5);
  }

  private static @Nullable Aead aead(Parts part, BulkCipher cipher) {
    Aead aead = part.crypto().aead(cipher);
    if (part == Parts.JDK || part == Parts.BOUNCY_CASTLE) {
      boolean ccm = cipher.name().contains("CCM");
      assertThat(aead == null).isEqualTo(part == Parts.JDK && ccm);
    }
    return aead;
  }

  private static byte[] seal(Aead aead, Vectors.Vector vector, byte[] message) {
    byte[] aad = vector.octets("aad");
    // in place, as records are
    byte[] buffer = Arrays.copyOf(message, message.length + aead.cipher().tagLength());
    try (Aead.Keyed keyed = aead.key(vector.octets("key"), Aead.Direction.SEAL)) {
      int length =
          keyed.seal(vector.octets("iv"), aad, aad.length, buffer, 0, message.length, buffer, 0);
      assertThat(length).isEqualTo(buffer.length);
    }
    return buffer;
  }

  private static byte @Nullable [] open(Aead aead, Vectors.Vector vector, byte[] sealed) {
    byte[] aad = vector.octets("aad");
    byte[] out = new byte[sealed.length];
    try (Aead.Keyed keyed = aead.key(vector.octets("key"), Aead.Direction.OPEN)) {
      int length =
          keyed.open(vector.octets("iv"), aad, aad.length, sealed, 0, sealed.length, out, 0);
      // and once more in place: what was refused stays refused, what opened opens
      byte[] copy = sealed.clone();
      int again = keyed.open(vector.octets("iv"), aad, aad.length, copy, 0, copy.length, copy, 0);
      assertThat(again).isEqualTo(length);
      if (length == -1) {
        return null;
      }
      byte[] opened = Arrays.copyOf(out, length);
      assertThat(Arrays.copyOf(copy, length)).isEqualTo(opened);
      return opened;
    }
  }

  static Stream<Arguments> cbcCiphers() {
    return Parts.here().stream()
        .flatMap(
            part ->
                Stream.of(BulkCipher.AES_128_CBC, BulkCipher.AES_256_CBC)
                    .map(cipher -> Arguments.of(part, cipher)));
  }

  /** The vectors have PKCS #5 padding, which is put on and judged here: the cipher has none. */
  @ParameterizedTest
  @MethodSource("cbcCiphers")
  void enciphersBlocksAsPublished(Parts part, BulkCipher cipher) {
    CbcCipher cbc = part.crypto().cbc(cipher);
    assumeTrue(cbc != null);
    List<String> wrong = new ArrayList<>();
    int tried = 0;
    for (Vectors.Vector vector : Vectors.read("aes_cbc_pkcs5_test")) {
      byte[] key = vector.octets("key");
      byte[] sealed = vector.octets("ct");
      if (key.length != cipher.keyLength() || sealed.length % 16 != 0 || sealed.length == 0) {
        continue;
      }
      tried++;
      byte[] iv = vector.octets("iv");
      byte[] opened = new byte[sealed.length];
      cbc.key(key, Aead.Direction.OPEN).process(iv, 0, sealed, 0, sealed.length, opened, 0);
      byte[] padded = padded(vector.octets("msg"));
      boolean right = Arrays.equals(opened, padded) == vector.valid();
      if (vector.valid()) {
        cbc.key(key, Aead.Direction.SEAL).process(iv, 0, padded, 0, padded.length, padded, 0);
        right &= Arrays.equals(padded, sealed);
      }
      if (!right) {
        wrong.add(vector.toString());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tried).isGreaterThan(50);
  }

  private static byte[] padded(byte[] message) {
    int padding = 16 - message.length % 16;
    byte[] padded = Arrays.copyOf(message, message.length + padding);
    Arrays.fill(padded, message.length, padded.length, (byte) padding);
    return padded;
  }

  static Stream<Arguments> hashes() {
    return Parts.here().stream()
        .flatMap(
            part ->
                Stream.of(
                    Arguments.of(part, HashAlgorithm.SHA1, "hmac_sha1_test"),
                    Arguments.of(part, HashAlgorithm.SHA224, "hmac_sha224_test"),
                    Arguments.of(part, HashAlgorithm.SHA256, "hmac_sha256_test"),
                    Arguments.of(part, HashAlgorithm.SHA384, "hmac_sha384_test"),
                    Arguments.of(part, HashAlgorithm.SHA512, "hmac_sha512_test")));
  }

  @ParameterizedTest
  @MethodSource("hashes")
  void authenticatesAsPublished(Parts part, HashAlgorithm hash, String file) {
    Hmac hmac = hmac(part, hash);
    assumeTrue(hmac != null);
    List<String> wrong = new ArrayList<>();
    for (Vectors.Vector vector : Vectors.read(file)) {
      byte[] message = vector.octets("msg");
      byte[] mac = new byte[hash.length()];
      Hmac.Keyed keyed = hmac.key(vector.octets("key"));
      keyed.update(message, 0, message.length / 3);
      keyed.update(message, message.length / 3, message.length - message.length / 3);
      keyed.finish(mac, 0);
      byte[] cut = Arrays.copyOf(mac, vector.number("tagSize") / 8);
      if (Arrays.equals(cut, vector.octets("tag")) != vector.valid()) {
        wrong.add(vector.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static @Nullable Hmac hmac(Parts part, HashAlgorithm hash) {
    for (Hmac hmac : part.crypto().hmacs()) {
      if (hmac.hash() == hash) {
        return hmac;
      }
    }
    assertThat(part).isEqualTo(Parts.CORRETTO);
    return null;
  }

  static Stream<Arguments> hkdfs() {
    return Parts.here().stream()
        .flatMap(
            part ->
                Stream.of(
                    Arguments.of(part, HashAlgorithm.SHA256, "hkdf_sha256_test"),
                    Arguments.of(part, HashAlgorithm.SHA384, "hkdf_sha384_test")));
  }

  @ParameterizedTest
  @MethodSource("hkdfs")
  void derivesByHkdfAsPublished(Parts part, HashAlgorithm hash, String file) {
    Hkdf hkdf = new Hkdf(part.crypto().hmac(hash));
    List<String> wrong = new ArrayList<>();
    for (Vectors.Vector vector : Vectors.read(file)) {
      Secret key =
          hkdf.extract(Secret.wrap(vector.octets("salt")), Secret.wrap(vector.octets("ikm")));
      byte[] derived;
      try {
        derived =
            hkdf.expand(key, vector.octets("info"), vector.number("size"))
                .reveal(Secret.Access.TEST);
      } catch (IllegalArgumentException tooLong) {
        derived = new byte[0];
      }
      boolean right =
          vector.valid() ? Arrays.equals(derived, vector.octets("okm")) : derived.length == 0;
      if (!right) {
        wrong.add(vector.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
