package dev.glassine.testkit.interop.old;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.testkit.SocketLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Our server on loopback: sends back what it reads, and keeps what each connection came to. */
final class EchoServer implements AutoCloseable {
  private static final int PATIENCE_MILLISECONDS = 10_000;

  private final ServerSocket listening;
  private final ServerConfig config;
  private final boolean endsFirst;
  private final BlockingQueue<CompletableFuture<Told>> outcomes = new LinkedBlockingQueue<>();

  /**
   * Listens on a free port.
   *
   * @param endsFirst whether it closes after the first echo, as an HTTP server does
   */
  EchoServer(ServerConfig config, boolean endsFirst) throws IOException {
    this.config = config;
    this.endsFirst = endsFirst;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The next connection's outcome, in the order in which they came; waits for it. */
  Told next() throws Exception {
    CompletableFuture<Told> outcome = outcomes.poll(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
    if (outcome == null) {
      throw new AssertionError("nobody has come");
    }
    return outcome.get(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        CompletableFuture<Told> outcome = new CompletableFuture<>();
        outcomes.add(outcome);
        Thread.ofVirtual().start(() -> outcome.complete(visit(socket)));
      } catch (IOException e) {
        return;
      }
    }
  }

  private Told visit(Socket socket) {
    List<TlsEvent> events = new ArrayList<>();
    TlsEngine engine = TlsEngine.server(config, events::add);
    Exception failure = null;
    try (SocketLink link = new SocketLink(socket, engine)) {
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      socket.setTcpNoDelay(true);
      link.handshake();
      for (byte[] data = link.read(); data.length > 0; data = link.read()) {
        link.write(data);
        if (endsFirst) {
          break;
        }
      }
    } catch (TlsFailure | IOException e) {
      failure = e;
    }
    return new Told(engine.info(), events, failure);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
