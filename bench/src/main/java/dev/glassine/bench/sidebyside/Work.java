package dev.glassine.bench.sidebyside;

/** Somebody who can do workloads. */
interface Work {
  /**
   * Does one over and over for {@code millis} of processor time; at least once.
   *
   * @throws Exception where it cannot be done; the message says why
   */
  Measured take(Workload workload, long millis) throws Exception;
}
