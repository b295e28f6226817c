package dev.glassine.bench.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what was measured, and nothing else: a page in Markdown, and a picture beside it. */
final class Report {
  private final Results results;
  private final boolean quick;
  private final StringBuilder page = new StringBuilder();

  Report(Results results, boolean quick) {
    this.results = results;
    this.quick = quick;
  }

  /** The picture gets the page's name, with another ending. */
  void write(Path file) throws IOException {
    String picture = file.getFileName().toString().replaceAll("\\.md$", "") + ".svg";
    heading(picture);
    for (Programme.Table table : Programme.TABLES) {
      speeds(table);
    }
    garbage();
    rest();
    growth();
    targets();
    refusals();
    Files.writeString(file, page);
    Files.writeString(file.resolveSibling(picture), new Plot(results).svg());
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void heading(String picture) throws IOException {
    line("# Side by side");
    line("");
    line("Written by `bench/run`" + (quick ? " `--quick`" : "") + "; do not edit. How it is done:");
    line(
        "`bench/src/main/java/dev/glassine/bench/sidebyside/package-info.java`. What we make of it:");
    line("[performance.md](performance.md).");
    line("");
    line("Each contestant has a process of its own. They take short turns, round robin, so that");
    line("noise hits all alike; what is counted is processor time of the thread that works (with");
    line("two threads: time on the wall). Both ends of each connection are in memory. A cell says");
    line(
        "how many times SunJSSE's speed it is (median of the rounds' ratios; least and most), and");
    line("the median itself. Machine: " + machine() + ".");
    line("");
    line("![Speed relative to SunJSSE](" + picture + ")");
  }

  /** In general terms. */
  private static String machine() throws IOException {
    Path cpu = Path.of("/proc/cpuinfo");
    String model = System.getProperty("os.arch", "");
    if (Files.isReadable(cpu)) {
      try (Stream<String> lines = Files.lines(cpu)) {
        model =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(model);
      }
    }
    return model
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " threads, "
        + System.getProperty("os.name", "")
        + ", Java "
        + Runtime.version();
  }

  private void header(String title, Iterable<String> columns) {
    line("");
    line("## " + title);
    line("");
    line("| | " + String.join(" | ", columns) + " |");
    StringBuilder rule = new StringBuilder("|---|");
    columns.forEach(_ -> rule.append("--:|"));
    line(rule.toString());
  }

  private void speeds(Programme.Table table) {
    header(table.title(), table.columns().keySet());
    for (Contestant contestant : Contestant.values()) {
      row(
          contestant,
          table.columns().values().stream().map(workload -> speed(contestant, workload)).toList());
    }
  }

  /** None where the contestant was not there at all. */
  private void row(Contestant contestant, List<String> cells) {
    if (cells.stream().anyMatch(cell -> !cell.equals("–"))) {
      line("| " + contestant.title() + " | " + String.join(" | ", cells) + " |");
    }
  }

  private String speed(Contestant contestant, Workload workload) {
    Series speed = results.speed(contestant, workload);
    if (speed == null) {
      return "–";
    }
    String median =
        workload instanceof Workload.Transfer transfer
            ? format("%,.0f MB/s", speed.median() * transfer.size() / 1e6)
            : format("%,.0f/s", speed.median());
    Series sun = results.speed(Contestant.SUN, workload);
    if (sun == null) {
      return median;
    }
    Series ratio = speed.over(sun);
    return contestant == Contestant.SUN
        ? "1 · " + median
        : format("**%.2f×** (%.2f–%.2f) · ", ratio.median(), ratio.least(), ratio.most()) + median;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private void garbage() {
    List<Workload> workloads =
        List.of(
            Programme.FULL,
            Programme.FULL_RSA,
            Programme.RESUMED,
            Programme.RESUMED_12,
            Programme.BULK,
            Programme.BULK_DIRECT,
            Programme.BULK_CHACHA);
    header(
        "Garbage on the heap, octets (both ends together)",
        List.of(
            "full, ECDSA",
            "full, RSA",
            "resumed",
            "resumed, 1.2",
            "16 KiB AES-GCM",
            "direct",
            "16 KiB ChaCha20"));
    for (Contestant contestant : Contestant.values()) {
      row(
          contestant,
          workloads.stream()
              .map(workload -> octets(results.garbage(contestant, workload)))
              .toList());
    }
  }

  private static String octets(@Nullable Series series) {
    return series == null ? "–" : format("%,.0f", series.median());
  }

  private void rest() {
    header(
        "At rest, and at first",
        List.of(
            "heap for one end of an idle connection",
            "from starting a JVM to its first handshake"));
    for (Contestant contestant : Contestant.values()) {
      Series first = results.first(contestant);
      row(
          contestant,
          List.of(
              octets(results.weight(contestant)),
              first == null
                  ? "–"
                  : format("%.0f ms (%.0f–%.0f)", first.median(), first.least(), first.most())));
    }
  }

  private void growth() {
    List<Integer> sizes =
        results.growth().values().stream()
            .flatMap(one -> one.keySet().stream())
            .distinct()
            .sorted()
            .toList();
    header(
        "With so many idle connections open: handshakes a second of others · 1 KiB over one of them",
        sizes.stream().map(size -> format("%,d", size)).toList());
    for (Map.Entry<Contestant, Map<Integer, Results.Growth>> entry : results.growth().entrySet()) {
      List<String> cells = new ArrayList<>();
      for (int size : sizes) {
        Results.Growth growth = entry.getValue().get(size);
        cells.add(
            growth == null
                ? "–"
                : format("%,.0f/s · %.1f µs", growth.handshakes(), growth.kilobyteNanos() / 1000));
      }
      row(entry.getKey(), cells);
    }
  }

  private void targets() {
    line("");
    line("## What we set out to reach");
    line("");
    line("| | | wanted | measured | |");
    line("|---|---|--:|--:|---|");
    Targets.rows(results).forEach(this::line);
  }

  private void refusals() {
    line("");
    line("## What was not done, and why");
    line("");
    results.refusals().forEach(refusal -> line("- " + refusal));
  }
}
