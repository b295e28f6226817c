package dev.glassine.ecosystem;

import dev.glassine.ecosystem.PlainHttp.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/**
 * A server of HTTP/1.1 over the JDK's provider, for frameworks that are clients. It answers what
 * {@link HttpAnswers} says, and two paths more: {@code /end/N} is an answer that ends with
 * close_notify, after which the server still reads; {@code /cut/N} one that ends without.
 */
final class PlainHttpServer extends JdkServer {
  PlainHttpServer(Setup setup) throws IOException {
    super("plain-http-server", setup);
  }

  @Override
  void serve(Socket tcp) throws IOException {
    SSLSocket socket = secured(tcp);
    socket.setEnabledProtocols(setup.versions());
    serve(tcp, socket);
    socket.close();
  }

  private static void serve(Socket tcp, SSLSocket socket) throws IOException {
    InputStream in = PlainHttp.buffered(socket.getInputStream());
    OutputStream out = PlainHttp.buffered(socket.getOutputStream());
    for (Head head = PlainHttp.head(in); !head.start().isEmpty(); head = PlainHttp.head(in)) {
      String path = head.word(1);
      if (path.startsWith("/end/") || path.startsWith("/cut/")) {
        toTheEnd(path, tcp, socket, out);
        return;
      }
      HttpAnswers.answer(
          path,
          HttpAnswers.client(socket.getSession()),
          head.body(in),
          length -> {
            PlainHttp.write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
            return new Unclosed(out);
          });
      out.flush();
    }
  }

  private static void toTheEnd(String path, Socket tcp, SSLSocket socket, OutputStream out)
      throws IOException {
    PlainHttp.write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    HttpAnswers.octets(path).octets().transferTo(out);
    out.flush();
    if (path.startsWith("/cut/")) {
      tcp.shutdownOutput();
      return;
    }
    socket.shutdownOutput();
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** Leaves the connection open when an answer is complete. */
  static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      out.write(octets, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
