package dev.glassine.inspect;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.registry.Side;
import java.util.List;

/**
 * A trace as a drawing for documents: the client's line on the left, the server's on the right, and
 * the nine steps between them. The same trace gives the same octets: no times are drawn.
 */
public final class LadderPicture {
  private static final int WIDTH = 920;
  private static final int CLIENT = 70;
  private static final int SERVER = WIDTH - 70;
  private static final int LETTERS = 112;

  private final Markup shapes = new Markup();
  private int y = 52;

  private LadderPicture() {}

  /** An SVG document. */
  public static String svg(Trace trace) {
    LadderPicture picture = new LadderPicture();
    for (Chapter chapter : Chapter.of(trace)) {
      picture.heading(chapter);
      chapter.entries().forEach(picture::entry);
      picture.y += 8;
    }
    return picture.framed(trace);
  }

  private String framed(Trace trace) {
    int height = y + 16;
    String title =
        "Handshake between "
            + (trace.client().isEmpty() ? "a client" : trace.client())
            + " and "
            + (trace.server().isEmpty() ? "a server" : trace.server());
    Markup svg = Picture.begin(WIDTH, height, title, description(trace), true);
    life(svg, CLIENT, height);
    life(svg, SERVER, height);
    Picture.write(svg, CLIENT, 28, "g-client", "Client", "16", "700", "middle");
    Picture.write(svg, SERVER, 28, "g-server", "Server", "16", "700", "middle");
    return svg.trusted(shapes.toString()).closeLine().toString();
  }

  private static String description(Trace trace) {
    StringBuilder text = new StringBuilder();
    for (TraceEntry.Message message : trace.entries(TraceEntry.Message.class)) {
      text.append(message.sender()).append(" sends ").append(message.name()).append(". ");
    }
    return text.toString().strip();
  }

  private static void life(Markup svg, int x, int height) {
    svg.empty(
        "line",
        "class",
        "g-life",
        "x1",
        Integer.toString(x),
        "x2",
        Integer.toString(x),
        "y1",
        "38",
        "y2",
        Integer.toString(height - 8));
  }

  private void heading(Chapter chapter) {
    HandshakeStep step = chapter.step();
    shapes.empty(
        "rect",
        "class",
        "g-band",
        "x",
        "8",
        "y",
        Integer.toString(y),
        "width",
        Integer.toString(WIDTH - 16),
        "height",
        chapter.isContinued() ? "26" : "46",
        "rx",
        "6");
    shapes.empty(
        "circle", "class", "g-text", "cx", "28", "cy", Integer.toString(y + 13), "r", "10");
    Picture.write(
        shapes, 28, y + 17, "g-on", Integer.toString(step.number()), "12", "700", "middle");
    String title = step.title() + (chapter.isContinued() ? ", continued" : "");
    Picture.write(shapes, 48, y + 18, "g-text", title, "14", "650", "start");
    y += 26;
    if (!chapter.isContinued()) {
      Picture.small(shapes, 48, y + 10, "g-quiet", Text.fit(chapter.purpose(), 2 * LETTERS));
      y += 20;
    }
    y += 8;
  }

  private void entry(TraceEntry entry) {
    switch (entry) {
      case TraceEntry.Message message -> arrow(message.sender(), message.name(), message.summary());
      case TraceEntry.ChangeCipherSpec changed -> arrow(changed.sender(), "ChangeCipherSpec", "");
      case TraceEntry.Alert alert ->
          arrow(alert.sender(), "Alert", alert.level() + " " + alert.description());
      case TraceEntry.Unread unread -> arrow(unread.sender(), unread.name(), unread.why());
      case TraceEntry.Unopened unopened ->
          arrow(unopened.sender(), "protected records", unopened.octets() + " octets");
      case TraceEntry.Records records -> {
        if (records.carries().equals("application_data")) {
          arrow(records.sender(), "application data", records.octets() + " octets");
        }
      }
      case TraceEntry.Keys keys ->
          note("g-key", "keys of the " + keys.sender() + ": " + String.join(" → ", keys.labels()));
      case TraceEntry.Decision decision ->
          note(
              "g-quiet",
              decision.topic()
                  + ": "
                  + (decision.chosen() == null ? "none" : decision.chosen())
                  + ", "
                  + decision.why());
      case TraceEntry.Completed completed -> note("g-good", "✔ handshake complete");
      case TraceEntry.Failed failed -> failed(failed.explanation());
      case TraceEntry.Note remark -> note("g-quiet", remark.topic() + ": " + remark.text());
      case TraceEntry.Closed closed -> {
        if (!closed.clean()) {
          note("g-bad", "✂ the " + closed.sender() + "'s stream ended without close_notify");
        }
      }
      case TraceEntry.Certificates certificates -> certificates(certificates.chain());
      case TraceEntry.Asked asked ->
          note("g-quiet", "waits for the " + asked.on() + ": " + asked.question());
      case TraceEntry.Waited waited -> {
        // times differ from one run to the next
      }
      case TraceEntry.KeyStep step -> {
        // stand in the other drawing
      }
    }
  }

  private void certificates(List<TraceCertificate> chain) {
    if (!chain.isEmpty()) {
      TraceCertificate own = chain.getFirst();
      note("g-quiet", own.subject() + ", issued by " + own.issuer() + ", " + own.key());
    }
  }

  private void failed(Explanation why) {
    String text = "✘ " + why.what() + (why.detail().isEmpty() ? "" : ": " + why.detail());
    for (String part : TextLadder.wrap(text, LETTERS)) {
      note("g-bad", part);
    }
    if (!why.causes().isEmpty()) {
      note("g-text", "perhaps " + why.causes().getFirst().what());
    }
  }

  private void note(String kind, String text) {
    Picture.write(shapes, WIDTH / 2, y + 12, kind, Text.fit(text, LETTERS), "12", "400", "middle");
    y += 19;
  }

  private void arrow(Side sender, String name, String summary) {
    boolean client = sender == Side.CLIENT;
    int from = client ? CLIENT + 4 : SERVER - 4;
    int to = client ? SERVER - 4 : CLIENT + 4;
    int head = client ? to - 10 : to + 10;
    int line = y + 19;
    Picture.write(
        shapes,
        client ? CLIENT + 14 : SERVER - 14,
        line - 5,
        client ? "g-client" : "g-server",
        name,
        "14",
        "650",
        client ? "start" : "end");
    shapes.empty(
        "line",
        "class",
        client ? "g-arrow-client" : "g-arrow-server",
        "x1",
        Integer.toString(from),
        "y1",
        Integer.toString(line),
        "x2",
        Integer.toString(head),
        "y2",
        Integer.toString(line));
    shapes.empty(
        "path",
        "class",
        client ? "g-client" : "g-server",
        "d",
        "M%d %d L%d %d L%d %d Z".formatted(to, line, head, line - 5, head, line + 5));
    y += 26;
    if (!summary.isEmpty()) {
      Picture.write(
          shapes,
          client ? CLIENT + 14 : SERVER - 14,
          y + 9,
          "g-quiet",
          Text.fit(summary, LETTERS),
          "12",
          "400",
          client ? "start" : "end");
      y += 16;
    }
    y += 4;
  }
}
