package dev.glassine.testkit.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * docs/interop.md: a section for each class of tests, which writes it from its own results and
 * leaves the others as they are.
 */
public enum InteropPage {
  /** TLS 1.3 and 1.2, and what today's peers still have of what was before. */
  TODAY("Peers of today"),
  /** SSL 2.0 to TLS 1.1, with peers of their time. */
  OLD("Peers of old");

  private static final String HEAD =
      """
      # Interoperability

      Written by the interop tests from their own results (`./mvnw verify -Dglassine.docs=update`); do not edit.
      """;

  private final String title;

  InteropPage(String title) {
    this.title = title;
  }

  /**
   * Writes the section into the module's target folder; into the page itself where {@code
   * glassine.docs=update} asks for it.
   */
  public void write(String markdown) throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        Path.of("target", "interop-" + name().toLowerCase(Locale.ROOT) + ".md"), markdown);
    if ("update".equals(System.getProperty("glassine.docs"))) {
      Path page = Path.of(System.getProperty("glassine.root", "..")).resolve("docs/interop.md");
      Files.writeString(page, replaced(Files.exists(page) ? Files.readString(page) : "", markdown));
    }
  }

  private String replaced(String page, String markdown) {
    List<String> parts = new ArrayList<>(List.of(HEAD));
    for (InteropPage section : values()) {
      String body = section == this ? markdown : section.bodyIn(page);
      if (!body.isBlank()) {
        parts.add("\n" + section.heading() + "\n\n" + body.strip() + "\n");
      }
    }
    return String.join("", parts);
  }

  private String heading() {
    return "## " + title;
  }

  private String bodyIn(String page) {
    int start = page.indexOf(heading() + "\n");
    if (start < 0) {
      return "";
    }
    int end = page.indexOf("\n## ", start);
    return page.substring(start + heading().length(), end < 0 ? page.length() : end);
  }
}
