package dev.glassine.ecosystem;

/** A client with one configuration, which its connections share, and so their sessions. */
interface Client extends AutoCloseable {
  /** A connection of its own to a service on loopback, called "localhost". */
  Dialogue connect(int port) throws Exception;

  @Override
  default void close() throws Exception {}
}
