package dev.glassine.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.glassine.core.alert.Explanation;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list of connections.
 *
 * @param state {@code going on}, {@code complete}, {@code failed} or {@code left}
 * @param over whether the connection has ended
 * @param took until it was complete or failed
 * @param facts what was agreed on, in reading order; empty while nothing was
 * @param failure why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LiveConnection(
    long number,
    String peer,
    String started,
    String state,
    boolean over,
    @Nullable String took,
    Map<String, String> facts,
    @Nullable Explanation failure) {
  static LiveConnection of(Visit visit, Trace trace) {
    List<TraceEntry.Completed> completed = trace.entries(TraceEntry.Completed.class);
    List<TraceEntry.Failed> failed = trace.entries(TraceEntry.Failed.class);
    return new LiveConnection(
        visit.number(),
        visit.peer(),
        trace.started().truncatedTo(ChronoUnit.MILLIS).toString(),
        state(visit, trace),
        visit.isOver(),
        !completed.isEmpty()
            ? LiveStep.milliseconds(completed.getFirst().at())
            : !failed.isEmpty() ? LiveStep.milliseconds(failed.getFirst().at()) : null,
        completed.isEmpty() ? Map.of() : completed.getFirst().facts(),
        failed.isEmpty() ? null : failed.getFirst().explanation());
  }

  /**
   * What fails once the handshake is complete, fails too: a peer may refuse our certificate late.
   */
  private static String state(Visit visit, Trace trace) {
    if (trace.hasFailed()) {
      return "failed";
    }
    if (trace.isComplete()) {
      return "complete";
    }
    return visit.isOver() ? "left" : "going on";
  }
}
