package dev.glassine.core.handshake.tls12;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Epoch;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.registry.Side;
import java.security.SecureRandom;

/**
 * What both sides have once the premaster secret is agreed.
 *
 * @param main the main secret; the exporter takes it over in the end
 * @param side whose view this is
 * @param origin where the main secret is from, for the trace
 */
record Secured(Secret main, Protections protections, Side side, Origin origin) {
  /** Octets that a fragment leaves free for what DEFLATE may add, at least four times over. */
  private static final int COMPRESSION_ALLOWANCE = 128;

  /** Where the main secret is from. */
  enum Origin {
    /** This handshake agreed on a premaster secret. */
    PREMASTER("premaster secret"),
    /** The resumed session kept it. */
    SESSION("session");

    private final String source;

    Origin(String source) {
      this.source = source;
    }
  }

  /** Derives the keys of {@code side} from {@code main}. */
  static Secured derive(
      VersionRules rules,
      CryptoProvider crypto,
      SecureRandom random,
      Handshake handshake,
      Secret main,
      Side side,
      Origin origin) {
    Protections protections = Protections.derive(rules, crypto, random, handshake, main, side);
    return new Secured(main, protections, side, origin);
  }

  /** Changes our cipher: change_cipher_spec, then everything under the new keys. */
  void changeWrite(Flight flight, Handshake handshake) {
    flight.changeCipherSpec();
    flight.installWrite(
        Epoch.APPLICATION,
        handshake.suite(),
        protections.write(),
        origin.source,
        "main secret",
        "key expansion",
        side + "_write_key");
    // RFC 8449 §4: "Unprotected messages are not subject to this limit."
    int limit = handshake.protectedLimit(side);
    if (limit < RecordHeader.MAX_PLAINTEXT) {
      flight.then(new Effect.LimitFragments(limit));
    }
    if (handshake.compresses()) {
      // what does not compress grows by a few octets, and has to fit all the same
      flight.then(new Effect.LimitFragments(handshake.fragmentLimit() - COMPRESSION_ALLOWANCE));
    }
  }

  /** Changes the peer's cipher: its change_cipher_spec arrived. */
  void changeRead(Flight flight, Handshake handshake) {
    Side peer = side.peer();
    flight.installRead(
        Epoch.APPLICATION,
        handshake.suite(),
        protections.read(),
        origin.source,
        "main secret",
        "key expansion",
        peer + "_write_key");
    int limit = handshake.protectedLimit(peer);
    if (limit < RecordHeader.MAX_PLAINTEXT) {
      flight.then(new Effect.LimitPeerFragments(limit));
    }
  }
}
