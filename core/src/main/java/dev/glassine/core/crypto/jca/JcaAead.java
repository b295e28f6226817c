package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.registry.BulkCipher;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-GCM, AES-CCM and ChaCha20-Poly1305 as one Cipher for each key and direction, initialised anew
 * with each nonce. What is left of garbage a call is the parameter object and what the Cipher
 * makes.
 */
final class JcaAead implements Aead, Chosen {
  private final BulkCipher cipher;
  private final Selection<Found> selection;

  /** A transformation in a provider. */
  private record Found(Provider provider, String transformation) {
    Cipher make() {
      try {
        return Cipher.getInstance(transformation, provider);
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider(provider.getName() + " no longer has " + transformation, e);
      }
    }
  }

  JcaAead(BulkCipher cipher, Candidates candidates) {
    this.cipher = cipher;
    this.selection =
        new Selection<>(
            cipher.name(),
            services(cipher),
            candidates.of(family(cipher)),
            this::find,
            this::isRight);
  }

  private static List<String> services(BulkCipher cipher) {
    return switch (family(cipher)) {
      case AES_GCM -> List.of("Cipher.AES/GCM/NoPadding", "Cipher.GCM");
      case CHACHA20_POLY1305 ->
          List.of("Cipher.ChaCha20-Poly1305", "Cipher.ChaCha20/Poly1305/NoPadding");
      default -> List.of("Cipher.AES/CCM/NoPadding", "Cipher.CCM");
    };
  }

  private static Family family(BulkCipher cipher) {
    return switch (cipher) {
      case AES_128_GCM, AES_256_GCM -> Family.AES_GCM;
      case CHACHA20_POLY1305 -> Family.CHACHA20_POLY1305;
      default -> Family.AES_CCM;
    };
  }

  /**
   * Tried in this order. A look-up takes a name with modes apart and copies one that is not in
   * upper case, which is most of the garbage of keying; an object identifier has neither.
   */
  private Found find(Provider provider) throws GeneralSecurityException {
    List<String> transformations =
        switch (family(cipher)) {
          case AES_GCM ->
              List.of(
                  cipher == BulkCipher.AES_128_GCM
                      ? "2.16.840.1.101.3.4.1.6"
                      : "2.16.840.1.101.3.4.1.46",
                  "AES/GCM/NOPADDING");
          case CHACHA20_POLY1305 -> List.of("CHACHA20-POLY1305", "CHACHA20/POLY1305/NOPADDING");
          default -> List.of("AES/CCM/NOPADDING");
        };
    NoSuchAlgorithmException absent = new NoSuchAlgorithmException(cipher.name());
    for (String transformation : transformations) {
      try {
        Cipher.getInstance(transformation, provider);
        return new Found(provider, transformation);
      } catch (NoSuchAlgorithmException e) {
        absent = e;
      }
    }
    throw absent;
  }

  @Override
  public BulkCipher cipher() {
    return cipher;
  }

  @Override
  public Keyed key(byte[] key, Direction direction) {
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

  private Keyed keyed(Found found, byte[] key, Direction direction) {
    if (key.length != cipher.keyLength()) {
      throw new IllegalArgumentException(
          cipher + " has keys of " + cipher.keyLength() + " octets, not " + key.length);
    }
    return new Running(found.make(), cipher, key, direction);
  }

  /**
   * A record of 16 KiB sealed in place and opened again: its tag, and its refusal with one bit of
   * the tag changed.
   */
  private boolean isRight(Found found) {
    byte[] key = counting(cipher.keyLength(), 0);
    byte[] nonce = counting(12, 0xA0);
    byte[] aad = {23, 3, 3, 64, 17};
    int length = 16_385;
    byte[] plain = counting(length, 0x30);
    byte[] record = Arrays.copyOf(plain, length + cipher.tagLength());
    try (Keyed sealing = keyed(found, key, Direction.SEAL);
        Keyed opening = keyed(found, key, Direction.OPEN)) {
      int sealed = sealing.seal(nonce, aad, aad.length, record, 0, length, record, 0);
      byte[] tag = Arrays.copyOfRange(record, length, record.length);
      if (sealed != record.length || !Arrays.equals(tag, Hex.octets(tag(cipher)))) {
        return false;
      }
      byte[] tail = Arrays.copyOfRange(plain, length - 1, length);
      byte[] apart = new byte[record.length];
      nonce[0]++;
      sealing.sealBoth(nonce, aad, aad.length, plain, 0, length - 1, tail, apart, 0);
      byte[] openedApart = new byte[length];
      if (opening.open(nonce, aad, aad.length, apart, 0, apart.length, openedApart, 0) != length
          || !Arrays.equals(openedApart, plain)) {
        return false;
      }
      nonce[0]--;
      byte[] opened = new byte[length];
      record[length] ^= 1;
      boolean refused = opening.open(nonce, aad, 5, record, 0, sealed, opened, 0) == -1;
      record[length] ^= 1;
      return refused
          && opening.open(nonce, aad, aad.length, record, 0, sealed, opened, 0) == length
          && Arrays.equals(opened, plain);
    }
  }

  /** Octets that count up, 251 of them before they repeat. */
  static byte[] counting(int length, int first) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (first + i % 251);
    }
    return octets;
  }

  /** The tags of {@link #isRight}, on which independent implementations agree. */
  private static String tag(BulkCipher cipher) {
    return switch (cipher) {
      case AES_128_GCM -> "7a85b25ee8be985484420085b201d6d5";
      case AES_256_GCM -> "66a38a496d23b07f0a7ffe526927c087";
      case CHACHA20_POLY1305 -> "4aab6e97fe1c6899209c88231dbc6478";
      case AES_128_CCM -> "660ecee94dace2bfdffd14f99aaff42d";
      case AES_256_CCM -> "f3fda14f49362162fb322379de616f91";
      case AES_128_CCM_8 -> "4bd2d9f9f3abacb9";
      case AES_256_CCM_8 -> "0c4db222430f24a8";
      default -> throw new IllegalArgumentException(cipher + " is no AEAD");
    };
  }

  private static final class Running implements Keyed {
    private static final int BLOCK = 16;

    /** Below, copying costs less than a second call. */
    private static final int WORTH_STREAMING = 2048;

    private final Cipher jca;
    private final Direction direction;
    private final boolean chacha;

    /** The JDK's AES-GCM seals whole blocks as they come; others collect all until the end. */
    private final boolean streams;

    private final int tagLength;
    private @Nullable SecretKeySpec key;

    Running(Cipher jca, BulkCipher cipher, byte[] key, Direction direction) {
      this.jca = jca;
      this.direction = direction;
      this.chacha = cipher == BulkCipher.CHACHA20_POLY1305;
      this.streams =
          family(cipher) == Family.AES_GCM && jca.getProvider().getName().equals("SunJCE");
      this.tagLength = cipher.tagLength();
      this.key = new SecretKeySpec(key, chacha ? "ChaCha20" : "AES");
    }

    @Override
    public int seal(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int inLength,
        byte[] out,
        int outOffset) {
      try {
        start(Direction.SEAL, nonce);
        jca.updateAAD(aad, 0, aadLength);
        return jca.doFinal(in, inOffset, inLength, out, outOffset);
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider("a record cannot be sealed", e);
      }
    }

    @Override
    public int sealBoth(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int inLength,
        byte[] tail,
        byte[] out,
        int outOffset) {
      if (!streams || inLength < WORTH_STREAMING) {
        return Keyed.super.sealBoth(
            nonce, aad, aadLength, in, inOffset, inLength, tail, out, outOffset);
      }
      try {
        start(Direction.SEAL, nonce);
        jca.updateAAD(aad, 0, aadLength);
        int whole = inLength - inLength % BLOCK;
        int sealed = jca.update(in, inOffset, whole, out, outOffset);
        int rest = inLength - whole;
        System.arraycopy(in, inOffset + whole, out, outOffset + whole, rest);
        System.arraycopy(tail, 0, out, outOffset + inLength, tail.length);
        int at = outOffset + whole;
        return sealed + jca.doFinal(out, at, rest + tail.length, out, at);
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider("a record cannot be sealed", e);
      }
    }

    @Override
    public int open(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int inLength,
        byte[] out,
        int outOffset) {
      if (inLength < tagLength) {
        return -1;
      }
      try {
        start(Direction.OPEN, nonce);
        jca.updateAAD(aad, 0, aadLength);
        return jca.doFinal(in, inOffset, inLength, out, outOffset);
      } catch (BadPaddingException forged) {
        return -1;
      } catch (GeneralSecurityException e) {
        throw CryptoFailure.provider("a record cannot be opened", e);
      }
    }

    private void start(Direction wanted, byte[] nonce) throws GeneralSecurityException {
      SecretKeySpec current = key;
      if (current == null || wanted != direction) {
        throw new IllegalStateException(
            current == null ? "the key was let go of" : "keyed to " + direction + " only");
      }
      AlgorithmParameterSpec parameters =
          chacha ? new IvParameterSpec(nonce) : new GCMParameterSpec(8 * tagLength, nonce);
      jca.init(
          direction == Direction.SEAL ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
          current,
          parameters);
    }

    @Override
    public void close() {
      key = null;
    }
  }
}
