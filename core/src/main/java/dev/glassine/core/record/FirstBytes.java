package dev.glassine.core.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.ContentType;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells, from the very first octets of a connection, a peer that does not speak TLS at all, so that
 * the failure can say what it speaks instead of quoting a strange record header. Asked before the
 * first record only.
 */
public final class FirstBytes {
  private static final int DECISIVE = 5;

  /** Longest beginning of a greeting that a failure quotes. */
  private static final int QUOTED = 40;

  private record Greeting(String start, Reason reason, String detail) {}

  private static final List<Greeting> FROM_CLIENT =
      List.of(
          http("GET "),
          http("POST "),
          http("HEAD "),
          http("PUT "),
          http("DELETE "),
          http("OPTIONS "),
          http("CONNECT "),
          http("TRACE "),
          http("PATCH "),
          http("PRI * "),
          new Greeting("SSH-", Reason.NOT_TLS_SSH, "the client greets"),
          new Greeting("EHLO ", Reason.NOT_TLS, "the client speaks plain SMTP"),
          new Greeting("HELO ", Reason.NOT_TLS, "the client speaks plain SMTP"),
          new Greeting("PROXY ", Reason.NOT_TLS, "a PROXY protocol header stands before TLS"),
          new Greeting(
              "\r\n\r\n\0\r\nQUIT\n",
              Reason.NOT_TLS,
              "a PROXY protocol header (version 2) stands before TLS"));

  private static final List<Greeting> FROM_SERVER =
      List.of(
          new Greeting("HTTP/", Reason.NOT_TLS_HTTP, "the server answered in plain text"),
          new Greeting("<html", Reason.NOT_TLS_HTTP, "the server answered in plain text"),
          new Greeting("<!DOC", Reason.NOT_TLS_HTTP, "the server answered in plain text"),
          new Greeting("SSH-", Reason.NOT_TLS_SSH, "the server greets"),
          new Greeting(
              "220",
              Reason.NOT_TLS,
              "the server greets in plain SMTP or FTP, which goes over to TLS by STARTTLS or AUTH TLS"),
          new Greeting(
              "+OK",
              Reason.NOT_TLS,
              "the server greets in plain POP3, which goes over to TLS by STLS"),
          new Greeting(
              "* OK",
              Reason.NOT_TLS,
              "the server greets in plain IMAP, which goes over to TLS by STARTTLS"));

  private FirstBytes() {}

  private static Greeting http(String start) {
    return new Greeting(start, Reason.NOT_TLS_HTTP, "the client asks in plain text");
  }

  /**
   * What a server may say about its client's first octets, those that stand between the buffer's
   * position and its limit.
   *
   * @return null where they look like TLS, or are too few to tell; five are enough
   */
  public static @Nullable TlsFailure fromClient(ByteBuffer first) {
    if (isSsl2Hello(first)) {
      return TlsFailure.of(Reason.SSL2_HELLO_REFUSED, "version in it " + version(first));
    }
    return judge(first, FROM_CLIENT);
  }

  /** What a client may say about its server's first octets; as {@link #fromClient}. */
  public static @Nullable TlsFailure fromServer(ByteBuffer first) {
    return judge(first, FROM_SERVER);
  }

  /**
   * Whether a ClientHello in SSL 2.0 format begins here (RFC 5246 §E.2): a two-octet length with
   * its high bit set, then message type 1. Needs three octets; the position stays.
   */
  public static boolean isSsl2Hello(ByteBuffer first) {
    int at = first.position();
    return first.remaining() >= 3 && first.get(at) < 0 && first.get(at + 2) == 1;
  }

  private static String version(ByteBuffer first) {
    int at = first.position();
    return first.remaining() < 5
        ? "not there yet"
        : String.format("0x%02x%02x", first.get(at + 3), first.get(at + 4));
  }

  private static @Nullable TlsFailure judge(ByteBuffer first, List<Greeting> greetings) {
    if (!first.hasRemaining()) {
      return null;
    }
    int type = RecordHeader.type(first);
    // a record, though perhaps a wrong one: its header says more
    if (type >= ContentType.CHANGE_CIPHER_SPEC.code() && type <= ContentType.HEARTBEAT.code()) {
      return null;
    }
    String text = text(first);
    for (Greeting greeting : greetings) {
      if (text.regionMatches(0, greeting.start, 0, Math.min(DECISIVE, greeting.start.length()))
          && text.length() >= Math.min(DECISIVE, greeting.start.length())) {
        return TlsFailure.of(greeting.reason, greeting.detail + ": " + printable(text));
      }
    }
    return first.remaining() < DECISIVE
        ? null
        : TlsFailure.of(Reason.NOT_TLS, "they read " + printable(text));
  }

  private static String text(ByteBuffer first) {
    byte[] octets = new byte[Math.min(QUOTED, first.remaining())];
    first.get(first.position(), octets);
    return new String(octets, ISO_8859_1);
  }

  /**
   * The first line in quotes, with everything that is not plain ASCII as a dot; so no control
   * sequence reaches a log.
   */
  private static String printable(String text) {
    StringBuilder line = new StringBuilder("\"");
    for (int i = 0; i < text.length() && text.charAt(i) != '\r' && text.charAt(i) != '\n'; i++) {
      char c = text.charAt(i);
      line.append(c >= ' ' && c <= '~' ? c : '.');
    }
    return line.append('"').toString();
  }
}
