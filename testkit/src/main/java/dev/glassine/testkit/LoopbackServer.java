package dev.glassine.testkit;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Our server on loopback: answers every HTTP request with {@link #ANSWER}, and keeps what each
 * connection came to.
 */
public final class LoopbackServer implements AutoCloseable {
  /** The body of every answer. */
  public static final String ANSWER = "hello from glassine";

  /**
   * What a connection came to.
   *
   * @param info null where the handshake failed
   * @param failure null where nothing failed
   */
  public record Outcome(@Nullable ConnectionInfo info, @Nullable Exception failure) {}

  private final ServerSocket listening;
  private final ServerConfig config;

  /** In the order in which they were accepted, which is not always the order in which they end. */
  private final BlockingQueue<CompletableFuture<Outcome>> outcomes = new LinkedBlockingQueue<>();

  /** Listens on a free port. */
  public LoopbackServer(ServerConfig config) throws IOException {
    this.config = config;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("loopback-server").start(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return listening.getLocalPort();
  }

  /** The next connection's outcome; waits up to ten seconds for it to come, and for its end. */
  public Outcome next() throws InterruptedException {
    CompletableFuture<Outcome> outcome = outcomes.poll(10, TimeUnit.SECONDS);
    if (outcome == null) {
      throw new AssertionError("nobody has connected");
    }
    try {
      return outcome.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the connection has not ended", e);
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        outcomes.add(outcome);
        Thread.ofVirtual().start(() -> visit(socket, outcome));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void visit(Socket socket, CompletableFuture<Outcome> outcome) {
    ConnectionInfo info = null;
    try {
      socket.setSoTimeout(10_000);
      try (SocketLink link = new SocketLink(socket, TlsEngine.server(config))) {
        info = link.handshake();
        link.readUntil("\n", 16 * 1024);
        link.write(
            ("HTTP/1.0 200 OK\r\nContent-Length: "
                    + ANSWER.length()
                    + "\r\nConnection: close\r\n\r\n"
                    + ANSWER)
                .getBytes(StandardCharsets.US_ASCII));
      }
      outcome.complete(new Outcome(info, null));
    } catch (TlsFailure | IOException e) {
      outcome.complete(new Outcome(info, e));
    } catch (RuntimeException e) {
      outcome.completeExceptionally(e);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
