package dev.glassine.bench.sidebyside;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Bars: for some workloads, how many times SunJSSE's speed each contestant has. */
final class Plot {
  private static final int WIDTH = 860;
  private static final int LEFT = 200;
  private static final int BAR = 14;
  private static final int GAP = 34;

  private static final Map<String, Workload> SHOWN = new LinkedHashMap<>();

  static {
    SHOWN.put("Full TLS 1.3 handshake, ECDSA", Programme.FULL);
    SHOWN.put("Full TLS 1.3 handshake, RSA-2048", Programme.FULL_RSA);
    SHOWN.put("Resumed TLS 1.3 handshake", Programme.RESUMED);
    SHOWN.put("Resumed TLS 1.2 handshake", Programme.RESUMED_12);
    SHOWN.put("AES-128-GCM, 16 KiB records, heap", Programme.BULK);
    SHOWN.put("ChaCha20-Poly1305, 16 KiB records, heap", Programme.BULK_CHACHA);
  }

  private final Results results;
  private final StringBuilder body = new StringBuilder();
  private int y = 40;

  Plot(Results results) {
    this.results = results;
  }

  String svg() {
    text(10, 20, "t", "Times SunJSSE's speed, median of the rounds; the line is the spread");
    SHOWN.forEach(this::group);
    return String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
            <style>.t{font-weight:bold;font-size:13px}.o{fill:#2a6f97}.n{fill:#a9b4bc}.l{fill:#e3d9c6}.e{text-anchor:end}line{stroke:#222}</style>
            <rect width="100%%" height="100%%" fill="white"/>
            """,
            WIDTH,
            y)
        + body
        + "</svg>\n";
  }

  private void group(String title, Workload workload) {
    Series sun = results.speed(Contestant.SUN, workload);
    if (sun == null) {
      return;
    }
    text(10, y + BAR, "t", title);
    y += BAR + 8;
    double most = 1;
    for (Contestant contestant : Contestant.values()) {
      Series speed = results.speed(contestant, workload);
      most = speed == null ? most : Math.max(most, speed.over(sun).most());
    }
    double scale = (WIDTH - LEFT - 70) / most;
    for (Contestant contestant : Contestant.values()) {
      Series speed = results.speed(contestant, workload);
      if (speed != null) {
        bar(contestant, speed.over(sun), scale);
      }
    }
    y += GAP - BAR;
  }

  private void bar(Contestant contestant, Series ratio, double scale) {
    text(LEFT - 6, y + BAR - 3, "e", contestant.title());
    body.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
            style(contestant),
            LEFT,
            y,
            ratio.median() * scale,
            BAR - 2));
    double end = LEFT + ratio.most() * scale;
    body.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
            LEFT + ratio.least() * scale,
            end,
            y + BAR / 2 - 1,
            y + BAR / 2 - 1));
    text((int) end + 5, y + BAR - 3, "", String.format(Locale.ROOT, "%.2f×", ratio.median()));
    y += BAR;
  }

  private static String style(Contestant contestant) {
    return contestant.role() == Contestant.Role.LIMIT
        ? "l"
        : contestant.title().startsWith("Glassine") ? "o" : "n";
  }

  private void text(int x, int baseline, String style, String text) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
            style,
            x,
            baseline,
            text));
  }
}
