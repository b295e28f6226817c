package dev.glassine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The plain-text conversations that end in TLS on the same connection. */
enum StartTls {
  /** RFC 3207. */
  smtp {
    @Override
    void negotiate(InputStream in, OutputStream out) throws IOException {
      expect(smtpReply(in), "220", "greeting");
      say(out, "EHLO glassine.invalid\r\n");
      expect(smtpReply(in), "250", "EHLO");
      say(out, "STARTTLS\r\n");
      expect(smtpReply(in), "220", "STARTTLS");
    }
  },
  /** RFC 9051 §6.2.1. */
  imap {
    @Override
    void negotiate(InputStream in, OutputStream out) throws IOException {
      expect(line(in), "* ", "greeting");
      say(out, "a1 STARTTLS\r\n");
      String reply = line(in);
      while (reply.startsWith("* ")) {
        reply = line(in);
      }
      expect(reply, "a1 OK", "STARTTLS");
    }
  },
  /** PostgreSQL frontend/backend protocol: SSLRequest. */
  postgres {
    @Override
    void negotiate(InputStream in, OutputStream out) throws IOException {
      out.write(new byte[] {0, 0, 0, 8, 4, (byte) 0xD2, 0x16, 0x2F});
      out.flush();
      int reply = in.read();
      if (reply != 'S') {
        throw new IOException(
            "the server answered SSLRequest with '" + (char) reply + "': it has TLS switched off");
      }
    }
  },
  /** RFC 4511 §4.14: the extended operation 1.3.6.1.4.1.1466.20037. */
  ldap {
    @Override
    void negotiate(InputStream in, OutputStream out) throws IOException {
      byte[] name = "1.3.6.1.4.1.1466.20037".getBytes(StandardCharsets.US_ASCII);
      byte[] request = new byte[9 + name.length];
      byte[] head = {
        0x30,
        (byte) (7 + name.length),
        2,
        1,
        1,
        0x77,
        (byte) (2 + name.length),
        (byte) 0x80,
        (byte) name.length
      };
      System.arraycopy(head, 0, request, 0, head.length);
      System.arraycopy(name, 0, request, head.length, name.length);
      out.write(request);
      out.flush();
      byte[] reply = message(in);
      // LDAPMessage { messageID INTEGER, extendedResp [APPLICATION 24] { resultCode ENUMERATED ...
      // } }
      int result = resultCode(reply);
      if (result != 0) {
        throw new IOException("the server refused StartTLS with LDAP result code " + result);
      }
    }

    private byte[] message(InputStream in) throws IOException {
      if (in.read() != 0x30) {
        throw new IOException("the server did not answer StartTLS with an LDAP message");
      }
      int length = in.read();
      if (length > 0x80 && length <= 0x84) {
        int octets = length & 0x7F;
        length = 0;
        for (int i = 0; i < octets; i++) {
          length = length << 8 | in.read();
        }
      }
      if (length < 0 || length > 4096) {
        throw new IOException("the server's answer to StartTLS has no sound length");
      }
      return in.readNBytes(length);
    }

    private int resultCode(byte[] reply) throws IOException {
      for (int i = 0; i + 2 < reply.length; i++) {
        if (reply[i] == 0x0A && reply[i + 1] == 1) {
          return reply[i + 2] & 0xFF;
        }
      }
      throw new IOException("the server's answer to StartTLS has no result code");
    }
  };

  private static final int LONGEST_LINE = 4096;

  /** Runs the conversation up to the point where TLS begins. */
  abstract void negotiate(InputStream in, OutputStream out) throws IOException;

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void expect(String reply, String start, String step) throws IOException {
    if (!reply.startsWith(start)) {
      throw new IOException(
          "the server answered " + step + " with: " + reply.replaceAll("\\p{Cntrl}", "."));
    }
  }

  /** The last line of a reply of one or more lines. */
  private static String smtpReply(InputStream in) throws IOException {
    String reply = line(in);
    while (reply.length() > 3 && reply.charAt(3) == '-') {
      reply = line(in);
    }
    return reply;
  }

  /** One line, octet by octet: nothing behind it may be taken from what becomes TLS. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > LONGEST_LINE) {
        throw new IOException(
            c < 0
                ? "the server closed the connection before STARTTLS"
                : "the server's line is too long");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }
}
