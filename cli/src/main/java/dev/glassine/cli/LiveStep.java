package dev.glassine.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.glassine.inspect.Chapter;
import dev.glassine.inspect.HandshakeStep;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ladder on the live page.
 *
 * @param kind {@code step} for the heading of one of the nine steps, {@code message}, {@code
 *     decision}, {@code keys}, {@code good}, {@code bad} or {@code note}; a fatal alert is {@code
 *     message bad}
 * @param from {@code client} or {@code server}; null for what both know
 * @param name what it is
 * @param text what it says, in a few words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LiveStep(String kind, @Nullable String from, String name, String text) {
  /** The steps so far. A trace that goes on has the same at its beginning. */
  static List<LiveStep> of(Trace trace) {
    List<LiveStep> steps = new ArrayList<>();
    for (Chapter chapter : Chapter.of(trace)) {
      List<LiveStep> within =
          chapter.entries().stream().map(LiveStep::of).filter(Objects::nonNull).toList();
      if (!within.isEmpty()) {
        steps.add(heading(chapter));
        steps.addAll(within);
      }
    }
    return steps;
  }

  private static LiveStep heading(Chapter chapter) {
    HandshakeStep step = chapter.step();
    return chapter.isContinued()
        ? new LiveStep("step", null, step.number() + " " + step.title(), "continued")
        : new LiveStep("step", null, step.number() + " " + step.title(), chapter.purpose());
  }

  private static @Nullable LiveStep of(TraceEntry entry) {
    return switch (entry) {
      case TraceEntry.Message message ->
          new LiveStep("message", message.sender().toString(), message.name(), message.summary());
      case TraceEntry.ChangeCipherSpec changed ->
          new LiveStep("message", changed.sender().toString(), "ChangeCipherSpec", "");
      case TraceEntry.Alert alert ->
          new LiveStep(
              alert.level().equals("fatal") ? "message bad" : "message",
              alert.sender().toString(),
              "Alert",
              alert.level() + ": " + alert.description());
      case TraceEntry.Unread unread ->
          new LiveStep("bad", unread.sender().toString(), unread.name(), unread.why());
      case TraceEntry.Decision decision ->
          new LiveStep(
              "decision",
              null,
              decision.topic() + ": " + (decision.chosen() == null ? "none" : decision.chosen()),
              decision.why());
      case TraceEntry.Keys keys ->
          new LiveStep(
              "keys",
              keys.sender().toString(),
              "New keys protect what the " + keys.sender() + " sends",
              String.join(" → ", keys.labels()));
      case TraceEntry.Waited waited when waited.waited() >= 1000 ->
          new LiveStep(
              "note", null, "Waited " + milliseconds(waited.waited()), "for " + waited.question());
      case TraceEntry.Completed completed ->
          new LiveStep("good", null, "Handshake complete", "after " + milliseconds(completed.at()));
      case TraceEntry.Failed failed ->
          new LiveStep("bad", null, "Failed", failed.explanation().what());
      case TraceEntry.Closed closed ->
          new LiveStep(
              closed.clean() ? "note" : "bad",
              null,
              "The " + closed.sender() + "'s direction ended",
              closed.clean() ? "with close_notify" : "without close_notify");
      case TraceEntry.Note note -> new LiveStep("note", null, note.topic(), note.text());
      case TraceEntry.Waited briefly -> null;
      case TraceEntry.Asked untilAnswered -> null; // a watcher is told what stays
      case TraceEntry.Records records -> null;
      case TraceEntry.Unopened unopened -> null;
      case TraceEntry.Certificates certificates -> null;
      case TraceEntry.KeyStep step -> null;
    };
  }

  static String milliseconds(long microseconds) {
    return String.format(Locale.ROOT, "%.1f ms", microseconds / 1000.0);
  }
}
