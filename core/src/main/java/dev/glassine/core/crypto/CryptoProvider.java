package dev.glassine.core.crypto;

import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where every cryptographic primitive comes from: lists of implementations, one each per algorithm,
 * in order of preference. Immutable and thread-safe; the standard one is made once for each JVM by
 * {@link dev.glassine.core.crypto.jca.JcaCrypto#standard()}.
 *
 * @param name for people: which JCA providers stand behind it
 */
public record CryptoProvider(
    String name,
    List<Hash> hashes,
    List<Hmac> hmacs,
    List<Aead> aeads,
    List<CbcCipher> cbcCiphers,
    List<StreamCipher> streamCiphers,
    List<KeyExchange> keyExchanges,
    FiniteField finiteField,
    List<SignatureAlgorithm> signatures,
    RsaTransport rsaTransport) {

  /** Copies the lists. */
  public CryptoProvider {
    hashes = List.copyOf(hashes);
    hmacs = List.copyOf(hmacs);
    aeads = List.copyOf(aeads);
    cbcCiphers = List.copyOf(cbcCiphers);
    streamCiphers = List.copyOf(streamCiphers);
    keyExchanges = List.copyOf(keyExchanges);
    signatures = List.copyOf(signatures);
  }

  /** The hash function; every provider has those of its suites. */
  public Hash hash(HashAlgorithm algorithm) {
    for (int i = 0; i < hashes.size(); i++) {
      Hash hash = hashes.get(i);
      if (hash.algorithm() == algorithm) {
        return hash;
      }
    }
    throw new IllegalArgumentException(name + " has no " + algorithm);
  }

  /** HMAC with this hash. */
  public Hmac hmac(HashAlgorithm algorithm) {
    for (int i = 0; i < hmacs.size(); i++) {
      Hmac hmac = hmacs.get(i);
      if (hmac.hash() == algorithm) {
        return hmac;
      }
    }
    throw new IllegalArgumentException(name + " has no HMAC with " + algorithm);
  }

  /** The AEAD, or null where no provider has it. */
  public @Nullable Aead aead(BulkCipher cipher) {
    for (int i = 0; i < aeads.size(); i++) {
      Aead aead = aeads.get(i);
      if (aead.cipher() == cipher) {
        return aead;
      }
    }
    return null;
  }

  /** The CBC cipher, or null where no provider has it. */
  public @Nullable CbcCipher cbc(BulkCipher cipher) {
    for (int i = 0; i < cbcCiphers.size(); i++) {
      CbcCipher cbc = cbcCiphers.get(i);
      if (cbc.cipher() == cipher) {
        return cbc;
      }
    }
    return null;
  }

  /** The stream cipher, or null where no provider has it. */
  public @Nullable StreamCipher stream(BulkCipher cipher) {
    for (int i = 0; i < streamCiphers.size(); i++) {
      StreamCipher stream = streamCiphers.get(i);
      if (stream.cipher() == cipher) {
        return stream;
      }
    }
    return null;
  }

  /** Key agreement in this group, or null where no provider has it. */
  public @Nullable KeyExchange keyExchange(NamedGroup group) {
    for (int i = 0; i < keyExchanges.size(); i++) {
      KeyExchange exchange = keyExchanges.get(i);
      if (exchange.group().equals(group)) {
        return exchange;
      }
    }
    return null;
  }

  /** Signing and verifying with this scheme, or null where no provider has it. */
  public @Nullable SignatureAlgorithm signature(SignatureScheme scheme) {
    for (int i = 0; i < signatures.size(); i++) {
      SignatureAlgorithm signature = signatures.get(i);
      if (signature.scheme().equals(scheme)) {
        return signature;
      }
    }
    return null;
  }

  /** Whether records of this suite can be protected. */
  public boolean supports(CipherSuite suite) {
    return switch (suite.cipher().kind()) {
      case AEAD -> aead(suite.cipher()) != null;
      case BLOCK -> cbc(suite.cipher()) != null;
      case STREAM -> stream(suite.cipher()) != null;
      case NULL -> true;
      case OTHER -> false;
    };
  }
}
