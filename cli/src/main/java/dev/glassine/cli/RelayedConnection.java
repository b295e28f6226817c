package dev.glassine.cli;

import dev.glassine.inspect.capture.StreamListener.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection through the relay: what one end says is seen, then passed on to the other. */
final class RelayedConnection {
  private static final int CHUNK = 16 * 1024;

  private final Socket client;
  private final Socket server;
  private final WatchedConnection watched;

  RelayedConnection(Socket client, Socket server, WatchedConnection watched) {
    this.client = client;
    this.server = server;
    this.watched = watched;
  }

  /** Passes on until both ends have ended. */
  void run() throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    Thread back = Thread.ofVirtual().name("back").start(() -> passOn(server, client, Way.BACKWARD));
    passOn(client, server, Way.FORWARD);
    try {
      back.join();
    } catch (InterruptedException e) {
      abort();
    }
    watched.finished();
  }

  private void passOn(Socket from, Socket to, Way way) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = read(in, chunk, way); count >= 0; count = read(in, chunk, way)) {
        watched.data(way, chunk, 0, count);
        out.write(chunk, 0, count);
      }
      to.shutdownOutput();
      watched.ended(way, false);
    } catch (IOException e) {
      // one end has gone without a word: the other is told in the same way
      reset(from);
      reset(to);
    }
  }

  /** A reset is the sender's; a write that fails is the other thread's to tell. */
  private int read(InputStream in, byte[] chunk, Way way) throws IOException {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      watched.ended(way, true);
      throw e;
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // it is closed already
    }
  }

  void abort() {
    reset(client);
    reset(server);
  }

  void tick() {
    watched.tick();
  }
}
