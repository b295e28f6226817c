package dev.glassine.cli;

import dev.glassine.inspect.Trace;
import dev.glassine.inspect.TraceJson;
import dev.glassine.inspect.TracePage;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The visitor's own handshake: as a page, as text, as JSON. */
final class HandshakePages implements Pages {
  @Override
  public Answer get(String path, Supplier<Trace> trace) {
    return switch (path) {
      case "/" ->
          new Answer(
              "200 OK",
              "text/html; charset=utf-8",
              TracePage.render(
                      "Your handshake",
                      "This is how your browser and this server agreed on the keys that protect this very page."
                          + " Every step is the real one; open a step to see its fields and octets. Also as /trace.txt and /trace.json.",
                      trace.get())
                  .getBytes(StandardCharsets.UTF_8));
      case "/trace.json" ->
          new Answer(
              "200 OK",
              "application/json",
              TraceJson.writeIndented(trace.get()).getBytes(StandardCharsets.UTF_8));
      case "/trace.txt" ->
          new Answer(
              "200 OK",
              "text/plain; charset=utf-8",
              dev.glassine.inspect.TextLadder.plain(100)
                  .withFields()
                  .render(trace.get())
                  .getBytes(StandardCharsets.UTF_8));
      default -> Answer.text("404 Not Found", "Nothing here. Try / or /trace.txt or /trace.json");
    };
  }
}
