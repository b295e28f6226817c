package dev.glassine.bench.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of the parts: {@code bench/parts [--out FILE] [JMH's options]}. */
public final class Parts {
  private static final String OUT = "--out";

  private Parts() {}

  /** Average times in microseconds, and garbage; as a page where {@code --out} names a file. */
  public static void main(String[] arguments)
      throws IOException, RunnerException, CommandLineOptionException {
    List<String> rest = new ArrayList<>(List.of(arguments));
    int out = rest.indexOf(OUT);
    String file = out < 0 ? null : rest.remove(out + 1);
    rest.remove(OUT);
    CommandLineOptions given = new CommandLineOptions(rest.toArray(String[]::new));
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(given)
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.MICROSECONDS)
                    .addProfiler(GCProfiler.class)
                    .forks(given.getForkCount().orElse(1))
                    .warmupIterations(given.getWarmupIterations().orElse(4))
                    .warmupTime(given.getWarmupTime().orElse(TimeValue.milliseconds(500)))
                    .measurementIterations(given.getMeasurementIterations().orElse(10))
                    .measurementTime(given.getMeasurementTime().orElse(TimeValue.milliseconds(300)))
                    .jvmArgsAppend("-XX:+UseSerialGC")
                    .shouldFailOnError(true)
                    .build())
            .run();
    if (file != null) {
      Files.writeString(Path.of(file), new PartsPage(results).toString());
      System.err.println("written: " + file);
    }
  }
}
