package dev.glassine.bench.parts;

import dev.glassine.core.crypto.jca.Choice;
import dev.glassine.core.crypto.jca.JcaCrypto;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** What JMH measured, as a page in Markdown: a table for each class of benchmarks. */
final class PartsPage {
  /** JMH's name for octets of garbage an operation. */
  private static final String GARBAGE = "gc.alloc.rate.norm";

  /** Of these the table says who does them. */
  private static final List<String> TELLING =
      List.of(
          "AES_128_GCM",
          "CHACHA20_POLY1305",
          "X25519",
          "ECDH secp256r1",
          "ML-KEM-768",
          "ecdsa_secp256r1_sha256, signing",
          "ecdsa_secp256r1_sha256, verifying",
          "rsa_pss_rsae_sha256, signing",
          "ed25519, signing",
          "HmacSHA256");

  private final StringBuilder page = new StringBuilder();

  PartsPage(Collection<RunResult> results) {
    heading(results);
    Map<String, List<RunResult>> byClass =
        results.stream()
            .collect(Collectors.groupingBy(PartsPage::group, TreeMap::new, Collectors.toList()));
    byClass.forEach(this::table);
    providers();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void heading(Collection<RunResult> results) {
    line("# The parts on their own");
    line("");
    line("Written by `bench/parts --out`; do not edit. What each does is said in its class, in");
    line(
        "`bench/src/main/java/dev/glassine/bench/parts`. Times of one operation on one thread, on");
    line("the wall, the median of the iterations, least and most: other work on the machine makes");
    line("them longer. Garbage is what one operation leaves on the heap.");
    results.stream().findFirst().ifPresent(result -> how(result.getParams()));
  }

  private void how(BenchmarkParams params) {
    line("");
    line(
        String.format(
            Locale.ROOT,
            "JMH %s; %d fork, %d × %s to warm up, %d × %s that count; Java %s.",
            params.getJmhVersion(),
            params.getForks(),
            params.getWarmup().getCount(),
            time(params.getWarmup().getTime()),
            params.getMeasurement().getCount(),
            time(params.getMeasurement().getTime()),
            params.getVmVersion()));
  }

  private static String time(TimeValue value) {
    return value.toString();
  }

  /** "Record" of dev.glassine.bench.parts.RecordBenchmark.seal. */
  private static String group(RunResult result) {
    String[] names = result.getParams().getBenchmark().split("\\.", -1);
    return names[names.length - 2].replace("Benchmark", "");
  }

  private void table(String group, List<RunResult> results) {
    line("");
    line("## " + group);
    line("");
    line("| | with | µs | garbage, octets |");
    line("|---|---|--:|--:|");
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      Result<?> garbage = result.getSecondaryResults().get(GARBAGE);
      line(
          "| "
              + String.join(
                  " | ",
                  time.getLabel(),
                  with(result.getParams()),
                  spread(time.getStatistics()),
                  garbage == null ? "–" : String.format(Locale.ROOT, "%,.0f", garbage.getScore()))
              + " |");
    }
  }

  private static String with(BenchmarkParams params) {
    String with =
        params.getParamsKeys().stream().map(params::getParam).collect(Collectors.joining(", "));
    return with.isEmpty() ? "–" : with;
  }

  private static String spread(Statistics iterations) {
    return String.format(
        Locale.ROOT,
        "**%s** (%s–%s)",
        number(iterations.getPercentile(50)),
        number(iterations.getMin()),
        number(iterations.getMax()));
  }

  /** Three digits that count. */
  private static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  private void providers() {
    line("");
    line("## Who did it");
    line("");
    line("| algorithm | provider |");
    line("|---|---|");
    for (Choice choice : JcaCrypto.choices()) {
      if (TELLING.contains(choice.algorithm())) {
        line("| " + choice.algorithm() + " | " + choice.provider() + " |");
      }
    }
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
