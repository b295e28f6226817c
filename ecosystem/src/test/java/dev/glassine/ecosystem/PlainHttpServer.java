package dev.glassine.ecosystem;

import dev.glassine.ecosystem.PlainHttp.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A server of HTTP/1.1 over the JDK's provider, for frameworks that are clients. It answers what
 * {@link HttpAnswers} says, and two paths more: {@code /end/N} is an answer that ends with
 * close_notify, after which the server still reads; {@code /cut/N} one that ends without.
 */
final class PlainHttpServer implements Service {
  private final ServerSocket listening;
  private final SSLContext tls;
  private final Setup setup;

  PlainHttpServer(Setup setup) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.tls = setup.jdk();
    this.setup = setup;
    Thread.ofVirtual().name("plain-http-server").start(this::accept);
  }

  @Override
  public int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket tcp = listening.accept();
        Thread.ofPlatform().daemon().start(() -> visit(tcp));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void visit(Socket tcp) {
    try (tcp) {
      tcp.setSoTimeout(60_000);
      tcp.setTcpNoDelay(true);
      SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, null, true);
      SSLParameters settings = socket.getSSLParameters();
      settings.setProtocols(setup.versions());
      settings.setNeedClientAuth(setup.needsClient());
      socket.setSSLParameters(settings);
      serve(tcp, socket);
      socket.close();
    } catch (IOException e) {
      // the client went away, as some tests want it to
    }
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

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
