package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.SignatureScheme;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;

/**
 * RSA key transport: the provider does the bare exponentiation, {@link PremasterPadding} the rest,
 * as no provider's own unpadding promises to keep silent.
 */
final class JcaRsaTransport implements RsaTransport, Chosen {
  private static final String RAW = "RSA/ECB/NoPadding";
  private static final String PADDED = "RSA/ECB/PKCS1Padding";

  private final TranslatedKeys<PrivateKey> translated = TranslatedKeys.ofPrivate();
  private final Selection<Provider> decryption;
  private final Selection<Provider> encryption;

  JcaRsaTransport(Candidates candidates) {
    List<String> services = List.of("Cipher.RSA", "Cipher." + RAW);
    decryption =
        new Selection<>(
            RAW,
            services,
            candidates.of(Family.RSA_DECRYPTION),
            p -> find(p, RAW),
            this::decryptsRight);
    encryption =
        new Selection<>(
            PADDED,
            services,
            candidates.of(Family.REPEATABLE),
            p -> find(p, PADDED),
            JcaRsaTransport::encryptsRight);
  }

  private static Provider find(Provider provider, String transformation)
      throws GeneralSecurityException {
    Cipher.getInstance(transformation, provider);
    return provider;
  }

  /**
   * x^e computed here, with x small and large: decryption gives x, its leading zeros included. A
   * provider that strips them tells by its answer's length, and its copying, what must not be told.
   */
  private boolean decryptsRight(Provider provider) throws GeneralSecurityException {
    SignatureAnswer known = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);
    RSAPublicKey key = (RSAPublicKey) known.publicKey();
    int length = octets(key);
    for (BigInteger x : List.of(BigInteger.valueOf(258), new BigInteger(1, known.signature()))) {
      BigInteger encrypted = x.modPow(key.getPublicExponent(), key.getModulus());
      Cipher cipher = Cipher.getInstance(RAW, provider);
      cipher.init(Cipher.DECRYPT_MODE, translated.in(provider, known.privateKey()));
      byte[] block = cipher.doFinal(UnsignedNumber.octets(encrypted, length));
      if (!Arrays.equals(block, UnsignedNumber.octets(x, length))) {
        return false;
      }
    }
    return true;
  }

  private static boolean encryptsRight(Provider provider) throws GeneralSecurityException {
    SignatureAnswer known = SignatureAnswer.of(SignatureScheme.RSA_PKCS1_SHA256);
    byte[] premaster = JcaAead.counting(PREMASTER_LENGTH, 3);
    byte[] encrypted = encrypt(provider, known.publicKey(), premaster, Randomness.repeatable(1));
    byte[] again = encrypt(provider, known.publicKey(), premaster, Randomness.repeatable(1));
    Cipher cipher = Cipher.getInstance(PADDED, provider);
    cipher.init(Cipher.DECRYPT_MODE, known.privateKey());
    return Arrays.equals(encrypted, again) && Arrays.equals(cipher.doFinal(encrypted), premaster);
  }

  @Override
  public KeyPair generate(int bits, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider("no RSA key of " + bits + " bits can be made", e);
    }
  }

  @Override
  public PublicKey publicKey(BigInteger modulus, BigInteger exponent) {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no RSA key: " + e.getMessage(), e);
    }
  }

  @Override
  public byte[] encrypt(PublicKey key, Secret premaster, SecureRandom random) {
    try {
      return encrypt(encryption.get(), key, premaster.reveal(Secret.Access.PRIMITIVE), random);
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider("the premaster secret cannot be encrypted", e);
    }
  }

  @Override
  public byte[] encryptMarked(PublicKey key, Secret secret, SecureRandom random) {
    if (!(key instanceof RSAKey rsa)
        || octets(rsa) < PremasterPadding.smallestBlock(secret.length())) {
      throw new IllegalArgumentException(
          "a key of " + key.getAlgorithm() + " that cannot hold " + secret.length() + " octets");
    }
    byte[] block =
        PremasterPadding.marked(secret.reveal(Secret.Access.PRIMITIVE), octets(rsa), random);
    try {
      Cipher cipher = Cipher.getInstance(RAW, decryption.get());
      cipher.init(Cipher.ENCRYPT_MODE, key);
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider("the secret key cannot be encrypted", e);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  private static byte[] encrypt(
      Provider provider, PublicKey key, byte[] premaster, SecureRandom random)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(PADDED, provider);
    cipher.init(Cipher.ENCRYPT_MODE, key, random);
    return cipher.doFinal(premaster);
  }

  @Override
  public Secret decrypt(PrivateKey key, byte[] encrypted, int version, Secret fallback) {
    if (fallback.length() != PREMASTER_LENGTH) {
      throw new IllegalArgumentException("a premaster secret has 48 octets");
    }
    byte[] block = block(key, encrypted, PremasterPadding.smallestBlock());
    return Secret.wrap(
        PremasterPadding.select(block, version, fallback.reveal(Secret.Access.PRIMITIVE)));
  }

  @Override
  public MarkedSecret decryptMarked(PrivateKey key, byte[] encrypted, Secret fallback) {
    byte[] block = block(key, encrypted, PremasterPadding.smallestBlock(fallback.length()));
    return PremasterPadding.selectMarked(block, fallback.reveal(Secret.Access.PRIMITIVE));
  }

  /** The padded block; zeros, which go the way of every other wrong block, where there is none. */
  private byte[] block(PrivateKey key, byte[] encrypted, int smallest) {
    int length = key instanceof RSAKey rsa ? octets(rsa) : encrypted.length;
    // lengths are public
    byte[] block = new byte[Math.max(length, smallest)];
    if (encrypted.length == length && length >= smallest) {
      Cipher cipher = decrypting(key);
      try {
        byte[] decrypted = cipher.doFinal(encrypted);
        System.arraycopy(decrypted, 0, block, length - decrypted.length, decrypted.length);
        Arrays.fill(decrypted, (byte) 0);
      } catch (GeneralSecurityException | RuntimeException notLessThanTheModulus) {
        // known from the ciphertext alone; the block stays zero
      }
    }
    return block;
  }

  private Cipher decrypting(PrivateKey key) {
    try {
      if (key.getFormat() != null) {
        Provider provider = decryption.get();
        Cipher cipher = Cipher.getInstance(RAW, provider);
        cipher.init(Cipher.DECRYPT_MODE, translated.in(provider, key));
        return cipher;
      }
      // a key that does not leave its token: the JVM asks each installed provider who takes it
      Cipher cipher = Cipher.getInstance(RAW);
      cipher.init(Cipher.DECRYPT_MODE, key);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw CryptoFailure.provider("the private key cannot decrypt", e);
    }
  }

  private static int octets(RSAKey key) {
    return (key.getModulus().bitLength() + 7) / 8;
  }

  @Override
  public boolean possible() {
    return decryption.possible();
  }

  @Override
  public List<Choice> choices() {
    return List.of(decryption.choice(), encryption.choice());
  }
}
