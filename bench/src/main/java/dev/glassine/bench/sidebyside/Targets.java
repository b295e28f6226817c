package dev.glassine.bench.sidebyside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures that this project set out to reach, each held against what was measured. */
final class Targets {
  private final Results results;
  private final List<String> rows = new ArrayList<>();

  private Targets(Results results) {
    this.results = results;
  }

  /** Lines of a Markdown table. */
  static List<String> rows(Results results) {
    Targets targets = new Targets(results);
    targets.ratios();
    targets.garbage();
    targets.idle();
    return targets.rows;
  }

  private void ratios() {
    faster("full TLS 1.3, ECDSA", Programme.FULL, Contestant.GLASSINE, Contestant.SUN, 3);
    faster("full TLS 1.3, ECDSA", Programme.FULL, Contestant.GLASSINE_JAVA, Contestant.SUN, 3);
    faster(
        "full TLS 1.3, ECDSA", Programme.FULL, Contestant.GLASSINE_NATIVE, Contestant.CONSCRYPT, 1);
    faster("full TLS 1.3, ECDSA", Programme.FULL, Contestant.GLASSINE_NATIVE, Contestant.RUSTLS, 1);
    faster("full TLS 1.3, RSA", Programme.FULL_RSA, Contestant.GLASSINE, Contestant.SUN, 1.3);
    faster(
        "full TLS 1.3, RSA", Programme.FULL_RSA, Contestant.GLASSINE_NATIVE, Contestant.NETTY, 1);
    faster("resumed TLS 1.3", Programme.RESUMED, Contestant.GLASSINE, Contestant.SUN, 3);
    faster("resumed TLS 1.3", Programme.RESUMED, Contestant.GLASSINE_JAVA, Contestant.SUN, 3);
    faster("resumed TLS 1.3", Programme.RESUMED, Contestant.GLASSINE_NATIVE, Contestant.NETTY, 1);
    faster("resumed TLS 1.3", Programme.RESUMED, Contestant.GLASSINE_NATIVE, Contestant.RUSTLS, 1);
    faster("resumed TLS 1.2", Programme.RESUMED_12, Contestant.GLASSINE, Contestant.SUN, 2);
    faster("AES-128-GCM, heap", Programme.BULK, Contestant.GLASSINE, Contestant.SUN, 1.6);
    faster("AES-128-GCM, heap", Programme.BULK, Contestant.GLASSINE, Contestant.RUSTLS, 1);
    against(
        "AES-128-GCM, direct, against heap",
        Programme.BULK_DIRECT,
        Contestant.GLASSINE,
        Programme.BULK,
        Contestant.NETTY,
        1);
    faster("ChaCha20-Poly1305", Programme.BULK_CHACHA, Contestant.GLASSINE, Contestant.SUN, 1.1);
    faster("ChaCha20-Poly1305", Programme.BULK_CHACHA, Contestant.GLASSINE, Contestant.RUSTLS, 1);
  }

  private void garbage() {
    atMost(
        "garbage, full TLS 1.3 handshake",
        Contestant.GLASSINE,
        results.garbage(Contestant.GLASSINE, Programme.FULL),
        60 * 1024);
    atMost(
        "garbage, full TLS 1.3 handshake",
        Contestant.GLASSINE_NATIVE,
        results.garbage(Contestant.GLASSINE_NATIVE, Programme.FULL),
        40 * 1024);
    Series record = results.garbage(Contestant.GLASSINE, Programme.BULK);
    Series cipher = results.garbage(Contestant.PRIMITIVES, Programme.BULK);
    atMost(
        "garbage, one 16 KiB record sealed and opened, over the cipher's own",
        Contestant.GLASSINE,
        record == null || cipher == null ? null : record.less(cipher.median()),
        64);
  }

  private void idle() {
    atMost(
        "heap for one end of an idle connection",
        Contestant.GLASSINE,
        results.weight(Contestant.GLASSINE),
        2048);
    for (Contestant contestant : List.of(Contestant.GLASSINE, Contestant.GLASSINE_NATIVE)) {
      growth(contestant);
    }
  }

  /** No growth of cost: as fast with the largest crowd as alone, but for noise. */
  private void growth(Contestant contestant) {
    Map<Integer, Crowd.Growth> known = results.growth().get(contestant);
    if (known == null) {
      return;
    }
    List<Map.Entry<Integer, Crowd.Growth>> sizes = List.copyOf(known.entrySet());
    Map.Entry<Integer, Crowd.Growth> largest = sizes.getLast();
    double ratio =
        (double) sizes.getFirst().getValue().handshakeNanos() / largest.getValue().handshakeNanos();
    row(
        String.format(
            Locale.ROOT, "handshakes beside %,d idle connections, to one", largest.getKey()),
        contestant.title(),
        "≥ 0.9×",
        String.format(Locale.ROOT, "%.2f×", ratio),
        ratio >= 0.9);
  }

  private void faster(
      String what, Workload workload, Contestant who, Contestant against, double factor) {
    against(what, workload, who, workload, against, factor);
  }

  private void against(
      String what,
      Workload ours,
      Contestant who,
      Workload theirs,
      Contestant against,
      double factor) {
    Series mine = results.speed(who, ours);
    Series other = results.speed(against, theirs);
    if (mine != null && other != null) {
      Series ratio = mine.over(other);
      row(
          what,
          who.title() + " to " + against.title(),
          "≥ " + number(factor) + "×",
          String.format(
              Locale.ROOT, "%.2f× (%.2f–%.2f)", ratio.median(), ratio.least(), ratio.most()),
          ratio.median() >= factor);
    }
  }

  private void atMost(String what, Contestant who, @Nullable Series measured, double limit) {
    if (measured != null) {
      row(
          what,
          who.title(),
          String.format(Locale.ROOT, "≤ %,.0f B", limit),
          String.format(Locale.ROOT, "%,.0f B", measured.median()),
          measured.median() <= limit);
    }
  }

  private static String number(double factor) {
    return factor == Math.rint(factor) ? String.valueOf((int) factor) : String.valueOf(factor);
  }

  private void row(String what, String who, String wanted, String measured, boolean reached) {
    rows.add(
        "| "
            + String.join(
                " | ", what, who, wanted, measured, reached ? "reached" : "**not reached**")
            + " |");
  }
}
