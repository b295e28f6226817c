package dev.glassine.bench.sidebyside;

import static dev.glassine.bench.sidebyside.Page.NOTHING;
import static dev.glassine.bench.sidebyside.Page.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what was measured, and nothing else: a page in Markdown, and a picture beside it. */
final class Report {
  private final Results results;
  private final Options options;
  private final Page page = new Page();

  Report(Results results, Options options) {
    this.results = results;
    this.options = options;
  }

  /** The picture gets the page's name, with another ending. */
  void write(Path file) throws IOException {
    String picture = file.getFileName().toString().replaceAll("\\.md$", "") + ".svg";
    heading(picture);
    for (Programme.Table table : Programme.TABLES) {
      speeds(table);
    }
    garbage();
    new RestReport(results, page).write();
    targets();
    list("What was not done, and why", results.refusals());
    list("Who still got faster when the time to warm up was over", results.stillRising());
    Files.writeString(file, page.toString());
    Files.writeString(file.resolveSibling(picture), new Plot(results).svg());
  }

  private void heading(String picture) throws IOException {
    page.line("# Side by side");
    page.line("");
    page.paragraph(
        "Written by `bench/run"
            + (options.quick() ? " --quick" : "")
            + "`; do not edit. The program is described in"
            + " `bench/src/main/java/dev/glassine/bench/sidebyside/package-info.java`. What we make"
            + " of it: [performance.md](performance.md).");
    page.line("");
    page.paragraph(
        "How it is done: each contestant has a process of its own. Both ends of each connection are"
            + " in memory. Before a workload counts, everybody warms up by the same rule: windows"
            + format(" of %d ms, until %d in a row", rule().windowMillis(), rule().windows())
            + format(" are not %.0f %% faster than all before,", WarmUp.RISE * 100)
            + format(" or %d s have passed,", rule().mostMillis() / 1000)
            + " three times as many of both for the first workload of a process. Then they take"
            + format(" %d turns of %d ms, round robin,", options.rounds(), options.turnMillis())
            + " so that noise hits all alike; what is counted is processor time of the thread that"
            + " works (with two threads: time on the wall). A cell says how many times SunJSSE's"
            + " speed it is (median of the rounds' ratios; least and most), and the median itself.");
    page.line("");
    page.line("Machine: " + machine() + ".");
    page.line("");
    page.line("![Speed relative to SunJSSE](" + picture + ")");
  }

  private WarmUp.Rule rule() {
    return options.warmUp();
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

  private void speeds(Programme.Table table) {
    page.table(table.title(), table.columns().keySet());
    for (Contestant contestant : Contestant.values()) {
      page.row(
          contestant,
          table.columns().values().stream().map(workload -> speed(contestant, workload)).toList());
    }
  }

  private String speed(Contestant contestant, Workload workload) {
    Series speed = results.speed(contestant, workload);
    if (speed == null) {
      return NOTHING;
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
    page.table(
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
      page.row(
          contestant,
          workloads.stream()
              .map(workload -> octets(results.garbage(contestant, workload)))
              .toList());
    }
  }

  private static String octets(@Nullable Series series) {
    return series == null ? NOTHING : format("%,.0f", series.median());
  }

  private void targets() {
    page.heading("What we set out to reach");
    page.line("| | | wanted | measured | |");
    page.line("|---|---|--:|--:|---|");
    Targets.rows(results).forEach(page::line);
  }

  private void list(String title, List<String> items) {
    page.heading(title);
    items.forEach(item -> page.line("- " + item));
    if (items.isEmpty()) {
      page.line("Nothing and nobody.");
    }
  }
}
