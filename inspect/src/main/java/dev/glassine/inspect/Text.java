package dev.glassine.inspect;

/**
 * Makes text that came from a peer safe to show: no control characters reach a terminal, no markup
 * a page.
 */
public final class Text {
  private Text() {}

  /** The text with every control, format or unassigned character as a dot. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              int type = Character.getType(point);
              boolean shown =
                  !Character.isISOControl(point)
                      && type != Character.FORMAT
                      && type != Character.UNASSIGNED
                      && type != Character.SURROGATE
                      && type != Character.PRIVATE_USE
                      && type != Character.LINE_SEPARATOR
                      && type != Character.PARAGRAPH_SEPARATOR;
              safe.appendCodePoint(shown ? point : '.');
            });
    return safe.toString();
  }

  /** The text as it may stand in HTML, between tags and in quoted attributes. */
  public static String html(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    String shown = printable(text);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  /** The text cut to {@code width} columns, with an ellipsis where something is missing. */
  public static String fit(String text, int width) {
    return Columns.of(text) <= width ? text : width <= 1 ? "…" : Columns.cut(text, width - 1) + "…";
  }
}
