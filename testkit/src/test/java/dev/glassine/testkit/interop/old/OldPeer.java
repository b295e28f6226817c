package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another implementation that still speaks what everybody else has given up. */
interface OldPeer {
  /** Its name in the table. */
  String name();

  /** Its version, or null where it is not on this machine. */
  @Nullable String version();

  /**
   * Why it does not take part in a case as client or as server, or null where it does.
   *
   * @param side the peer's own
   */
  @Nullable String leavesOut(OldCase wanted, Side side);

  /** Whether it can resume a session in this role; where not, cases without resumption are run. */
  boolean resumes(OldCase wanted, Side side);

  /**
   * Whether it sends and wants back all of {@link Echo#messages}; where not, it is an HTTP program,
   * which ends after one request and its answer.
   */
  default boolean echoes() {
    return true;
  }

  /** How long the longer message is; less than {@link Echo#BULK} where it is slow. */
  default int bulk() {
    return Echo.BULK;
  }

  /** Whether it says close_notify in this role before it hangs up. */
  default boolean closes(Side side) {
    return true;
  }

  /**
   * The peer as a client: connects once, or twice where the case resumes, and says what it knows of
   * each connection.
   *
   * @param bulk octets of the longer message
   * @throws AssertionError where it fails, with what it says
   */
  List<Facts> visit(OldCase wanted, int port, int bulk) throws Exception;

  /** The peer as a server on loopback, which sends back what it reads. */
  Server serve(OldCase wanted) throws Exception;

  /** A running server. */
  interface Server extends AutoCloseable {
    int port();

    /**
     * How the next connection that ends has ended; waits for it.
     *
     * @throws AssertionError where it failed, with what the peer says
     */
    Facts outcome() throws Exception;

    @Override
    void close();
  }
}
