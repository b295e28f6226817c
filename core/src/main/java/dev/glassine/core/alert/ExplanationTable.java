package dev.glassine.core.alert;

import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known beforehand about failures: the entries of {@code reasons.txt} and {@code
 * alerts.txt}, which say how they are written. Read when the first failure is explained.
 */
final class ExplanationTable {
  private static final Set<String> WHOSE = Set.of("client", "server", "self", "peer");

  static final ExplanationTable REASONS = read("reasons.txt");
  static final ExplanationTable ALERTS = read("alerts.txt");

  private final Map<String, Row> rows;

  private ExplanationTable(Map<String, Row> rows) {
    this.rows = rows;
  }

  /** The entry of exactly this name, or null. */
  @Nullable Row get(String name) {
    return rows.get(name);
  }

  /** The entry for {@code name} under the first of these circumstances that has one, or null. */
  @Nullable Row find(String name, List<String> circumstances) {
    for (String circumstance : circumstances) {
      Row row = rows.get(name + "/" + circumstance);
      if (row != null) {
        return row;
      }
    }
    return rows.get(name);
  }

  /** All entries, by name. */
  Map<String, Row> rows() {
    return Map.copyOf(rows);
  }

  /**
   * One entry, with {@code {self}} and {@code {peer}} still in it.
   *
   * @param what may be empty
   * @param shows fields that are the evidence: {@code ClientHello.cipher_suites}
   * @param rule quoted; may be empty
   * @param ruleReference where the rule stands, if not where the Reason says; may be empty
   * @param noRule why no standard has one; empty where one has
   */
  record Row(
      String what,
      List<String> shows,
      String rule,
      String ruleReference,
      String noRule,
      List<Cause> causes) {
    private Row ruledAs(Row general) {
      return rule.isEmpty() && noRule.isEmpty()
          ? new Row(what, shows, general.rule, general.ruleReference, general.noRule, causes)
          : this;
    }
  }

  /** One cause; what to do by {@code client}, {@code server}, {@code self} or {@code peer}. */
  record Cause(String what, Map<String, String> remedies) {
    Explanation.Cause on(Side self) {
      return new Explanation.Cause(
          named(what, self), remedy(Side.CLIENT, self), remedy(Side.SERVER, self));
    }

    private String remedy(Side side, Side self) {
      String bySide = remedies.getOrDefault(side.toString(), "");
      String byRole = remedies.getOrDefault(side == self ? "self" : "peer", "");
      return named(bySide.isEmpty() || byRole.isEmpty() ? bySide + byRole : bySide, self);
    }
  }

  /** The text with the two sides in the place of {@code {self}} and {@code {peer}}. */
  static String named(String text, Side self) {
    return text.replace("{self}", self.toString()).replace("{peer}", self.peer().toString());
  }

  private static ExplanationTable read(String resource) {
    try (InputStream in = ExplanationTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from this jar");
      }
      return new ExplanationTable(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }

  static Map<String, Row> parse(String text) {
    Map<String, Row> rows = new LinkedHashMap<>();
    String name = "";
    List<String> entry = new ArrayList<>();
    for (String line : lines(text + "\n[]")) {
      if (!line.startsWith("[")) {
        entry.add(line);
        continue;
      }
      if (!entry.isEmpty() && rows.put(name, row(name, entry)) != null) {
        throw new IllegalArgumentException("[" + name + "] stands twice");
      }
      name = line.substring(1, line.length() - 1);
      entry.clear();
    }
    rows.replaceAll((full, row) -> row.ruledAs(rows.getOrDefault(full.split("/", 2)[0], row)));
    return rows;
  }

  /** Without comments and empty lines; continued lines as one. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("  ")) {
        lines.set(lines.size() - 1, lines.getLast() + " " + line.strip());
      } else {
        lines.add(line.strip());
      }
    }
    return lines;
  }

  private static Row row(String name, List<String> entry) {
    String what = "";
    List<String> shows = List.of();
    String rule = "";
    String ruleReference = "";
    String noRule = "";
    List<Cause> causes = new ArrayList<>();
    for (String line : entry) {
      int colon = line.indexOf(": ");
      String key = colon < 0 ? line : line.substring(0, colon);
      String value = line.substring(colon + 2);
      switch (key) {
        case "what" -> what = value;
        case "shows" -> shows = List.of(value.split(", ", -1));
        case "rule" -> rule = value;
        case "no rule" -> noRule = value;
        case "cause" -> causes.add(cause(name, value));
        default -> {
          if (!key.startsWith("rule at ")) {
            throw new IllegalArgumentException("[" + name + "] has a line of no kind: " + line);
          }
          rule = value;
          ruleReference = key.substring("rule at ".length());
        }
      }
    }
    return new Row(what, shows, rule, ruleReference, noRule, List.copyOf(causes));
  }

  private static Cause cause(String name, String value) {
    String[] parts = value.split(" \\| ", -1);
    Map<String, String> remedies = new LinkedHashMap<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      int colon = part.indexOf(": ");
      String whose = colon < 0 ? part : part.substring(0, colon);
      if (!WHOSE.contains(whose)) {
        throw new IllegalArgumentException("[" + name + "] names nobody's remedy: " + part);
      }
      remedies.put(whose, part.substring(colon + 2));
    }
    return new Cause(parts[0], remedies);
  }
}
