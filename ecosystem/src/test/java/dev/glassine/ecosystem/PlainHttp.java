package dev.glassine.ecosystem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** As much of HTTP/1.1 (RFC 9112) as both counterparts need: heads, lengths and chunks. */
final class PlainHttp {
  private static final int BUFFER = 64 * 1024;

  private PlainHttp() {}

  /** A start line and its fields, names in small letters. */
  record Head(String start, Map<String, String> fields) {
    /** The words of the start line. */
    String word(int index) {
      return start.split(" ", 3)[index];
    }

    /** The body that follows, and no octet more. */
    InputStream body(InputStream in) {
      if ("chunked".equalsIgnoreCase(fields.get("transfer-encoding"))) {
        return new Chunks(in);
      }
      String length = fields.get("content-length");
      return length == null
          ? InputStream.nullInputStream()
          : new Counted(in, Long.parseLong(length));
    }
  }

  static InputStream buffered(InputStream in) {
    return new BufferedInputStream(in, BUFFER);
  }

  static OutputStream buffered(OutputStream out) {
    return new BufferedOutputStream(out, BUFFER);
  }

  static void write(OutputStream out, String head) throws IOException {
    out.write(head.getBytes(US_ASCII));
  }

  /** Reads a head; its start line is empty at the end of the stream. */
  static Head head(InputStream in) throws IOException {
    String start = line(in);
    Map<String, String> fields = new HashMap<>();
    for (String line = start.isEmpty() ? "" : line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Head(start, fields);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }

  /** A body whose length is known (RFC 9112 §6.2). */
  private static final class Counted extends InputStream {
    private final InputStream in;
    private long left;

    Counted(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException(left + " octets of the body are missing");
      }
      left -= count;
      return count;
    }
  }

  /** A body in chunks (RFC 9112 §7.1). */
  private static final class Chunks extends InputStream {
    private final InputStream in;
    private InputStream chunk = InputStream.nullInputStream();
    private boolean first = true;
    private boolean ended;

    Chunks(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (!ended) {
        int count = chunk.read(target, offset, length);
        if (count > 0) {
          return count;
        }
        next();
      }
      return -1;
    }

    private void next() throws IOException {
      if (!first) {
        line(in);
      }
      first = false;
      long size = Long.parseLong(line(in).split(";", 2)[0].strip(), 16);
      if (size == 0) {
        line(in);
        ended = true;
      } else {
        chunk = new Counted(in, size);
      }
    }
  }
}
