package dev.glassine.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves only when a test moves it. Thread-safe. */
public final class FixedClock implements InstantSource {
  /** When tests happen unless they say otherwise. */
  public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final AtomicReference<Instant> now;

  /** A clock that stands at {@link #NOON}. */
  public FixedClock() {
    this(NOON);
  }

  /** A clock that stands at {@code instant}. */
  public FixedClock(Instant instant) {
    now = new AtomicReference<>(instant);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves it by {@code step}, which may be negative. */
  public void advance(Duration step) {
    now.updateAndGet(before -> before.plus(step));
  }
}
