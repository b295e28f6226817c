package dev.glassine.inspect;

import java.util.List;

/** The end of the page: every decision with both offers, and where the time went. */
final class PageTables {
  private PageTables() {}

  static void write(Markup page, Trace trace) {
    decisions(page, trace.entries(TraceEntry.Decision.class));
    times(page, trace);
  }

  private static void decisions(Markup page, List<TraceEntry.Decision> decisions) {
    page.open("section", "id", "decisions", "aria-labelledby", "decisions-title")
        .element("h2", "What was chosen, and why", "id", "decisions-title");
    if (decisions.isEmpty()) {
      page.element("p", "Nothing was decided.").closeLine();
      return;
    }
    page.open("div", "class", "scroll").open("table", "class", "decisions");
    page.element("caption", "Each decision with both sides' offers").open("thead").open("tr");
    for (String head :
        List.of("What", "Chosen", "Why", "The client offered", "The server accepts")) {
      page.element("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    for (TraceEntry.Decision decision : decisions) {
      page.open("tr").element("th", decision.topic(), "scope", "row");
      page.element("td", decision.chosen() == null ? "none" : decision.chosen());
      page.element("td", decision.why() + " (" + decision.reference() + ")");
      page.element("td", offer(decision.clientOffer()));
      page.element("td", offer(decision.serverOffer())).closeLine();
    }
    page.close().close().close().closeLine();
  }

  private static String offer(List<String> names) {
    return names.isEmpty() ? "not known here" : String.join(", ", names);
  }

  private static void times(Markup page, Trace trace) {
    page.open("section", "id", "times", "aria-labelledby", "times-title")
        .element("h2", "Where the time went", "id", "times-title");
    Timings times = trace.timings();
    page.open("table")
        .element("caption", "Until the handshake was complete or had failed")
        .open("tbody");
    time(page, "all together", times.total(), times.total());
    if (trace.vantage() != Vantage.WIRE) {
      time(page, "on the wire and in the peer", times.peer(), times.total());
      time(page, "in this side's code", times.own(), times.total());
      time(page, "waiting for the signer", times.signer(), times.total());
      time(page, "waiting for the verifier", times.verifier(), times.total());
      time(page, "waiting for the session store", times.store(), times.total());
      time(page, "waiting for a choice", times.chooser(), times.total());
    }
    page.close().close();
    Traffic traffic = trace.traffic();
    page.element(
        "p",
        "The client sent "
            + traffic.clientOctets()
            + " octets in "
            + traffic.clientRecords()
            + " records, the server "
            + traffic.serverOctets()
            + " in "
            + traffic.serverRecords()
            + ".");
    if (trace.dropped() > 0) {
      page.element("p", trace.dropped() + " entries more were not kept.");
    }
    page.closeLine();
  }

  private static void time(Markup page, String what, long microseconds, long total) {
    page.open("tr").element("th", what, "scope", "row");
    page.element("td", TextLadder.milliseconds(microseconds));
    page.open("td")
        .element(
            "meter",
            "",
            "min",
            "0",
            "max",
            Long.toString(Math.max(1, total)),
            "value",
            Long.toString(microseconds),
            "aria-label",
            what)
        .close()
        .closeLine();
  }
}
