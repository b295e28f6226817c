package dev.glassine.legacy;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.Prf;
import dev.glassine.core.registry.HashAlgorithm;
import java.util.Arrays;

/**
 * The PRF of TLS 1.0 and 1.1 (RFC 2246 §5), which was to be safe while either hash is:
 *
 * <pre>
 *   PRF(secret, label, seed) = P_MD5(S1, label + seed) XOR P_SHA-1(S2, label + seed);
 * </pre>
 */
record TwoHashPrf(CryptoProvider crypto) implements Prf {
  @Override
  public Secret derive(Secret secret, String label, byte[] seed, int length) {
    byte[] whole = secret.reveal(Secret.Access.PRIMITIVE);
    // RFC 2246 §5: "the two halves ... (with the last byte of S1 and the first of S2 the same) if
    // the original secret is an odd number of bytes long"
    int half = (whole.length + 1) / 2;
    byte[] labelled = Prf.labelled(label, seed);
    byte[] one = Arrays.copyOf(whole, half);
    byte[] two = Arrays.copyOfRange(whole, whole.length - half, whole.length);
    byte[] result = expand(HashAlgorithm.MD5, one, labelled, length);
    byte[] other = expand(HashAlgorithm.SHA1, two, labelled, length);
    for (int i = 0; i < length; i++) {
      result[i] ^= other[i];
    }
    Arrays.fill(one, (byte) 0);
    Arrays.fill(two, (byte) 0);
    Arrays.fill(other, (byte) 0);
    return Secret.wrap(result);
  }

  private byte[] expand(HashAlgorithm hash, byte[] secret, byte[] seed, int length) {
    Hmac hmac = crypto.hmac(hash);
    return Prf.expand(hmac, secret, seed, length);
  }
}
