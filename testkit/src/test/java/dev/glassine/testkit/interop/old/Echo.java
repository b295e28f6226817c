package dev.glassine.testkit.interop.old;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What clients send, and servers send back: a request as HTTP has it, and something longer. */
final class Echo {
  static final byte[] PING = "GET /ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** More than one record takes. */
  static final int BULK = 20_000;

  private Echo() {}

  /** The messages of one connection, the second of {@code bulk} octets. */
  static List<byte[]> messages(int bulk) {
    return List.of(PING, "0123456789".repeat(bulk / 10).getBytes(StandardCharsets.US_ASCII));
  }
}
