package dev.glassine.ecosystem;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A server on loopback whose TLS is the JDK's, for frameworks that are clients: a thread for each
 * visitor, until it is closed. What it speaks, its subclasses say.
 */
abstract class JdkServer implements Service {
  private final ServerSocket listening;
  private final SSLContext tls;
  final Setup setup;

  JdkServer(String name, Setup setup) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.tls = setup.jdk();
    this.setup = setup;
    Thread.ofVirtual().name(name).start(this::accept);
  }

  /** Serves one visitor; the connection is closed afterwards. */
  abstract void serve(Socket tcp) throws IOException;

  /** The server's end of TLS over {@code tcp}, before its handshake. */
  final SSLSocket secured(Socket tcp) throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, null, true);
    SSLParameters settings = socket.getSSLParameters();
    settings.setNeedClientAuth(setup.needsClient());
    socket.setSSLParameters(settings);
    return socket;
  }

  @Override
  public final int port() {
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
      serve(tcp);
    } catch (IOException e) {
      // the client went away, as some tests want it to
    }
  }

  @Override
  public final void close() throws IOException {
    listening.close();
  }
}
