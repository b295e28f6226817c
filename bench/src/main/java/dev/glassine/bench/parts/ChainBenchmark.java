package dev.glassine.bench.parts;

import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.util.ArrayDeque;
import java.util.Deque;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Judging a server's chain. */
@State(Scope.Thread)
public class ChainBenchmark {
  private final PresentedChain chain = chain();
  private final Trust trust = Trust.of(TestCa.shared().certificate());

  /** Chains that are judged once: the JDK remembers which signatures it verified. */
  @State(Scope.Thread)
  public static class Strangers {
    /** More than are judged in half a second. */
    private static final int MANY = 4_000;

    private final Deque<PresentedChain> chains = new ArrayDeque<>();

    /** Others. */
    @Setup(Level.Iteration)
    public void issue() {
      while (chains.size() < MANY) {
        chains.add(chain());
      }
    }
  }

  private static PresentedChain chain() {
    return new PresentedChain(
        Side.SERVER,
        TestCa.shared().server(KeyKind.ECDSA_P256, "bench.example").chain(),
        "bench.example",
        null,
        FixedClock.NOON);
  }

  /** Seen within the last five minutes. */
  @Benchmark
  public ChainVerdict seenBefore() {
    return trust.judge(chain);
  }

  /** Never seen. */
  @Benchmark
  public ChainVerdict firstSight(Strangers strangers) {
    return trust.judge(strangers.chains.remove());
  }
}
