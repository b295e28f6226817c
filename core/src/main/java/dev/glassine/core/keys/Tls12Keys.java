package dev.glassine.core.keys;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;

/**
 * The key derivations of TLS 1.2 (RFC 5246 §5, §6.3, §7.4.9, §8.1; RFC 7627).
 *
 * <p>TLS 1.0 and 1.1 differ in the {@link Prf} only, so every formula also takes one; SSL 3.0
 * shares none of it but {@link KeyBlock#split}.
 */
public final class Tls12Keys {
  /** Octets of a main secret (once "master secret"). */
  public static final int MAIN_SECRET_LENGTH = 48;

  /**
   * Octets of a Finished message's verify_data (RFC 5246 §7.4.9; no suite here defines another
   * length).
   */
  public static final int VERIFY_DATA_LENGTH = 12;

  /** Who sends a Finished message. */
  public enum Sender {
    CLIENT("client finished"),
    SERVER("server finished");

    private final String finishedLabel;

    Sender(String finishedLabel) {
      this.finishedLabel = finishedLabel;
    }

    /** The PRF's label. */
    public String finishedLabel() {
      return finishedLabel;
    }
  }

  private Tls12Keys() {}

  /** PRF(secret, label, seed), cut to {@code length} octets (RFC 5246 §5). */
  public static Secret prf(
      CryptoProvider crypto,
      HashAlgorithm hash,
      Secret secret,
      String label,
      byte[] seed,
      int length) {
    return Prf.tls12(crypto, hash).derive(secret, label, seed, length);
  }

  /**
   * The main secret without extended_master_secret (RFC 5246 §8.1); {@code premaster} is not wiped.
   */
  public static Secret mainSecret(
      CryptoProvider crypto,
      HashAlgorithm hash,
      Secret premaster,
      Bytes clientRandom,
      Bytes serverRandom) {
    return mainSecret(Prf.tls12(crypto, hash), premaster, clientRandom, serverRandom);
  }

  /** The main secret without extended_master_secret, by another version's PRF. */
  public static Secret mainSecret(
      Prf prf, Secret premaster, Bytes clientRandom, Bytes serverRandom) {
    return prf.derive(
        premaster, "master secret", concatenate(clientRandom, serverRandom), MAIN_SECRET_LENGTH);
  }

  /**
   * The main secret with extended_master_secret (RFC 7627 §4).
   *
   * @param sessionHash over all messages up to and with ClientKeyExchange
   */
  public static Secret extendedMainSecret(
      CryptoProvider crypto, HashAlgorithm hash, Secret premaster, byte[] sessionHash) {
    return extendedMainSecret(Prf.tls12(crypto, hash), premaster, sessionHash);
  }

  /** The main secret with extended_master_secret, by another version's PRF. */
  public static Secret extendedMainSecret(Prf prf, Secret premaster, byte[] sessionHash) {
    return prf.derive(premaster, "extended master secret", sessionHash, MAIN_SECRET_LENGTH);
  }

  /**
   * The keys of a suite in TLS 1.2 (RFC 5246 §6.3): CBC records carry their IV, AEADs have a fixed
   * part of the nonce.
   */
  public static KeyBlock keyBlock(
      CryptoProvider crypto,
      CipherSuite suite,
      Secret main,
      Bytes clientRandom,
      Bytes serverRandom) {
    return keyBlock(
        Prf.tls12(crypto, suite.hash()),
        suite,
        fixedIvLength(suite.cipher()),
        main,
        clientRandom,
        serverRandom);
  }

  /**
   * The keys of a suite, by another version's PRF.
   *
   * @param ivLength octets of IV that the version takes from the key block
   */
  public static KeyBlock keyBlock(
      Prf prf,
      CipherSuite suite,
      int ivLength,
      Secret main,
      Bytes clientRandom,
      Bytes serverRandom) {
    HashAlgorithm mac = suite.mac();
    int macLength = mac == null ? 0 : mac.length();
    int keyLength = suite.cipher().keyLength();
    int length = KeyBlock.length(macLength, keyLength, ivLength);
    return KeyBlock.split(
        prf.derive(main, "key expansion", concatenate(serverRandom, clientRandom), length),
        macLength,
        keyLength,
        ivLength);
  }

  /**
   * verify_data (RFC 5246 §7.4.9).
   *
   * @param transcriptHash over all messages before this Finished
   */
  public static byte[] finished(
      CryptoProvider crypto,
      HashAlgorithm hash,
      Secret main,
      Sender sender,
      byte[] transcriptHash) {
    return finished(Prf.tls12(crypto, hash), main, sender, transcriptHash);
  }

  /** verify_data, by another version's PRF. */
  public static byte[] finished(Prf prf, Secret main, Sender sender, byte[] transcriptHash) {
    return prf.derive(main, sender.finishedLabel(), transcriptHash, VERIFY_DATA_LENGTH)
        .reveal(Secret.Access.PRIMITIVE);
  }

  /**
   * Octets of the nonce that come from the key block: RFC 5288 §3 and RFC 6655 §3 have 4 of 12, RFC
   * 7905 §2 has all 12, CBC has none.
   */
  private static int fixedIvLength(BulkCipher cipher) {
    if (cipher.kind() != BulkCipher.Kind.AEAD) {
      return 0;
    }
    return cipher == BulkCipher.CHACHA20_POLY1305 ? 12 : 4;
  }

  private static byte[] concatenate(Bytes first, Bytes second) {
    byte[] both = new byte[first.length() + second.length()];
    first.copyTo(both, 0);
    second.copyTo(both, first.length());
    return both;
  }
}
