package dev.glassine.core.crypto;

import dev.glassine.core.wire.Bytes;
import java.util.HexFormat;

/**
 * Receives the secrets of connections in the terms of the SSLKEYLOGFILE format (RFC 9850), so that
 * recorded traffic can be read.
 *
 * <p><b>Whoever has them reads and forges everything on those connections</b>: for finding faults,
 * never in production. A log that is shared between connections must be thread-safe, and must not
 * block.
 */
@FunctionalInterface
public interface KeyLog {
  /**
   * SSL 2.0, by a label of Glassine's own, as no standard has one: the master key with KEY-ARG-DATA
   * behind it; the connection id of SERVER-HELLO stands in the place of the client random.
   */
  String SSL2_MASTER_KEY = "SSL2_MASTER_KEY";

  /** The main secret of SSL 3.0 to TLS 1.2. */
  String CLIENT_RANDOM = "CLIENT_RANDOM";

  /** TLS 1.3, 0-RTT data. */
  String CLIENT_EARLY_TRAFFIC_SECRET = "CLIENT_EARLY_TRAFFIC_SECRET";

  /** TLS 1.3, exporters of 0-RTT data. */
  String EARLY_EXPORTER_SECRET = "EARLY_EXPORTER_SECRET";

  /** TLS 1.3, the client's handshake records. */
  String CLIENT_HANDSHAKE_TRAFFIC_SECRET = "CLIENT_HANDSHAKE_TRAFFIC_SECRET";

  /** TLS 1.3, the server's handshake records. */
  String SERVER_HANDSHAKE_TRAFFIC_SECRET = "SERVER_HANDSHAKE_TRAFFIC_SECRET";

  /** TLS 1.3, the client's application data before any key update. */
  String CLIENT_TRAFFIC_SECRET_0 = "CLIENT_TRAFFIC_SECRET_0";

  /** TLS 1.3, the server's application data before any key update. */
  String SERVER_TRAFFIC_SECRET_0 = "SERVER_TRAFFIC_SECRET_0";

  /** TLS 1.3, exporters. */
  String EXPORTER_SECRET = "EXPORTER_SECRET";

  /**
   * Takes one secret.
   *
   * @param label one of the constants here
   * @param clientRandom of the connection's (first) ClientHello, 32 octets
   * @param secret valid during this call only
   */
  void log(String label, Bytes clientRandom, Secret secret);

  /** The line of the SSLKEYLOGFILE format, without its end: label, client random, secret. */
  static String line(String label, Bytes clientRandom, Secret secret) {
    return label
        + ' '
        + clientRandom.hex()
        + ' '
        + HexFormat.of().formatHex(secret.reveal(Secret.Access.KEY_LOG));
  }
}
