package dev.glassine.bench.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private final Results results = new Results();

  /** Ten operations in this many nanoseconds. */
  private void took(Contestant contestant, long... nanos) {
    for (long time : nanos) {
      results.add(contestant, Programme.FULL, new Measured(10, time, 500));
    }
  }

  private String page(Path folder) throws Exception {
    Path file = folder.resolve("figures.md");
    new Report(results, Options.of(List.of("--quick"))).write(file);
    return Files.readString(file);
  }

  @Test
  void setsEachRoundAgainstTheSameRoundOfTheOther(@TempDir Path folder) throws Exception {
    // a noisy second round hits both alike
    took(Contestant.SUN, 1_000, 9_000, 1_000);
    took(Contestant.GLASSINE, 500, 3_000, 250);
    assertThat(page(folder)).contains("| Glassine | **3.00×** (2.00–4.00) · 20,000,000/s |");
  }

  @Test
  void saysOfEachTargetWhetherItWasReached(@TempDir Path folder) throws Exception {
    took(Contestant.SUN, 1_000);
    took(Contestant.GLASSINE, 500);
    took(Contestant.GLASSINE_JAVA, 200);
    assertThat(page(folder))
        .contains("| Glassine to SunJSSE | ≥ 3× | 2.00× (2.00–2.00) | **not reached** |")
        .contains(
            "| Glassine with Bouncy Castle to SunJSSE | ≥ 3× | 5.00× (5.00–5.00) | reached |");
  }

  @Test
  void namesWhatWasNotDoneInsteadOfLeavingItOut(@TempDir Path folder) throws Exception {
    results.refused(Contestant.BOUNCY_CASTLE, Programme.RESUMED, "does not resume");
    assertThat(page(folder))
        .contains(
            "- Bouncy Castle JSSE, `handshake 1.3 ecdsa x25519 resumed server 1`: does not resume");
  }

  @Test
  void setsARecordsGarbageAgainstThatOfTheCipherAlone(@TempDir Path folder) throws Exception {
    results.add(Contestant.GLASSINE, Programme.BULK, new Measured(10, 1_000, 20_650));
    results.add(Contestant.PRIMITIVES, Programme.BULK, new Measured(10, 500, 20_000));
    assertThat(page(folder))
        .contains("over the cipher's own | Glassine | ≤ 64 B | 65 B | **not reached** |")
        .contains("| AES-128-GCM, 16 KiB: Glassine | 0.50 (0.50–0.50) | 2,000 + 65 |");
  }

  @Test
  void saysWhoseCostGrowsWithTheCrowd(@TempDir Path folder) throws Exception {
    results.grown(Contestant.GLASSINE, 1, new Crowd.Growth(1_000_000, 1_500, 40_000));
    results.grown(Contestant.GLASSINE, 10_000, new Crowd.Growth(2_000_000, 1_600, 2_000));
    assertThat(page(folder))
        .contains("| Glassine | 1,000/s · 1.5 µs | 500/s · 1.6 µs · 2,000 B |")
        .contains("| ≥ 0.9× | 0.50× | **not reached** |");
  }

  @Test
  void leavesOpenWhatNobodyCouldTellOfNativeMemory(@TempDir Path folder) throws Exception {
    results.weighed(Contestant.SUN, new Crowd.Weight(5_000, 6_000, OptionalLong.empty()));
    results.weighed(Contestant.NETTY, new Crowd.Weight(1_000, 1_100, OptionalLong.of(30_000)));
    assertThat(page(folder))
        .contains("| SunJSSE | 5,000 | 6,000 | – | – |")
        .contains("| Netty tcnative | 1,000 | 1,100 | 30,000 | – |");
  }

  @Test
  void namesWhoWasNotWarmYet(@TempDir Path folder) throws Exception {
    results.stillRising(Contestant.SUN, Programme.FULL);
    assertThat(page(folder)).contains("- SunJSSE, `handshake 1.3 ecdsa x25519 full server 1`");
  }

  @Test
  void drawsABarForEachWhoTookPart(@TempDir Path folder) throws Exception {
    took(Contestant.SUN, 1_000);
    took(Contestant.GLASSINE, 250);
    page(folder);
    assertThat(Files.readString(folder.resolve("figures.svg")))
        .contains("4.00×")
        .contains("SunJSSE");
  }
}
