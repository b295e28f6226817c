package dev.glassine.inspect;

import dev.glassine.core.registry.Side;
import java.util.List;
import java.util.Map;

/**
 * A trace as one HTML page that needs no network and no script: the ladder, each message unfolding
 * into its fields, what was decided and why. Everything that came from the peer is escaped. Light
 * and dark follow the reader's setting; the keyboard and screen readers work by the elements' own
 * meaning.
 */
public final class TracePage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8888; --client: #1d6fb8; --server: #b8651d; --good: #2a8a3e; --bad: #c22; }
      @media (prefers-color-scheme: dark) { :root { --client: #6cb4f5; --server: #f0a860; --good: #6fd083; --bad: #ff7b72; } }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; margin-bottom: .2rem; } h2 { margin-top: 2.2rem; font-size: 1.2rem; }
      code, pre, td { font-family: ui-monospace, monospace; font-size: .88rem; }
      ol.ladder { list-style: none; padding: 0; border-inline: 3px solid var(--line); }
      ol.ladder > li { padding: .15rem .8rem; }
      .ends { display: flex; justify-content: space-between; font-weight: 600; }
      .client > details > summary, .client > p { color: var(--client); }
      .server > details > summary, .server > p { color: var(--server); text-align: right; }
      .server > details[open] > summary { text-align: left; }
      summary { cursor: pointer; } summary b { color: CanvasText; }
      .ladder p { margin: 0; }
      .note { color: GrayText; font-size: .92rem; padding-left: 3rem !important; }
      .note b { color: CanvasText; font-weight: 600; }
      .good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
      table { border-collapse: collapse; margin: .4rem 0 1rem; width: 100%; }
      th, td { text-align: left; vertical-align: top; padding: .15rem .6rem .15rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
      th { font-weight: 600; width: 11rem; } td.range { white-space: nowrap; color: GrayText; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; color: GrayText; }
      """;

  private TracePage() {}

  /**
   * The page.
   *
   * @param title what stands at its top
   * @param introduction one paragraph below it, as plain text
   */
  public static String render(String title, String introduction, Trace trace) {
    StringBuilder page = new StringBuilder(32 * 1024);
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>")
        .append(Text.html(title))
        .append("</title>\n");
    page.append(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n<style>\n")
        .append(STYLE)
        .append("</style></head>\n<body>\n");
    page.append("<h1>")
        .append(Text.html(title))
        .append("</h1>\n<p>")
        .append(Text.html(introduction))
        .append("</p>\n");
    outcome(page, trace);
    ladder(page, trace);
    decisions(page, trace.entries(TraceEntry.Decision.class));
    hellos(page, trace);
    return page.append("</body></html>\n").toString();
  }

  private static void outcome(StringBuilder page, Trace trace) {
    for (TraceEntry.Completed completed : trace.entries(TraceEntry.Completed.class)) {
      page.append("<p class=\"good\">Handshake complete after ")
          .append(TextLadder.milliseconds(completed.at()))
          .append("</p>\n<table>\n");
      for (Map.Entry<String, String> fact : completed.facts().entrySet()) {
        row(page, fact.getKey(), fact.getValue());
      }
      page.append("</table>\n");
    }
    for (TraceEntry.Failed failed : trace.entries(TraceEntry.Failed.class)) {
      page.append("<p class=\"bad\">")
          .append(Text.html(failed.explanation().what()))
          .append("</p>\n<table>\n");
      row(page, "evidence", failed.explanation().detail());
      row(page, "where it is written", failed.explanation().reference());
      failed
          .explanation()
          .causes()
          .forEach(cause -> row(page, "what to do", cause.onClient() + cause.onServer()));
      page.append("</table>\n");
    }
  }

  private static void ladder(StringBuilder page, Trace trace) {
    page.append(
        "<h2 id=\"ladder\">Step by step</h2>\n<div class=\"ends\" aria-hidden=\"true\"><span>client</span><span>server</span></div>\n<ol class=\"ladder\">\n");
    for (TraceEntry entry : trace.entries()) {
      switch (entry) {
        case TraceEntry.Message message -> message(page, message);
        case TraceEntry.ChangeCipherSpec changed ->
            arrow(page, changed.sender(), "ChangeCipherSpec");
        case TraceEntry.Alert alert ->
            arrow(page, alert.sender(), "Alert: " + alert.level() + " " + alert.description());
        case TraceEntry.Keys keys ->
            note(
                page,
                "New keys protect what the " + keys.sender() + " sends",
                String.join(" → ", keys.labels()) + " · " + keys.suite());
        case TraceEntry.Decision decision ->
            note(
                page,
                decision.topic() + ": " + (decision.chosen() == null ? "none" : decision.chosen()),
                decision.why());
        case TraceEntry.Waited waited -> {
          // only the long ones are news
          if (waited.waited() >= 1000) {
            note(
                page,
                "Waited " + TextLadder.milliseconds(waited.waited()),
                "for " + waited.question());
          }
        }
        case TraceEntry.Completed completed ->
            page.append("<li class=\"note good\">handshake complete</li>\n");
        case TraceEntry.Failed failed ->
            page.append("<li class=\"note bad\">")
                .append(Text.html(failed.explanation().what()))
                .append("</li>\n");
        case TraceEntry.Unread unread -> arrow(page, unread.sender(), unread.name());
        case TraceEntry.Unopened unopened -> arrow(page, unopened.sender(), "protected records");
        case TraceEntry.Note remark -> note(page, remark.topic(), remark.text());
        case TraceEntry.Records records -> {
          // their messages follow
        }
        case TraceEntry.Certificates certificates -> {
          // the message before has them
        }
        case TraceEntry.KeyStep step -> {
          // told by the keys
        }
        case TraceEntry.Closed closed ->
            note(
                page,
                "The " + closed.sender() + "'s direction ended",
                closed.clean() ? "with close_notify" : "without close_notify");
      }
    }
    page.append("</ol>\n");
  }

  private static void message(StringBuilder page, TraceEntry.Message message) {
    boolean client = message.sender() == Side.CLIENT;
    page.append("<li class=\"")
        .append(client ? "client" : "server")
        .append("\"><details><summary>");
    page.append(client ? "" : "<span aria-hidden=\"true\">◀ </span>")
        .append("<b>")
        .append(Text.html(message.name()))
        .append("</b> ");
    page.append(Text.html(message.summary()));
    page.append(client ? "<span aria-hidden=\"true\"> ▶</span>" : "").append("</summary>\n");
    page.append("<p>From the ")
        .append(message.sender())
        .append(", ")
        .append(message.length())
        .append(" octets, ")
        .append(Text.html(message.reference()))
        .append("</p>\n");
    fields(page, message.fields());
    page.append("<pre aria-label=\"octets in hexadecimal\">")
        .append(spaced(message.hex()))
        .append("</pre></details></li>\n");
  }

  private static void fields(StringBuilder page, List<TraceField> fields) {
    page.append(
        "<table><thead><tr><th scope=\"col\">field</th><th scope=\"col\">value</th><th scope=\"col\">octets</th></tr></thead><tbody>\n");
    for (TraceField field : fields) {
      page.append("<tr><td>")
          .append(Text.html(field.path()))
          .append("</td><td>")
          .append(Text.html(field.value()))
          .append("</td><td class=\"range\">");
      page.append(field.offset())
          .append("–")
          .append(field.offset() + Math.max(0, field.length() - 1))
          .append("</td></tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private static void decisions(StringBuilder page, List<TraceEntry.Decision> decisions) {
    if (decisions.isEmpty()) {
      return;
    }
    page.append(
        "<h2 id=\"decisions\">What was chosen, and why</h2>\n<table><thead><tr><th scope=\"col\">topic</th><th scope=\"col\">chosen</th><th scope=\"col\">why</th><th scope=\"col\">client offered</th><th scope=\"col\">server accepts</th></tr></thead><tbody>\n");
    for (TraceEntry.Decision decision : decisions) {
      page.append("<tr><th scope=\"row\">")
          .append(Text.html(decision.topic()))
          .append("</th><td>")
          .append(Text.html(decision.chosen() == null ? "none" : decision.chosen()));
      page.append("</td><td>")
          .append(Text.html(decision.why()))
          .append(" (")
          .append(Text.html(decision.reference()))
          .append(")</td><td>");
      page.append(Text.html(String.join(", ", decision.clientOffer())))
          .append("</td><td>")
          .append(Text.html(String.join(", ", decision.serverOffer())))
          .append("</td></tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private static void hellos(StringBuilder page, Trace trace) {
    page.append("<h2 id=\"hellos\">Both hellos, field by field</h2>\n");
    for (TraceEntry.Message message : trace.entries(TraceEntry.Message.class)) {
      if (message.name().equals("ClientHello") || message.name().equals("ServerHello")) {
        page.append("<h3>").append(Text.html(message.name())).append("</h3>\n");
        fields(page, message.fields());
      }
    }
  }

  private static void arrow(StringBuilder page, Side sender, String text) {
    boolean client = sender == Side.CLIENT;
    page.append("<li class=\"")
        .append(client ? "client" : "server")
        .append("\"><p>")
        .append(client ? "" : "◀ ")
        .append(Text.html(text))
        .append(client ? " ▶" : "")
        .append("</p></li>\n");
  }

  private static void note(StringBuilder page, String what, String why) {
    page.append("<li class=\"note\"><b>")
        .append(Text.html(what))
        .append("</b> ")
        .append(Text.html(why))
        .append("</li>\n");
  }

  private static void row(StringBuilder page, String name, String value) {
    if (!value.isEmpty()) {
      page.append("<tr><th scope=\"row\">")
          .append(Text.html(name))
          .append("</th><td>")
          .append(Text.html(value))
          .append("</td></tr>\n");
    }
  }

  private static String spaced(String hex) {
    StringBuilder spaced = new StringBuilder(hex.length() * 3 / 2);
    for (int i = 0; i < hex.length(); i += 2) {
      spaced.append(hex, i, i + 2).append(i % 32 == 30 ? '\n' : ' ');
    }
    return spaced.toString();
  }
}
