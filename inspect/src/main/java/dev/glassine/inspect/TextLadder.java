package dev.glassine.inspect;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.registry.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A trace as text for a terminal: an arrow for each message, from the client on the left to the
 * server on the right, and between the arrows what was decided and which keys took over. Fits the
 * width that it is given; colours only where asked for.
 */
public final class TextLadder {
  private static final int NARROWEST = 60;

  private final int width;
  private final boolean colours;
  private final boolean details;

  private TextLadder(int width, boolean colours, boolean details) {
    this.width = Math.max(NARROWEST, width);
    this.colours = colours;
    this.details = details;
  }

  /** A ladder of {@code width} columns (60 at least), without colours. */
  public static TextLadder plain(int width) {
    return new TextLadder(width, false, false);
  }

  /** A ladder of {@code width} columns (60 at least), with ANSI colours. */
  public static TextLadder coloured(int width) {
    return new TextLadder(width, true, false);
  }

  /** The same with each field of each message. */
  public TextLadder withFields() {
    return new TextLadder(width, colours, true);
  }

  /** The trace, each line ended by a line feed. */
  public String render(Trace trace) {
    StringBuilder text = new StringBuilder();
    String left = end(trace, Vantage.CLIENT, "client ", trace.client(), width / 2 - 1);
    String right =
        end(trace, Vantage.SERVER, "server ", trace.server(), width - Columns.of(left) - 2);
    int gap = width - Columns.of(left) - Columns.of(right);
    line(text, Style.BOLD, left + " ".repeat(gap) + right);
    for (Chapter chapter : Chapter.of(trace)) {
      heading(text, chapter);
      chapter.entries().forEach(entry -> render(text, entry));
    }
    leftOut(text, trace);
    return text.toString();
  }

  private static String end(Trace trace, Vantage own, String side, String address, int columns) {
    return Text.fit(
        side + (trace.vantage() == own ? "(this side)" : Text.printable(address)), columns);
  }

  /** {@code 1 Client hello ────}, and what it is for the first time that it is told. */
  private void heading(StringBuilder text, Chapter chapter) {
    HandshakeStep step = chapter.step();
    String title =
        " " + step.number() + " " + step.title() + (chapter.isContinued() ? ", continued " : " ");
    line(text, Style.BOLD, title + "┄".repeat(Math.max(0, width - title.length())));
    if (!chapter.isContinued()) {
      block(text, Style.DIM, "   ", chapter.purpose());
    }
  }

  private void leftOut(StringBuilder text, Trace trace) {
    Map<HandshakeStep, String> leftOut = Chapter.leftOut(trace);
    if (trace.isComplete()) {
      leftOut.forEach(
          (step, why) ->
              block(text, Style.DIM, " ", step.number() + " " + step.title() + ": " + why));
    } else if (!leftOut.isEmpty()) {
      String steps =
          leftOut.keySet().stream()
              .map(step -> step.number() + " " + step.title())
              .collect(Collectors.joining(", "));
      boolean hidden = trace.vantage() == Vantage.WIRE && !trace.hasFailed();
      block(text, Style.DIM, " ", (hidden ? "Not seen: " : "Not reached: ") + steps);
    }
  }

  /** One explanation, for where there is no trace to show around it. */
  public String render(Explanation explanation) {
    StringBuilder text = new StringBuilder();
    failed(text, explanation);
    return text.toString();
  }

  private void render(StringBuilder text, TraceEntry entry) {
    switch (entry) {
      case TraceEntry.Message message -> message(text, message);
      case TraceEntry.ChangeCipherSpec changed ->
          arrow(text, changed.sender(), "ChangeCipherSpec", "", Style.PLAIN);
      case TraceEntry.Alert alert ->
          arrow(
              text,
              alert.sender(),
              "Alert",
              alert.level() + " " + alert.description(),
              alert.level().equals("fatal") ? Style.RED : Style.PLAIN);
      case TraceEntry.Keys keys ->
          note(
              text,
              Style.GREEN,
              "⚿ " + keys.sender() + " now protects what it sends: " + keys.suite(),
              String.join(" → ", keys.labels()));
      case TraceEntry.Decision decision -> decision(text, decision);
      case TraceEntry.Asked asked ->
          note(text, Style.DIM, "⏲ waits for the " + asked.on() + ": " + asked.question(), "");
      case TraceEntry.Waited waited -> {
        if (waited.waited() >= 1000) {
          note(
              text,
              Style.DIM,
              "⏲ waited " + waited.waited() / 1000 + " ms for " + waited.question(),
              "");
        }
      }
      case TraceEntry.Completed completed -> completed(text, completed);
      case TraceEntry.Failed failed -> failed(text, failed.explanation());
      case TraceEntry.Unread unread ->
          arrow(text, unread.sender(), unread.name(), unread.why(), Style.RED);
      case TraceEntry.Unopened unopened ->
          arrow(
              text,
              unopened.sender(),
              "protected",
              unopened.count()
                  + (unopened.count() == 1 ? " record, " : " records, ")
                  + unopened.octets()
                  + " octets",
              Style.DIM);
      case TraceEntry.Note remark -> note(text, Style.DIM, remark.topic(), remark.text());
      case TraceEntry.Records records -> {
        // their messages follow
      }
      case TraceEntry.Certificates certificates -> {
        // the message before has them
      }
      case TraceEntry.KeyStep step -> {
        // told by the keys
      }
      case TraceEntry.Closed closed -> {
        if (!closed.clean()) {
          note(
              text,
              Style.RED,
              "✂ the " + closed.sender() + "'s stream ended without close_notify",
              "");
        }
      }
    }
  }

  private void message(StringBuilder text, TraceEntry.Message message) {
    arrow(text, message.sender(), message.name(), message.summary(), Style.PLAIN);
    if (details) {
      for (var field : message.fields()) {
        String said = Text.printable(field.path() + " = " + field.value());
        line(text, Style.DIM, Text.fit("      " + said, width));
      }
    }
  }

  private void decision(StringBuilder text, TraceEntry.Decision decision) {
    String chosen = decision.chosen() == null ? "none" : decision.chosen();
    note(text, Style.CYAN, "• " + decision.topic() + ": " + chosen, decision.why());
    if (details) {
      offer(text, "client offered", decision.clientOffer());
      offer(text, "server accepts", decision.serverOffer());
    }
  }

  private void offer(StringBuilder text, String who, List<String> offers) {
    if (!offers.isEmpty()) {
      for (String part : wrap(who + " " + Text.printable(String.join(", ", offers)), width - 6)) {
        line(text, Style.DIM, "      " + part);
      }
    }
  }

  private void completed(StringBuilder text, TraceEntry.Completed completed) {
    line(text, Style.GREEN, "  ✔ handshake complete after " + milliseconds(completed.at()));
    for (Map.Entry<String, String> fact : completed.facts().entrySet()) {
      line(
          text,
          Style.PLAIN,
          Text.fit(
              Text.printable(String.format("      %-22s %s", fact.getKey(), fact.getValue())),
              width));
    }
  }

  private void failed(StringBuilder text, Explanation why) {
    String detail = why.detail().isEmpty() ? "" : ": " + why.detail();
    block(text, Style.RED, "  ", "✘ " + why.what() + detail);
    if (why.alert() != null) {
      String way = why.alertWasReceived() ? "received the alert " : "sent the alert ";
      block(text, Style.PLAIN, "      ", way + why.alert());
    }
    if (!why.rule().isEmpty()) {
      block(text, Style.DIM, "      ", why.reference() + ": “" + why.rule() + "”");
    } else if (!why.reference().isEmpty()) {
      block(text, Style.DIM, "      ", why.code() + ", " + why.reference());
    }
    for (Explanation.Evidence octets : why.evidence()) {
      block(text, Style.DIM, "      ", octets(octets));
    }
    int number = 0;
    for (Explanation.Cause cause : why.causes()) {
      block(text, Style.BOLD, "    ", ++number + ". " + cause.what());
      for (Side side : Side.values()) {
        if (!cause.on(side).isEmpty()) {
          block(text, Style.PLAIN, "       ", "on the " + side + ": " + cause.on(side));
        }
      }
    }
  }

  private static String octets(Explanation.Evidence octets) {
    String place =
        octets.length() == 0
            ? octets.where()
            : octets.where()
                + ", octets "
                + octets.offset()
                + "–"
                + (octets.offset() + octets.length() - 1);
    String hex = octets.hex().replaceAll("..(?=.)", "$0 ");
    return place + ": " + hex + (octets.hex().length() < 2 * octets.length() ? " …" : "");
  }

  private void block(StringBuilder text, Style style, String indent, String block) {
    for (String part : wrap(Text.printable(block), width - indent.length())) {
      line(text, style, indent + part);
    }
  }

  /** {@code ── ClientHello ── what it says ──▶ } or the other way round. */
  private void arrow(StringBuilder text, Side sender, String name, String summary, Style style) {
    int inside = width - 4;
    String called = Text.fit(Text.printable(name), inside / 2);
    String label = " " + called + " ";
    String shown = Text.fit(Text.printable(summary), Math.max(0, inside - Columns.of(label) - 4));
    String body = "─" + label + "─" + (shown.isEmpty() ? "" : " " + shown + " ");
    String shaft = "─".repeat(Math.max(0, inside - Columns.of(body)));
    line(
        text,
        style,
        sender == Side.CLIENT
            ? "  " + body + shaft + "▶"
            : "  ◀" + shaft + reversed(called, shown));
  }

  private static String reversed(String name, String shown) {
    return (shown.isEmpty() ? "" : " " + shown + " ─") + " " + name + " ─";
  }

  private void note(StringBuilder text, Style style, String what, String why) {
    line(text, style, "    " + Text.fit(Text.printable(what), width - 4));
    if (!why.isEmpty()) {
      for (String part : wrap(Text.printable(why), width - 8)) {
        line(text, Style.DIM, "        " + part);
      }
    }
  }

  private void line(StringBuilder text, Style style, String line) {
    if (colours && style.code != null) {
      text.append("\u001b[").append(style.code).append('m').append(line).append("\u001b[0m\n");
    } else {
      text.append(line).append('\n');
    }
  }

  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int columns = 0;
    for (String word : text.split(" ", -1)) {
      int more = Columns.of(word);
      if (!line.isEmpty() && columns + 1 + more > width) {
        lines.add(line.toString());
        line.setLength(0);
        columns = 0;
      }
      if (!line.isEmpty()) {
        line.append(' ');
        columns++;
      }
      line.append(word);
      columns += more;
    }
    lines.add(line.toString());
    return lines.stream().map(each -> Text.fit(each, width)).toList();
  }

  static String milliseconds(long microseconds) {
    return microseconds < 10_000
        ? String.format("%d.%d ms", microseconds / 1000, microseconds % 1000 / 100)
        : microseconds / 1000 + " ms";
  }

  private enum Style {
    PLAIN(null),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    CYAN("36");

    private final @Nullable String code;

    Style(@Nullable String code) {
      this.code = code;
    }
  }
}
