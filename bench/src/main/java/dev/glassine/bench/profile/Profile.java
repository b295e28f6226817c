package dev.glassine.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads a recording that JFR made of a bench worker, draws it, and names the dearest calls: {@code
 * Profile RECORDING TITLE UNIT PICTURE}. Where the recording has samples of allocations, the cost
 * is octets, and what was allocated stands on the call that did it.
 */
public final class Profile {
  private static final String TIME = "jdk.CPUTimeSample";
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";
  private static final int DEAREST = Integer.getInteger("profile.dearest", 10);

  private Profile() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    CallTree calls = read(Path.of(arguments[0]));
    String measure = String.format(Locale.ROOT, "%,d %s", calls.cost(), arguments[2]);
    FlameGraph.write(calls, arguments[1], measure, Path.of(arguments[3]));
    dearest(calls).forEach(System.out::println);
  }

  /** What was sampled within the loop that is measured. */
  private static CallTree read(Path recording) throws IOException {
    CallTree root = new CallTree("all");
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        add(file.readEvent(), root);
      }
    }
    return root;
  }

  private static void add(RecordedEvent event, CallTree root) {
    boolean isAllocation = event.getEventType().getName().equals(ALLOCATION);
    if (event.getStackTrace() == null
        || !isAllocation && !event.getEventType().getName().equals(TIME)) {
      return;
    }
    List<String> stack = withinTheLoop(event.getStackTrace().getFrames());
    if (stack.isEmpty()) {
      return;
    }
    if (isAllocation) {
      stack.add("new " + event.getClass("objectClass").getName());
    }
    root.add(stack, isAllocation ? event.getLong("weight") : 1);
  }

  /** From the call that the loop makes to the innermost; empty where the loop was not running. */
  private static List<String> withinTheLoop(List<RecordedFrame> innermostFirst) {
    List<String> stack = new ArrayList<>();
    for (RecordedFrame frame : innermostFirst) {
      RecordedMethod method = frame.getMethod();
      String name = name(method);
      if (name.endsWith(".Turns.handshakes") || name.endsWith(".Turns.transfer")) {
        return stack;
      }
      if (!method.getType().getName().contains("Lambda")) {
        stack.addFirst(name);
      }
    }
    return List.of();
  }

  private static String name(RecordedMethod method) {
    return method.getType().getName() + "." + method.getName();
  }

  /** By the time in the call itself, one line each. */
  static List<String> dearest(CallTree calls) {
    Map<String, Long> own = new HashMap<>();
    calls.addOwnTo(own);
    return own.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(DEAREST)
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%5.1f %%  %s",
                    100.0 * entry.getValue() / calls.cost(),
                    entry.getKey()))
        .toList();
  }
}
