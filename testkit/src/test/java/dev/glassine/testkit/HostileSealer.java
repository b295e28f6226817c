package dev.glassine.testkit;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.keys.TrafficKeys;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.record.Tls13Sealer;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Seals records of any content under the first application keys of a TLS 1.3 connection, as a peer
 * would that breaks the rules: it takes the secrets from the key log. Its records stand in for the
 * first ones of the side that it plays.
 */
final class HostileSealer implements KeyLog {
  private final Map<String, Secret> secrets = new HashMap<>();
  private final Map<Side, RecordSealer> sealers = new HashMap<>();

  @Override
  public void log(String label, Bytes clientRandom, Secret secret) {
    secrets.put(label, secret.copy());
  }

  byte[] seal(Side side, CipherSuite suite, ContentType type, byte[] payload) {
    RecordSealer sealer = sealers.computeIfAbsent(side, s -> sealer(s, suite));
    byte[] record = new byte[sealer.sealedLength(payload.length)];
    return Arrays.copyOf(record, sealer.seal(type, payload, 0, payload.length, record, 0));
  }

  /** Seals with the keys that follow on a KeyUpdate from here on. */
  void update(Side side, CipherSuite suite) {
    Secret secret = java.util.Objects.requireNonNull(secrets.get(label(side)));
    secrets.put(label(side), Tls13KeySchedule.next(JcaCrypto.standard(), suite.hash(), secret));
    sealers.remove(side);
  }

  private static String label(Side side) {
    return side == Side.CLIENT ? "CLIENT_TRAFFIC_SECRET_0" : "SERVER_TRAFFIC_SECRET_0";
  }

  private RecordSealer sealer(Side side, CipherSuite suite) {
    CryptoProvider crypto = JcaCrypto.standard();
    Secret secret = secrets.get(label(side));
    TrafficKeys keys = TrafficKeys.of(crypto, suite, java.util.Objects.requireNonNull(secret));
    Aead aead = java.util.Objects.requireNonNull(crypto.aead(suite.cipher()));
    Aead.Keyed keyed = aead.key(keys.key().reveal(Secret.Access.TEST), Aead.Direction.SEAL);
    return new Tls13Sealer(keyed, keys.iv(), suite.cipher(), RecordPadding.NONE);
  }
}
