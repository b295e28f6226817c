package dev.glassine.testkit.interop;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another TLS implementation, in both roles as far as it has them. */
interface Peer {
  /** Its name in the table. */
  String name();

  /** Its version, or null where it is not on this machine. */
  @Nullable String version();

  /** Why it does not take part in a case, or null where it does. */
  @Nullable String leavesOut(Case wanted, boolean asServer);

  /**
   * The peer as a client: connects, requests, and answers what it read. {@code folder} is the
   * case's own.
   */
  String visit(Case wanted, int port, int connection, Path folder) throws Exception;

  /** The peer as a server on loopback, until closed. */
  Server serve(Case wanted, Path folder) throws Exception;

  /** A running server. */
  interface Server extends AutoCloseable {
    int port();

    /** What its answer to an HTTP request contains. */
    String answer();

    @Override
    void close() throws java.io.IOException;
  }
}
