package dev.glassine.bench.sidebyside;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;

/**
 * Repeats an operation and counts. Time is that of the processor, on the thread that does the work:
 * what else runs on the machine takes turns away, but does not make one look slow.
 */
final class Meter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What is repeated. */
  interface Operation {
    void run() throws GeneralSecurityException, IOException;
  }

  private Meter() {}

  /**
   * For {@code millis}; at least one batch.
   *
   * @param batch operations between two looks at the clock
   */
  static Measured measure(long millis, int batch, Operation operation)
      throws GeneralSecurityException, IOException {
    long count = 0;
    long garbage = THREADS.getCurrentThreadAllocatedBytes();
    long start = now();
    long end = start + millis * 1_000_000;
    long now;
    do {
      for (int i = 0; i < batch; i++) {
        operation.run();
      }
      count += batch;
      now = now();
    } while (now < end);
    return new Measured(count, now - start, THREADS.getCurrentThreadAllocatedBytes() - garbage);
  }

  /** Nanoseconds that this thread has worked. */
  static long now() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
