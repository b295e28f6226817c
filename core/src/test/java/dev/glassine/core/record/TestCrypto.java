package dev.glassine.core.record;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The crypto seam straight over the JDK, so that these tests say something about the record layer
 * alone.
 */
final class TestCrypto {
  private TestCrypto() {}

  /**
   * GCM and ChaCha20-Poly1305 from the JDK; for CCM, which it lacks, a stand-in with CCM's sizes:
   * only the record's layout is tested.
   */
  static Aead.Keyed aead(BulkCipher cipher, byte[] key) {
    return switch (cipher) {
      case AES_128_GCM, AES_256_GCM, CHACHA20_POLY1305 -> new JdkAead(cipher, key);
      default -> new StandIn(cipher, key);
    };
  }

  static CbcCipher.Keyed cbc(BulkCipher cipher, byte[] key, Aead.Direction direction) {
    String algorithm = cipher == BulkCipher.TRIPLE_DES_EDE_CBC ? "DESede" : "AES";
    return (iv, ivOffset, in, inOffset, length, out, outOffset) -> {
      try {
        Cipher jca = Cipher.getInstance(algorithm + "/CBC/NoPadding");
        int mode = direction == Aead.Direction.SEAL ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
        jca.init(
            mode,
            new SecretKeySpec(key, algorithm),
            new IvParameterSpec(iv, ivOffset, cipher.blockLength()));
        jca.doFinal(in, inOffset, length, out, outOffset);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    };
  }

  private static final class JdkAead implements Aead.Keyed {
    private final boolean gcm;
    private final byte[] key;

    JdkAead(BulkCipher cipher, byte[] key) {
      this.gcm = cipher != BulkCipher.CHACHA20_POLY1305;
      this.key = key;
    }

    private Cipher start(int mode, byte[] nonce, byte[] aad, int aadLength)
        throws GeneralSecurityException {
      Cipher jca = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
      jca.init(
          mode,
          new SecretKeySpec(key, gcm ? "AES" : "ChaCha20"),
          gcm ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce));
      jca.updateAAD(aad, 0, aadLength);
      return jca;
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
        return start(Cipher.ENCRYPT_MODE, nonce, aad, aadLength)
            .doFinal(in, inOffset, inLength, out, outOffset);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
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
      try {
        return start(Cipher.DECRYPT_MODE, nonce, aad, aadLength)
            .doFinal(in, inOffset, inLength, out, outOffset);
      } catch (AEADBadTagException e) {
        return -1;
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {}
  }

  /** AES-CTR, then HMAC-SHA-256 cut to the tag's length. */
  private static final class StandIn implements Aead.Keyed {
    private final BulkCipher cipher;
    private final byte[] key;

    StandIn(BulkCipher cipher, byte[] key) {
      this.cipher = cipher;
      this.key = key;
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
      stream(nonce, in, inOffset, inLength, out, outOffset);
      System.arraycopy(
          tag(nonce, aad, aadLength, out, outOffset, inLength),
          0,
          out,
          outOffset + inLength,
          cipher.tagLength());
      return inLength + cipher.tagLength();
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
      int length = inLength - cipher.tagLength();
      byte[] tag = Arrays.copyOfRange(in, inOffset + length, inOffset + inLength);
      if (!MessageDigest.isEqual(tag, tag(nonce, aad, aadLength, in, inOffset, length))) {
        return -1;
      }
      stream(nonce, in, inOffset, length, out, outOffset);
      return length;
    }

    private void stream(
        byte[] nonce, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
      try {
        Cipher jca = Cipher.getInstance("AES/CTR/NoPadding");
        jca.init(
            Cipher.ENCRYPT_MODE,
            new SecretKeySpec(key, "AES"),
            new IvParameterSpec(Arrays.copyOf(nonce, 16)));
        jca.doFinal(in, inOffset, length, out, outOffset);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    private byte[] tag(
        byte[] nonce, byte[] aad, int aadLength, byte[] octets, int offset, int length) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(nonce);
        mac.update(aad, 0, aadLength);
        mac.update(octets, offset, length);
        return Arrays.copyOf(mac.doFinal(), cipher.tagLength());
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {}
  }

  /** HMAC that counts how often the hash's compression function runs under all its keys. */
  static final class CountingHmac implements Hmac {
    private final HashAlgorithm hash;
    long compressions;

    CountingHmac(HashAlgorithm hash) {
      this.hash = hash;
    }

    @Override
    public HashAlgorithm hash() {
      return hash;
    }

    @Override
    public Keyed key(byte[] key) {
      try {
        Mac mac = Mac.getInstance(hash.hmacName());
        mac.init(new SecretKeySpec(key, hash.hmacName()));
        return new Counting(mac);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    private final class Counting implements Keyed {
      private final Mac mac;
      private int octets;

      Counting(Mac mac) {
        this.mac = mac;
      }

      @Override
      public void update(byte[] in, int offset, int length) {
        mac.update(in, offset, length);
        octets += length;
      }

      @Override
      public void finish(byte[] out, int offset) {
        byte[] result = mac.doFinal();
        System.arraycopy(result, 0, out, offset, result.length);
        compressions += blocks(octets) + blocks(hash.length());
        octets = 0;
      }

      /**
       * Blocks of one key block, {@code length} octets, a 1 bit, and the length field at the end of
       * a block (FIPS 180-4 §5.1).
       */
      private int blocks(int length) {
        int block = hash.blockLength();
        int total = block + length + 1 + block / 8;
        return (total + block - 1) / block;
      }
    }
  }
}
