package dev.glassine.bench.sidebyside;

import com.sun.management.OperatingSystemMXBean;
import dev.glassine.bench.sidebyside.Workload.Bulk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Connections that are open and say nothing: what they weigh, and whether they slow others down.
 */
final class Crowd {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int COLLECTIONS = 4;
  private static final long COLLECTION_PAUSE_MILLIS = 50;
  private static final int REPEATS = 3;
  private static final int HANDSHAKE_MILLIS = 300;
  private static final int TRANSFERS = 20_000;
  private static final int KILOBYTE = 1024;

  private final Stack stack;
  private final Scene scene;
  private final Pair.Buffers buffers = new Pair.Buffers(false);
  private final List<Pair> pairs = new ArrayList<>();
  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(20_250_101);
  private long alone;

  /**
   * What one more end weighs, in octets.
   *
   * @param met on the heap, after its handshake
   * @param used on the heap, after a kilobyte each way
   * @param outside the heap, after that; empty where the C library does not tell
   */
  record Weight(long met, long used, OptionalLong outside) {}

  /**
   * With so many open connections.
   *
   * @param handshakeNanos for one more handshake, of somebody else, all threads of the process
   *     counted: the collector too
   * @param kilobyteNanos for a kilobyte over one of the crowd
   * @param weight octets on the heap for one end
   */
  record Growth(long handshakeNanos, long kilobyteNanos, long weight) {}

  Crowd(Stack stack, Scene scene) {
    this.stack = stack;
    this.scene = scene;
  }

  int size() {
    return pairs.size();
  }

  /** Lets one more in: after its handshake. */
  void join() throws GeneralSecurityException, IOException {
    Pair pair = new Pair(stack, scene, Bulk.AES_128_GCM, buffers);
    pair.handshake(null);
    pairs.add(pair);
  }

  private static void talk(Pair pair) throws IOException {
    pair.greet(null);
    pair.transfer(KILOBYTE);
  }

  /** Grows by so many, and says what each of their ends weighs once all that can go has gone. */
  Weight weight(int more) throws GeneralSecurityException, IOException {
    long before = heap();
    OptionalLong outsideBefore = NativeMemory.inUse();
    int earlier = pairs.size();
    while (pairs.size() < earlier + more) {
      join();
    }
    long met = heap();
    for (Pair pair : pairs.subList(earlier, pairs.size())) {
      talk(pair);
    }
    long used = heap();
    OptionalLong outside = NativeMemory.inUse();
    long ends = 2L * more;
    return new Weight(
        (met - before) / ends,
        (used - before) / ends,
        outside.isPresent()
            ? OptionalLong.of((outside.getAsLong() - outsideBefore.orElse(0)) / ends)
            : outside);
  }

  /**
   * Grows to this many, each of which has sent and received. All processors help.
   *
   * @return false where that takes longer than {@code millis}
   */
  boolean growTo(int size, long millis) throws Exception {
    long end = System.nanoTime() + millis * 1_000_000;
    if (pairs.isEmpty()) {
      alone = heap();
      pairs.add(talking(buffers)); // the others have a session to resume
    }
    AtomicInteger wanted = new AtomicInteger(size - pairs.size());
    Queue<Pair> joined = new ConcurrentLinkedQueue<>();
    Callable<Boolean> joining =
        () -> {
          Pair.Buffers own = new Pair.Buffers(false);
          while (System.nanoTime() < end && wanted.getAndDecrement() > 0) {
            joined.add(talking(own));
          }
          return true;
        };
    int helpers = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(helpers)) {
      for (Future<Boolean> helper : pool.invokeAll(Collections.nCopies(helpers, joining))) {
        helper.get();
      }
    } finally {
      pairs.addAll(joined);
    }
    return pairs.size() >= size;
  }

  private Pair talking(Pair.Buffers own) throws GeneralSecurityException, IOException {
    Pair pair = new Pair(stack, scene, Bulk.AES_128_GCM, own);
    pair.handshake(null);
    talk(pair);
    return pair;
  }

  /** What others' handshakes and a kilobyte cost now; the middle of three. */
  Growth growth(Work others) throws Exception {
    long weight = (heap() - alone) / (2L * pairs.size());
    long[] handshakeNanos = new long[REPEATS];
    long[] kilobyteNanos = new long[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      long start = PROCESS.getProcessCpuTime();
      Measured met = others.take(new Workload.Handshakes(Scene.USUAL, 1), HANDSHAKE_MILLIS);
      handshakeNanos[i] = (PROCESS.getProcessCpuTime() - start) / met.operations();
      kilobyteNanos[i] = nanosForOneOfThem();
    }
    Arrays.sort(handshakeNanos);
    Arrays.sort(kilobyteNanos);
    return new Growth(handshakeNanos[REPEATS / 2], kilobyteNanos[REPEATS / 2], weight);
  }

  /** Picked at random, each time another. */
  private long nanosForOneOfThem() throws GeneralSecurityException, IOException {
    Measured measured =
        Meter.measure(
            0, TRANSFERS, () -> pairs.get(random.nextInt(pairs.size())).transfer(KILOBYTE));
    return measured.nanos() / TRANSFERS;
  }

  /**
   * Octets on the heap after several collections. There is a moment between them: what has a
   * finalizer or a cleaner goes only when that has run.
   */
  static long heap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      try {
        Thread.sleep(COLLECTION_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
