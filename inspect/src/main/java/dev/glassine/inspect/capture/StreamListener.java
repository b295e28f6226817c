package dev.glassine.inspect.capture;

import java.time.Instant;

/** Hears the two streams of one TCP connection, each in its order. */
public interface StreamListener {
  /** Which way octets went. */
  enum Way {
    /** From the end that opened the connection, or that was seen first, to the other. */
    FORWARD,
    /** Back. */
    BACKWARD;

    /** The other way. */
    public Way opposite() {
      return this == FORWARD ? BACKWARD : FORWARD;
    }
  }

  /** The next octets of a stream; the array is the caller's. */
  void data(Way way, Instant time, byte[] octets, int offset, int length);

  /**
   * Octets of a stream are not in the capture.
   *
   * @param length how many; 1 at least
   */
  void gap(Way way, Instant time, long length);

  /**
   * A stream ended.
   *
   * @param reset whether by RST, rather than FIN
   */
  void ended(Way way, Instant time, boolean reset);

  /** Nothing more comes of this connection. */
  void finished();
}
