package dev.glassine.ecosystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What every HTTP server here answers, whatever it is made with. */
final class HttpAnswers {
  private HttpAnswers() {}

  /** How a server of streams begins an answer. */
  interface Answering {
    OutputStream begin(long length) throws IOException;
  }

  static void answer(String path, String client, InputStream body, Answering answering)
      throws IOException {
    HttpDialogue.Body answer = answer(path, client, body);
    try (OutputStream out = answering.begin(answer.length())) {
      answer.octets().transferTo(out);
    }
  }

  private static HttpDialogue.Body answer(String path, String client, InputStream body)
      throws IOException {
    return switch (path) {
      case "/who" -> greeting(client);
      case "/echo" -> {
        byte[] octets = body.readAllBytes();
        yield new HttpDialogue.Body(octets.length, new ByteArrayInputStream(octets));
      }
      case "/digest" -> {
        try (Payload.Digest digest = new Payload.Digest()) {
          body.transferTo(digest);
          yield HttpDialogue.Body.of(digest.toString());
        }
      }
      default -> octets(path);
    };
  }

  static HttpDialogue.Body greeting(String client) {
    return HttpDialogue.Body.of("hello " + client);
  }

  /** So many octets as the last part of the path says. */
  static HttpDialogue.Body octets(String path) {
    long count = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    return new HttpDialogue.Body(count, Payload.of(count));
  }

  /** The subject of the client's certificate. */
  static String client(@Nullable SSLSession session) {
    try {
      return session == null ? "stranger" : session.getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "stranger";
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
