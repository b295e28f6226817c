package dev.glassine.bench.parts;

import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Judging a server's chain. */
@State(Scope.Thread)
public class ChainBenchmark {
  private final PresentedChain chain =
      new PresentedChain(
          Side.SERVER,
          TestCa.shared().server(KeyKind.ECDSA_P256, "bench.example").chain(),
          "bench.example",
          null,
          FixedClock.NOON);

  private final Trust trust = Trust.of(TestCa.shared().certificate());

  /** Seen within the last five minutes. */
  @Benchmark
  public ChainVerdict seenBefore() {
    return trust.judge(chain);
  }

  /** Never seen. */
  @Benchmark
  public ChainVerdict firstSight() {
    return Trust.of(TestCa.shared().certificate()).judge(chain);
  }
}
