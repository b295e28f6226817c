package dev.glassine.inspect;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.registry.Side;
import java.util.List;
import java.util.Map;

/** The top of the page: what was agreed on, or why it failed. */
final class PageOutcome {
  private PageOutcome() {}

  static void write(Markup page, Trace trace) {
    page.open("section", "id", "outcome", "aria-label", "Outcome");
    for (TraceEntry.Failed failed : trace.entries(TraceEntry.Failed.class)) {
      failure(page, failed.explanation());
    }
    for (TraceEntry.Completed completed : trace.entries(TraceEntry.Completed.class)) {
      page.open("p")
          .element("strong", "✔ Handshake complete", "class", "good")
          .text(" after " + TextLadder.milliseconds(completed.at()))
          .closeLine();
      facts(page, completed.facts());
    }
    if (!trace.hasFailed() && !trace.isComplete()) {
      page.element("p", "The handshake is not complete yet.");
    }
    page.closeLine();
  }

  private static void facts(Markup page, Map<String, String> facts) {
    page.open("dl", "class", "facts");
    facts.forEach(
        (name, value) -> page.open("div").element("dt", name).element("dd", value).close());
    page.closeLine();
  }

  private static void failure(Markup page, Explanation why) {
    page.open("div", "class", "failure", "role", "region", "aria-labelledby", "failed");
    page.element("h2", "Why it failed", "id", "failed");
    page.element("p", capital(why.what()) + ".", "class", "what");
    if (!why.detail().isEmpty()) {
      page.element("p", why.detail(), "class", "evidence");
    }
    if (why.alert() != null) {
      page.open("p")
          .text(why.alertWasReceived() ? "Received the alert " : "Sent the alert ")
          .element("code", why.alert())
          .text(why.noticedBy() == null ? "." : "; noticed by the " + why.noticedBy() + ".")
          .close();
    }
    if (!why.rule().isEmpty()) {
      page.open("blockquote", "cite", why.reference())
          .text("“" + why.rule() + "” — ")
          .element("cite", why.reference())
          .close();
    } else if (!why.reference().isEmpty()) {
      page.element("p", "See " + why.reference() + ".", "class", "meta");
    }
    evidence(page, why.evidence());
    causes(page, why.causes());
    page.closeLine();
  }

  private static void evidence(Markup page, List<Explanation.Evidence> evidence) {
    for (Explanation.Evidence octets : evidence) {
      page.open("p", "class", "evidence")
          .text(octets.where() + ", octets " + PageSteps.range(octets.offset(), octets.length()))
          .text(": ")
          .element("code", octets.hex().replaceAll("..(?=.)", "$0 "))
          .text(octets.hex().length() < 2 * octets.length() ? " …" : "")
          .close();
    }
  }

  private static void causes(Markup page, List<Explanation.Cause> causes) {
    if (causes.isEmpty()) {
      return;
    }
    page.element("h3", "What probably lies behind it, and what to change").open("ol");
    for (Explanation.Cause cause : causes) {
      page.open("li").text(capital(cause.what())).open("ul");
      for (Side side : Side.values()) {
        if (!cause.on(side).isEmpty()) {
          page.open("li", "class", side.toString())
              .element("span", "On the " + side + ": ", "class", "name")
              .text(cause.on(side))
              .close();
        }
      }
      page.close().closeLine();
    }
    page.close();
  }

  static String capital(String clause) {
    return clause.isEmpty()
        ? clause
        : Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }
}
