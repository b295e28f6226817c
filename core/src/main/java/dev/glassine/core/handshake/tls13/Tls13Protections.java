package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.keys.TrafficKeys;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.record.Tls13Opener;
import dev.glassine.core.record.Tls13Sealer;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;

/**
 * From traffic secrets to what seals and opens records (RFC 9846 §7.3), put in force in a flight.
 * One for each side and suite.
 */
final class Tls13Protections {
  private final TlsConfig config;
  private final Side side;
  private final CipherSuite suite;

  Tls13Protections(TlsConfig config, Side side, CipherSuite suite) {
    this.config = config;
    this.side = side;
    this.suite = suite;
  }

  /** The peer's handshake messages come under its handshake keys. */
  void readHandshake(Flight flight, HandshakeSecrets secrets) {
    Secret secret = side == Side.CLIENT ? secrets.server() : secrets.client();
    flight.installRead(
        Epoch.HANDSHAKE,
        suite,
        opener(secret, RecordLimits.NONE),
        "early secret",
        "handshake secret",
        handshakeTraffic(side.peer()),
        "key, iv");
  }

  /** Our handshake messages, and alerts, go under our handshake keys. */
  void writeHandshake(Flight flight, HandshakeSecrets secrets, RecordLimits limits) {
    Secret secret = side == Side.CLIENT ? secrets.client() : secrets.server();
    flight.installWrite(
        Epoch.HANDSHAKE,
        suite,
        sealer(secret, limits),
        "early secret",
        "handshake secret",
        handshakeTraffic(side),
        "key, iv");
  }

  /** Application data comes under the peer's keys. */
  void readApplication(Flight flight, ApplicationSecrets secrets, RecordLimits limits) {
    Secret secret = side == Side.CLIENT ? secrets.server() : secrets.client();
    flight.installRead(
        Epoch.APPLICATION,
        suite,
        opener(secret, limits),
        "early secret",
        "handshake secret",
        "main secret",
        applicationTraffic(side.peer()),
        "key, iv");
  }

  /** Application data goes under ours. */
  void writeApplication(Flight flight, ApplicationSecrets secrets, RecordLimits limits) {
    Secret secret = side == Side.CLIENT ? secrets.client() : secrets.server();
    flight.installWrite(
        Epoch.APPLICATION,
        suite,
        sealer(secret, limits),
        "early secret",
        "handshake secret",
        "main secret",
        applicationTraffic(side),
        "key, iv");
  }

  /** The peer's next generation (RFC 9846 §7.2). */
  void readUpdated(Flight flight, Secret next, RecordLimits limits) {
    flight.installRead(
        Epoch.APPLICATION,
        suite,
        opener(next, limits),
        applicationTraffic(side.peer()),
        "traffic upd",
        "key, iv");
  }

  /** Our next generation (RFC 9846 §7.2). */
  void writeUpdated(Flight flight, Secret next, RecordLimits limits) {
    flight.installWrite(
        Epoch.APPLICATION,
        suite,
        sealer(next, limits),
        applicationTraffic(side),
        "traffic upd",
        "key, iv");
  }

  /** The handshake's secrets for the key log (RFC 9850 §2). */
  static void log(Flight flight, Bytes clientRandom, HandshakeSecrets secrets) {
    flight.log("SERVER_HANDSHAKE_TRAFFIC_SECRET", clientRandom, secrets.server()).log(
        "CLIENT_HANDSHAKE_TRAFFIC_SECRET", clientRandom, secrets.client());
  }

  /** The application's secrets for the key log (RFC 9850 §2). */
  static void log(Flight flight, Bytes clientRandom, ApplicationSecrets secrets) {
    flight.log("CLIENT_TRAFFIC_SECRET_0", clientRandom, secrets.client())
        .log("SERVER_TRAFFIC_SECRET_0", clientRandom, secrets.server()).log(
        "EXPORTER_SECRET", clientRandom, secrets.exporter());
  }

  private RecordSealer sealer(Secret trafficSecret, RecordLimits limits) {
    try (TrafficKeys keys = TrafficKeys.of(crypto(), suite, trafficSecret)) {
      Aead.Keyed aead = aead().key(keys.key().reveal(Secret.Access.PRIMITIVE), Aead.Direction.SEAL);
      return new Tls13Sealer(aead, keys.iv(), suite.cipher(), config.padding(), limits.write());
    }
  }

  private RecordOpener opener(Secret trafficSecret, RecordLimits limits) {
    try (TrafficKeys keys = TrafficKeys.of(crypto(), suite, trafficSecret)) {
      Aead.Keyed aead = aead().key(keys.key().reveal(Secret.Access.PRIMITIVE), Aead.Direction.OPEN);
      return new Tls13Opener(aead, keys.iv(), suite.cipher(), limits.read());
    }
  }

  private Aead aead() {
    Aead aead = crypto().aead(suite.cipher());
    if (aead == null) {
      throw new TlsFailure.Internal(
          Reason.CRYPTO_FAILED, crypto().name() + " has no " + suite.cipher(), null);
    }
    return aead;
  }

  private CryptoProvider crypto() {
    return config.crypto();
  }

  /** As the key schedule labels it (RFC 9846 §7.1). */
  private static String handshakeTraffic(Side sender) {
    return sender == Side.CLIENT ? "c hs traffic" : "s hs traffic";
  }

  /** As the key schedule labels it (RFC 9846 §7.1). */
  private static String applicationTraffic(Side sender) {
    return sender == Side.CLIENT ? "c ap traffic" : "s ap traffic";
  }
}
