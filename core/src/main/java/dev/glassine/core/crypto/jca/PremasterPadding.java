package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.keys.ConstantTime;
import java.util.Arrays;

/**
 * <b>Bleichenbacher's attack</b> (1998; again as ROBOT 2017 and Marvin 2023): whoever can tell, by
 * an alert or by time, whether a ciphertext decrypts to something well padded, decrypts any
 * ciphertext by asking a few thousand times. So nothing here branches on the decrypted block or
 * uses it as an index, and what is wrong is replaced, not reported.
 *
 * <p>That a premaster secret always has 48 octets helps: every octet of the block has its one right
 * place, and nothing needs to be searched for.
 *
 * <pre>
 *   EM = 00 | 02 | PS, no octet 0 | 00 | client_version (2), random (46)      (RFC 8017 §7.2.2)
 * </pre>
 *
 * <p>What this file cannot do is make the exponentiation before it, or BigInteger's conversion to
 * octets, take constant time; providers blind it. Static RSA is off by default for that reason.
 */
final class PremasterPadding {
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

  /** Octets of the smallest modulus that leaves room for 8 octets of padding. */
  static int smallestBlock() {
    return 11 + RsaTransport.PREMASTER_LENGTH;
  }
}
