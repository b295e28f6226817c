package dev.glassine.inspect.tshark;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.testkit.tshark.SeenMessage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Our trace in the lines that tshark's dissection is compared by. */
final class TraceLines {
  private TraceLines() {}

  static List<String> of(Trace trace) {
    List<String> lines = new ArrayList<>();
    for (TraceEntry entry : trace.entries()) {
      switch (entry) {
        // tshark does not list those of SSL 2.0, whose names have hyphens, among the handshake's
        case TraceEntry.Message message when message.name().contains("-") -> {}
        case TraceEntry.Message message -> lines.add(line(message));
        case TraceEntry.ChangeCipherSpec change ->
            lines.add(SeenMessage.changeCipherSpec(change.sender()));
        case TraceEntry.Alert alert ->
            lines.add(
                SeenMessage.alert(
                    alert.sender(), alert.level().equals("warning") ? 1 : 2, alert.code()));
        case TraceEntry.Unread unread -> lines.add(line(unread));
        default -> {
          // records, keys, decisions: nothing that tshark lists
        }
      }
    }
    return lines;
  }

  private static String line(TraceEntry.Message message) {
    byte[] octets = HexFormat.of().parseHex(message.hex());
    SeenMessage seen = new SeenMessage(message.sender(), octets[0] & 0xFF, octets.length - 4);
    message
        .fields()
        .forEach(field -> seen.field(field.path(), octets, field.offset(), field.length()));
    return seen.line();
  }

  /** A type that is not ours, such as next_protocol: nobody compares what is in it. */
  private static String line(TraceEntry.Unread unread) {
    byte[] octets = HexFormat.of().parseHex(unread.hex());
    return new SeenMessage(unread.sender(), octets[0] & 0xFF, octets.length - 4).line();
  }

  /** How many messages of a type there are in such lines. */
  static long count(List<String> lines, HandshakeType type) {
    return lines.stream().filter(line -> line.contains(": message " + type.code() + ",")).count();
  }
}
