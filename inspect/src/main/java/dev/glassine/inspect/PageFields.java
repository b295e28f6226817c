package dev.glassine.inspect;

import java.util.ArrayList;
import java.util.List;

/** A message's fields as tables; lists and extensions fold away, each under its own name. */
final class PageFields {
  private PageFields() {}

  private record Group(String name, List<TraceField> fields) {}

  static void write(Markup page, TraceEntry.Message message) {
    List<TraceField> plain = new ArrayList<>();
    for (Group group : groups(message.fields())) {
      if (group.fields().size() == 1) {
        plain.addAll(group.fields());
        continue;
      }
      table(page, message.name(), plain);
      plain.clear();
      page.open("details", "class", "group")
          .open("summary")
          .element("code", group.name())
          .text(" ")
          .element("span", "(" + group.fields().size() + " fields)", "class", "count")
          .close();
      table(page, group.name(), group.fields());
      page.closeLine();
    }
    table(page, message.name(), plain);
  }

  /** Neighbours of one list, or of one extension. */
  private static List<Group> groups(List<TraceField> fields) {
    List<Group> groups = new ArrayList<>();
    String last = "";
    for (TraceField field : fields) {
      String key = key(field.path());
      if (!key.equals(last) || groups.isEmpty()) {
        groups.add(new Group(name(field), new ArrayList<>()));
      }
      groups.getLast().fields().add(field);
      last = key;
    }
    return groups;
  }

  private static String key(String path) {
    int bracket = path.indexOf('[');
    if (bracket < 0) {
      return path;
    }
    return path.startsWith("extensions[")
        ? path.substring(0, path.indexOf(']') + 1)
        : path.substring(0, bracket);
  }

  private static String name(TraceField field) {
    return field.path().matches("extensions\\[\\d+]\\.extension_type")
        ? "extension " + field.value()
        : key(field.path());
  }

  private static void table(Markup page, String of, List<TraceField> fields) {
    if (fields.isEmpty()) {
      return;
    }
    page.open("table", "class", "fields");
    page.element("caption", "Fields of " + of).open("thead").open("tr");
    for (String head : List.of("Field", "Value", "Meaning", "Octets")) {
      page.element("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    for (TraceField field : fields) {
      page.open(
          "tr",
          "data-from",
          Integer.toString(field.offset()),
          "data-length",
          Integer.toString(field.length()));
      page.element("th", shortened(field.path()), "scope", "row");
      page.element("td", field.value());
      page.element("td", meaning(field), "class", "meaning");
      page.element("td", PageSteps.range(field.offset(), field.length()), "class", "range");
      page.closeLine();
    }
    page.close().closeLine();
  }

  private static String meaning(TraceField field) {
    return field.meaning().isEmpty() || field.reference().isEmpty()
        ? field.meaning() + field.reference()
        : field.meaning() + " (" + field.reference() + ")";
  }

  /** Without the extension's place and name, which its group has. */
  private static String shortened(String path) {
    return path.replaceFirst("^extensions\\[\\d+]\\.([a-z_]+\\.)?", "");
  }
}
