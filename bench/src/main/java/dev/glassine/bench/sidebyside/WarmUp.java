package dev.glassine.bench.sidebyside;

/**
 * When a contestant is warm: once its speed has stopped rising. It works in windows; each that is
 * more than {@link #RISE} faster than the fastest so far starts the count anew, and after {@link
 * Rule#windows} in a row that are not, it is warm. The rule is the same for all; what a native
 * program needs no time for costs it no more than those windows.
 */
final class WarmUp {
  /** By how much a window has to be faster to count as a rise: less is noise. */
  static final double RISE = 0.03;

  /**
   * Lengths.
   *
   * @param windowMillis of one window
   * @param windows how many without a rise are enough
   * @param mostMillis when to leave off though the speed still rises
   */
  record Rule(long windowMillis, int windows, long mostMillis) {
    /** For a process that has done nothing yet: it has all its code to compile. */
    Rule forTheFirst() {
      return new Rule(windowMillis, 3 * windows, 3 * mostMillis);
    }
  }

  private final Rule rule;
  private double fastest;
  private int withoutRise;
  private long nanos;

  WarmUp(Rule rule) {
    this.rule = rule;
  }

  /** Lets a worker warm up for a workload. */
  WarmUp on(WorkerProcess worker, Workload workload) throws WorkerProcess.Refused {
    while (!isOver()) {
      passed(worker.run(workload, rule.windowMillis()));
    }
    return this;
  }

  /** Another window has passed. */
  void passed(Measured window) {
    nanos += window.nanos();
    if (window.perSecond() > fastest * (1 + RISE)) {
      fastest = window.perSecond();
      withoutRise = 0;
    } else {
      withoutRise++;
    }
  }

  boolean isWarm() {
    return withoutRise >= rule.windows();
  }

  boolean isOver() {
    return isWarm() || nanos >= rule.mostMillis() * 1_000_000;
  }
}
