package dev.glassine.bench.sidebyside;

/**
 * What a turn at a workload came to.
 *
 * @param operations handshakes, or pieces of data
 * @param nanos processor time that they took
 * @param allocated octets of garbage on the heap; -1 where there is no heap
 */
record Measured(long operations, long nanos, long allocated) {
  double perSecond() {
    return operations * 1e9 / nanos;
  }

  double garbage() {
    return (double) allocated / operations;
  }
}
