package dev.glassine.testkit.jsse;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import javax.net.ssl.SSLSocket;

/**
 * Just enough of HTTP/2 (RFC 9113) to answer every request with status 200 and one body, for a
 * client that is tested for something else.
 */
final class TinyHttp2Server {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;

  /** RFC 7541 §6.1: index 8 of the static table is ":status: 200". */
  private static final byte[] STATUS_200 = {(byte) 0x88};

  private final byte[] body;

  TinyHttp2Server(byte[] body) {
    this.body = body;
  }

  void serve(SSLSocket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    byte[] preface = in.readNBytes(PREFACE.length());
    if (!new String(preface, US_ASCII).equals(PREFACE)) {
      throw new IOException("no HTTP/2 preface");
    }
    frame(out, SETTINGS, 0, 0, new byte[0]);
    try {
      while (answer(in, out)) {
        out.flush();
      }
    } catch (SocketException e) {
      // the client has gone
    }
  }

  private boolean answer(DataInputStream in, OutputStream out) throws IOException {
    int high = in.read();
    if (high < 0) {
      return false;
    }
    int length = high << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(length);
    if (type == SETTINGS && (flags & ACK) == 0) {
      frame(out, SETTINGS, ACK, 0, new byte[0]);
    } else if (type == PING && (flags & ACK) == 0) {
      frame(out, PING, ACK, 0, payload);
    } else if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
      frame(out, HEADERS, END_HEADERS, stream, STATUS_200);
      frame(out, DATA, END_STREAM, stream, body);
    }
    return type != GOAWAY;
  }

  private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    byte[] frame = new byte[9 + payload.length];
    frame[0] = (byte) (payload.length >> 16);
    frame[1] = (byte) (payload.length >> 8);
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[5] = (byte) (stream >> 24);
    frame[6] = (byte) (stream >> 16);
    frame[7] = (byte) (stream >> 8);
    frame[8] = (byte) stream;
    System.arraycopy(payload, 0, frame, 9, payload.length);
    out.write(frame);
  }
}
