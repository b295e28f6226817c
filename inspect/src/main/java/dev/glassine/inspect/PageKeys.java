package dev.glassine.inspect;

import java.util.List;

/** The key schedule on the page: the graph, and the same as a table. */
final class PageKeys {
  private PageKeys() {}

  static void write(Markup page, Trace trace) {
    List<TraceEntry.KeyStep> steps = trace.entries(TraceEntry.KeyStep.class);
    if (steps.isEmpty()) {
      return;
    }
    page.open("section", "id", "keys", "aria-labelledby", "keys-title")
        .element("h2", "How the keys were made", "id", "keys-title");
    page.element(
        "p",
        "Each box is a secret, made from those to its left or above it by the function and label in it. Only names are shown"
            + (hasSecrets(steps) ? ", and the secrets themselves, for they were asked for." : "."));
    page.open(
        "div",
        "class",
        "graph",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "Graph of the key schedule");
    page.trusted(KeySchedulePicture.inPage(trace));
    page.close();
    page.open("details", "class", "group")
        .element("summary", "The same as a table")
        .open("div", "class", "scroll");
    table(page, steps);
    page.close().close().closeLine();
  }

  private static boolean hasSecrets(List<TraceEntry.KeyStep> steps) {
    return steps.stream().anyMatch(step -> !step.secret().isEmpty());
  }

  private static void table(Markup page, List<TraceEntry.KeyStep> steps) {
    page.open("table").element("caption", "Steps of the key schedule").open("thead").open("tr");
    for (String head : List.of("Secret", "Made by", "Label", "From", "Covers", "Where")) {
      page.element("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    for (TraceEntry.KeyStep step : steps) {
      page.open("tr").element("th", step.name(), "scope", "row");
      page.element("td", step.function());
      page.element("td", step.label());
      page.element("td", String.join(", ", step.inputs()));
      page.open("td").text(step.transcript());
      if (!step.transcriptHash().isEmpty()) {
        page.text(" ").element("code", step.transcriptHash());
      }
      page.close().element("td", step.reference()).closeLine();
      if (!step.secret().isEmpty()) {
        page.open("tr")
            .element("th", step.name() + ", its octets", "scope", "row")
            .open("td", "colspan", "5")
            .element("code", step.secret())
            .close()
            .closeLine();
      }
    }
    page.close().closeLine();
  }
}
