package dev.glassine.cli;

import dev.glassine.inspect.TextLadder;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceJson;
import dev.glassine.inspect.TracePage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Handshakes for browsers and scripts: a page that shows the visitor's own and all recent ones as
 * they happen, and each of them as a page, as text, as JSON. Nothing on it comes from elsewhere.
 */
final class HandshakePages implements Pages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";
  private static final int COLUMNS = 100;

  private static final Pattern ONE_OF_MANY =
      Pattern.compile("/connections/(\\d{1,18})(\\.txt|\\.json)?");

  private final Visits visits;
  private final String page = resource("live.html");
  private final Answer script =
      new Answer("200 OK", "text/javascript", octets(resource("live.js")));
  private final Answer style = new Answer("200 OK", "text/css", octets(resource("live.css")));

  HandshakePages() {
    this(new Visits(InstantSource.system()));
  }

  HandshakePages(Visits visits) {
    this.visits = visits;
  }

  @Override
  public Visit visit(String peer, InstantSource clock) {
    return visits.begin(peer);
  }

  @Override
  public String policy() {
    return "default-src 'none'; script-src 'self' "
        + TracePage.SCRIPT_SOURCE
        + "; connect-src 'self'; style-src 'self'"
        + " 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  @Override
  public Answer get(String path, Visit visitor) {
    return switch (path) {
      case "/" ->
          new Answer(
              "200 OK",
              HTML,
              octets(
                  page.replace("{visit}", Long.toString(visitor.number()))
                      .replace("{kept}", Integer.toString(Visits.KEPT))));
      case "/live.js" -> script;
      case "/live.css" -> style;
      case "/whoami", "/leave" ->
          new Answer("200 OK", JSON, octets("{\"number\":" + visitor.number() + "}"));
      case "/events" ->
          Answer.text(
              "503 Service Unavailable",
              Visits.WATCHERS + " watch already; close one of the pages that are open elsewhere");
      case "/handshake" ->
          page(
              visitor.trace(),
              "Your handshake",
              "This is how your browser and this server agreed on the keys that protect this very page.");
      case "/trace.json" -> json(visitor.trace());
      case "/trace.txt" -> text(visitor.trace());
      default -> oneOfMany(path);
    };
  }

  private Answer oneOfMany(String path) {
    Matcher matcher = ONE_OF_MANY.matcher(path);
    if (!matcher.matches()) {
      return Answer.text(
          "404 Not Found", "Nothing here. Try / or /handshake or /trace.txt or /trace.json");
    }
    Visit visit = visits.find(Long.parseLong(matcher.group(1)));
    if (visit == null) {
      return Answer.text(
          "404 Not Found",
          "This connection is not among the last " + Visits.KEPT + ", which are kept");
    }
    return switch (matcher.group(2)) {
      case ".txt" -> text(visit.trace());
      case ".json" -> json(visit.trace());
      case null, default ->
          page(
              visit.trace(),
              "Connection " + visit.number(),
              "This is what happened between " + visit.peer() + " and this server.");
    };
  }

  @Override
  public @Nullable EventStream events(String path) {
    if (!path.equals("/events")) {
      return null;
    }
    Visits.Watcher watcher = visits.watch();
    return watcher == null ? null : new LiveStream(watcher);
  }

  /** So that a browser which wants to shake hands anew can let go of the connections it has. */
  @Override
  public boolean ends(String path) {
    return path.equals("/leave");
  }

  private static Answer page(Trace trace, String title, String introduction) {
    return new Answer(
        "200 OK",
        HTML,
        octets(
            TracePage.render(
                title,
                introduction
                    + " Every step is the real one; open a step to see its fields and octets.",
                trace)));
  }

  private static Answer json(Trace trace) {
    return new Answer("200 OK", JSON, octets(TraceJson.writeIndented(trace)));
  }

  private static Answer text(Trace trace) {
    return new Answer("200 OK", TEXT, octets(TextLadder.plain(COLUMNS).withFields().render(trace)));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(String name) {
    try (InputStream in = HandshakePages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar of the command");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
