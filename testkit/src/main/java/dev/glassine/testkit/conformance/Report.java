package dev.glassine.testkit.conformance;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runner's report on one run of every test, disabled ones included, read by what {@code
 * conformance/bogo.json} says of them.
 */
final class Report {
  /** What became of a test. */
  enum Result {
    PASSED,
    /** A flag is not supported. */
    REFUSED,
    /** {@code bogo.json} leaves it out. */
    LEFT_OUT,
    FAILED
  }

  private record Exclusion(PathMatcher pattern, String reason) {}

  private final Map<String, Result> results = new TreeMap<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private final List<String> stale = new ArrayList<>();

  /**
   * Reads both files.
   *
   * @throws IOException where one cannot be read
   */
  Report(Path report, Path configuration) throws IOException {
    JsonMapper json = new JsonMapper();
    List<Exclusion> exclusions = exclusions(json.readTree(Files.readString(configuration)));
    for (var test : json.readTree(Files.readString(report)).get("tests").properties()) {
      add(test.getKey(), test.getValue().get("actual").asString(), exclusions);
    }
  }

  private static List<Exclusion> exclusions(JsonNode configuration) {
    List<Exclusion> exclusions = new ArrayList<>();
    for (var entry : configuration.get("DisabledTests").properties()) {
      exclusions.add(
          new Exclusion(
              FileSystems.getDefault().getPathMatcher("glob:" + entry.getKey()),
              entry.getValue().asString()));
    }
    return exclusions;
  }

  private void add(String name, String actual, List<Exclusion> exclusions) {
    String reason = reason(name, exclusions);
    if (reason != null && (reason.endsWith("DTLS") || reason.endsWith("QUIC"))) {
      return; // other protocols, of which there is nothing here
    }
    if (actual.equals("SKIP")) {
      results.put(name, Result.REFUSED);
    } else if (reason != null) {
      results.put(name, Result.LEFT_OUT);
      leftOut.merge(reason, 1, Integer::sum);
      if (actual.equals("PASS")) {
        stale.add(name);
      }
    } else {
      results.put(name, actual.equals("PASS") ? Result.PASSED : Result.FAILED);
    }
  }

  private static @Nullable String reason(String name, List<Exclusion> exclusions) {
    Path asPath = Path.of(name);
    for (Exclusion exclusion : exclusions) {
      if (exclusion.pattern().matches(asPath)) {
        return exclusion.reason();
      }
    }
    return null;
  }

  /** How many tests of TLS there are. */
  int total() {
    return results.size();
  }

  int count(Result result) {
    return (int) results.values().stream().filter(result::equals).count();
  }

  /** How many tests {@code bogo.json} leaves out, by its reasons. */
  Map<String, Integer> leftOut() {
    return leftOut;
  }

  /** Tests that {@code bogo.json} leaves out although they pass. */
  List<String> stale() {
    return stale;
  }

  /** Names of the tests that fail. */
  List<String> failing() {
    return results.entrySet().stream()
        .filter(entry -> entry.getValue() == Result.FAILED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many tests of each area came to what, in the order of the areas. */
  Map<String, Map<Result, Integer>> areas() {
    Map<String, Map<Result, Integer>> areas = new LinkedHashMap<>();
    for (Area area : Area.all()) {
      areas.put(area.name(), new TreeMap<>());
    }
    results.forEach(
        (name, result) ->
            areas
                .computeIfAbsent(Area.of(name).name(), _ -> new TreeMap<>())
                .merge(result, 1, Integer::sum));
    return areas;
  }
}
