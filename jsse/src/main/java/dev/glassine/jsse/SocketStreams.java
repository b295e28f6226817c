package dev.glassine.jsse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.Objects;

/** The two streams of a socket. Each byte of data goes through its conversation. Thread-safe. */
final class SocketStreams {
  private final GlassineSocket socket;
  private final InputStream input = new Input();
  private final OutputStream output = new Output();

  SocketStreams(GlassineSocket socket) {
    this.socket = socket;
  }

  InputStream input() {
    return input;
  }

  OutputStream output() {
    return output;
  }

  private SocketConversation open() throws IOException {
    if (socket.isClosed()) {
      throw new SocketException("the socket is closed");
    }
    return socket.handshaken();
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      return length == 0 ? 0 : open().read(target, offset, length);
    }

    @Override
    public int available() throws IOException {
      return open().available();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, source.length);
      SocketConversation open = open();
      if (length > 0) {
        open.write(source, offset, length);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
