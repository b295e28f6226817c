package dev.glassine.inspect;

import dev.glassine.core.alert.Circumstances;
import dev.glassine.core.alert.Explanation;
import dev.glassine.core.registry.Side;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures that no engine can notice, explained from the trace: a peer that says nothing more, a
 * connection that the network took away. What an engine notices explains itself: {@link
 * dev.glassine.core.alert.TlsFailure#explanation()}.
 */
public final class Interruption {
  private static final long LONG_MICROSECONDS = 1_000_000;

  private Interruption() {}

  /**
   * Nothing more came within {@code waited}: which message was due, or which answer of this side
   * itself, and what may lie behind it.
   *
   * @param trace of one side's engine; of the client's where it is from the wire
   */
  public static Explanation timedOut(Trace trace, Duration waited) {
    return timedOut(trace, waited, 0);
  }

  /**
   * The same, where a record may have arrived in part.
   *
   * @param unfinished octets of the peer that are not a whole record yet: {@link
   *     dev.glassine.core.engine.TlsConduit#unfinished}
   */
  public static Explanation timedOut(Trace trace, Duration waited, int unfinished) {
    Circumstances where = where(trace, unfinished);
    String detail =
        "waited " + words(waited) + " " + awaited(trace, where) + torn(where, unfinished);
    return EvidenceOctets.find(Explanation.timedOut(detail, where), trace.entries());
  }

  /** The network took the connection away. */
  public static Explanation connectionReset(Trace trace) {
    return connectionReset(trace, 0);
  }

  /**
   * The same, where a record may have arrived in part.
   *
   * @param unfinished as in {@link #timedOut(Trace, Duration, int)}
   */
  public static Explanation connectionReset(Trace trace, int unfinished) {
    Circumstances where = where(trace, unfinished);
    TraceEntry.Waited late = trace.isComplete() ? null : slowest(trace);
    if (late != null) {
      where = where.with(Circumstances.Mark.OWN_ANSWER_LATE);
    }
    String detail =
        trace.entries().isEmpty()
            ? last(trace)
            : "waited " + awaited(trace, where) + torn(where, unfinished) + took(late);
    return EvidenceOctets.find(Explanation.connectionReset(detail, where), trace.entries());
  }

  private static Circumstances where(Trace trace, int unfinished) {
    Circumstances where = HandshakePosition.of(self(trace), trace.entries());
    if (question(trace) != null) {
      return where.with(Circumstances.Mark.OWN_ANSWER_DUE);
    }
    return unfinished == 0 ? where : where.with(Circumstances.Mark.TORN_RECORD);
  }

  /** What this side itself has not answered, or null. */
  private static TraceEntry.@Nullable Asked question(Trace trace) {
    List<TraceEntry.Asked> asked = trace.entries(TraceEntry.Asked.class);
    return asked.isEmpty() ? null : asked.getLast();
  }

  /** The answer of this side itself that took longest, or null where none took long. */
  private static TraceEntry.@Nullable Waited slowest(Trace trace) {
    return trace.entries(TraceEntry.Waited.class).stream()
        .filter(waited -> waited.waited() >= LONG_MICROSECONDS)
        .max(Comparator.comparingLong(TraceEntry.Waited::waited))
        .orElse(null);
  }

  private static String took(TraceEntry.@Nullable Waited late) {
    return late == null
        ? ""
        : "; the own "
            + late.on()
            + " ("
            + late.question()
            + ") had taken "
            + words(Duration.of(late.waited(), ChronoUnit.MICROS));
  }

  /** What was due, and after which message: where it hung. */
  private static String awaited(Trace trace, Circumstances where) {
    TraceEntry.Asked asked = question(trace);
    if (asked != null) {
      return "for the own " + asked.on() + " (" + asked.question() + "), " + last(trace);
    }
    if (where.stage() == Circumstances.Stage.ESTABLISHED || trace.vantage() == Vantage.WIRE) {
      return last(trace);
    }
    Side peer = where.side().peer();
    String last = last(trace).replace("after the " + peer + "'s", "after its");
    return "for the " + peer + "'s " + AwaitedMessage.from(peer, trace.entries()) + ", " + last;
  }

  private static String torn(Circumstances where, int unfinished) {
    return where.marks().contains(Circumstances.Mark.TORN_RECORD)
        ? "; " + unfinished + " octets of a record came, and its end did not"
        : "";
  }

  private static Side self(Trace trace) {
    Side side = trace.vantage().side();
    return side == null ? Side.CLIENT : side;
  }

  /** After which message it happened: where it hung. */
  private static String last(Trace trace) {
    boolean isTls13 = StepFinder.isTls13(trace);
    for (TraceEntry entry : trace.entries().reversed()) {
      String name =
          switch (entry) {
            case TraceEntry.Message message -> message.sender() + "'s " + message.name();
            // says nothing in TLS 1.3, where it may come anywhere
            case TraceEntry.ChangeCipherSpec changed when !isTls13 ->
                changed.sender() + "'s ChangeCipherSpec";
            // ours, when we gave up waiting
            case TraceEntry.Alert alert when !alert.description().equals("close_notify") ->
                alert.sender() + "'s alert " + alert.description();
            default -> "";
          };
      if (!name.isEmpty()) {
        return "after the " + name;
      }
    }
    return "before the first message";
  }

  private static String words(Duration waited) {
    return waited.toMillis() < 1000
        ? waited.toMillis() + " ms"
        : waited.toSeconds() + (waited.toSeconds() == 1 ? " second" : " seconds");
  }
}
