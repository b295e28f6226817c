package dev.glassine.testkit.jsse;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server socket on loopback whose every connection is served on a virtual thread. */
final class Loopback implements AutoCloseable {
  /** What the server does with a connection. */
  @FunctionalInterface
  interface Service {
    void serve(SSLSocket socket) throws Exception;
  }

  private final SSLServerSocket server;
  private final CompletableFuture<Void> firstServed = new CompletableFuture<>();

  private Loopback(SSLServerSocket server, Service service) {
    this.server = server;
    Thread.ofVirtual().start(() -> accept(service));
  }

  static Loopback serving(SSLContext context, Service service) throws IOException {
    return serving(context, socket -> {}, service);
  }

  static Loopback serving(SSLContext context, Consumer<SSLServerSocket> settings, Service service)
      throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    settings.accept(server);
    return new Loopback(server, service);
  }

  int port() {
    return server.getLocalPort();
  }

  /** A client's socket to it. */
  SSLSocket connect(SSLContext context) throws IOException {
    return (SSLSocket) context.getSocketFactory().createSocket("localhost", port());
  }

  /** Waits until the first connection has been served, and throws what that threw. */
  void awaitServed() throws Exception {
    try {
      firstServed.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } catch (TimeoutException e) {
      throw new AssertionError("the server is still busy", e);
    }
  }

  private void accept(Service service) {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        Thread.ofVirtual().start(() -> serve(service, socket));
      } catch (IOException e) {
        firstServed.completeExceptionally(e);
      }
    }
  }

  private void serve(Service service, SSLSocket socket) {
    try (socket) {
      service.serve(socket);
      firstServed.complete(null);
    } catch (Throwable e) {
      firstServed.completeExceptionally(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
