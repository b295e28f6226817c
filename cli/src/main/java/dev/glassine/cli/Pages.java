package dev.glassine.cli;

import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

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

  /** Somebody comes: who listens to the handshake. */
  default Visit visit(String peer, InstantSource clock) {
    return Visit.unlisted(peer, clock);
  }

  /**
   * The answer to a GET.
   *
   * @param path decoded, starting with a slash, without a query
   * @param visitor whose connection it came on
   */
  Answer get(String path, Visit visitor) throws IOException;

  /** The events that a GET of this path asks for; null where it asks for an answer. */
  default @Nullable EventStream events(String path) {
    return null;
  }

  /** Whether the connection ends after this answer although the visitor would keep it. */
  default boolean ends(String path) {
    return false;
  }

  /** What pages may load and run (Content-Security-Policy). */
  default String policy() {
    return "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  }
}
