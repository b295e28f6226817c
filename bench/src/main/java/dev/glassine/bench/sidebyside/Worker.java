package dev.glassine.bench.sidebyside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;

/**
 * A contestant's JVM. Reads commands, one a line, and answers each with a line:
 *
 * <pre>
 * run MILLIS WORKLOAD...   ok OPERATIONS NANOS ALLOCATED
 * weigh CONNECTIONS        ok OCTETS
 * crowd CONNECTIONS        ok HANDSHAKE-OPERATIONS NANOS KILOBYTE-NANOS
 * first                    ok
 * </pre>
 *
 * or {@code no REASON}. Ends with its input.
 */
final class Worker {
  private static final int CROWD_MILLIS = 400;
  private static final int CROWD_TRANSFERS = 20_000;

  private final Stack stack;
  private final Turns turns;
  private final Crowd crowd;

  private Worker(Stack stack) {
    this.stack = stack;
    this.turns = new Turns(stack);
    this.crowd = new Crowd(stack);
  }

  /**
   * Runs.
   *
   * @param arguments the name of the stack and the folder of the fixtures
   */
  public static void main(String[] arguments) throws IOException {
    // stdout is for answers, and a line of log for each handshake is no part of the work
    LogManager.getLogManager().reset();
    Worker worker =
        new Worker(Stacks.valueOf(arguments[0]).make(new Fixtures(Path.of(arguments[1]))));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(worker.answer(line.split(" ", -1)));
    }
  }

  private String answer(String[] words) {
    try {
      return switch (words[0]) {
        case "run" -> {
          Measured measured = turns.take(Workload.of(words, 2), Long.parseLong(words[1]));
          yield ok(measured.operations(), measured.nanos(), measured.allocated());
        }
        case "weigh" -> ok(new Crowd(stack).weight(Integer.parseInt(words[1])));
        case "crowd" -> {
          crowd.growTo(Integer.parseInt(words[1]));
          Measured measured = turns.take(new Workload.Handshakes(Scene.USUAL, 1), CROWD_MILLIS);
          yield ok(measured.operations(), measured.nanos(), crowd.nanosForOneOf(CROWD_TRANSFERS));
        }
        case "first" -> {
          new Crowd(stack).growTo(1);
          yield "ok";
        }
        default -> "no such command: " + words[0];
      };
    } catch (Exception | LinkageError e) {
      return "no " + reason(e);
    }
  }

  private static String ok(long... numbers) {
    StringBuilder line = new StringBuilder("ok");
    for (long number : numbers) {
      line.append(' ').append(number);
    }
    return line.toString();
  }

  /** In one line. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return List.of((message == null ? root.getClass().getSimpleName() : message).split("\\R", 2))
        .getFirst();
  }
}
