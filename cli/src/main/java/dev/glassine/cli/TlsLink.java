package dev.glassine.cli;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TLS connection over a blocking socket. One thread may read while another writes: the engine is
 * entered under a lock, which is never held while the socket is waited for.
 */
final class TlsLink implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;

  /**
   * How long the peer is listened to after a failure, so that our alert reaches it before the
   * connection is reset.
   */
  private static final int LINGER_MILLISECONDS = 500;

  private final Socket socket;
  private final TlsConduit conduit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Wire wire;
  private final InputStream in;
  private final OutputStream out;

  TlsLink(Socket socket, TlsEngine engine) throws IOException {
    this(socket, Wire.of(socket), engine);
  }

  TlsLink(Socket socket, Wire wire, TlsEngine engine) {
    this.socket = socket;
    this.wire = wire;
    this.conduit = new TlsConduit(engine);
    this.in = wire.in();
    this.out = wire.out();
  }

  /**
   * Runs the handshake to its end.
   *
   * @throws TlsFailure where it fails; the peer has been told
   */
  ConnectionInfo handshake() throws IOException {
    flush();
    while (!conduit.engine().isEstablished()) {
      receive();
    }
    ConnectionInfo info = conduit.engine().info();
    if (info == null) {
      throw new IOException("the handshake ended without a result");
    }
    return info;
  }

  /** Octets of the peer that are not a whole record yet. */
  int unfinished() {
    lock.lock();
    try {
      return conduit.unfinished();
    } finally {
      lock.unlock();
    }
  }

  /** Reads what is there, waiting for at least one octet; -1 after the peer's close_notify. */
  int read(byte[] target, int offset, int length) throws IOException {
    while (true) {
      lock.lock();
      try {
        if (conduit.readable() > 0) {
          return conduit.read(ByteBuffer.wrap(target, offset, length));
        }
        if (conduit.engine().isReadClosed()) {
          return -1;
        }
      } finally {
        lock.unlock();
      }
      receive();
    }
  }

  /** Writes all of it. */
  void write(byte[] data, int offset, int length) throws IOException {
    lock.lock();
    try {
      send(conduit.write(ByteBuffer.wrap(data, offset, length)));
    } finally {
      lock.unlock();
    }
  }

  private void send(byte[] octets) throws IOException {
    try {
      out.write(octets);
      out.flush();
    } catch (SocketException gone) {
      hearLastWords();
      throw gone;
    }
  }

  /**
   * A peer that has hung up may have said why before: its alert is still there to be read. What
   * reads as an end of the stream after that is none: the reset was told to the writer.
   */
  private void hearLastWords() {
    byte[] octets = new byte[CHUNK];
    try {
      for (int n = in.read(octets); n >= 0; n = in.read(octets)) {
        conduit.feed(ByteBuffer.wrap(octets, 0, n));
      }
    } catch (IOException e) {
      // it said nothing
    }
  }

  /** The rest of the peer's data, up to {@code limit} octets. */
  byte[] readAll(int limit) throws IOException {
    var all = new java.io.ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int n = read(chunk, 0, chunk.length);
        n >= 0 && all.size() < limit;
        n = read(chunk, 0, chunk.length)) {
      all.write(chunk, 0, n);
    }
    return all.toByteArray();
  }

  /** Ends our direction with close_notify. */
  void closeWrite() throws IOException {
    lock.lock();
    try {
      conduit.engine().closeWrite();
      out.write(conduit.drain());
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for octets of the peer and gives them to the engine; what that makes due is sent. */
  private void receive() throws IOException {
    byte[] octets = new byte[CHUNK];
    int count = in.read(octets);
    lock.lock();
    try {
      if (count < 0) {
        conduit.inputEnded();
      } else {
        conduit.feed(ByteBuffer.wrap(octets, 0, count));
      }
    } catch (TlsFailure e) {
      sayWhyAndEnd(e);
      throw e;
    } finally {
      lock.unlock();
    }
    flush();
  }

  private void flush() throws IOException {
    lock.lock();
    try {
      byte[] due = conduit.drain();
      if (due.length > 0) {
        send(due);
      }
    } finally {
      lock.unlock();
    }
  }

  private void sayWhyAndEnd(TlsFailure failure) {
    try {
      out.write(conduit.drain());
      out.flush();
      socket.shutdownOutput();
      socket.setSoTimeout(LINGER_MILLISECONDS);
      byte[] ignored = new byte[CHUNK];
      for (int i = 0; i < 16 && in.read(ignored) >= 0; i++) {
        // what the peer still had under way
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Ends both directions; close_notify goes out if it still can. */
  @Override
  public void close() throws IOException {
    try {
      if (!socket.isOutputShutdown() && !socket.isClosed()) {
        closeWrite();
      }
    } catch (SocketException e) {
      // the peer has gone already: there is nobody left to tell
    } finally {
      socket.close();
      wire.closed();
    }
  }
}
