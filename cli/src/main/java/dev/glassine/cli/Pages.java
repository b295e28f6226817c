package dev.glassine.cli;

import dev.glassine.inspect.Trace;
import java.io.IOException;
import java.util.function.Supplier;

/** What a web server answers with. Thread-safe. */
interface Pages {
  /**
   * An answer.
   *
   * @param status three digits and the reason
   * @param type the content type
   */
  record Answer(String status, String type, byte[] body) {
    static Answer text(String status, String text) {
      return new Answer(
          status,
          "text/plain; charset=utf-8",
          (text + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  /**
   * The answer to a GET.
   *
   * @param path decoded, starting with a slash, without a query
   * @param trace the visitor's own handshake
   */
  Answer get(String path, Supplier<Trace> trace) throws IOException;
}
