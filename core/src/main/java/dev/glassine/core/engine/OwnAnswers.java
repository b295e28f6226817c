package dev.glassine.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long this side itself took for the slowest of its answers: a peer that goes away in a
 * handshake after that has probably lost its patience. One owner thread, as the connection.
 */
final class OwnAnswers {
  /** What takes this long is told where the peer goes away. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private final InstantSource clock;
  private Instant asked = Instant.EPOCH;
  private String slowest = "";
  private Duration took = Duration.ZERO;

  OwnAnswers(InstantSource clock) {
    this.clock = clock;
  }

  void asked() {
    asked = clock.instant();
  }

  void answered(Question question) {
    Duration now = Duration.between(asked, clock.instant());
    if (now.compareTo(took) > 0) {
      took = now;
      slowest = question.getClass().getSimpleName();
    }
  }

  /** Whether one of them took long. */
  boolean wereLate() {
    return took.compareTo(LONG) >= 0;
  }

  /** Which, and how long it took; empty where none took long. */
  String late() {
    return wereLate() ? "; " + slowest + " had taken this side " + took.toMillis() + " ms" : "";
  }
}
