package dev.glassine.ecosystem;

/** A client's view of one connection, whatever protocol is spoken above TLS. */
interface Dialogue extends AutoCloseable {
  /** Who the server takes the client for: "hello " and the certificate's subject or "stranger". */
  String greet() throws Exception;

  /** A small message there and back. */
  String echo(String message) throws Exception;

  /** Sends so much of {@link Payload}; the digest of what the server received. */
  String upload(long octets) throws Exception;

  /** Asks for so much of {@link Payload}; the digest of what was received. */
  String download(long octets) throws Exception;

  @Override
  void close() throws Exception;
}
