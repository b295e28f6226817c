package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.SignatureScheme;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bleichenbacher's question is never answered: every wrong block gives the fallback, and nothing
 * else tells it apart. Blocks are built here, and encrypted by BigInteger.
 */
class RsaTransportTest {
  private static final int VERSION = 0x0303;
  private static final byte[] FALLBACK = JcaAead.counting(48, 0x80);
  private static final byte[] PREMASTER = premaster();

  static Stream<Parts> parts() {
    // Bouncy Castle strips leading zeros, and is passed over for it
    return Parts.here().stream().filter(part -> part != Parts.BOUNCY_CASTLE);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void givesThePremasterOfAWellFormedBlock(Parts part) throws GeneralSecurityException {
    assertThat(decrypted(part, block())).isEqualTo(PREMASTER);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void givesTheFallbackForEveryWrongPadding(Parts part) throws GeneralSecurityException {
    byte[] first = block();
    first[0] = 1;
    byte[] typeOne = block();
    typeOne[1] = 1;
    byte[] typeZero = block();
    typeZero[1] = 0;
    byte[] noEnd = block();
    noEnd[256 - 49] = 9;
    byte[] zeros = new byte[256];
    byte[] one = new byte[256];
    one[255] = 1;

    for (byte[] wrong : new byte[][] {first, typeOne, typeZero, noEnd, zeros, one}) {
      assertThat(decrypted(part, wrong)).isEqualTo(FALLBACK);
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void givesTheFallbackForAZeroAnywhereInThePadding(Parts part) throws GeneralSecurityException {
    for (int i = 2; i < 256 - 49; i += 13) {
      byte[] early = block();
      early[i] = 0;
      assertThat(decrypted(part, early)).as("zero at %d", i).isEqualTo(FALLBACK);
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void givesTheFallbackForAnotherLength(Parts part) throws GeneralSecurityException {
    for (int length : new int[] {0, 1, 46, 47, 49, 50, 100, 245}) {
      byte[] other = new byte[256];
      Arrays.fill(other, (byte) 0x5A);
      other[0] = 0;
      other[1] = 2;
      other[255 - length] = 0;
      assertThat(decrypted(part, other)).as("%d octets", length).isEqualTo(FALLBACK);
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void givesTheFallbackForAnotherVersion(Parts part) throws GeneralSecurityException {
    byte[] minor = block();
    minor[256 - 47] = 2;
    byte[] major = block();
    major[256 - 48] = 2;

    assertThat(decrypted(part, minor)).isEqualTo(FALLBACK);
    assertThat(decrypted(part, major)).isEqualTo(FALLBACK);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void givesTheFallbackForCiphertextsThatAreNone(Parts part) throws GeneralSecurityException {
    SignatureAnswer keys = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);
    byte[] modulus = UnsignedNumber.octets(((RSAPublicKey) keys.publicKey()).getModulus(), 256);
    byte[] ones = new byte[256];
    Arrays.fill(ones, (byte) 0xFF);

    for (byte[] ciphertext :
        new byte[][] {{}, new byte[1], new byte[255], new byte[257], modulus, ones}) {
      assertThat(decrypt(part, keys.privateKey(), ciphertext)).isEqualTo(FALLBACK);
    }
  }

  @Test
  void neverChangesTheFallback() throws GeneralSecurityException {
    Secret fallback = Secret.wrap(FALLBACK.clone());
    SignatureAnswer keys = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);
    Secret first =
        JcaCrypto.jdkOnly()
            .rsaTransport()
            .decrypt(keys.privateKey(), new byte[256], VERSION, fallback);
    first.close();

    assertThat(fallback.reveal(Secret.Access.TEST)).isEqualTo(FALLBACK);
  }

  @Test
  void refusesAFallbackOfAnotherLengthBeforeAnythingElse() throws GeneralSecurityException {
    SignatureAnswer keys = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);

    assertThatThrownBy(
            () ->
                JcaCrypto.jdkOnly()
                    .rsaTransport()
                    .decrypt(keys.privateKey(), new byte[256], VERSION, Secret.zeros(47)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void encryptsWhatItDecryptsAndRepeatsItself() throws GeneralSecurityException {
    RsaTransport rsa = JcaCrypto.standard().rsaTransport();
    SignatureAnswer keys = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);
    Secret premaster = Secret.wrap(PREMASTER.clone());
    byte[] one = rsa.encrypt(keys.publicKey(), premaster, Randomness.repeatable(1));
    byte[] two = rsa.encrypt(keys.publicKey(), premaster, new SecureRandom());

    assertThat(rsa.encrypt(keys.publicKey(), premaster, Randomness.repeatable(1))).isEqualTo(one);
    assertThat(two).isNotEqualTo(one);
    for (byte[] ciphertext : new byte[][] {one, two}) {
      assertThat(
              rsa.decrypt(keys.privateKey(), ciphertext, VERSION, Secret.wrap(FALLBACK.clone()))
                  .reveal(Secret.Access.TEST))
          .isEqualTo(PREMASTER);
    }
  }

  /** None of the vectors is a premaster secret, so each must give the fallback. */
  @ParameterizedTest
  @MethodSource("parts")
  void givesTheFallbackForWycheproofsCiphertexts(Parts part) throws GeneralSecurityException {
    for (Vectors.Vector vector : Vectors.read("rsa_pkcs1_2048_test")) {
      PrivateKey key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(vector.octets("privateKeyPkcs8")));
      byte[] message = vector.octets("msg");
      boolean premaster =
          vector.valid() && message.length == 48 && message[0] == 3 && message[1] == 3;
      assertThat(decrypt(part, key, vector.octets("ct")))
          .as(vector.toString())
          .isEqualTo(premaster ? message : FALLBACK);
    }
  }

  /** The unpadding by itself: all blocks that differ from a good one in one octet. */
  @Test
  void selectsByTheWholeBlock() {
    assertThat(PremasterPadding.select(block(), VERSION, FALLBACK)).isEqualTo(PREMASTER);
    for (int i = 0; i < 256 - 46; i++) {
      boolean padding = i >= 2 && i < 256 - 49;
      for (int value = 0; value < 256; value++) {
        byte[] block = block();
        boolean changed = block[i] != (byte) value;
        block[i] = (byte) value;
        boolean good = !changed || (padding && value != 0);
        byte[] selected = PremasterPadding.select(block, VERSION, FALLBACK);
        if (!Arrays.equals(selected, good ? PREMASTER : FALLBACK)) {
          throw new AssertionError("octet " + i + " as " + value);
        }
      }
    }
  }

  /** RFC 2246 §E.2: the mark of a client that could speak something newer than SSL 2.0. */
  @ParameterizedTest
  @ValueSource(ints = {5, 8, 16, 24})
  void findsTheMarkThatItMade(int length) throws GeneralSecurityException {
    RsaTransport rsa = JcaCrypto.jdkOnly().rsaTransport();
    SignatureAnswer keys = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);
    byte[] secret = JcaAead.counting(length, 1);
    byte[] marked = rsa.encryptMarked(keys.publicKey(), secret(secret), new SecureRandom());
    byte[] plain = rsa.encrypt(keys.publicKey(), secret(secret), new SecureRandom());

    RsaTransport.MarkedSecret found =
        rsa.decryptMarked(keys.privateKey(), marked, Secret.zeros(length));
    assertThat(found.secret().reveal(Secret.Access.TEST)).isEqualTo(secret);
    assertThat(found.marked()).isTrue();
    found = rsa.decryptMarked(keys.privateKey(), plain, Secret.zeros(length));
    assertThat(found.secret().reveal(Secret.Access.TEST)).isEqualTo(secret);
    assertThat(found.marked()).isFalse();
  }

  private static Secret secret(byte[] octets) {
    return Secret.wrap(octets.clone());
  }

  /** Every block that differs from a good one in one octet, with a secret of SSL 2.0's length. */
  @Test
  void selectsASecretOfAnyLengthByTheWholeBlock() {
    byte[] secret = JcaAead.counting(16, 1);
    byte[] fallback = JcaAead.counting(16, 0x80);
    int start = 256 - secret.length;
    for (int i = 0; i < start; i++) {
      for (int value = 0; value < 256; value++) {
        byte[] block = markedBlock(secret);
        boolean changed = block[i] != (byte) value;
        block[i] = (byte) value;
        boolean good = !changed || (i >= 2 && i < start - 1 && value != 0);
        boolean marks = !changed || i < start - 9;
        RsaTransport.MarkedSecret found = PremasterPadding.selectMarked(block, fallback);
        if (!Arrays.equals(found.secret().reveal(Secret.Access.TEST), good ? secret : fallback)
            || found.marked() != (good && marks)) {
          throw new AssertionError("octet " + i + " as " + value);
        }
      }
    }
  }

  /** 00 02 5A ... 03 03 03 03 03 03 03 03 00 secret. */
  private static byte[] markedBlock(byte[] secret) {
    byte[] block = new byte[256];
    int start = 256 - secret.length;
    Arrays.fill(block, (byte) 0x5A);
    Arrays.fill(block, start - 9, start - 1, (byte) 3);
    block[0] = 0;
    block[1] = 2;
    block[start - 1] = 0;
    System.arraycopy(secret, 0, block, start, secret.length);
    return block;
  }

  @Test
  void givesTheFallbackOfAnyLengthForCiphertextsThatAreNone() throws GeneralSecurityException {
    RsaTransport rsa = JcaCrypto.jdkOnly().rsaTransport();
    SignatureAnswer keys = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);
    byte[] ones = new byte[256];
    Arrays.fill(ones, (byte) 0xFF);
    byte[] fallback = JcaAead.counting(5, 0x80);

    for (byte[] ciphertext : new byte[][] {{}, new byte[1], new byte[255], new byte[257], ones}) {
      RsaTransport.MarkedSecret found =
          rsa.decryptMarked(keys.privateKey(), ciphertext, secret(fallback));
      assertThat(found.secret().reveal(Secret.Access.TEST)).isEqualTo(fallback);
      assertThat(found.marked()).isFalse();
    }
  }

  @Test
  void doesNotMarkUnderAKeyThatIsTooShort() throws GeneralSecurityException {
    SignatureAnswer keys = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);

    assertThatThrownBy(
            () ->
                JcaCrypto.jdkOnly()
                    .rsaTransport()
                    .encryptMarked(keys.publicKey(), Secret.zeros(246), new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void passesOverAProviderThatStripsLeadingZeros() {
    if (Parts.BOUNCY_CASTLE.present()) {
      assertThatThrownBy(() -> ((Chosen) Parts.BOUNCY_CASTLE.crypto().rsaTransport()).choices())
          .hasMessageContaining("BC answers a known-answer test wrongly");
    }
  }

  private static byte[] premaster() {
    byte[] premaster = JcaAead.counting(48, 1);
    premaster[0] = 3;
    premaster[1] = 3;
    return premaster;
  }

  /** 00 02 5A ... 5A 00 premaster. */
  private static byte[] block() {
    byte[] block = new byte[256];
    Arrays.fill(block, (byte) 0x5A);
    block[0] = 0;
    block[1] = 2;
    block[256 - 49] = 0;
    System.arraycopy(PREMASTER, 0, block, 256 - 48, 48);
    return block;
  }

  private static byte[] decrypted(Parts part, byte[] block) throws GeneralSecurityException {
    SignatureAnswer keys = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);
    RSAPublicKey key = (RSAPublicKey) keys.publicKey();
    BigInteger encrypted =
        new BigInteger(1, block).modPow(key.getPublicExponent(), key.getModulus());
    return decrypt(part, keys.privateKey(), UnsignedNumber.octets(encrypted, 256));
  }

  private static byte[] decrypt(Parts part, PrivateKey key, byte[] ciphertext) {
    return part.crypto()
        .rsaTransport()
        .decrypt(key, ciphertext, VERSION, Secret.wrap(FALLBACK.clone()))
        .reveal(Secret.Access.TEST);
  }
}
