package dev.glassine.cli;

import java.io.IOException;
import java.util.function.Consumer;

/** Our server on a thread of its own, as tests have it. */
final class Serving {
  private Serving() {}

  /** Until it is closed, which ends it with an exception that nobody needs. */
  static void begin(WebServer server) {
    begin(server, end -> {});
  }

  /** Until it is closed. */
  static void begin(WebServer server, Consumer<IOException> end) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                server.serve();
              } catch (IOException e) {
                end.accept(e);
              }
            });
  }
}
