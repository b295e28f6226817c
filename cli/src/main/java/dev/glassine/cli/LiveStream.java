package dev.glassine.cli;

import dev.glassine.inspect.Trace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one watcher is told, as server-sent events: {@code connection} for what is known of one,
 * {@code steps} for what its handshake did since. A comment now and then finds out who has left.
 */
final class LiveStream implements EventStream {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final Visits.Watcher watcher;

  /** Steps that the watcher has, by the connection's number. */
  private final Map<Long, Integer> told = new HashMap<>();

  LiveStream(Visits.Watcher watcher) {
    this.watcher = watcher;
  }

  /**
   * Some steps of one handshake.
   *
   * @param from how many came before
   */
  record Steps(long number, int from, List<LiveStep> steps) {}

  @Override
  public void writeTo(Sink sink) throws IOException {
    sink.write(octets("retry: 2000\n\n"));
    while (true) {
      List<Visit> news;
      try {
        news = watcher.await(HEARTBEAT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the server ends");
      }
      sink.write(octets(news.isEmpty() ? ": still here\n\n" : tell(news)));
      forget();
    }
  }

  /** Numbers go up, so what lies so far behind the newest is not kept any more. */
  private void forget() {
    long newest = told.keySet().stream().mapToLong(number -> number).max().orElse(0);
    told.keySet().removeIf(number -> number <= newest - Visits.KEPT);
  }

  private String tell(List<Visit> news) {
    StringBuilder events = new StringBuilder();
    for (Visit visit : news) {
      Trace trace = visit.trace();
      event(events, "connection", LiveConnection.of(visit, trace));
      List<LiveStep> steps = LiveStep.of(trace);
      int from = told.getOrDefault(visit.number(), 0);
      if (steps.size() > from) {
        event(events, "steps", new Steps(visit.number(), from, steps.subList(from, steps.size())));
        told.put(visit.number(), steps.size());
      }
    }
    return events.toString();
  }

  /** JSON of one line, so no data can end the event. */
  private static void event(StringBuilder events, String name, Object data) {
    events
        .append("event: ")
        .append(name)
        .append("\ndata: ")
        .append(JSON.writeValueAsString(data))
        .append("\n\n");
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    watcher.close();
  }
}
