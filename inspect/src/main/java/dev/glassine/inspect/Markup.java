package dev.glassine.inspect;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG in which nothing can get out of its place: every text and attribute value is
 * escaped, every element closed. Not thread-safe.
 */
final class Markup {
  private final StringBuilder text = new StringBuilder(16 * 1024);
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins an element; attributes as name, value, name, value. */
  Markup open(String name, String... attributes) {
    start(name, attributes).text.append('>');
    open.push(name);
    return this;
  }

  /** Ends the element that was begun last. */
  Markup close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Ends the element that was begun last, and the line. */
  Markup closeLine() {
    close().text.append('\n');
    return this;
  }

  /** Text inside the present element. */
  Markup text(String content) {
    text.append(Text.html(content));
    return this;
  }

  /** A whole element with nothing but text in it. */
  Markup element(String name, String content, String... attributes) {
    return open(name, attributes).text(content).close();
  }

  /** An element without content, as {@code <line/>} in SVG or {@code <br>} in HTML. */
  Markup empty(String name, String... attributes) {
    start(name, attributes).text.append("/>");
    return this;
  }

  /** Octets as hexadecimal digits, sixteen a line: three characters for each of them. */
  Markup hex(String digits) {
    for (int i = 0; i + 1 < digits.length(); i += 2) {
      text.append(digits, i, i + 2).append(i % 32 == 30 ? '\n' : ' ');
    }
    return this;
  }

  /** What another {@code Markup} has written, or a resource of ours: goes in as it is. */
  Markup trusted(String markup) {
    text.append(markup);
    return this;
  }

  private Markup start(String name, String... attributes) {
    text.append('<').append(name);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      text.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(Text.html(attributes[i + 1]))
          .append('"');
    }
    return this;
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return text.toString();
  }
}
