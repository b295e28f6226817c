package dev.glassine.legacy;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.StreamCipher;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.handshake.tls12.Dhe;
import dev.glassine.core.handshake.tls12.Ecdhe;
import dev.glassine.core.handshake.tls12.KeyAgreement;
import dev.glassine.core.handshake.tls12.Tls12Rules;
import dev.glassine.core.record.RecordMac;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.NamedGroup;
import java.util.List;
import java.util.Objects;

/**
 * TLS 1.2 (RFC 5246) with what it should never have kept: RC4 (RFC 7465) and no encryption at all,
 * anonymous key exchange, Diffie-Hellman in small groups (Logjam, CVE-2015-4000), compression
 * (CRIME, CVE-2012-4929). The export key exchanges that older versions need stand here too, so that
 * the list of them is in one place; the registry keeps them out of TLS 1.2.
 */
class Tls12BrokenRules extends Tls12Rules {
  private final Legacy legacy;

  Tls12BrokenRules(Legacy legacy) {
    this.legacy = legacy;
  }

  @Override
  public KeyAgreement keyAgreement(KeyExchangeMethod method) {
    return switch (method) {
      case DHE -> new Dhe(version(), SmallGroups.allowedBy(legacy));
      case DHE_EXPORT, DHE_EXPORT1024 -> new Dhe(version(), SmallGroups.exported(method));
      case DH_ANON -> new Anonymous(new Dhe(version(), SmallGroups.allowedBy(legacy)));
      case DH_ANON_EXPORT -> new Anonymous(new Dhe(version(), SmallGroups.exported(method)));
      case ECDHE -> new Ecdhe(version(), unnamedCurves());
      case ECDH_ANON -> new Anonymous(new Ecdhe(version(), unnamedCurves()));
      case RSA_EXPORT, RSA_EXPORT1024 -> new RsaExport(this, method.exportKeyBits());
      case RSA, TLS_1_3, NONE, OTHER -> super.keyAgreement(method);
    };
  }

  /** The curves that a client is taken to have which names none. */
  List<NamedGroup> unnamedCurves() {
    return List.of();
  }

  @Override
  public RecordSealer streamSealer(
      CryptoProvider crypto, CipherSuite suite, RecordMac mac, Secret key) {
    return new StreamSealer(stream(crypto, suite, key), suite.cipher(), mac, version());
  }

  @Override
  public RecordOpener streamOpener(
      CryptoProvider crypto, CipherSuite suite, RecordMac mac, Secret key, int maxPlaintext) {
    return new StreamOpener(stream(crypto, suite, key), suite.cipher(), mac, maxPlaintext);
  }

  private static StreamCipher.Keyed stream(CryptoProvider crypto, CipherSuite suite, Secret key) {
    BulkCipher cipher = suite.cipher();
    if (cipher == BulkCipher.NULL) {
      return StreamSealer.NO_ENCRYPTION;
    }
    return Objects.requireNonNull(crypto.stream(cipher), cipher::name)
        .key(key.reveal(Secret.Access.PRIMITIVE));
  }

  @Override
  public RecordSealer compressing(RecordSealer sealer) {
    return new DeflatingSealer(sealer);
  }

  @Override
  public RecordOpener decompressing(RecordOpener opener) {
    return new InflatingOpener(opener);
  }
}
