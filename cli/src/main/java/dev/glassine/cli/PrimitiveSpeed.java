package dev.glassine.cli;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one primitive takes on this machine, roughly: a glance, where the module {@code bench}
 * measures with care.
 *
 * @param micros microseconds for one
 * @param octets that one goes through; 0 where that makes no sense
 */
record PrimitiveSpeed(String what, double micros, int octets) {
  private static final long WARM_UP_NANOS = 150_000_000;
  private static final long MEASURED_NANOS = 100_000_000;
  private static final int RECORD = 16384;

  /** Key exchanges, signatures and ciphers that handshakes of today use, as far as present. */
  static List<PrimitiveSpeed> measure(CryptoProvider crypto) {
    List<PrimitiveSpeed> speeds = new ArrayList<>();
    SecureRandom random = new SecureRandom();
    for (NamedGroup group :
        List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.X25519_MLKEM768)) {
      KeyExchange exchange = crypto.keyExchange(group);
      if (exchange != null) {
        speeds.add(keyExchange(exchange, random));
      }
    }
    signature(crypto, SignatureScheme.ECDSA_SECP256R1_SHA256, "EC", speeds, random);
    signature(crypto, SignatureScheme.RSA_PSS_RSAE_SHA256, "RSA", speeds, random);
    signature(crypto, SignatureScheme.ED25519, "Ed25519", speeds, random);
    for (BulkCipher cipher : List.of(BulkCipher.AES_128_GCM, BulkCipher.CHACHA20_POLY1305)) {
      Aead aead = crypto.aead(cipher);
      if (aead != null) {
        speeds.add(seal(aead));
      }
    }
    return speeds;
  }

  /** Megabytes a second, or nothing. */
  String megabytes() {
    return octets == 0 ? "" : String.format(Locale.ROOT, "%,.0f", octets / micros);
  }

  private static PrimitiveSpeed keyExchange(KeyExchange exchange, SecureRandom random) {
    return time(
        exchange.group().name() + ", both sides",
        0,
        () -> {
          KeyExchange.Offer offer = exchange.offer(random);
          offer.agree(exchange.reply(offer.share(), random).share()).close();
        });
  }

  private static void signature(
      CryptoProvider crypto,
      SignatureScheme scheme,
      String keyType,
      List<PrimitiveSpeed> speeds,
      SecureRandom random) {
    SignatureAlgorithm algorithm = crypto.signature(scheme);
    if (algorithm == null) {
      return;
    }
    KeyPair keys = keys(keyType);
    byte[] input = new byte[130]; // as long as what CertificateVerify signs (RFC 9846 §4.5.2)
    byte[] signature = algorithm.sign(keys.getPrivate(), input, random);
    speeds.add(
        time(scheme.name() + ", sign", 0, () -> algorithm.sign(keys.getPrivate(), input, random)));
    speeds.add(
        time(
            scheme.name() + ", verify",
            0,
            () -> algorithm.verify(keys.getPublic(), input, signature)));
  }

  private static KeyPair keys(String keyType) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
      switch (keyType) {
        case "EC" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
        case "RSA" -> generator.initialize(2048);
        default -> {}
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java makes no " + keyType + " keys", e);
    }
  }

  private static PrimitiveSpeed seal(Aead aead) {
    BulkCipher cipher = aead.cipher();
    byte[] record = new byte[RECORD + cipher.tagLength()];
    byte[] nonce = new byte[12];
    byte[] header = new byte[5];
    try (Aead.Keyed keyed = aead.key(new byte[cipher.keyLength()], Aead.Direction.SEAL)) {
      return time(
          cipher.name() + ", record of 16 KiB",
          RECORD,
          () -> {
            count(nonce);
            keyed.seal(nonce, header, header.length, record, 0, RECORD, record, 0);
          });
    }
  }

  private static void count(byte[] nonce) {
    for (int i = 0; i < nonce.length; i++) {
      if (++nonce[i] != 0) {
        return;
      }
    }
  }

  private static PrimitiveSpeed time(String what, int octets, Runnable work) {
    repeat(work, WARM_UP_NANOS);
    return new PrimitiveSpeed(what, repeat(work, MEASURED_NANOS), octets);
  }

  /** Microseconds for one. */
  private static double repeat(Runnable work, long nanos) {
    long start = System.nanoTime();
    long count = 0;
    long elapsed;
    do {
      work.run();
      count++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < nanos);
    return elapsed / 1e3 / count;
  }
}
