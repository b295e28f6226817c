package dev.glassine.bench.sidebyside;

import static dev.glassine.bench.sidebyside.Page.NOTHING;
import static dev.glassine.bench.sidebyside.Page.format;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of connections that do nothing, and of the distance to the limit. */
final class RestReport {
  /** Below, the heap of all that is loaded hides what a connection weighs. */
  private static final int WEIGHS_SOMETHING = 1_000;

  private final Results results;
  private final Page page;

  RestReport(Results results, Page page) {
    this.results = results;
    this.page = page;
  }

  void write() {
    rest();
    growth();
    limit();
  }

  private void rest() {
    page.table(
        "At rest, and at first",
        List.of(
            "heap for one end of an idle connection",
            "after 1 KiB each way",
            "native memory for it besides",
            "from starting a JVM to its first handshake"));
    for (Contestant contestant : Contestant.values()) {
      page.row(
          contestant,
          List.of(
              octets(results.weight(contestant)),
              octets(results.weights(contestant, Crowd.Weight::used)),
              outside(contestant),
              first(results.first(contestant))));
    }
    page.line("");
    page.paragraph(
        "Median of several weighings in a process that does nothing else, after full handshakes;"
            + " each after several collections, with a moment for finalizers and cleaners between"
            + " them. Conscrypt and Netty tcnative keep most of a connection outside the heap:"
            + " native memory is what glibc's malloc says is in use, less what the JVM took for its own"
            + " work.");
  }

  private String outside(Contestant contestant) {
    Series series = results.weights(contestant, weight -> weight.outside().orElse(Long.MIN_VALUE));
    return series == null || series.least() == Long.MIN_VALUE ? NOTHING : octets(series);
  }

  private static String octets(@Nullable Series series) {
    return series == null ? NOTHING : format("%,.0f", series.median());
  }

  private static String first(@Nullable Series first) {
    return first == null
        ? NOTHING
        : format("%.0f ms (%.0f–%.0f)", first.median(), first.least(), first.most());
  }

  private void growth() {
    List<Integer> sizes =
        results.growth().values().stream()
            .flatMap(one -> one.keySet().stream())
            .distinct()
            .sorted()
            .toList();
    page.table(
        "With so many idle connections open", sizes.stream().map(RestReport::count).toList());
    for (Map.Entry<Contestant, Map<Integer, Crowd.Growth>> entry : results.growth().entrySet()) {
      Map<Integer, Crowd.Growth> known = entry.getValue();
      page.row(entry.getKey(), sizes.stream().map(size -> grown(size, known.get(size))).toList());
    }
    page.line("");
    page.paragraph(
        "Full handshakes a second of others · time for 1 KiB over one of them, picked at random ·"
            + " heap for one end. Handshakes are counted against the processor time of the whole"
            + " process here, so that the collector's share shows, and are therefore fewer than"
            + " above. All of the crowd have sent and received; their own handshakes were resumed"
            + " where the stack can.");
  }

  private static String count(int size) {
    return format("%,d", size);
  }

  private static String grown(int size, Crowd.@Nullable Growth growth) {
    if (growth == null) {
      return NOTHING;
    }
    String speed =
        format("%,.0f/s · %.1f µs", 1e9 / growth.handshakeNanos(), growth.kilobyteNanos() / 1e3);
    return size < WEIGHS_SOMETHING ? speed : speed + format(" · %,d B", growth.weight());
  }

  /** How much of its time and garbage a handshake owes to the cryptography itself. */
  private void limit() {
    page.table(
        "The distance to the limit",
        List.of("speed, of the primitives alone", "garbage beyond theirs, octets"));
    Map<Contestant, Contestant> limits = new EnumMap<>(Contestant.class);
    limits.put(Contestant.GLASSINE, Contestant.PRIMITIVES);
    limits.put(Contestant.GLASSINE_JAVA, Contestant.PRIMITIVES_JAVA);
    limits.put(Contestant.GLASSINE_NATIVE, Contestant.PRIMITIVES_NATIVE);
    limits.forEach((who, limit) -> near("full TLS 1.3, ECDSA", Programme.FULL, who, limit));
    limits.forEach((who, limit) -> near("full TLS 1.3, RSA", Programme.FULL_RSA, who, limit));
    near("AES-128-GCM, 16 KiB", Programme.BULK, Contestant.GLASSINE, Contestant.PRIMITIVES);
    near(
        "ChaCha20-Poly1305, 16 KiB",
        Programme.BULK_CHACHA,
        Contestant.GLASSINE,
        Contestant.PRIMITIVES);
    page.line("");
    page.paragraph(
        "The primitives alone are the same JCA calls for both ends with no protocol around them:"
            + " two key pairs, two agreements, a signature made and verified, the transcript's"
            + " hashes, HKDF's MACs, three records sealed and opened; or one record sealed and"
            + " opened. No stack on them can be faster or make less garbage.");
  }

  private void near(String what, Workload workload, Contestant who, Contestant limit) {
    Series mine = results.speed(who, workload);
    Series best = results.speed(limit, workload);
    Series mineMade = results.garbage(who, workload);
    Series bestMade = results.garbage(limit, workload);
    if (mine != null && best != null && mineMade != null && bestMade != null) {
      Series ratio = mine.over(best);
      page.line(
          "| "
              + String.join(
                  " | ",
                  what + ": " + who.title(),
                  format("%.2f (%.2f–%.2f)", ratio.median(), ratio.least(), ratio.most()),
                  format("%,.0f + %,.0f", bestMade.median(), mineMade.median() - bestMade.median()))
              + " |");
    }
  }
}
