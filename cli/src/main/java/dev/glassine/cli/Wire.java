package dev.glassine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** The octets under a TLS connection, both ways. */
interface Wire {
  /** What the peer sends. */
  InputStream in();

  /** What we send. */
  OutputStream out();

  /** The socket is closed. */
  void closed();

  /** A socket's own streams. */
  static Wire of(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    return new Wire() {
      @Override
      public InputStream in() {
        return in;
      }

      @Override
      public OutputStream out() {
        return out;
      }

      @Override
      public void closed() {
        // nobody keeps a record of it
      }
    };
  }
}
