package dev.glassine.core.keys;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The pseudorandom function of a version before TLS 1.3. TLS 1.2 has one over the suite's hash
 * ({@link #tls12}); TLS 1.0 and 1.1 combine P_MD5 and P_SHA1 ({@link #expand} twice; legacy
 * module). SSL 3.0 has none.
 */
@FunctionalInterface
public interface Prf {
  /** PRF(secret, label, seed), cut to {@code length} octets; {@code secret} is not wiped. */
  Secret derive(Secret secret, String label, byte[] seed, int length);

  /** PRF(secret, label, seed) = P_hash(secret, label + seed) (RFC 5246 §5). */
  static Prf tls12(CryptoProvider crypto, HashAlgorithm hash) {
    Hmac hmac = crypto.hmac(hash);
    return (secret, label, seed, length) ->
        Secret.wrap(
            expand(hmac, secret.reveal(Secret.Access.PRIMITIVE), labelled(label, seed), length));
  }

  /** label + seed. */
  static byte[] labelled(String label, byte[] seed) {
    byte[] name = label.getBytes(StandardCharsets.US_ASCII);
    byte[] both = Arrays.copyOf(name, name.length + seed.length);
    System.arraycopy(seed, 0, both, name.length, seed.length);
    return both;
  }

  /**
   * The data expansion function (RFC 5246 §5, the same in TLS 1.0 and 1.1):
   *
   * <pre>
   * P_hash(secret, seed) = HMAC_hash(secret, A(1) + seed) +
   *                        HMAC_hash(secret, A(2) + seed) + ...
   * A(0) = seed, A(i) = HMAC_hash(secret, A(i-1))
   * </pre>
   */
  static byte[] expand(Hmac hmac, byte[] secret, byte[] seed, int length) {
    int hashLength = hmac.hash().length();
    byte[] output = new byte[length];
    byte[] a = new byte[hashLength];
    byte[] block = new byte[hashLength];
    try (Hmac.Keyed keyed = hmac.key(secret)) {
      keyed.update(seed, 0, seed.length);
      keyed.finish(a, 0);
      for (int written = 0; written < length; written += hashLength) {
        keyed.update(a, 0, hashLength);
        keyed.update(seed, 0, seed.length);
        keyed.finish(block, 0);
        System.arraycopy(block, 0, output, written, Math.min(hashLength, length - written));
        if (length - written > hashLength) {
          keyed.update(a, 0, hashLength);
          keyed.finish(a, 0);
        }
      }
    }
    Arrays.fill(a, (byte) 0);
    Arrays.fill(block, (byte) 0);
    return output;
  }
}
