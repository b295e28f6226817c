package dev.glassine.cli;

import dev.glassine.core.alert.TlsFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Carries data between a connection and the standard streams. */
final class Relay {
  private static final int CHUNK = 16 * 1024;
  private static final int LONGEST_HEAD = 64 * 1024;

  private Relay() {}

  /**
   * Standard input to the connection until it ends, the connection to standard output until that
   * ends.
   */
  static void standardStreams(TlsLink link) throws IOException {
    InputStream in = System.in;
    Thread.ofVirtual()
        .name("standard-input")
        .start(
            () -> {
              try {
                byte[] chunk = new byte[CHUNK];
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                  link.write(chunk, 0, n);
                }
                link.closeWrite();
              } catch (IOException | TlsFailure e) {
                // the reading side says how the connection ended
              }
            });
    copy(link, System.out);
  }

  /** The head of an HTTP answer to {@code talk}, its body to {@code data}. */
  static void page(TlsLink link, PrintWriter talk, OutputStream data) throws IOException {
    StringBuilder head = new StringBuilder();
    byte[] chunk = new byte[CHUNK];
    for (int n = link.read(chunk, 0, chunk.length); n >= 0; n = link.read(chunk, 0, chunk.length)) {
      int start = head.length();
      head.append(new String(chunk, 0, n, StandardCharsets.ISO_8859_1));
      int end = head.indexOf("\r\n\r\n");
      if (end >= 0) {
        talk.println();
        talk.println(head.substring(0, end).replaceAll("[\\p{Cntrl}&&[^\n]]", ""));
        talk.println();
        talk.flush();
        int body = end + 4 - start;
        data.write(chunk, body, n - body);
        break;
      }
      if (head.length() > LONGEST_HEAD) {
        throw new IOException("the server's answer is no HTTP answer");
      }
    }
    copy(link, data);
  }

  private static void copy(TlsLink link, OutputStream data) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int n = link.read(chunk, 0, chunk.length); n >= 0; n = link.read(chunk, 0, chunk.length)) {
      data.write(chunk, 0, n);
      data.flush();
    }
    data.flush();
  }
}
