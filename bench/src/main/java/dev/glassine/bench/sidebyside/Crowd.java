package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Workload.Bulk;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.net.ssl.SSLException;

/**
 * Connections that are open and say nothing: what they weigh, and whether they slow others down.
 */
final class Crowd {
  private static final int COLLECTIONS = 3;

  private final Stack stack;
  private final Pair.Buffers buffers = new Pair.Buffers(false);
  private final List<Pair> pairs = new ArrayList<>();
  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(20_250_101);

  Crowd(Stack stack) {
    this.stack = stack;
  }

  /** Grows to this many pairs. */
  void growTo(int size) throws GeneralSecurityException, SSLException {
    while (pairs.size() < size) {
      Pair pair = new Pair(stack, Scene.USUAL, Bulk.AES_128_GCM, buffers);
      pair.handshake(null);
      pairs.add(pair);
    }
  }

  /** Octets on the heap for each end of a connection, once all that can go has gone. */
  long weight(int size) throws GeneralSecurityException, SSLException {
    long before = used();
    int earlier = pairs.size();
    growTo(earlier + size);
    return (used() - before) / (2L * size);
  }

  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Nanoseconds that a kilobyte takes over a connection picked at random, each time another. */
  long nanosForOneOf(int times) throws SSLException {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      pairs.get(random.nextInt(pairs.size())).transfer(1024);
    }
    return (System.nanoTime() - start) / times;
  }
}
