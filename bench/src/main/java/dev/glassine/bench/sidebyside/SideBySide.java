package dev.glassine.bench.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures all contestants and writes what came out: {@code bench/run [--quick] [--only A,B] [--out
 * FILE]}.
 */
public final class SideBySide {
  /** The last one in a full run only. */
  private static final List<Integer> CROWDS = List.of(1, 10, 100, 1_000, 10_000, 50_000);

  /** Those who are asked how they grow; the others would take half an hour. */
  private static final List<Contestant> GROWING =
      List.of(Contestant.GLASSINE, Contestant.GLASSINE_NATIVE, Contestant.SUN);

  private static final int WEIGHED = 500;

  private final Course course;
  private final Options options;
  private final Path file;
  private final Results results = new Results();
  private final Map<Contestant, WorkerProcess> workers = new EnumMap<>(Contestant.class);

  /** How long, and who. */
  record Options(
      boolean quick, int rounds, long turnMillis, long warmUpMillis, int crowd, List<String> only) {
    static Options of(List<String> arguments) {
      int only = arguments.indexOf("--only");
      List<String> names = only < 0 ? List.of() : List.of(arguments.get(only + 1).split(",", -1));
      return arguments.contains("--quick")
          ? new Options(true, 5, 60, 500, 1_000, names)
          : new Options(false, 9, 400, 3_000, 50_000, names);
    }

    boolean includes(Contestant contestant) {
      return only.isEmpty() || only.stream().anyMatch(contestant.name()::equalsIgnoreCase);
    }
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
      for (Programme.Table table : Programme.TABLES) {
        for (Workload workload : table.columns().values()) {
          race(workload);
        }
        report();
      }
      weigh();
      report();
      grow();
    } finally {
      workers.values().forEach(WorkerProcess::close);
    }
    coldStarts();
    report();
  }

  /** What there is so far: a run that is broken off leaves that. */
  private void report() throws IOException {
    new Report(results, options.quick()).write(file);
  }

  /** One after another, again and again: what else happens on the machine hits all alike. */
  private void race(Workload workload) {
    System.err.println(workload);
    workers.forEach((contestant, worker) -> turn(contestant, worker, workload, true));
    for (int round = 0; round < options.rounds(); round++) {
      workers.forEach((contestant, worker) -> turn(contestant, worker, workload, false));
    }
  }

  private void turn(
      Contestant contestant, WorkerProcess worker, Workload workload, boolean warmUp) {
    if (results.isRefused(contestant, workload)) {
      return;
    }
    try {
      Measured measured =
          worker.run(workload, warmUp ? options.warmUpMillis() : options.turnMillis());
      if (!warmUp) {
        results.add(contestant, workload, measured);
      }
    } catch (WorkerProcess.Refused e) {
      results.refused(contestant, workload, String.valueOf(e.getMessage()));
    }
  }

  private void weigh() {
    System.err.println("idle connections");
    workers.forEach(
        (contestant, worker) -> {
          try {
            if (contestant.stack() != null) {
              worker.ask("weigh " + WEIGHED); // for what is made once
              results.weighed(contestant, (double) worker.ask("weigh " + WEIGHED)[0]);
            }
          } catch (WorkerProcess.Refused e) {
            System.err.println(contestant.title() + ": " + e.getMessage());
          }
        });
  }

  private void grow() {
    for (Contestant contestant : GROWING) {
      WorkerProcess worker = workers.get(contestant);
      if (worker == null) {
        continue;
      }
      System.err.println("growth: " + contestant.title());
      try {
        for (int crowd : CROWDS) {
          if (crowd <= options.crowd()) {
            long[] numbers = worker.ask("crowd " + crowd);
            results.grown(
                contestant, crowd, new Results.Growth(numbers[0] * 1e9 / numbers[1], numbers[2]));
          }
        }
      } catch (WorkerProcess.Refused e) {
        System.err.println(contestant.title() + ": " + e.getMessage());
      }
    }
  }

  /** Fresh JVMs, one at a time: from the command to the answer. */
  private void coldStarts() throws IOException {
    System.err.println("cold starts");
    List<Contestant> cold = new ArrayList<>(workers.keySet());
    cold.removeIf(contestant -> contestant.stack() == null);
    for (int round = 0; round < options.rounds(); round++) {
      for (Contestant contestant : cold) {
        List<String> command = course.command(contestant);
        if (command != null) {
          coldStart(contestant, command);
        }
      }
    }
  }

  private void coldStart(Contestant contestant, List<String> command) throws IOException {
    long start = System.nanoTime();
    try (WorkerProcess worker = WorkerProcess.start(command)) {
      worker.ask("first");
      results.first(contestant, (System.nanoTime() - start) / 1e6);
    } catch (WorkerProcess.Refused e) {
      System.err.println(contestant.title() + ": " + e.getMessage());
    }
  }
}
