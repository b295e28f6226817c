package dev.glassine.testkit;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.registry.ProtocolVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A TLS connection over a real socket, for one thread: what tests need to talk to real peers. */
public final class SocketLink implements AutoCloseable {
  private static final int LINGER_MILLISECONDS = 500;

  /** Looks on at what passes between the engine and the network. */
  public interface Tap {
    /** The peer's octets, before the engine gets them. */
    void received(byte[] octets);

    /** Ours, before the network gets them. */
    void sent(byte[] octets);

    /** The peer's stream has ended, which the engine is told next. */
    default void ended() {}
  }

  private static final Tap NOBODY =
      new Tap() {
        @Override
        public void received(byte[] octets) {
          // nobody looks on
        }

        @Override
        public void sent(byte[] octets) {
          // nobody looks on
        }
      };

  private final Socket socket;
  private final TlsConduit conduit;
  private final Tap tap;

  /** A link whose handshake has not begun. */
  public SocketLink(Socket socket, TlsEngine engine) {
    this(socket, engine, NOBODY);
  }

  /** A link that somebody looks on at. */
  public SocketLink(Socket socket, TlsEngine engine, Tap tap) {
    this.socket = socket;
    this.conduit = new TlsConduit(engine);
    this.tap = tap;
  }

  /** Runs the handshake to its end. */
  public ConnectionInfo handshake() throws IOException {
    flush();
    while (!conduit.engine().isEstablished()) {
      receive();
    }
    return java.util.Objects.requireNonNull(conduit.engine().info());
  }

  /** Writes all of it. */
  public void write(byte[] data) throws IOException {
    send(conduit.write(ByteBuffer.wrap(data)));
  }

  /** What has arrived, waiting for some; empty once the peer has closed. */
  public byte[] read() throws IOException {
    while (conduit.readable() == 0 && !conduit.engine().isReadClosed()) {
      receive();
    }
    byte[] data = new byte[conduit.readable()];
    conduit.read(ByteBuffer.wrap(data));
    return data;
  }

  /**
   * Says close_notify, or ends the stream in SSL 2.0, which has no word for it; reading goes on.
   */
  public void closeWrite() throws IOException {
    conduit.engine().closeWrite();
    flush();
    ConnectionInfo info = conduit.engine().info();
    if (info != null && info.version().equals(ProtocolVersion.SSL_2_0)) {
      socket.shutdownOutput();
    }
  }

  /**
   * Reads until what was read contains {@code end} or the peer has closed, at most {@code limit}
   * octets.
   */
  public byte[] readUntil(String end, int limit) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < limit
        && !all.toString(java.nio.charset.StandardCharsets.ISO_8859_1).contains(end)) {
      byte[] data = read();
      if (data.length == 0) {
        break;
      }
      all.writeBytes(data);
    }
    return all.toByteArray();
  }

  private void receive() throws IOException {
    byte[] octets = new byte[16 * 1024];
    int count = socket.getInputStream().read(octets);
    try {
      if (count < 0) {
        tap.ended();
        conduit.inputEnded();
      } else {
        byte[] arrived = Arrays.copyOf(octets, count);
        tap.received(arrived);
        conduit.feed(ByteBuffer.wrap(arrived));
      }
    } catch (TlsFailure e) {
      flush();
      socket.shutdownOutput();
      linger();
      throw e;
    }
    flush();
  }

  private void flush() throws IOException {
    send(conduit.drain());
  }

  private void send(byte[] octets) throws IOException {
    if (octets.length > 0) {
      tap.sent(octets);
      socket.getOutputStream().write(octets);
    }
  }

  /** Takes what the peer still has under way, so that our last words are not lost to a reset. */
  private void linger() throws IOException {
    socket.setSoTimeout(LINGER_MILLISECONDS);
    try {
      byte[] ignored = new byte[4096];
      for (int i = 0; i < 64 && socket.getInputStream().read(ignored) >= 0; i++) {
        // nothing to do with it
      }
    } catch (IOException e) {
      // the peer is gone: that is what was waited for
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (!socket.isClosed() && !socket.isOutputShutdown()) {
        conduit.engine().closeWrite();
        flush();
        socket.shutdownOutput();
        linger();
      }
    } catch (IOException e) {
      // the peer has gone first
    } finally {
      socket.close();
    }
  }
}
