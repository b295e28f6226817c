package dev.glassine.cli;

import java.io.IOException;

/** Server-sent events for one visitor, for as long as it stays. */
interface EventStream extends AutoCloseable {
  /** Takes octets; where the visitor does not read them, it ends the connection. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] octets) throws IOException;
  }

  /** Writes events until the sink fails. */
  void writeTo(Sink sink) throws IOException;

  @Override
  void close();
}
