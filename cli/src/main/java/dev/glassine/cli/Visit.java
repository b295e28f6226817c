package dev.glassine.cli;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.inspect.Interruption;
import dev.glassine.inspect.Trace;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a web server, from its first octet on: it listens to the handshake, and tells
 * what it heard. Any thread may ask for the trace so far.
 */
final class Visit implements TlsListener {
  private final long number;
  private final String peer;
  private final HeardHandshake handshake;
  private final Runnable news;
  private volatile boolean over;

  /**
   * A visit that begins.
   *
   * @param news called after each step of the handshake
   */
  Visit(long number, String peer, InstantSource clock, Runnable news) {
    this.number = number;
    this.peer = peer;
    this.handshake = HeardHandshake.ofServer(peer, clock);
    this.news = news;
  }

  /** A visit that nobody but the visitor hears of. */
  static Visit unlisted(String peer, InstantSource clock) {
    return new Visit(0, peer, clock, () -> {});
  }

  long number() {
    return number;
  }

  String peer() {
    return peer;
  }

  /** Its handshake so far. */
  Trace trace() {
    return handshake.trace();
  }

  /** Whether the connection has ended. */
  boolean isOver() {
    return over;
  }

  @Override
  public void on(TlsEvent event) {
    handshake.on(event);
    if (!(event instanceof TlsEvent.RecordSeen)) {
      news.run();
    }
  }

  @Override
  public boolean wantsRecords() {
    return true;
  }

  /**
   * The socket failed, which no event tells of: explains it, unless the visitor has said nothing,
   * as scanners and browsers do that connect in advance.
   *
   * @param unfinished octets that had come and were not a whole record
   */
  @Nullable Explanation brokeOff(IOException why, Duration waited, int unfinished) {
    boolean silent = why instanceof SocketTimeoutException;
    Trace trace = handshake.trace();
    if (trace.traffic().clientOctets() == 0 && unfinished == 0) {
      handshake
          .recorder()
          .note(
              null,
              silent ? "the visitor fell silent" : "the connection broke off",
              String.valueOf(why.getMessage()));
      return null;
    }
    Explanation explanation =
        silent
            ? Interruption.timedOut(trace, waited, unfinished)
            : Interruption.connectionReset(trace, unfinished);
    handshake.interrupted(explanation);
    return explanation;
  }

  /** The connection has ended. */
  void ended() {
    over = true;
    news.run();
  }
}
