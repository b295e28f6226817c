package dev.glassine.cli;

import dev.glassine.inspect.capture.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A plain TCP relay: passes on what a client and a server say to each other, octet by octet, half
 * closes and resets too, and lets somebody watch. Two virtual threads a connection; so many
 * connections at a time, further ones wait.
 */
final class TcpRelay implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 1024;
  private static final int BACKLOG = 128;
  private static final int CONNECT_MILLISECONDS = 10_000;
  private static final Duration TICK = Duration.ofMillis(50);

  private final ServerSocket listening;
  private final Target target;
  private final Watching watching;
  private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
  private final Set<RelayedConnection> open = ConcurrentHashMap.newKeySet();
  private long connections;

  private TcpRelay(ServerSocket listening, Target target, Watching watching) {
    this.listening = listening;
    this.target = target;
    this.watching = watching;
  }

  /** Listens at {@code address} for connections to {@code target}. */
  static TcpRelay listen(InetSocketAddress address, Target target, Watching watching)
      throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address, BACKLOG);
      return new TcpRelay(socket, target, watching);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  /** Accepts until the relay is closed. */
  void run() throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(this::tick);
      while (!listening.isClosed()) {
        places.acquireUninterruptibly();
        try {
          Socket client = listening.accept();
          long number = ++connections;
          threads.execute(() -> relay(number, client));
        } catch (SocketException e) {
          places.release();
          if (!listening.isClosed()) {
            throw e;
          }
        }
      }
      letThemEnd();
    }
  }

  /** What is about to end may do so, a short time; the rest is cut off. */
  private void letThemEnd() {
    try {
      for (int i = 0; i < 20 && !open.isEmpty(); i++) {
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(RelayedConnection::abort);
  }

  private void relay(long number, Socket client) {
    String who = String.valueOf(client.getRemoteSocketAddress()).replaceFirst("^/", "");
    try (client;
        Socket server = new Socket()) {
      if (connect(number, who, server)) {
        RelayedConnection connection =
            new RelayedConnection(client, server, watching.begin(number, client, server));
        open.add(connection);
        try {
          connection.run();
        } finally {
          open.remove(connection);
        }
      }
    } catch (IOException e) {
      watching.say(number, "not relayed: " + e.getMessage());
    } finally {
      places.release();
    }
  }

  private boolean connect(long number, String who, Socket server) {
    try {
      server.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLISECONDS);
      return true;
    } catch (UnknownHostException e) {
      watching.say(number, who + " came, but no address is known for " + target.host());
    } catch (IOException e) {
      watching.say(
          number, who + " came, but " + target.authority() + " does not answer: " + e.getMessage());
    }
    return false;
  }

  /** Keys may come at any time. */
  private void tick() {
    while (!listening.isClosed()) {
      try {
        Thread.sleep(TICK);
      } catch (InterruptedException e) {
        return;
      }
      open.forEach(RelayedConnection::tick);
    }
  }

  /** The two ends as a capture shows them: as if nothing stood between them. */
  static Endpoint endpoint(Socket socket) {
    return Endpoint.of((InetSocketAddress) socket.getRemoteSocketAddress());
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
