package dev.glassine.inspect.article;

import dev.glassine.core.registry.Side;
import dev.glassine.inspect.Chapter;
import dev.glassine.inspect.HandshakeStep;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The textbook's figure of a trace, with the client's eyes: two ends, an arrow for each message, in
 * the clear or encrypted, beside it the number of the step. Smaller than {@link
 * dev.glassine.inspect.LadderPicture}, which shows every decision. Light and dark follow the
 * reader.
 */
final class Ladder {
  private static final int WIDTH = 820;
  private static final int CLIENT = 130;
  private static final int SERVER = 690;
  private static final int TOP = 74;
  private static final int ARROW = 46;
  private static final int NOTE = 30;

  private static final String STYLE =
      """
        svg { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; }
        .ground { fill: #fbfbf9; } .text { fill: #1c1c1a; } .quiet { fill: #62625c; }
        .client { stroke: #17609f; } .server { stroke: #9a4f12; } .line { stroke: #b9b8b0; }
        .client-fill { fill: #17609f; } .server-fill { fill: #9a4f12; }
        .clear { stroke-width: 1.6; } .sealed { stroke-width: 4.5; }
        .good { fill: #1d7433; } .bad { fill: #b3261e; } .keys { fill: #6b46a8; }
        .number { fill: #fbfbf9; font-weight: 700; }
        @media (prefers-color-scheme: dark) {
          .ground { fill: #161615; } .text { fill: #ecebe4; } .quiet { fill: #a3a199; }
          .client { stroke: #78b9f2; } .server { stroke: #efac6c; } .line { stroke: #55534d; }
          .client-fill { fill: #78b9f2; } .server-fill { fill: #efac6c; }
          .good { fill: #75d18a; } .bad { fill: #ff8a80; } .keys { fill: #c3a6f5; } .number { fill: #161615; }
        }
      """;

  private final StringBuilder body = new StringBuilder();
  private final Set<Side> sealed = EnumSet.noneOf(Side.class);
  private final boolean tls13;
  private int y = TOP;

  private Ladder(boolean tls13) {
    this.tls13 = tls13;
  }

  /** The figure of one trace. */
  static String draw(Trace trace) {
    Ladder ladder = new Ladder(isTls13(trace));
    for (Chapter chapter : Chapter.of(trace)) {
      chapter.entries().forEach(entry -> ladder.entry(entry, chapter.step().number()));
    }
    return ladder.whole(description(trace));
  }

  /** What the figure shows, in words, for those who do not see it. */
  static String description(Trace trace) {
    List<String> told = new ArrayList<>();
    for (TraceEntry entry : trace.entries()) {
      switch (entry) {
        case TraceEntry.Message message -> told.add(message.sender() + " " + message.name());
        case TraceEntry.ChangeCipherSpec changed ->
            told.add(changed.sender() + " ChangeCipherSpec");
        case TraceEntry.Alert alert -> told.add(alert.sender() + " alert " + alert.description());
        case TraceEntry.Completed completed -> told.add("handshake complete");
        case TraceEntry.Failed failed -> told.add("failed");
        default -> {
          // too small for words
        }
      }
    }
    return "Ladder of a handshake: " + String.join(", ", told);
  }

  private void entry(TraceEntry entry, int step) {
    switch (entry) {
      case TraceEntry.Message message -> message(message, step);
      case TraceEntry.Decision decision when decision.topic().equals("peer identity") ->
          verified(decision);
      case TraceEntry.ChangeCipherSpec changed -> changeCipherSpec(changed.sender());
      case TraceEntry.Alert alert ->
          arrow(alert.sender(), "Alert", alert.level() + ": " + alert.description());
      case TraceEntry.Keys keys -> {
        boolean first = sealed.add(keys.sender());
        note(
            "keys",
            first
                ? "the " + keys.sender() + " encrypts from here on: " + keys.suite()
                : "the " + keys.sender() + " changes to its keys for data");
      }
      case TraceEntry.Completed completed -> {
        note("good", "handshake complete; from here on data, encrypted");
        number(Side.CLIENT, HandshakeStep.EXCHANGE.number(), y);
        number(Side.SERVER, HandshakeStep.EXCHANGE.number(), y);
      }
      case TraceEntry.Failed failed -> note("bad", failed.explanation().what());
      case TraceEntry.Closed closed when !closed.clean() ->
          note("bad", "the " + closed.sender() + "'s stream ends without close_notify");
      default -> {
        // the pages quote the rest
      }
    }
  }

  private static boolean isTls13(Trace trace) {
    return trace.entries(TraceEntry.Message.class).stream()
        .anyMatch(message -> message.name().equals("EncryptedExtensions"));
  }

  /** Never encrypted itself; and TLS 1.3 sends it for nobody to understand. */
  private void changeCipherSpec(Side sender) {
    boolean wasSealed = sealed.remove(sender);
    arrow(sender, "ChangeCipherSpec", tls13 ? "says nothing; boxes in between expect it" : "");
    if (wasSealed) {
      sealed.add(sender);
    }
  }

  private void message(TraceEntry.Message message, int step) {
    arrow(message.sender(), message.name(), message.summary());
    if (step != HandshakeStep.EXCHANGE.number()) {
      number(message.sender(), step, y);
    }
    if (message.sender() == Side.CLIENT
        && List.of("CertificateVerify", "CLIENT-CERTIFICATE").contains(message.name())) {
      number(Side.SERVER, HandshakeStep.VERIFY_CLIENT.number(), y);
    }
  }

  /** The client's own work, for which nothing is sent. */
  private void verified(TraceEntry.Decision decision) {
    note("text", "the client verifies the server: " + decision.why());
    number(Side.CLIENT, HandshakeStep.VERIFY_SERVER.number(), y);
  }

  private void number(Side side, int step, int height) {
    int at = side == Side.CLIENT ? CLIENT - 26 : SERVER + 26;
    add("<circle class=\"%s-fill\" cx=\"%d\" cy=\"%d\" r=\"12\"/>", side, at, height);
    add(
        "<text class=\"number\" x=\"%d\" y=\"%d\" font-size=\"14\" text-anchor=\"middle\">%d</text>",
        at, height + 5, step);
  }

  private void arrow(Side sender, String name, String summary) {
    boolean client = sender == Side.CLIENT;
    String colour = client ? "client" : "server";
    y += ARROW;
    int from = client ? CLIENT : SERVER;
    int to = client ? SERVER : CLIENT;
    int tip = client ? to - 11 : to + 11;
    add(
        "<line class=\"%s %s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
        colour, sealed.contains(sender) ? "sealed" : "clear", from, y, tip, y);
    add(
        "<path class=\"%s-fill\" d=\"M%d %d L%d %d L%d %d Z\"/>",
        colour, to, y, client ? to - 13 : to + 13, y - 6, client ? to - 13 : to + 13, y + 6);
    int middle = (CLIENT + SERVER) / 2;
    add(
        "<text class=\"text\" x=\"%d\" y=\"%d\" font-size=\"15\" font-weight=\"600\" text-anchor=\"middle\">%s</text>",
        middle, y - 7, escaped(name));
    if (!summary.isEmpty()) {
      add(
          "<text class=\"quiet\" x=\"%d\" y=\"%d\" font-size=\"12\" text-anchor=\"middle\">%s</text>",
          middle, y + 15, escaped(fit(summary, 84)));
    }
  }

  private void note(String colour, String text) {
    y += NOTE;
    add(
        "<text class=\"%s\" x=\"%d\" y=\"%d\" font-size=\"13\" text-anchor=\"middle\">%s</text>",
        colour, (CLIENT + SERVER) / 2, y + 6, escaped(fit(text, 88)));
  }

  private void add(String format, Object... values) {
    body.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private String whole(String description) {
    int end = y + 30;
    int height = end + 44;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-labelledby=\"what\">\n",
            WIDTH,
            height,
            WIDTH,
            height));
    svg.append("  <title id=\"what\">").append(escaped(description)).append("</title>\n");
    svg.append("  <style>\n").append(STYLE).append("  </style>\n");
    line(svg, "<rect class=\"ground\" width=\"%d\" height=\"%d\" rx=\"8\"/>", WIDTH, height);
    end(svg, CLIENT, "client", end);
    end(svg, SERVER, "server", end);
    svg.append(body);
    int key = height - 20;
    line(svg, "<line class=\"client clear\" x1=\"270\" y1=\"%d\" x2=\"310\" y2=\"%d\"/>", key, key);
    line(
        svg,
        "<text class=\"quiet\" x=\"318\" y=\"%d\" font-size=\"12\">in the clear</text>",
        key + 4);
    line(
        svg, "<line class=\"client sealed\" x1=\"420\" y1=\"%d\" x2=\"460\" y2=\"%d\"/>", key, key);
    line(
        svg, "<text class=\"quiet\" x=\"468\" y=\"%d\" font-size=\"12\">encrypted</text>", key + 4);
    return svg.append("</svg>\n").toString();
  }

  private static void end(StringBuilder svg, int x, String name, int end) {
    line(
        svg,
        "<text class=\"%s-fill\" x=\"%d\" y=\"40\" font-size=\"18\" font-weight=\"700\" text-anchor=\"middle\">%s</text>",
        name,
        x,
        name);
    line(
        svg,
        "<line class=\"line\" x1=\"%d\" y1=\"54\" x2=\"%d\" y2=\"%d\" stroke-width=\"2\"/>",
        x,
        x,
        end);
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String fit(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
