package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Workload.Bulk;
import dev.glassine.bench.sidebyside.Workload.Handshakes;
import dev.glassine.bench.sidebyside.Workload.Transfer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Does a workload for some time, with one stack. */
final class Turns implements Work {
  /** Pieces of data between two looks at the clock. */
  private static final int BATCH = 64;

  /** The first resumption may need more than one session: a ticket is used once. */
  private static final int FIRST_HANDSHAKES = 3;

  private final Stack stack;
  private final Set<Scene> checked = new HashSet<>();

  Turns(Stack stack) {
    this.stack = stack;
  }

  @Override
  public Measured take(Workload workload, long millis) throws Exception {
    return switch (workload) {
      case Handshakes(Scene scene, int threads) -> {
        if (!checked.contains(scene)) {
          check(scene);
          checked.add(scene);
        }
        yield threads == 1 ? handshakes(scene, millis) : together(scene, threads, millis);
      }
      case Transfer transfer -> transfer(transfer, millis);
    };
  }

  private void check(Scene scene) throws GeneralSecurityException, SSLException {
    Pair.Buffers buffers = new Pair.Buffers(false);
    for (int i = 0; i < FIRST_HANDSHAKES; i++) {
      Wiretap wiretap = new Wiretap();
      Pair pair = met(scene, buffers, wiretap);
      if (i > 0 || scene.mode() != Scene.Mode.RESUMED) {
        wiretap.check(scene);
      }
      checkSuite(pair, scene, Bulk.AES_128_GCM);
      pair.release();
    }
  }

  private static void checkSuite(Pair pair, Scene scene, Bulk cipher) throws SSLException {
    if (!pair.suite().equals(cipher.suite(scene))) {
      throw new SSLException("takes " + pair.suite() + " instead of " + cipher.suite(scene));
    }
  }

  private Pair met(Scene scene, Pair.Buffers buffers, @Nullable Wiretap wiretap)
      throws GeneralSecurityException, SSLException {
    Pair pair = pair(scene, Bulk.AES_128_GCM, buffers);
    pair.handshake(wiretap);
    if (scene.mode() == Scene.Mode.RESUMED) {
      pair.greet(wiretap);
    }
    return pair;
  }

  private Pair pair(Scene scene, Bulk cipher, Pair.Buffers buffers)
      throws GeneralSecurityException {
    return new Pair(stack, scene, cipher, buffers);
  }

  private Measured handshakes(Scene scene, long millis)
      throws GeneralSecurityException, IOException {
    Pair.Buffers buffers = new Pair.Buffers(false);
    return Meter.measure(millis, 1, () -> met(scene, buffers, null).release());
  }

  /** By the clock on the wall: a thread that waits for another uses no processor. */
  private Measured together(Scene scene, int threads, long millis) throws Exception {
    List<Callable<Measured>> turns = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      turns.add(() -> handshakes(scene, millis));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      long start = System.nanoTime();
      List<Future<Measured>> taken = pool.invokeAll(turns);
      long nanos = System.nanoTime() - start;
      Measured all = new Measured(0, nanos, 0);
      for (Future<Measured> turn : taken) {
        Measured one = turn.get();
        all =
            new Measured(
                all.operations() + one.operations(), nanos, all.allocated() + one.allocated());
      }
      return all;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Measured transfer(Transfer transfer, long millis)
      throws GeneralSecurityException, IOException {
    Scene scene = Scene.USUAL.with(transfer.version());
    Pair pair = pair(scene, transfer.cipher(), new Pair.Buffers(transfer.direct()));
    pair.handshake(null);
    checkSuite(pair, scene, transfer.cipher());
    Measured measured = Meter.measure(millis, BATCH, () -> pair.transfer(transfer.size()));
    pair.release();
    return measured;
  }
}
