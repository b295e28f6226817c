package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.ConstantTime;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * <b>Bleichenbacher's attack</b> (1998; again as ROBOT 2017 and Marvin 2023): whoever can tell, by
 * an alert or by time, whether a ciphertext decrypts to something well padded, decrypts any
 * ciphertext by asking a few thousand times. So nothing here branches on the decrypted block or
 * uses it as an index, and what is wrong is replaced, not reported.
 *
 * <p>That a premaster secret always has 48 octets helps, and that the secret key of SSL 2.0 has as
 * many as its cipher kind says: every octet of the block has its one right place, and nothing needs
 * to be searched for.
 *
 * <pre>
 *   EM = 00 | 02 | PS, no octet 0 | 00 | client_version (2), random (46)      (RFC 8017 §7.2.2)
 * </pre>
 *
 * <p>What this file cannot do is make the exponentiation before it, or BigInteger's conversion to
 * octets, take constant time; providers blind it. Static RSA is off by default for that reason.
 */
final class PremasterPadding {
  /** RFC 2246 §E.2. */
  private static final int MARK = 3;

  private static final int MARKS = 8;

  private PremasterPadding() {}

  /**
   * The last 48 octets of {@code block} if it is well formed and has this version, else {@code
   * fallback}. One path: same instructions, same addresses.
   *
   * @param block as long as the modulus, public
   * @param fallback 48 octets
   */
  static byte[] select(byte[] block, int version, byte[] fallback) {
    int start = block.length - RsaTransport.PREMASTER_LENGTH;
    int good = ConstantTime.isZero(block[0]) & ConstantTime.eq(block[1], 2);
    for (int i = 2; i < start - 1; i++) {
      good &= ~ConstantTime.isZero(block[i]);
    }
    good &= ConstantTime.isZero(block[start - 1]);
    good &= ConstantTime.eq(block[start] & 0xFF, version >>> 8);
    good &= ConstantTime.eq(block[start + 1] & 0xFF, version & 0xFF);
    byte[] premaster = new byte[RsaTransport.PREMASTER_LENGTH];
    for (int i = 0; i < premaster.length; i++) {
      premaster[i] = ConstantTime.select(good, block[start + i], fallback[i]);
    }
    Arrays.fill(block, (byte) 0);
    return premaster;
  }

  /**
   * The last octets of {@code block}, as many as {@code fallback} has, if it is well formed, else
   * {@code fallback}. One path: same instructions, same addresses.
   *
   * @param block as long as the modulus, public
   */
  static RsaTransport.MarkedSecret selectMarked(byte[] block, byte[] fallback) {
    int start = block.length - fallback.length;
    int good = ConstantTime.isZero(block[0]) & ConstantTime.eq(block[1], 2);
    int marks = -1;
    for (int i = 2; i < start - 1; i++) {
      good &= ~ConstantTime.isZero(block[i]);
    }
    for (int i = start - 1 - MARKS; i < start - 1; i++) {
      marks &= ConstantTime.eq(block[i], MARK);
    }
    good &= ConstantTime.isZero(block[start - 1]);
    byte[] secret = new byte[fallback.length];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = ConstantTime.select(good, block[start + i], fallback[i]);
    }
    Arrays.fill(block, (byte) 0);
    return new RsaTransport.MarkedSecret(Secret.wrap(secret), (good & marks) != 0);
  }

  /**
   * RFC 2246 §E.2: a block for encryption "whose right-hand (least-significant) 8 random bytes of
   * the PKCS padding" are 03.
   *
   * @param length of the modulus
   */
  static byte[] marked(byte[] secret, int length, SecureRandom random) {
    byte[] block = new byte[length];
    int start = length - secret.length;
    block[1] = 2;
    for (int i = 2; i < start - 1; i++) {
      block[i] = (byte) (1 + random.nextInt(255));
    }
    Arrays.fill(block, start - 1 - MARKS, start - 1, (byte) MARK);
    System.arraycopy(secret, 0, block, start, secret.length);
    return block;
  }

  /** Octets of the smallest modulus for a secret of this length. */
  static int smallestBlock(int secretLength) {
    return 11 + secretLength;
  }

  /** Octets of the smallest modulus that leaves room for 8 octets of padding. */
  static int smallestBlock() {
    return smallestBlock(RsaTransport.PREMASTER_LENGTH);
  }
}
