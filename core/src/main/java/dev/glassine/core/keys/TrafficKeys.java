package dev.glassine.core.keys;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.CipherSuite;

/**
 * What protects the records of one sender in one epoch of TLS 1.3 (RFC 9846 §7.3).
 *
 * @param key [sender]_write_key
 * @param iv [sender]_write_iv, not to be changed
 */
public record TrafficKeys(Secret key, byte[] iv) implements AutoCloseable {
  private static final byte[] NO_CONTEXT = {};

  /** Key and IV of a traffic secret, which is not wiped. */
  public static TrafficKeys of(CryptoProvider crypto, CipherSuite suite, Secret trafficSecret) {
    Hkdf hkdf = new Hkdf(crypto.hmac(suite.hash()));
    try (var keyed = hkdf.key(trafficSecret)) {
      Secret key = hkdf.expandLabel(keyed, HkdfLabel.KEY, NO_CONTEXT, suite.cipher().keyLength());
      Secret iv = hkdf.expandLabel(keyed, HkdfLabel.IV, NO_CONTEXT, suite.cipher().ivLength());
      return new TrafficKeys(key, iv.reveal(Secret.Access.PRIMITIVE));
    }
  }

  /** Wipes the key and the IV. */
  @Override
  public void close() {
    key.close();
    java.util.Arrays.fill(iv, (byte) 0);
  }

  @Override
  public String toString() {
    return "TrafficKeys(key of " + key.length() + " octets, iv of " + iv.length + " octets)";
  }
}
