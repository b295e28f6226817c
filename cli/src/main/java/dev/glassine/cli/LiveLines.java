package dev.glassine.cli;

import dev.glassine.core.registry.Side;
import dev.glassine.inspect.Text;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A trace as lines that can be printed one by one, while it grows. */
final class LiveLines {
  private LiveLines() {}

  static List<String> of(Trace trace) {
    List<String> lines = new ArrayList<>();
    for (TraceEntry entry : trace.entries()) {
      String line = line(entry);
      if (line != null) {
        lines.add(Text.printable(line));
      }
    }
    return lines;
  }

  private static @Nullable String line(TraceEntry entry) {
    return switch (entry) {
      case TraceEntry.Message message ->
          arrow(message.sender()) + " " + message.name() + "  " + message.summary();
      case TraceEntry.Unread unread ->
          arrow(unread.sender()) + " " + unread.name() + "  not readable: " + unread.why();
      case TraceEntry.ChangeCipherSpec change -> arrow(change.sender()) + " ChangeCipherSpec";
      case TraceEntry.Alert alert ->
          arrow(alert.sender()) + " Alert  " + alert.level() + " " + alert.description();
      case TraceEntry.Completed completed ->
          "handshake complete: "
              + completed.facts().entrySet().stream()
                  .filter(fact -> !fact.getValue().isEmpty())
                  .map(fact -> fact.getKey() + " " + fact.getValue())
                  .collect(Collectors.joining(", "));
      case TraceEntry.Failed failed -> "failed: " + failed.explanation().what();
      case TraceEntry.Closed closed ->
          arrow(closed.sender()) + (closed.clean() ? " closed" : " closed without close_notify");
      case TraceEntry.Note note -> "• " + note.topic() + ": " + note.text();
      default -> null;
    };
  }

  private static String arrow(Side sender) {
    return sender == Side.CLIENT ? "▶" : "◀";
  }
}
