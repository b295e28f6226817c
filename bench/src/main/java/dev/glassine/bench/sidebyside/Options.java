package dev.glassine.bench.sidebyside;

import java.util.List;

/**
 * How long, who, and what.
 *
 * @param rounds turns of each contestant at a workload that count
 * @param turnMillis how long one of them is
 * @param warmUp what comes before them
 * @param crowd idle connections at most
 * @param crowdMillis for a contestant's crowd to come together
 * @param weighed idle connections for one weighing
 * @param only contestants, by their constants; empty for all
 * @param work words that what is done must have in its name, one of them; empty for all
 */
record Options(
    boolean quick,
    int rounds,
    long turnMillis,
    WarmUp.Rule warmUp,
    int crowd,
    long crowdMillis,
    int weighed,
    List<String> only,
    List<String> work) {
  /** From the command line. */
  static Options of(List<String> arguments) {
    List<String> only = list(arguments, "--only");
    List<String> work = list(arguments, "--work");
    return arguments.contains("--quick")
        ? new Options(true, 5, 100, new WarmUp.Rule(150, 6, 4_000), 10_000, 20_000, 400, only, work)
        : new Options(
            false, 9, 300, new WarmUp.Rule(300, 7, 12_000), 50_000, 100_000, 400, only, work);
  }

  private static List<String> list(List<String> arguments, String name) {
    int at = arguments.indexOf(name);
    if (at < 0) {
      return List.of();
    }
    if (at + 1 == arguments.size()) {
      throw new IllegalArgumentException(name + " wants a list, with commas");
    }
    return List.of(arguments.get(at + 1).split(",", -1));
  }

  boolean includes(Contestant contestant) {
    return only.isEmpty() || only.stream().anyMatch(contestant.name()::equalsIgnoreCase);
  }

  /** Whether something of this name is to be done. */
  boolean includes(String step) {
    return work.isEmpty() || work.stream().anyMatch(step::contains);
  }

  /** What a contestant is thought to need for a workload. */
  double secondsForATurn() {
    double warmingUp = 2.0 * warmUp.windows() * warmUp.windowMillis();
    return (warmingUp + (double) rounds * turnMillis) / 1_000;
  }
}
