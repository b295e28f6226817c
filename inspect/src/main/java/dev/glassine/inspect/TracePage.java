package dev.glassine.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A trace as one HTML page that needs no network: why it failed, if it did; the nine steps with
 * each message unfolding into its fields and octets; the key schedule as a graph; what was decided
 * and where the time went. All of it can be read without the page's script, by the keyboard and by
 * screen readers; light and dark follow the reader's setting.
 *
 * <p>Nothing that came from a peer gets out of its place: everything is escaped, and the page
 * forbids all scripts but its own.
 */
public final class TracePage {
  private static final String TEMPLATE = resource("page.html");
  private static final String STYLE = resource("page.css") + resource("picture.css");
  private static final String SCRIPT = resource("page.js");

  /** The page's script, as the script-src of a Content-Security-Policy names it. */
  public static final String SCRIPT_SOURCE = "'" + hash(SCRIPT) + "'";

  /**
   * What the page may do, for a server's Content-Security-Policy header; the page says it as well.
   */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src '"
          + hash(STYLE)
          + "'; script-src "
          + SCRIPT_SOURCE;

  private TracePage() {}

  /**
   * The page.
   *
   * @param title what stands at its top
   * @param introduction one paragraph below it, as plain text
   */
  public static String render(String title, String introduction, Trace trace) {
    Markup body = new Markup();
    head(body, title, introduction, trace);
    body.open("main");
    PageOutcome.write(body, trace);
    PageSteps.write(body, trace);
    PageKeys.write(body, trace);
    PageTables.write(body, trace);
    body.closeLine();
    body.open("footer")
        .text("Recorded at " + trace.started() + ". Made by Glassine from the real handshake.")
        .closeLine();
    return filled(title, body.toString(), TraceJson.write(trace));
  }

  private static void head(Markup body, String title, String introduction, Trace trace) {
    body.open("header").element("h1", title);
    if (!introduction.isEmpty()) {
      body.element("p", introduction, "class", "lead");
    }
    body.open("nav", "aria-label", "On this page").open("ul");
    link(body, "#outcome", trace.hasFailed() ? "Why it failed" : "What was agreed on");
    link(body, "#steps", "Step by step");
    if (!trace.entries(TraceEntry.KeyStep.class).isEmpty()) {
      link(body, "#keys", "How the keys were made");
    }
    link(body, "#decisions", "What was chosen, and why");
    link(body, "#times", "Where the time went");
    body.close().close().closeLine();
  }

  private static void link(Markup body, String target, String text) {
    body.open("li").element("a", text, "href", target).close();
  }

  private static String filled(String title, String body, String json) {
    StringBuilder page = new StringBuilder(body.length() + json.length() + 32 * 1024);
    int from = 0;
    for (int at = TEMPLATE.indexOf("{{"); at >= 0; at = TEMPLATE.indexOf("{{", from)) {
      int end = TEMPLATE.indexOf("}}", at);
      page.append(TEMPLATE, from, at);
      page.append(
          switch (TEMPLATE.substring(at + 2, end)) {
            case "policy" -> Text.html(CONTENT_SECURITY_POLICY);
            case "title" -> Text.html(title);
            case "style" -> STYLE;
            case "script" -> SCRIPT;
            case "body" -> body;
            case "json" -> inScript(json);
            default -> throw new IllegalStateException("page.html has an unknown place");
          });
      from = end + 2;
    }
    return page.append(TEMPLATE, from, TEMPLATE.length()).toString();
  }

  /** JSON that cannot end the element that it stands in, nor move the reader's text about. */
  private static String inScript(String json) {
    StringBuilder safe = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean plain = c < 0x7F && c != '<' && c != '>' && c != '&';
      if (plain) {
        safe.append(c);
      } else {
        safe.append("\\u").append(String.format("%04x", (int) c));
      }
    }
    return safe.toString();
  }

  static String resource(String name) {
    try (InputStream in = TracePage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from this jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
