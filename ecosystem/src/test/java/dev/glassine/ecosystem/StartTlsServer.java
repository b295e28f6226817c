package dev.glassine.ecosystem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/**
 * A mail server (RFC 5321) that takes nothing before STARTTLS, and answers a message with its
 * attachment's digest. TLS is the JDK's.
 */
final class StartTlsServer extends JdkServer {
  private static final int BUFFER = 64 * 1024;

  StartTlsServer(Setup setup) throws IOException {
    super("starttls-server", setup);
  }

  @Override
  void serve(Socket tcp) throws IOException {
    say(tcp.getOutputStream(), "220 mail.example.test ready");
    String command = line(tcp.getInputStream());
    while (!command.equalsIgnoreCase("STARTTLS")) {
      if (command.isEmpty()) {
        return;
      }
      say(tcp.getOutputStream(), "250-mail.example.test\r\n250 STARTTLS");
      command = line(tcp.getInputStream());
    }
    say(tcp.getOutputStream(), "220 go ahead");
    SSLSocket socket = secured(tcp);
    serve(socket);
    socket.close();
  }

  private static void serve(SSLSocket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII), BUFFER);
    OutputStream out = socket.getOutputStream();
    for (String command = in.readLine(); command != null; command = in.readLine()) {
      String verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      switch (verb) {
        case "XWHO" -> say(out, "250 hello " + HttpAnswers.client(socket.getSession()));
        case "XECHO" -> say(out, "250 " + command.substring(6));
        case "DATA" -> {
          say(out, "354 go on");
          say(out, "250 " + digest(in));
        }
        case "QUIT" -> {
          say(out, "221 goodbye");
          return;
        }
        default -> say(out, "250 fine");
      }
    }
  }

  /** Of the body behind the head, in base64 (RFC 2045 §6.8). */
  private static String digest(BufferedReader in) throws IOException {
    String field = in.readLine();
    while (field != null && !field.isEmpty()) {
      field = in.readLine();
    }
    try (Payload.Digest digest = new Payload.Digest()) {
      for (String line = next(in); !line.equals("."); line = next(in)) {
        digest.write(Base64.getDecoder().decode(line));
      }
      return digest.toString();
    }
  }

  private static String next(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EOFException("the message has no end");
    }
    return line;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  /** Without reading ahead: TLS may follow. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }
}
