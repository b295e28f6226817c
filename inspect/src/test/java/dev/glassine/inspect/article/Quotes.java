package dev.glassine.inspect.article;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceCertificate;
import dev.glassine.inspect.TraceEntry;
import dev.glassine.inspect.TraceField;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the pages quote from the handshakes: each method makes one kind of quote, in Markdown. */
final class Quotes {
  private static final int OCTETS_OF_A_LINE = 8;
  private static final int LONGEST_VALUE = 58;

  private final Map<String, PaperHandshake> handshakes;

  Quotes(Map<String, PaperHandshake> handshakes) {
    this.handshakes = handshakes;
  }

  /**
   * The quote that a page asks for.
   *
   * @param request {@code message ssl3-mutual client ClientHello}
   */
  String of(String request) {
    List<String> words = List.of(request.split(" "));
    return switch (words.getFirst()) {
      case "figure" -> figure(words.get(1));
      case "wire" ->
          wire(words.get(1), Integer.parseInt(words.get(3)), Integer.parseInt(words.get(4)));
      case "message" ->
          message(
              words.get(1), side(words.get(2)), words.get(3), words.size() > 4 ? words.get(4) : "");
      case "keys" -> keys(words.get(1), side(words.get(2)));
      case "decisions" -> decisions(words.get(1), side(words.get(2)));
      case "cost" -> cost(words.get(1), request.split(" ", 3)[2]);
      case "failed" -> failed(words.get(1), side(words.get(2)));
      default -> throw new IllegalArgumentException("no such quote: " + request);
    };
  }

  private static Side side(String word) {
    return Side.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private PaperHandshake handshake(String name) {
    PaperHandshake found = handshakes.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no such handshake: " + name);
    }
    return found;
  }

  private Trace trace(String name, Side side) {
    return handshake(name).seenBy(side);
  }

  private static String fenced(String text) {
    return "```text\n" + text + "```";
  }

  // Figures

  String figure(String name) {
    String words =
        name.endsWith("-keys")
            ? "How the keys were made: " + keyNames(name.replace("-keys", ""))
            : Ladder.description(trace(name, Side.CLIENT));
    return "![" + words + "](figures/" + name + ".svg)";
  }

  private String keyNames(String name) {
    return trace(name, Side.CLIENT).entries(TraceEntry.KeyStep.class).stream()
        .map(TraceEntry.KeyStep::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  // Octets

  private String wire(String name, int from, int to) {
    byte[] octets = handshake(name).sentByClient();
    StringBuilder text = new StringBuilder();
    for (int at = from; at < to; at += 16) {
      text.append(String.format(Locale.ROOT, "%4d  ", at));
      for (int i = at; i < Math.min(at + 16, to); i++) {
        text.append(HexFormat.of().toHexDigits(octets[i])).append(i % 8 == 7 ? "  " : " ");
      }
      text.setLength(text.toString().stripTrailing().length());
      text.append('\n');
    }
    return fenced(text.toString());
  }

  /**
   * A message, field by field, beside its octets.
   *
   * @param only the path of the fields to show; {@code *} stands for any number
   */
  private String message(String name, Side sender, String messageName, String only) {
    Trace trace = trace(name, sender);
    TraceEntry.Message message =
        trace.entries(TraceEntry.Message.class).stream()
            .filter(one -> one.sender() == sender && one.name().equals(messageName))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(name + " has no " + messageName));
    Pattern wanted = Pattern.compile(("\\Q" + only + "\\E").replace("*", "\\E\\d+\\Q") + ".*");
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s from the %s, %d octets (%s)\n",
            message.name(),
            sender,
            message.length(),
            message.reference()));
    for (TraceField field : message.fields()) {
      if (only.isEmpty() || wanted.matcher(field.path()).matches()) {
        field(text, message.hex(), field);
      }
    }
    if (messageName.equals("Certificate")) {
      certificates(text, trace, message);
    }
    return fenced(text.toString());
  }

  /** What stands in the certificates that came with a message. */
  private static void certificates(StringBuilder text, Trace trace, TraceEntry.Message message) {
    int after = trace.entries().indexOf(message) + 1;
    if (!(trace.entries().get(after) instanceof TraceEntry.Certificates certificates)) {
      return;
    }
    for (TraceCertificate certificate : certificates.chain()) {
      line(text, "subject", certificate.subject());
      line(text, "issuer", certificate.issuer());
      line(text, "valid", certificate.notBefore() + " to " + certificate.notAfter());
      line(text, "key", certificate.key());
      line(text, "signed with", certificate.signature());
      line(text, "for", String.join(", ", certificate.names()));
    }
  }

  private static void field(StringBuilder text, String hex, TraceField field) {
    int shown = Math.min(field.length(), OCTETS_OF_A_LINE);
    StringBuilder octets = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      octets.append(hex, 2 * (field.offset() + i), 2 * (field.offset() + i) + 2).append(' ');
    }
    if (field.length() > shown) {
      octets.append('…');
    }
    String value = isHex(hex, field) ? octetsOf(field) : field.value();
    text.append(
        String.format(
            Locale.ROOT,
            "%5d  %-26s %s\n",
            field.offset(),
            octets.toString().strip(),
            field.path() + (value.isEmpty() ? "" : ": " + cut(value))));
  }

  /** Whether the value says the octets once more, or the first of them. */
  private static boolean isHex(String hex, TraceField field) {
    int shown = Math.min(field.length(), OCTETS_OF_A_LINE);
    return shown > 0
        && field
            .value()
            .startsWith(hex.substring(2 * field.offset(), 2 * (field.offset() + shown)));
  }

  private static String octetsOf(TraceField field) {
    return field.length() <= OCTETS_OF_A_LINE ? "" : field.length() + " octets";
  }

  private static String cut(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 1) + "…";
  }

  // Keys and decisions

  private String keys(String name, Side side) {
    StringBuilder text = new StringBuilder();
    for (TraceEntry.KeyStep step : trace(name, side).entries(TraceEntry.KeyStep.class)) {
      text.append(step.name()).append('\n');
      text.append("  = ")
          .append(step.function())
          .append('(')
          .append(String.join(", ", step.inputs()));
      if (!step.label().isEmpty()) {
        text.append(step.inputs().isEmpty() ? "" : ", ")
            .append('"')
            .append(step.label())
            .append('"');
      }
      if (!step.transcript().isEmpty()) {
        text.append(", ").append(step.transcript());
      }
      text.append(")\n");
      if (!step.secret().isEmpty()) {
        text.append("  = ").append(step.secret(), 0, Math.min(32, step.secret().length()));
        text.append(step.secret().length() > 32 ? "…\n" : "\n");
      }
    }
    return fenced(text.toString());
  }

  private String decisions(String name, Side side) {
    StringBuilder text = new StringBuilder("| decided | chosen | why |\n|---|---|---|\n");
    for (TraceEntry.Decision decision : trace(name, side).entries(TraceEntry.Decision.class)) {
      text.append("| ")
          .append(decision.topic())
          .append(" | ")
          .append(decision.chosen() == null ? "none" : decision.chosen())
          .append(" | ")
          .append(decision.why())
          .append(" |\n");
    }
    return text.toString().stripTrailing();
  }

  private String cost(String name, String label) {
    var traffic = trace(name, Side.CLIENT).traffic();
    return String.format(
        Locale.ROOT,
        "*%s:* the client sent %d octets in %d records, the server %d octets in %d records.",
        label,
        traffic.clientOctets(),
        traffic.clientRecords(),
        traffic.serverOctets(),
        traffic.serverRecords());
  }

  private String failed(String name, Side side) {
    TraceEntry.Failed failed = trace(name, side).entries(TraceEntry.Failed.class).getFirst();
    Explanation why = failed.explanation();
    StringBuilder text = new StringBuilder(why.what()).append('\n');
    line(text, "evidence", why.detail());
    for (Explanation.Cause cause : why.causes()) {
      line(text, "cause", cause.what());
      line(text, "on the client", cause.onClient());
      line(text, "on the server", cause.onServer());
    }
    line(text, "rule", why.rule());
    line(text, "reference", why.reference());
    line(text, "alert", why.alert() == null ? "" : why.alert());
    return fenced(text.toString());
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append("  ").append(name).append(": ").append(value).append('\n');
    }
  }
}
