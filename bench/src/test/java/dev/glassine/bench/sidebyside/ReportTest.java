package dev.glassine.bench.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
    new Report(results, true).write(file);
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
  void drawsABarForEachWhoTookPart(@TempDir Path folder) throws Exception {
    took(Contestant.SUN, 1_000);
    took(Contestant.GLASSINE, 250);
    page(folder);
    assertThat(Files.readString(folder.resolve("figures.svg")))
        .contains("4.00×")
        .contains("SunJSSE");
  }
}
