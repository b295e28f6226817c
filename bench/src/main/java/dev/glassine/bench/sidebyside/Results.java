package dev.glassine.bench.sidebyside;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that was measured in one run. */
final class Results {
  /**
   * With so many open connections.
   *
   * @param handshakes a second, of others
   * @param kilobyteNanos for a kilobyte over one of them
   */
  record Growth(double handshakes, double kilobyteNanos) {}

  private record Cell(Contestant contestant, Workload workload) {}

  private final Map<Cell, List<Measured>> rounds = new HashMap<>();
  private final Map<Cell, String> refusals = new LinkedHashMap<>();
  private final Map<Contestant, List<Double>> weights = new TreeMap<>();
  private final Map<Contestant, List<Double>> firsts = new TreeMap<>();
  private final Map<Contestant, Map<Integer, Growth>> growth = new TreeMap<>();

  void add(Contestant contestant, Workload workload, Measured measured) {
    rounds.computeIfAbsent(new Cell(contestant, workload), _ -> new ArrayList<>()).add(measured);
  }

  void refused(Contestant contestant, Workload workload, String reason) {
    refusals.putIfAbsent(new Cell(contestant, workload), reason);
  }

  boolean isRefused(Contestant contestant, Workload workload) {
    return refusals.containsKey(new Cell(contestant, workload));
  }

  /** Octets on the heap for each end of an idle connection. */
  void weighed(Contestant contestant, double octets) {
    weights.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(octets);
  }

  /** Milliseconds from the start of a JVM to the end of its first handshake. */
  void first(Contestant contestant, double millis) {
    firsts.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(millis);
  }

  void grown(Contestant contestant, int connections, Growth measured) {
    growth.computeIfAbsent(contestant, _ -> new TreeMap<>()).put(connections, measured);
  }

  /** Operations a second; null where it does not do it. */
  @Nullable Series speed(Contestant contestant, Workload workload) {
    List<Measured> known = rounds.get(new Cell(contestant, workload));
    return known == null ? null : Series.of(known, Measured::perSecond);
  }

  /** Octets an operation; null where it does not do it, or has no heap. */
  @Nullable Series garbage(Contestant contestant, Workload workload) {
    List<Measured> known = rounds.get(new Cell(contestant, workload));
    return known == null || known.getFirst().allocated() < 0
        ? null
        : Series.of(known, Measured::garbage);
  }

  @Nullable Series weight(Contestant contestant) {
    return series(weights.get(contestant));
  }

  @Nullable Series first(Contestant contestant) {
    return series(firsts.get(contestant));
  }

  private static @Nullable Series series(@Nullable List<Double> values) {
    return values == null
        ? null
        : new Series(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** By contestant, then by connections. */
  Map<Contestant, Map<Integer, Growth>> growth() {
    return growth;
  }

  /** Who does not do what, and why, one sentence each. */
  List<String> refusals() {
    return refusals.entrySet().stream()
        .map(
            entry ->
                entry.getKey().contestant().title()
                    + ", `"
                    + entry.getKey().workload()
                    + "`: "
                    + entry.getValue())
        .toList();
  }
}
