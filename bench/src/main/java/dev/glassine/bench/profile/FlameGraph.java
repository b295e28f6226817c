package dev.glassine.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A tree of calls as SVG: the width of a bar is its share of the whole cost, what it calls stands
 * on it, and pointing at it says its name.
 */
final class FlameGraph {
  private static final int WIDTH = 1200;
  private static final int BAR = 16;
  private static final int TOP = 34;
  private static final double CHARACTER = 6.2;

  /** Narrower ones are left out: nobody could see them. */
  private static final double NARROWEST = 0.6;

  private final StringBuilder bars = new StringBuilder();
  private final long all;
  private final int height;

  private FlameGraph(CallTree root) {
    this.all = root.cost();
    this.height = TOP + (root.depth() + 1) * BAR;
    draw(root, 0, 0);
  }

  static void write(CallTree root, String title, String measure, Path file) throws IOException {
    Files.writeString(file, svg(root, title, measure));
  }

  /**
   * @param measure what the whole cost is, such as "2 237 samples"
   */
  static String svg(CallTree root, String title, String measure) {
    return new FlameGraph(root).svg(title, measure);
  }

  private String svg(String title, String measure) {
    return String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
            <style>rect{stroke:#fff;stroke-width:.5}.g{fill:#7fb3d5}.c{fill:#f0b27a}.j{fill:#d5d8dc}</style>
            <rect width="100%%" height="100%%" fill="#fff"/>
            <text x="6" y="20" font-size="14">%s (%s; blue: Glassine, orange: cryptography, grey: the rest of Java)</text>
            """,
            WIDTH,
            height,
            escaped(title),
            escaped(measure))
        + bars
        + "</svg>\n";
  }

  private void draw(CallTree node, double x, int level) {
    double width = (double) WIDTH * node.cost() / all;
    if (width < NARROWEST) {
      return;
    }
    int y = height - (level + 1) * BAR;
    bars.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s, %.1f %%</title><rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
            escaped(node.name()),
            100.0 * node.cost() / all,
            style(node.name()),
            x,
            y,
            width,
            BAR));
    int letters = (int) ((width - 4) / CHARACTER);
    if (letters > 3) {
      String name = node.name();
      bars.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\">%s</text>",
              x + 2,
              y + BAR - 4,
              escaped(name.length() <= letters ? name : name.substring(0, letters))));
    }
    bars.append("</g>\n");
    double left = x;
    for (CallTree callee : node.callees()) {
      draw(callee, left, level + 1);
      left += (double) WIDTH * callee.cost() / all;
    }
  }

  private static String style(String name) {
    if (name.startsWith("dev.glassine.")) {
      return "g";
    }
    boolean cryptography =
        name.startsWith("org.conscrypt.")
            || name.startsWith("org.bouncycastle.")
            || name.startsWith("com.amazon.corretto.")
            || name.startsWith("com.sun.crypto.")
            || name.startsWith("sun.security.")
            || name.startsWith("javax.crypto.")
            || name.startsWith("java.security.");
    return cryptography ? "c" : "j";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
