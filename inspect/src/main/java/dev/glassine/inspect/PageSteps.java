package dev.glassine.inspect;

import dev.glassine.core.registry.Side;
import java.util.Map;

/** The middle of the page: the nine steps, with an explanation beside each message. */
final class PageSteps {
  private final Markup page;
  private final boolean isTls13;
  private int messages;

  private PageSteps(Markup page, boolean isTls13) {
    this.page = page;
    this.isTls13 = isTls13;
  }

  static void write(Markup page, Trace trace) {
    page.open("section", "id", "steps", "aria-labelledby", "steps-title")
        .element("h2", "Step by step", "id", "steps-title");
    page.open("div", "class", "tools", "hidden", "hidden")
        .element("button", "Open all messages", "type", "button", "id", "open-all")
        .element("button", "Close all messages", "type", "button", "id", "close-all")
        .element("button", "Save the trace as JSON", "type", "button", "id", "save")
        .closeLine();
    page.open("div", "class", "ends")
        .element("span", end("Client", trace.client(), trace.vantage() == Vantage.CLIENT))
        .element("span", end("Server", trace.server(), trace.vantage() == Vantage.SERVER))
        .closeLine();
    PageSteps steps = new PageSteps(page, StepFinder.isTls13(trace));
    Chapter.of(trace).forEach(steps::chapter);
    steps.leftOut(trace);
    page.closeLine();
  }

  private static String end(String side, String who, boolean isHere) {
    return isHere ? side + " (recorded here)" : who.isEmpty() ? side : side + " " + who;
  }

  private void chapter(Chapter chapter) {
    HandshakeStep step = chapter.step();
    page.open("section", "class", "step").open("div", "class", "step-head");
    page.element("span", Integer.toString(step.number()), "class", "number", "aria-hidden", "true");
    page.open("h3")
        .text("Step " + step.number() + ": " + step.title())
        .text(chapter.isContinued() ? ", continued" : "")
        .close();
    if (!chapter.isContinued()) {
      page.element("p", chapter.purpose(), "class", "purpose");
    }
    page.close().open("ol");
    chapter.entries().forEach(this::entry);
    page.close().closeLine();
  }

  private void leftOut(Trace trace) {
    Map<HandshakeStep, String> leftOut = Chapter.leftOut(trace);
    if (leftOut.isEmpty()) {
      return;
    }
    page.open("section", "class", "step").open("div", "class", "step-head");
    page.element("span", "–", "class", "number", "aria-hidden", "true");
    page.element("h3", "Steps that this handshake did not take").close().open("ul");
    leftOut.forEach(
        (step, why) ->
            page.element("li", "Step " + step.number() + ", " + step.title() + ": " + why));
    page.close().closeLine();
  }

  private void entry(TraceEntry entry) {
    switch (entry) {
      case TraceEntry.Message message -> message(message);
      case TraceEntry.ChangeCipherSpec changed ->
          arrow(
              changed.sender(),
              "ChangeCipherSpec",
              isTls13
                  ? "says nothing in TLS 1.3; it is there for old middleboxes"
                  : "what follows is protected by the new keys");
      case TraceEntry.Alert alert ->
          arrow(alert.sender(), "Alert", alert.level() + " " + alert.description());
      case TraceEntry.Unread unread -> arrow(unread.sender(), unread.name(), unread.why());
      case TraceEntry.Unopened unopened ->
          arrow(
              unopened.sender(),
              "Protected",
              unopened.count()
                  + (unopened.count() == 1 ? " record, " : " records, ")
                  + unopened.octets()
                  + " octets, and no key to open them");
      case TraceEntry.Records records -> data(records);
      case TraceEntry.Keys keys ->
          note(
              "note keys",
              "The " + keys.sender() + " now protects what it sends.",
              String.join(" → ", keys.labels()) + " · " + keys.suite());
      case TraceEntry.Decision decision ->
          note(
              "note",
              PageOutcome.capital(decision.topic())
                  + ": "
                  + (decision.chosen() == null ? "none" : decision.chosen()),
              decision.why());
      case TraceEntry.Asked asked ->
          note("note", "Waits for the " + asked.on(), "for " + asked.question());
      case TraceEntry.Waited waited -> {
        // only the long ones are news
        if (waited.waited() >= 1000) {
          note(
              "note",
              "Waited " + TextLadder.milliseconds(waited.waited()),
              "for " + waited.question());
        }
      }
      case TraceEntry.Completed completed ->
          note("note good", "✔ Handshake complete", "after " + time(completed.at()));
      case TraceEntry.Failed failed ->
          note("note bad", "✘ " + PageOutcome.capital(failed.explanation().what()), "");
      case TraceEntry.Note remark -> note("note", remark.topic(), remark.text());
      case TraceEntry.Certificates certificates -> {
        // stand in the message before
        certificates(certificates);
      }
      case TraceEntry.KeyStep step -> {
        // stand in the graph
      }
      case TraceEntry.Closed closed ->
          note(
              closed.clean() ? "note" : "note bad",
              "The " + closed.sender() + "'s direction ended",
              closed.clean() ? "with close_notify" : "without close_notify: it may be cut short");
    }
  }

  private static String time(long microseconds) {
    return TextLadder.milliseconds(microseconds);
  }

  private void data(TraceEntry.Records records) {
    if (records.carries().equals("application_data")) {
      arrow(
          records.sender(),
          "Application data",
          records.count()
              + (records.count() == 1 ? " record, " : " records, ")
              + records.octets()
              + " octets");
    }
  }

  private void message(TraceEntry.Message message) {
    messages++;
    row(message.sender()).open("details", "class", "message", "id", "message-" + messages);
    page.open("summary");
    way(message.sender());
    page.element("span", message.name(), "class", "name").text(" " + message.summary()).close();
    page.open("div", "class", "inside");
    page.open("p", "class", "meta")
        .text(message.length() + " octets · after " + time(message.at()) + " · ")
        .text(message.reference());
    if (!message.transcriptHash().isEmpty()) {
      page.text(" · transcript hash up to here ").element("code", message.transcriptHash());
    }
    page.close();
    PageFields.write(page, message);
    page.open(
            "pre",
            "class",
            "octets",
            "tabindex",
            "0",
            "role",
            "region",
            "aria-label",
            "Octets of " + message.name() + " in hexadecimal digits")
        .hex(message.hex())
        .close();
    page.close().close();
    page.element("p", MessageMeanings.of(message.name()), "class", "beside");
    endRow();
  }

  private void certificates(TraceEntry.Certificates certificates) {
    page.open("li", "class", "note");
    int number = 0;
    for (TraceCertificate certificate : certificates.chain()) {
      page.open("p")
          .element(
              "b", (number++ == 0 ? "Certificate of " : "vouched for by ") + certificate.subject())
          .text(" ")
          .open("span", "class", "why")
          .text("issued by " + certificate.issuer() + " · " + certificate.key())
          .text(" · signed with " + certificate.signature())
          .text(" · valid " + certificate.notBefore() + " to " + certificate.notAfter())
          .text(
              certificate.names().isEmpty()
                  ? ""
                  : " · for " + String.join(", ", certificate.names()))
          .close()
          .close();
    }
    page.closeLine();
  }

  private void arrow(Side sender, String name, String says) {
    row(sender).open("p", "class", "arrow");
    way(sender);
    page.element("span", name, "class", "name").text(says.isEmpty() ? "" : " " + says).close();
    page.element("p", "", "class", "beside");
    endRow();
  }

  private void way(Side sender) {
    page.element("span", sender == Side.CLIENT ? "client → " : "← server ", "class", "way");
  }

  private Markup row(Side sender) {
    return page.open("li", "class", sender.toString()).open("div", "class", "row");
  }

  private void endRow() {
    page.close().closeLine();
  }

  private void note(String kind, String what, String why) {
    page.open("li", "class", kind)
        .element("b", what)
        .text(" ")
        .element("span", why, "class", "why")
        .closeLine();
  }

  /** {@code 4–5}, or one number, or the place of an empty field. */
  static String range(int offset, int length) {
    return length == 0
        ? "at " + offset
        : length == 1 ? Integer.toString(offset) : offset + "–" + (offset + length - 1);
  }
}
