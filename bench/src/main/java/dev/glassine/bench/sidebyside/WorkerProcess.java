package dev.glassine.bench.sidebyside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A contestant at work in a process of its own. One thread. */
final class WorkerProcess implements AutoCloseable {
  /** A worker that says nothing for so long is ended. */
  private static final long PATIENCE_SECONDS = 180;

  /** What a worker does not do, and why. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  private WorkerProcess(Process process) {
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.US_ASCII);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static WorkerProcess start(List<String> command) throws IOException {
    return start(command, Map.of());
  }

  /**
   * The same.
   *
   * @param environment more variables
   */
  static WorkerProcess start(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    return new WorkerProcess(builder.start());
  }

  /** The numbers that it answers. */
  long[] ask(String command) throws Refused {
    var guard =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    try {
      commands.write(command + "\n");
      commands.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new Refused("ended");
      }
      if (!answer.startsWith("ok")) {
        throw new Refused(answer.startsWith("no ") ? answer.substring(3) : answer);
      }
      return Arrays.stream(answer.substring(2).strip().split(" ", -1))
          .filter(word -> !word.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (IOException e) {
      throw new Refused("ended");
    } finally {
      guard.cancel(false);
    }
  }

  /** Does a workload for some time. */
  Measured run(Workload workload, long millis) throws Refused {
    long[] numbers = ask("run " + millis + " " + workload);
    return new Measured(numbers[0], numbers[1], numbers[2]);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
