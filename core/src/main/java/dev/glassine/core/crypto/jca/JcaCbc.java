package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.registry.BulkCipher;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC2ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES, Triple DES, DES, RC2 and IDEA in CBC mode, without padding: what is padding and what is not
 * is decided elsewhere. The JDK has no IDEA; Bouncy Castle does.
 */
final class JcaCbc implements CbcCipher, Chosen {
  /**
   * The "effective key bits" of RC2 (RFC 2268 §2) that deployed SSL uses for its keys of 16 octets,
   * also where 40 of the 128 bits are secret.
   */
  private static final int RC2_EFFECTIVE_BITS = 128;

  private final BulkCipher cipher;
  private final String algorithm;
  private final Selection<Provider> selection;

  JcaCbc(BulkCipher cipher, Candidates candidates) {
    this.cipher = cipher;
    this.algorithm =
        switch (cipher) {
          case AES_128_CBC, AES_256_CBC -> "AES";
          case TRIPLE_DES_EDE_CBC -> "DESede";
          case DES_CBC, DES40_CBC -> "DES";
          case RC2_CBC_40, RC2_CBC_56, RC2_CBC_128 -> "RC2";
          case IDEA_CBC -> "IDEA";
          default -> throw new IllegalArgumentException(cipher + " is not provided here");
        };
    this.selection =
        new Selection<>(
            cipher.name(),
            List.of("Cipher." + algorithm, "Cipher." + algorithm + "/CBC/NoPadding"),
            candidates.of(Family.CBC),
            this::find,
            this::isRight);
  }

  private Provider find(Provider provider) throws GeneralSecurityException {
    Cipher.getInstance(algorithm + "/CBC/NoPadding", provider);
    return provider;
  }

  /** Three blocks under a key that counts up, one way and in place back; two calls as one. */
  private boolean isRight(Provider found) {
    byte[] key = JcaAead.counting(cipher.keyLength(), 0);
    int block = cipher.blockLength();
    byte[] iv = JcaAead.counting(block, 0xA0);
    byte[] plain = JcaAead.counting(3 * block, 0x30);
    byte[] sealed = new byte[3 * block];
    Keyed sealing = keyed(found, key, Aead.Direction.SEAL);
    sealing.process(iv, 0, plain, 0, block, sealed, 0);
    sealing.process(sealed, 0, plain, block, 2 * block, sealed, block);
    if (!Arrays.equals(sealed, Hex.octets(answer(cipher)))) {
      return false;
    }
    keyed(found, key, Aead.Direction.OPEN).process(iv, 0, sealed, 0, 3 * block, sealed, 0);
    return Arrays.equals(sealed, plain);
  }

  @Override
  public BulkCipher cipher() {
    return cipher;
  }

  @Override
  public Keyed key(byte[] key, Aead.Direction direction) {
    if (key.length != cipher.keyLength()) {
      throw new IllegalArgumentException(
          cipher + " has keys of " + cipher.keyLength() + " octets, not " + key.length);
    }
    return keyed(selection.get(), key, direction);
  }

  @Override
  public boolean possible() {
    return selection.possible();
  }

  @Override
  public List<Choice> choices() {
    return List.of(selection.choice());
  }

  private Keyed keyed(Provider provider, byte[] key, Aead.Direction direction) {
    try {
      return new Running(
          Cipher.getInstance(algorithm + "/CBC/NoPadding", provider),
          direction == Aead.Direction.SEAL ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, algorithm),
          cipher.blockLength());
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider(cipher + " cannot be keyed", e);
    }
  }

  private record Running(Cipher jca, int mode, SecretKeySpec key, int blockLength)
      implements Keyed {
    @Override
    public void process(
        byte[] iv, int ivOffset, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
      if (length % blockLength != 0) {
        throw new IllegalArgumentException(length + " octets are no whole blocks");
      }
      try {
        jca.init(
            mode,
            key,
            key.getAlgorithm().equals("RC2")
                ? new RC2ParameterSpec(RC2_EFFECTIVE_BITS, iv, ivOffset)
                : new IvParameterSpec(iv, ivOffset, blockLength));
        jca.doFinal(in, inOffset, length, out, outOffset);
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider("blocks cannot be processed", e);
      }
    }
  }

  /** The answers of {@link #isRight}, on which two independent implementations agree. */
  private static String answer(BulkCipher cipher) {
    return switch (cipher) {
      case AES_128_CBC ->
          """
          03d341835e05f967e9f5dc64a0a79ae8517205304e32605788fe256488ab48f255cac66977943f81
          a672f1de8976adcb""";
      case AES_256_CBC ->
          """
          7568eff07a6bdd1fde75c389276e413511cbfc392ceefcf00c97e6a41ce45aa8d68e5d1033777a1b
          87149c4b26369ec1""";
      case TRIPLE_DES_EDE_CBC -> "602314ea96b1850f74b9857e133976f41310b1a88a9eb144";
      case RC2_CBC_40, RC2_CBC_56, RC2_CBC_128 ->
          "22e16eda97c9e92bbf481edad5e7d361b6a267c840f2bca2";
      case IDEA_CBC -> "6e473a7a4af11d5d4054919610a9cc1b032c878738cd3863";
      default -> "cf167c12af171b58485f70f2e59f9a6f5b427a836ca8a61c";
    };
  }
}
