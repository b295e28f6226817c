package dev.glassine.core.handshake.tls13;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.Tls13KeySchedule;

/**
 * What protects application data from the server's Finished on (RFC 9846 §7.1).
 *
 * @param main still needed for the resumption secret
 * @param client client_application_traffic_secret_0
 * @param server server_application_traffic_secret_0
 * @param exporter exporter_secret
 */
record ApplicationSecrets(
    Tls13KeySchedule.Main main, Secret client, Secret server, Secret exporter) {
  /** {@code transcriptHash} over ClientHello...server Finished. */
  static ApplicationSecrets of(Tls13KeySchedule.Main main, byte[] transcriptHash) {
    return new ApplicationSecrets(
        main,
        main.clientTraffic(transcriptHash),
        main.serverTraffic(transcriptHash),
        main.exporter(transcriptHash));
  }
}
