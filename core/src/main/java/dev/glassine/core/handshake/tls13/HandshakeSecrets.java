package dev.glassine.core.handshake.tls13;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.Tls13KeySchedule;

/**
 * What protects the handshake from the ServerHello on (RFC 9846 §7.1).
 *
 * @param schedule leads on to the application's secrets
 * @param client client_handshake_traffic_secret
 * @param server server_handshake_traffic_secret
 */
record HandshakeSecrets(Tls13KeySchedule.Handshake schedule, Secret client, Secret server) {
  /** {@code transcriptHash} over ClientHello...ServerHello. */
  static HandshakeSecrets of(Tls13KeySchedule.Handshake schedule, byte[] transcriptHash) {
    return new HandshakeSecrets(
        schedule, schedule.clientTraffic(transcriptHash), schedule.serverTraffic(transcriptHash));
  }
}
