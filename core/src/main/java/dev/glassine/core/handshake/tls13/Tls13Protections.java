package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.keys.TrafficKeys;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.record.Tls13Opener;
import dev.glassine.core.record.Tls13Sealer;
import dev.glassine.core.registry.CipherSuite;

/** From a traffic secret to what seals and opens records (RFC 9846 §7.3). */
final class Tls13Protections {
  private Tls13Protections() {}

  static RecordSealer sealer(CryptoProvider crypto, CipherSuite suite, Secret trafficSecret, RecordPadding padding, RecordLimits limits) {
    try (TrafficKeys keys = TrafficKeys.of(crypto, suite, trafficSecret)) {
      Aead.Keyed aead = aead(crypto, suite).key(keys.key().reveal(Secret.Access.PRIMITIVE), Aead.Direction.SEAL);
      return new Tls13Sealer(aead, keys.iv(), suite.cipher(), padding, limits.write());
    }
  }

  static RecordOpener opener(CryptoProvider crypto, CipherSuite suite, Secret trafficSecret, RecordLimits limits) {
    try (TrafficKeys keys = TrafficKeys.of(crypto, suite, trafficSecret)) {
      Aead.Keyed aead = aead(crypto, suite).key(keys.key().reveal(Secret.Access.PRIMITIVE), Aead.Direction.OPEN);
      return new Tls13Opener(aead, keys.iv(), suite.cipher(), limits.read());
    }
  }

  private static Aead aead(CryptoProvider crypto, CipherSuite suite) {
    Aead aead = crypto.aead(suite.cipher());
    if (aead == null) {
      throw new TlsFailure.Internal(Reason.CRYPTO_FAILED, crypto.name() + " has no " + suite.cipher(), null);
    }
    return aead;
  }
}
