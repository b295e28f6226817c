package dev.glassine.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The key schedule of a trace as a drawing: each secret a box, made from the boxes to its left. For
 * documents; the same trace gives the same octets. Names only, never a secret.
 */
public final class KeySchedulePicture {
  private static final int BOX_WIDTH = 278;
  private static final int BOX_HEIGHT = 54;
  private static final int GAP_X = 48;
  private static final int GAP_Y = 14;
  private static final int MARGIN = 16;
  private static final int CHARACTERS = 38;

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Integer> filled = new ArrayList<>();

  private record Node(String name, String made, String covers, List<String> inputs, int x, int y) {
    boolean isSource() {
      return inputs.isEmpty();
    }
  }

  private KeySchedulePicture(Trace trace) {
    for (TraceEntry.KeyStep step : trace.entries(TraceEntry.KeyStep.class)) {
      add(step);
    }
  }

  /** An SVG document; empty of boxes where the trace has no key schedule. */
  public static String svg(Trace trace) {
    return new KeySchedulePicture(trace).draw(true);
  }

  /** For inside an HTML page that has the style. */
  static String inPage(Trace trace) {
    return new KeySchedulePicture(trace).draw(false);
  }

  // Where each box goes: one column further than the last of its inputs

  private void add(TraceEntry.KeyStep step) {
    int column = 1;
    List<String> inputs = new ArrayList<>();
    for (String input : step.inputs()) {
      if (input.equals("0")) {
        continue; // a string of zeros stands for a secret that there is not
      }
      inputs.add(input);
      Node from = nodes.get(input);
      column = Math.max(column, from == null ? 1 : from.x() + 1);
    }
    int row = -1;
    for (String input : inputs) {
      Node known = nodes.get(input);
      Node from =
          known == null ? place(new Node(input, "", "", List.of(), column - 1, 0), 0) : known;
      int of = from.y();
      row = row < 0 ? of : Math.min(row, of);
    }
    String label = step.label().isEmpty() ? "" : " “" + step.label() + "”";
    place(
        new Node(
            step.name(),
            step.function() + label,
            step.transcript(),
            inputs.isEmpty() ? List.of("0") : inputs,
            column,
            0),
        Math.max(0, row));
  }

  /** Not above {@code row}, and below what the column has already. */
  private Node place(Node node, int row) {
    while (filled.size() <= node.x()) {
      filled.add(0);
    }
    int y = Math.max(row, filled.get(node.x()));
    filled.set(node.x(), y + 1);
    Node placed = new Node(node.name(), node.made(), node.covers(), node.inputs(), node.x(), y);
    nodes.put(placed.name(), placed);
    return placed;
  }

  private int left(Node node) {
    int first = nodes.values().stream().mapToInt(Node::x).min().orElse(0);
    return MARGIN + (node.x() - first) * (BOX_WIDTH + GAP_X);
  }

  private static int top(Node node) {
    return MARGIN + node.y() * (BOX_HEIGHT + GAP_Y);
  }

  private String draw(boolean withStyle) {
    int width =
        nodes.values().stream().mapToInt(node -> left(node) + BOX_WIDTH + MARGIN).max().orElse(1);
    int height =
        nodes.values().stream().mapToInt(node -> top(node) + BOX_HEIGHT + MARGIN).max().orElse(1);
    Markup svg = Picture.begin(width, height, "The key schedule", description(), withStyle);
    nodes.values().forEach(node -> edges(svg, node));
    nodes.values().forEach(node -> box(svg, node));
    return svg.closeLine().toString();
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    for (Node node : nodes.values()) {
      if (!node.isSource()) {
        text.append(node.name()).append(": ").append(node.made()).append(" of ");
        text.append(String.join(" and ", node.inputs())).append(". ");
      }
    }
    return text.toString().strip();
  }

  private void edges(Markup svg, Node node) {
    for (String input : node.inputs()) {
      Node from = nodes.get(input);
      if (from == null) {
        continue;
      }
      int x1 = left(from) + BOX_WIDTH;
      int y1 = top(from) + BOX_HEIGHT / 2;
      int x2 = left(node);
      int y2 = top(node) + BOX_HEIGHT / 2;
      int bend = GAP_X * 2 / 3;
      svg.empty(
          "path",
          "class",
          "g-edge",
          "d",
          "M%d %d C%d %d %d %d %d %d".formatted(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2));
    }
  }

  private void box(Markup svg, Node node) {
    int x = left(node);
    int y = top(node);
    svg.empty(
        "rect",
        "class",
        node.isSource() ? "g-source" : "g-box",
        "x",
        Integer.toString(x),
        "y",
        Integer.toString(y),
        "width",
        Integer.toString(BOX_WIDTH),
        "height",
        Integer.toString(BOX_HEIGHT),
        "rx",
        "7");
    int line = node.isSource() ? y + 31 : node.covers().isEmpty() ? y + 22 : y + 16;
    Picture.bold(svg, x + 10, line, "g-text", Text.fit(node.name(), CHARACTERS - 2));
    if (!node.isSource()) {
      Picture.small(svg, x + 10, line + 17, "g-key", Text.fit(node.made(), CHARACTERS + 4));
      if (!node.covers().isEmpty()) {
        Picture.small(
            svg, x + 10, line + 32, "g-quiet", Text.fit("over " + node.covers(), CHARACTERS + 4));
      }
    }
  }
}
