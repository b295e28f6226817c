package dev.glassine.inspect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Entries of a trace that belong to one step of the handshake, one after the other. A step that
 * another interrupts has more than one chapter.
 *
 * @param step which of the nine
 * @param purpose what it is for in the version that is spoken, in one sentence
 * @param isContinued whether an earlier chapter belongs to the same step
 * @param entries in order; never empty
 */
public record Chapter(
    HandshakeStep step, String purpose, boolean isContinued, List<TraceEntry> entries) {
  private static final String NOT_REACHED = "was not reached";

  /** Copies the list. */
  public Chapter {
    entries = List.copyOf(entries);
  }

  /** The whole trace in chapters. */
  public static List<Chapter> of(Trace trace) {
    StepFinder finder = new StepFinder(trace.vantage());
    List<Chapter> chapters = new ArrayList<>();
    Set<HandshakeStep> told = EnumSet.noneOf(HandshakeStep.class);
    List<TraceEntry> entries = new ArrayList<>();
    HandshakeStep current = HandshakeStep.CLIENT_HELLO;
    boolean ssl2 = false;
    for (TraceEntry entry : trace.entries()) {
      HandshakeStep step = finder.step(entry);
      if (step != current && !entries.isEmpty()) {
        chapters.add(new Chapter(current, purpose(current, ssl2), !told.add(current), entries));
        entries.clear();
      }
      current = step;
      entries.add(entry);
      ssl2 |= entry instanceof TraceEntry.Message message && message.name().equals("SERVER-HELLO");
    }
    if (!entries.isEmpty()) {
      chapters.add(new Chapter(current, purpose(current, ssl2), !told.add(current), entries));
    }
    return chapters;
  }

  private static String purpose(HandshakeStep step, boolean ssl2) {
    return ssl2 ? step.purposeInSsl2() : step.purpose();
  }

  /** The steps that this handshake did not take, and why not. */
  public static Map<HandshakeStep, String> leftOut(Trace trace) {
    Set<HandshakeStep> missing = EnumSet.allOf(HandshakeStep.class);
    of(trace).forEach(chapter -> missing.remove(chapter.step()));
    Map<HandshakeStep, String> why = new EnumMap<>(HandshakeStep.class);
    for (HandshakeStep step : missing) {
      why.put(step, trace.isComplete() ? notNeeded(step, trace) : notSeen(trace));
    }
    return why;
  }

  private static String notSeen(Trace trace) {
    return trace.vantage() == Vantage.WIRE && !trace.hasFailed()
        ? "was not seen: it is encrypted, or not part of what was recorded"
        : NOT_REACHED;
  }

  private boolean isOfClient() {
    return step == HandshakeStep.CLIENT_CERTIFICATE;
  }

  private static String notNeeded(HandshakeStep step, Trace trace) {
    boolean resumed =
        trace.entries(TraceEntry.Completed.class).stream()
            .anyMatch(completed -> "yes".equals(completed.facts().get("resumed")));
    return switch (step) {
      case VERIFY_SERVER ->
          resumed
              ? "was done when this session began; only the same server knows its secret"
              : trace.vantage() == Vantage.CLIENT
                  ? "was not done: the server showed no certificate"
                  : "is done by the client, out of sight from here";
      case KEY_EXCHANGE -> "was done when this session began; the keys come from its secret";
      case CLIENT_CERTIFICATE ->
          resumed ? "was done when this session began, if at all" : "was not asked for";
      case VERIFY_CLIENT ->
          resumed
              ? "was done when this session began, if at all"
              : trace.vantage() != Vantage.SERVER
                      && of(trace).stream().anyMatch(Chapter::isOfClient)
                  ? "is done by the server, out of sight from here"
                  : "had nothing to look at";
      case EXCHANGE -> "has not begun yet";
      default -> "was not seen";
    };
  }
}
