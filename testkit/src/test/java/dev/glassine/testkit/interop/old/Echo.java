package dev.glassine.testkit.interop.old;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What clients send, and servers send back: a request as HTTP has it, and more than a record. */
final class Echo {
  static final byte[] PING = "GET /ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  static final byte[] BULK = "0123456789".repeat(2000).getBytes(StandardCharsets.US_ASCII);
  static final List<byte[]> MESSAGES = List.of(PING, BULK);

  private Echo() {}
}
