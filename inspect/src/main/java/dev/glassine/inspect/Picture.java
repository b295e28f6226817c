package dev.glassine.inspect;

import java.util.ArrayList;
import java.util.List;

/** What the drawings have in common: a frame with a name for screen readers, and text. */
final class Picture {
  private static final String STYLE = TracePage.resource("picture.css");

  private Picture() {}

  /**
   * An {@code svg} element that is still open: a document with its style, or for inside a page that
   * has it.
   */
  static Markup begin(int width, int height, String title, String description, boolean withStyle) {
    Markup svg = new Markup();
    List<String> attributes = new ArrayList<>();
    if (withStyle) {
      attributes.addAll(List.of("xmlns", "http://www.w3.org/2000/svg"));
    }
    attributes.addAll(List.of("viewBox", "0 0 " + width + " " + height));
    attributes.addAll(List.of("width", Integer.toString(width)));
    attributes.addAll(List.of("height", Integer.toString(height)));
    attributes.addAll(List.of("role", "img", "font-family", "system-ui, sans-serif"));
    svg.open("svg", attributes.toArray(String[]::new));
    svg.element("title", title).element("desc", description);
    if (withStyle) {
      svg.open("style").trusted(STYLE).close();
      svg.empty("rect", "class", "g-paper", "width", "100%", "height", "100%");
    }
    return svg;
  }

  static void bold(Markup svg, int x, int y, String kind, String text) {
    write(svg, x, y, kind, text, "13", "600", "start");
  }

  static void small(Markup svg, int x, int y, String kind, String text) {
    write(svg, x, y, kind, text, "11.5", "400", "start");
  }

  static void write(
      Markup svg, int x, int y, String kind, String text, String size, String weight, String at) {
    svg.element(
        "text",
        text,
        "class",
        kind,
        "x",
        Integer.toString(x),
        "y",
        Integer.toString(y),
        "font-size",
        size,
        "font-weight",
        weight,
        "text-anchor",
        at);
  }
}
