package dev.glassine.inspect;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The key schedule of a trace as a drawing: each secret a box, made from the boxes to its left or
 * above it. For documents; the same trace gives the same octets. Names only, never a secret.
 */
public final class KeySchedulePicture {
  private static final int BOX_WIDTH = 278;
  private static final int BOX_HEIGHT = 54;
  private static final int GAP_X = 48;
  private static final int GAP_Y = 14;
  private static final int MARGIN = 16;

  /** Left of a column, for lines from one of its boxes to another. */
  private static final int GUTTER = 14;

  /** What comes in on the left of a box, and what leaves there, from its middle. */
  private static final int APART = 9;

  private static final int CHARACTERS = 38;

  private final Map<String, KeyTree.Node> nodes = new LinkedHashMap<>();

  private KeySchedulePicture(Trace trace) {
    Collection<KeyTree.Node> placed = KeyTree.of(trace.entries(TraceEntry.KeyStep.class));
    placed.forEach(node -> nodes.put(node.name(), node));
  }

  /** An SVG document; empty of boxes where the trace has no key schedule. */
  public static String svg(Trace trace) {
    return new KeySchedulePicture(trace).draw(true);
  }

  /** For inside an HTML page that has the style. */
  static String inPage(Trace trace) {
    return new KeySchedulePicture(trace).draw(false);
  }

  private static int left(KeyTree.Node node) {
    return MARGIN + GUTTER + node.column() * (BOX_WIDTH + GAP_X);
  }

  private static int top(KeyTree.Node node) {
    return MARGIN + node.row() * (BOX_HEIGHT + GAP_Y);
  }

  private static int middle(KeyTree.Node node) {
    return top(node) + BOX_HEIGHT / 2;
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
    for (KeyTree.Node node : nodes.values()) {
      if (!node.isSource()) {
        text.append(node.name()).append(": ").append(node.made()).append(" of ");
        text.append(node.inputs().isEmpty() ? "0" : String.join(" and ", node.inputs()))
            .append(". ");
      }
    }
    return text.toString().strip();
  }

  private void edges(Markup svg, KeyTree.Node node) {
    for (String input : node.inputs()) {
      KeyTree.Node from = nodes.get(input);
      if (from != null) {
        String line = from.column() < node.column() ? across(from, node) : down(from, node);
        svg.empty("path", "class", "g-edge", "d", line);
      }
    }
  }

  /** From one column to a later one. */
  private static String across(KeyTree.Node from, KeyTree.Node to) {
    int x1 = left(from) + BOX_WIDTH;
    int y1 = middle(from);
    int x2 = left(to);
    int y2 = middle(to);
    int bend = GAP_X * 2 / 3;
    return "M%d %d C%d %d %d %d %d %d".formatted(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2);
  }

  /** Within a column: straight, or past the boxes in between. */
  private String down(KeyTree.Node from, KeyTree.Node to) {
    boolean free =
        nodes.values().stream()
            .filter(node -> node.column() == to.column())
            .noneMatch(node -> from.row() < node.row() && node.row() < to.row());
    if (free) {
      return "M%d %d V%d".formatted(left(from) + BOX_WIDTH / 2, top(from) + BOX_HEIGHT, top(to));
    }
    return "M%d %d h-%d V%d h%d"
        .formatted(left(from), middle(from) + APART, GUTTER, middle(to) - APART, GUTTER);
  }

  private void box(Markup svg, KeyTree.Node node) {
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
