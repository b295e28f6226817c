package dev.glassine.bench.sidebyside;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** What is measured of connections that do nothing, and of JVMs that have done nothing yet. */
final class AtRest {
  private static final List<Integer> CROWDS = List.of(1, 10, 100, 1_000, 10_000, 50_000);

  /** Whose crowds grow: other providers beside Glassine change nothing about them. */
  static final List<Contestant> GROWING =
      List.of(
          Contestant.GLASSINE,
          Contestant.GLASSINE_NATIVE,
          Contestant.SUN,
          Contestant.BOUNCY_CASTLE,
          Contestant.CONSCRYPT,
          Contestant.NETTY);

  private final Course course;
  private final Options options;
  private final Results results;

  AtRest(Course course, Options options, Results results) {
    this.course = course;
    this.options = options;
    this.results = results;
  }

  /** In a process of its own, after one weighing for what is made once. */
  void weigh(Contestant contestant) throws IOException {
    List<String> command = course.command(contestant);
    if (command == null) {
      return;
    }
    String ask = "weigh " + options.weighed();
    try (WorkerProcess worker = WorkerProcess.start(command, NativeMemory.ENVIRONMENT)) {
      worker.ask(ask);
      for (int round = 0; round < options.rounds(); round++) {
        long[] octets = worker.ask(ask);
        OptionalLong outside =
            octets.length > 2 ? OptionalLong.of(octets[2]) : OptionalLong.empty();
        results.weighed(contestant, new Crowd.Weight(octets[0], octets[1], outside));
      }
    } catch (WorkerProcess.Refused e) {
      results.refused(contestant, "weight of idle connections", String.valueOf(e.getMessage()));
    }
  }

  /** In the process that has done the workloads, so it is warm; it ends with its crowd. */
  void grow(Contestant contestant, WorkerProcess worker) {
    long left = options.crowdMillis();
    try (worker) {
      new WarmUp(options.warmUp().forTheFirst()).on(worker, Programme.FULL);
      for (int crowd : CROWDS) {
        if (crowd > options.crowd()) {
          break;
        }
        long start = System.nanoTime();
        long[] numbers = worker.ask("crowd " + crowd + " " + left);
        left -= (System.nanoTime() - start) / 1_000_000;
        results.grown(contestant, crowd, new Crowd.Growth(numbers[0], numbers[1], numbers[2]));
      }
    } catch (WorkerProcess.Refused e) {
      results.refused(
          contestant,
          String.format("%,d idle connections", options.crowd()),
          String.valueOf(e.getMessage()));
    }
  }

  /** Fresh JVMs, one at a time: from the command to the answer. */
  void coldStarts(List<Contestant> contestants) throws IOException {
    for (int round = 0; round < options.rounds(); round++) {
      for (Contestant contestant : contestants) {
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
      results.refused(contestant, "cold start", String.valueOf(e.getMessage()));
    }
  }
}
