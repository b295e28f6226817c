package dev.glassine.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trace as JSON: one object, each entry with its {@code kind}. Written for scripts and bug
 * reports; docs/trace.md describes it.
 */
public final class TraceJson {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private TraceJson() {}

  /** The trace as one line of JSON. */
  public static String write(Trace trace) {
    return MAPPER.writeValueAsString(tree(trace));
  }

  /** The trace as indented JSON. */
  public static String writeIndented(Trace trace) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(trace));
  }

  private static Map<String, Object> tree(Trace trace) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("format", trace.format());
    tree.put("side", trace.side().toString());
    tree.put("peer", trace.peer());
    tree.put("started", trace.started().toString());
    tree.put("entries", trace.entries().stream().map(TraceJson::entry).toList());
    return tree;
  }

  private static Map<String, Object> entry(TraceEntry entry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("at", entry.at());
    switch (entry) {
      case TraceEntry.Message m -> {
        put(tree, "message", m.sender());
        tree.put("name", m.name());
        tree.put("summary", m.summary());
        tree.put("reference", m.reference());
        tree.put("length", m.length());
        tree.put("fields", fields(m));
        tree.put("hex", m.hex());
      }
      case TraceEntry.ChangeCipherSpec c -> put(tree, "changeCipherSpec", c.sender());
      case TraceEntry.Alert a -> {
        put(tree, "alert", a.sender());
        tree.put("level", a.level());
        tree.put("description", a.description());
      }
      case TraceEntry.Keys k -> {
        put(tree, "keys", k.sender());
        tree.put("epoch", k.epoch());
        tree.put("suite", k.suite());
        tree.put("labels", k.labels());
      }
      case TraceEntry.Decision d -> {
        tree.put("kind", "decision");
        tree.put("topic", d.topic());
        tree.put("clientOffer", d.clientOffer());
        tree.put("serverOffer", d.serverOffer());
        tree.put("chosen", d.chosen());
        tree.put("why", d.why());
        tree.put("reference", d.reference());
      }
      case TraceEntry.Waited w -> {
        tree.put("kind", "waited");
        tree.put("question", w.question());
        tree.put("waited", w.waited());
      }
      case TraceEntry.Completed c -> {
        tree.put("kind", "completed");
        tree.put("facts", c.facts());
        tree.put("peerCertificates", c.peerCertificates());
      }
      case TraceEntry.Failed f -> {
        tree.put("kind", "failed");
        tree.put("reason", f.reason());
        tree.put("failure", f.kind());
        tree.put("what", f.what());
        tree.put("evidence", f.evidence());
        tree.put("reference", f.reference());
        tree.put("alert", f.alert());
        tree.put("advice", f.advice());
      }
      case TraceEntry.Closed c -> {
        put(tree, "closed", c.sender());
        tree.put("clean", c.clean());
      }
    }
    return tree;
  }

  private static void put(
      Map<String, Object> tree, String kind, dev.glassine.core.registry.Side sender) {
    tree.put("kind", kind);
    tree.put("sender", sender.toString());
  }

  private static List<Map<String, Object>> fields(TraceEntry.Message message) {
    return message.fields().stream()
        .map(
            field -> {
              Map<String, Object> tree = new LinkedHashMap<>();
              tree.put("path", field.path());
              tree.put("offset", field.offset());
              tree.put("length", field.length());
              tree.put("value", field.value());
              return tree;
            })
        .toList();
  }
}
