package dev.glassine.bench.sidebyside;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that was measured in one run. */
final class Results {
  private record Cell(Contestant contestant, Workload workload) {}

  private final Map<Cell, List<Measured>> rounds = new HashMap<>();
  private final Map<Cell, String> refusals = new LinkedHashMap<>();
  private final List<String> stillRising = new ArrayList<>();
  private final List<String> otherRefusals = new ArrayList<>();
  private final Map<Contestant, List<Crowd.Weight>> weights = new TreeMap<>();
  private final Map<Contestant, List<Double>> firsts = new TreeMap<>();
  private final Map<Contestant, Map<Integer, Crowd.Growth>> growth = new TreeMap<>();

  void add(Contestant contestant, Workload workload, Measured measured) {
    rounds.computeIfAbsent(new Cell(contestant, workload), _ -> new ArrayList<>()).add(measured);
  }

  void refused(Contestant contestant, Workload workload, String reason) {
    refusals.putIfAbsent(new Cell(contestant, workload), reason);
  }

  boolean isRefused(Contestant contestant, Workload workload) {
    return refusals.containsKey(new Cell(contestant, workload));
  }

  /** Something that is no workload. */
  void refused(Contestant contestant, String what, String reason) {
    otherRefusals.add(contestant.title() + ", " + what + ": " + reason);
  }

  /** Its time to warm up was over, and it still got faster. */
  void stillRising(Contestant contestant, Workload workload) {
    stillRising.add(contestant.title() + ", `" + workload + "`");
  }

  /** What each end of an idle connection weighs. */
  void weighed(Contestant contestant, Crowd.Weight weight) {
    weights.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(weight);
  }

  /** Milliseconds from the start of a JVM to the end of its first handshake. */
  void first(Contestant contestant, double millis) {
    firsts.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(millis);
  }

  void grown(Contestant contestant, int connections, Crowd.Growth measured) {
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

  /** Octets on the heap for an end that has had its handshake. */
  @Nullable Series weight(Contestant contestant) {
    return weights(contestant, Crowd.Weight::met);
  }

  /** Of what weighs an end; null where it was not weighed, or nobody could tell. */
  @Nullable Series weights(Contestant contestant, ToLongFunction<Crowd.Weight> part) {
    List<Crowd.Weight> known = weights.get(contestant);
    return known == null
        ? null
        : new Series(known.stream().mapToLong(part).mapToDouble(octets -> octets).toArray());
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
  Map<Contestant, Map<Integer, Crowd.Growth>> growth() {
    return growth;
  }

  /** Who does not do what, and why, one sentence each. */
  List<String> refusals() {
    Stream<String> ofWorkloads =
        refusals.entrySet().stream()
            .map(
                entry ->
                    entry.getKey().contestant().title()
                        + ", `"
                        + entry.getKey().workload()
                        + "`: "
                        + entry.getValue());
    return Stream.concat(ofWorkloads, otherRefusals.stream()).toList();
  }

  /** Who was not warm yet when it had to start. */
  List<String> stillRising() {
    return List.copyOf(stillRising);
  }
}
