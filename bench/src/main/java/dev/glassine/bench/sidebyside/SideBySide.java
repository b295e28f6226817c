package dev.glassine.bench.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures all contestants and writes what came out: {@code bench/run [--quick] [--only A,B]
 * [--work WORDS] [--out FILE]}.
 */
public final class SideBySide {
  private static final double JVM_START_SECONDS = 1.5;

  private final Course course;
  private final Options options;
  private final Path file;
  private final Results results = new Results();
  private final Map<Contestant, WorkerProcess> workers = new EnumMap<>(Contestant.class);
  private final Set<Contestant> started = EnumSet.noneOf(Contestant.class);

  /** One thing to do, and how long it is thought to take. */
  private record Step(String name, double seconds, Action action) {}

  private interface Action {
    void run() throws IOException;
  }

  private SideBySide(Course course, Options options, Path file) {
    this.course = course;
    this.options = options;
    this.file = file;
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    List<String> words = List.of(arguments);
    Path fixtures = Files.createTempDirectory("bench");
    try {
      Course course =
          new Course(
              property("bench.classes"),
              property("bench.jars"),
              property("bench.peers"),
              Fixtures.in(fixtures));
      int out = words.indexOf("--out");
      Path file = Path.of(out < 0 ? "benchmarks.md" : words.get(out + 1));
      new SideBySide(course, Options.of(words), file).measure();
      System.err.println("written: " + file);
    } finally {
      delete(fixtures);
    }
  }

  private static Path property(String name) {
    return Path.of(System.getProperty(name, "."));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private void measure() throws IOException {
    try {
      for (Contestant contestant : Contestant.values()) {
        List<String> command = options.includes(contestant) ? course.command(contestant) : null;
        if (command != null) {
          workers.put(contestant, WorkerProcess.start(command));
        }
      }
      List<Step> steps = steps().stream().filter(step -> options.includes(step.name())).toList();
      double seconds = steps.stream().mapToDouble(Step::seconds).sum();
      Progress progress = new Progress(System.err, seconds, System.nanoTime());
      for (Step step : steps) {
        progress.begins(step.name(), System.nanoTime());
        step.action().run();
        progress.ended(step.seconds());
        // a run that is broken off leaves what there is so far
        new Report(results, options).write(file);
      }
    } finally {
      workers.values().forEach(WorkerProcess::close);
    }
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Programme.Table table : Programme.TABLES) {
      for (Workload workload : table.columns().values()) {
        long taking = workers.keySet().stream().filter(who -> who.takesPartIn(workload)).count();
        double seconds = taking * options.secondsForATurn();
        steps.add(
            new Step(
                workload.toString(),
                workload.equals(Programme.FULL) ? 3 * seconds : seconds,
                () -> race(workload)));
      }
    }
    AtRest atRest = new AtRest(course, options, results);
    // each process ends with its crowd, which would be in the way of the others'
    for (Contestant contestant : stacks()) {
      if (AtRest.GROWING.contains(contestant)) {
        steps.add(
            new Step(
                "growing crowd of idle connections, " + contestant.title(),
                options.crowdMillis() / 2_000.0,
                () -> atRest.grow(contestant, leaving(contestant))));
      }
    }
    for (Contestant contestant : stacks()) {
      steps.add(
          new Step(
              "weight of idle connections, " + contestant.title(),
              options.rounds() * options.weighed() / 300.0 + JVM_START_SECONDS,
              () -> atRest.weigh(contestant)));
    }
    steps.add(
        new Step(
            "cold starts",
            options.rounds() * stacks().size() * JVM_START_SECONDS,
            () -> atRest.coldStarts(stacks())));
    return steps;
  }

  private List<Contestant> stacks() {
    return Arrays.stream(Contestant.values())
        .filter(who -> who.role() == Contestant.Role.STACK && options.includes(who))
        .toList();
  }

  private WorkerProcess leaving(Contestant contestant) {
    return Objects.requireNonNull(workers.remove(contestant));
  }

  /** One after another, again and again: what else happens on the machine hits all alike. */
  private void race(Workload workload) {
    workers.forEach((contestant, worker) -> warmUp(contestant, worker, workload));
    for (int round = 0; round < options.rounds(); round++) {
      workers.forEach((contestant, worker) -> turn(contestant, worker, workload));
    }
  }

  private void warmUp(Contestant contestant, WorkerProcess worker, Workload workload) {
    if (!contestant.takesPartIn(workload)) {
      return;
    }
    WarmUp.Rule rule = options.warmUp();
    WarmUp warmUp = new WarmUp(started.add(contestant) ? rule.forTheFirst() : rule);
    try {
      if (!warmUp.on(worker, workload).isWarm()) {
        results.stillRising(contestant, workload);
      }
    } catch (WorkerProcess.Refused e) {
      results.refused(contestant, workload, String.valueOf(e.getMessage()));
    }
  }

  private void turn(Contestant contestant, WorkerProcess worker, Workload workload) {
    if (!contestant.takesPartIn(workload) || results.isRefused(contestant, workload)) {
      return;
    }
    try {
      results.add(contestant, workload, worker.run(workload, options.turnMillis()));
    } catch (WorkerProcess.Refused e) {
      results.refused(contestant, workload, String.valueOf(e.getMessage()));
    }
  }
}
