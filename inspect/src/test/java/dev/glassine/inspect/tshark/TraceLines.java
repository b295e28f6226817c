package dev.glassine.inspect.tshark;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.TraceField;
import dev.glassine.testkit.tshark.SeenMessage;
import dev.glassine.testkit.tshark.Ssl2Dissection;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Our trace in the lines that tshark's dissection is compared by. */
final class TraceLines {
  private static final List<String> SSL2_IN_THE_CLEAR =
      List.of("CLIENT-HELLO", "CLIENT-MASTER-KEY", "SERVER-HELLO");

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

  /** CLIENT-HELLO, CLIENT-MASTER-KEY and SERVER-HELLO, as {@link Ssl2Dissection} has them. */
  static List<String> ofSsl2InTheClear(Trace trace) {
    return trace.entries(TraceEntry.Message.class).stream()
        .filter(message -> SSL2_IN_THE_CLEAR.contains(message.name()))
        .map(TraceLines::lineOfSsl2)
        .toList();
  }

  private static String lineOfSsl2(TraceEntry.Message message) {
    int type = HexFormat.fromHexDigits(message.hex(), 0, 2);
    Ssl2Dissection.Message seen = new Ssl2Dissection.Message(message.sender(), type);
    for (TraceField field : message.fields()) {
      String name =
          field
              .path()
              .replaceAll("^(CLIENT|SERVER)-VERSION$", "VERSION")
              .replaceAll("^(CIPHER-SPECS-DATA\\[.*|CIPHER-KIND)$", "CIPHER");
      if (!name.endsWith("LENGTH") && !name.equals("MSG") && !name.equals("CIPHER-SPECS-DATA")) {
        int end = field.offset() + field.length();
        seen.add(name, message.hex().substring(2 * field.offset(), 2 * end), field.length());
      }
    }
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
