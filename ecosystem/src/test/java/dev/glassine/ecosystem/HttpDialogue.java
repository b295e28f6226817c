package dev.glassine.ecosystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** The dialogue by HTTP; a subclass knows how a client sends requests. */
abstract class HttpDialogue implements Dialogue {
  /** What to post. */
  record Body(long length, InputStream octets) {
    static Body of(String text) {
      byte[] octets = text.getBytes(UTF_8);
      return new Body(octets.length, new ByteArrayInputStream(octets));
    }
  }

  /** Gets and writes the answer's body there, while it arrives; throws unless the status is 200. */
  abstract void get(String path, OutputStream sink) throws Exception;

  /** The same after posting a body, which is not to be held in memory. */
  abstract void post(String path, Body body, OutputStream sink) throws Exception;

  @Override
  public String greet() throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    get("/who", answer);
    return answer.toString(UTF_8);
  }

  @Override
  public String echo(String message) throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    post("/echo", Body.of(message), answer);
    return answer.toString(UTF_8);
  }

  @Override
  public String upload(long octets) throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    post("/digest", new Body(octets, Payload.of(octets)), answer);
    return answer.toString(UTF_8);
  }

  @Override
  public String download(long octets) throws Exception {
    return digest("/octets/" + octets);
  }

  /** The digest of what is there. */
  final String digest(String path) throws Exception {
    try (Payload.Digest digest = new Payload.Digest()) {
      get(path, digest);
      return digest.toString();
    }
  }
}
