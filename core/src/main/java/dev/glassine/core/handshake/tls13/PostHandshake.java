package dev.glassine.core.handshake.tls13;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.KeyUpdate;

/**
 * Key updates, alike on both sides (RFC 9846 §4.7.3).
 *
 * <pre>
 *   KeyUpdate(update_requested)      --------&gt;
 *   [new write keys]                            [new read keys]
 *                                    &lt;--------  KeyUpdate(update_not_requested)
 *   [new read keys]                             [new write keys]
 * </pre>
 */
final class PostHandshake {
  private final CryptoProvider crypto;
  private final Tls13Protections protections;
  private final Flight flight;
  private Traffic traffic;

  /** For one step from {@code traffic}; what it does gathers in {@link #flight}. */
  PostHandshake(TlsConfig config, Side side, Traffic traffic) {
    this.crypto = config.crypto();
    this.protections = new Tls13Protections(config, side, traffic.suite());
    this.flight = new Flight(new Transcript(crypto));
    this.traffic = traffic;
  }

  /** The peer updates the keys that it writes with. */
  PostHandshake received(KeyUpdate update) {
    // RFC 9846 §4.7.3: "Upon receiving a KeyUpdate, the receiver MUST update its receiving keys."
    Secret next = next(traffic.read());
    protections.readUpdated(flight, next, traffic.limits());
    traffic.read().close();
    traffic = traffic.reading(next);
    // RFC 9846 §4.7.3: "then the receiver MUST send a KeyUpdate of its own with request_update set
    // to "update_not_requested""
    return update.updateRequested() ? write(new KeyUpdate(false)) : this;
  }

  /** This side updates the keys that it writes with. */
  PostHandshake updateOwn() {
    return write(new KeyUpdate(false));
  }

  /** The same, and the peer is to follow, unless it owes us one already. */
  PostHandshake updateBoth() {
    // RFC 9846 §4.7.3: "Until receiving a subsequent KeyUpdate from the peer, the sender MUST NOT
    // send another KeyUpdate with request_update set to "update_requested"."
    if (traffic.request() == Traffic.Request.SENT) {
      return updateOwn();
    }
    write(new KeyUpdate(true));
    traffic = traffic.requesting();
    return this;
  }

  // RFC 9846 §4.7.3: "Both sender and receiver MUST encrypt their KeyUpdate messages with the old
  // keys."
  private PostHandshake write(KeyUpdate update) {
    Secret next = next(traffic.write());
    flight.sendUnhashed(update);
    protections.writeUpdated(flight, next, traffic.limits());
    traffic.write().close();
    traffic = traffic.writing(next);
    return this;
  }

  Flight flight() {
    return flight;
  }

  Traffic traffic() {
    return traffic;
  }

  private Secret next(Secret secret) {
    return Tls13KeySchedule.next(crypto, traffic.suite().hash(), secret);
  }
}
