package dev.glassine.bench.sidebyside;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells whoever waits how far the run is and how long it may still take: what was planned for the
 * rest, stretched as the part that is done was.
 */
final class Progress {
  private final PrintStream out;
  private final double plannedSeconds;
  private final long start;
  private double donePlanned;

  Progress(PrintStream out, double plannedSeconds, long startNanos) {
    this.out = out;
    this.plannedSeconds = plannedSeconds;
    this.start = startNanos;
  }

  /** Before each step: what it is. */
  void begins(String step, long nowNanos) {
    double gone = (nowNanos - start) / 1e9;
    out.println(time(gone) + " gone, about " + time(rest(gone)) + " to go: " + step);
  }

  /** After each step: what had been planned for it. */
  void ended(double seconds) {
    donePlanned += seconds;
  }

  private double rest(double gone) {
    double stretch = donePlanned == 0 ? 1 : gone / donePlanned;
    return (plannedSeconds - donePlanned) * stretch;
  }

  private static String time(double seconds) {
    long whole = Math.round(Math.max(0, seconds));
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }
}
