package dev.glassine.core.keys;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keying material for other protocols (RFC 5705). One owner thread. The secret inside lives as long
 * as the exporter; {@link #close} wipes it.
 *
 * <p>An absent context and an empty one give different values in TLS 1.2 and the same value in TLS
 * 1.3.
 */
public interface Exporter extends AutoCloseable {
  /**
   * Exports {@code length} octets.
   *
   * @param label as registered by IANA, or starting with {@code EXPERIMENTAL} (RFC 5705 §4); 1..249
   *     octets of ASCII
   * @param context per-use value from the application, at most 65535 octets, or null for none
   * @throws IllegalArgumentException for a label that TLS keeps to itself, or a length that cannot
   *     be
   */
  Secret export(String label, byte @Nullable [] context, int length);

  /** Wipes the secret. */
  @Override
  void close();

  /**
   * The exporter of TLS 1.3 (RFC 9846 §7.5).
   *
   * @param secret exporter_secret, or early_exporter_secret for 0-RTT; the exporter takes it over
   */
  static Exporter tls13(CryptoProvider crypto, HashAlgorithm hash, Secret secret) {
    return new Tls13(crypto, hash, secret);
  }

  /** The exporter of TLS 1.2 (RFC 5705 §4); it takes over {@code main}. */
  static Exporter tls12(
      CryptoProvider crypto,
      HashAlgorithm hash,
      Secret main,
      Bytes clientRandom,
      Bytes serverRandom) {
    return byPrf(Prf.tls12(crypto, hash), main, clientRandom, serverRandom);
  }

  /**
   * The exporter of a version before TLS 1.3, by its PRF (RFC 5705 §4); it takes over {@code main}.
   */
  static Exporter byPrf(Prf prf, Secret main, Bytes clientRandom, Bytes serverRandom) {
    return new ByPrf(prf, main, clientRandom, serverRandom);
  }

  /** TLS-Exporter(label, context, length) by HKDF. */
  record Tls13(CryptoProvider crypto, HashAlgorithm hash, Secret secret) implements Exporter {
    private static final byte[] NOTHING = {};

    @Override
    public Secret export(String label, byte @Nullable [] context, int length) {
      Hkdf hkdf = new Hkdf(crypto.hmac(hash));
      try (Secret derived = hkdf.expandLabel(secret, label, digest(NOTHING), hash.length())) {
        return hkdf.expandLabel(
            derived, "exporter", digest(context == null ? NOTHING : context), length);
      }
    }

    private byte[] digest(byte[] input) {
      var digest = crypto.hash(hash).start();
      digest.update(input, 0, input.length);
      return digest.finish();
    }

    @Override
    public void close() {
      secret.close();
    }
  }

  /** PRF(main secret, label, client_random + server_random [+ context length + context]). */
  record ByPrf(Prf prf, Secret main, Bytes clientRandom, Bytes serverRandom) implements Exporter {
    private static final Set<String> RESERVED =
        Set.of(
            "client finished",
            "server finished",
            "master secret",
            "extended master secret",
            "key expansion");

    @Override
    public Secret export(String label, byte @Nullable [] context, int length) {
      if (RESERVED.contains(label)) {
        throw new IllegalArgumentException(
            "RFC 5705 §4 keeps the label \"" + label + "\" for TLS itself");
      }
      return prf.derive(main, label, seed(context), length);
    }

    private byte[] seed(byte @Nullable [] context) {
      int randoms = clientRandom.length() + serverRandom.length();
      byte[] seed = new byte[randoms + (context == null ? 0 : 2 + context.length)];
      clientRandom.copyTo(seed, 0);
      serverRandom.copyTo(seed, clientRandom.length());
      if (context != null) {
        if (context.length > 0xFFFF) {
          throw new IllegalArgumentException(
              "a context is at most 65535 octets, not " + context.length);
        }
        seed[randoms] = (byte) (context.length >>> 8);
        seed[randoms + 1] = (byte) context.length;
        System.arraycopy(context, 0, seed, randoms + 2, context.length);
      }
      return seed;
    }

    @Override
    public void close() {
      main.close();
    }
  }
}
