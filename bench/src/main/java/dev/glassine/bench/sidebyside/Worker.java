package dev.glassine.bench.sidebyside;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * A contestant's JVM. Reads commands, one a line, and answers each with a line:
 *
 * <pre>
 * run MILLIS WORKLOAD...   ok OPERATIONS NANOS ALLOCATED
 * weigh CONNECTIONS        ok HEAP HEAP-AFTER-DATA [NATIVE]
 * crowd CONNECTIONS MILLIS ok HANDSHAKE-NANOS KILOBYTE-NANOS HEAP
 * first                    ok
 * </pre>
 *
 * or {@code no REASON}. Ends with its input.
 */
final class Worker {
  private final Work work;
  private final @Nullable Crowd weighed;
  private final @Nullable Crowd crowd;

  private Worker(Work work, @Nullable Stack stack) {
    this.work = work;
    this.weighed = stack == null ? null : new Crowd(stack, Scene.USUAL);
    // where sessions are resumed, a crowd comes together sooner
    this.crowd = stack == null ? null : new Crowd(stack, Scene.USUAL.with(Scene.Mode.RESUMED));
  }

  private static Worker of(String name, Fixtures fixtures) throws GeneralSecurityException {
    if (name.startsWith("PRIMITIVES")) {
      return new Worker(Primitives.named(name, fixtures), null);
    }
    Stack stack = Stacks.valueOf(name).make(fixtures);
    return new Worker(new Turns(stack), stack);
  }

  /**
   * Runs.
   *
   * @param arguments the name of the stack, or of primitives, and the folder of the fixtures
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    // stdout is for answers, and a line of log for each handshake is no part of the work
    LogManager.getLogManager().reset();
    Worker worker = of(arguments[0], new Fixtures(Path.of(arguments[1])));
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
          Measured measured = work.take(Workload.of(words, 2), Long.parseLong(words[1]));
          yield ok(measured.operations(), measured.nanos(), measured.allocated());
        }
        case "weigh" -> weigh(there(weighed), Integer.parseInt(words[1]));
        case "crowd" -> crowd(there(crowd), Integer.parseInt(words[1]), Long.parseLong(words[2]));
        case "first" -> {
          there(weighed).join();
          yield "ok";
        }
        default -> "no such command: " + words[0];
      };
    } catch (Exception | LinkageError e) {
      return "no " + reason(e);
    }
  }

  private static Crowd there(@Nullable Crowd crowd) {
    if (crowd == null) {
      throw new UnsupportedOperationException("has no connections");
    }
    return crowd;
  }

  private static String weigh(Crowd crowd, int more) throws GeneralSecurityException, IOException {
    Crowd.Weight weight = crowd.weight(more);
    OptionalLong outside = weight.outside();
    return outside.isPresent()
        ? ok(weight.met(), weight.used(), outside.getAsLong())
        : ok(weight.met(), weight.used());
  }

  private String crowd(Crowd crowd, int size, long millis) throws Exception {
    try {
      if (!crowd.growTo(size, millis)) {
        return "no " + crowd.size() + " came together in the time given";
      }
    } catch (ExecutionException | OutOfMemoryError e) {
      return "no " + crowd.size() + " came together, then: " + reason(e) + descriptors();
    }
    Crowd.Growth growth = crowd.growth(work);
    return ok(growth.handshakeNanos(), growth.kilobyteNanos(), growth.weight());
  }

  /** Some stacks need them even for connections that are in memory. */
  private static String descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? String.format(
            " (%,d of %,d file descriptors are open)",
            unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount())
        : "";
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
