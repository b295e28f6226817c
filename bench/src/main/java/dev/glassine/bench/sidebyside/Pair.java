package dev.glassine.bench.sidebyside;

import dev.glassine.bench.sidebyside.Workload.Bulk;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A client and a server in memory, and the loop that every user of {@code SSLEngine} writes. The
 * buffers are {@link Buffers}, which one thread uses for one pair after another.
 */
final class Pair {
  /** Twice what the largest record takes, so that no stack is kept waiting for room. */
  static final int ROOM = 2 * 16709;

  /** Header, the octet, its type, the tag: in TLS 1.3 at least. */
  private static final int RECORD_OF_ONE_OCTET = 5 + 1 + 1 + 16;

  /** What goes to and fro: both ends' output, and data before and after. */
  static final class Buffers {
    final ByteBuffer toServer;
    final ByteBuffer toClient;
    final ByteBuffer written;
    final ByteBuffer read;
    final ByteBuffer nothing = ByteBuffer.allocate(0);

    Buffers(boolean direct) {
      toServer = make(direct);
      toClient = make(direct);
      written = make(direct);
      read = make(direct);
    }

    private static ByteBuffer make(boolean direct) {
      return direct ? ByteBuffer.allocateDirect(ROOM) : ByteBuffer.allocate(ROOM);
    }

    void clear() {
      toServer.clear();
      toClient.clear();
      written.clear();
      read.clear();
    }
  }

  private final Stack stack;
  private final SSLEngine client;
  private final SSLEngine server;
  private final Buffers buffers;

  Pair(Stack stack, Scene scene, Bulk cipher, Buffers buffers) throws GeneralSecurityException {
    this.stack = stack;
    this.client = stack.client(scene, cipher);
    this.server = stack.server(scene, cipher);
    this.buffers = buffers;
  }

  /**
   * Until both are done and neither has anything left to say, tickets included.
   *
   * @param wiretap listens, or null
   */
  void handshake(@Nullable Wiretap wiretap) throws SSLException {
    buffers.clear();
    client.beginHandshake();
    server.beginHandshake();
    boolean moved = true;
    while (moved) {
      moved = say(client, buffers.toServer);
      moved |= hear(server, buffers.toServer);
      int unheard = buffers.toClient.position();
      moved |= say(server, buffers.toClient);
      if (wiretap != null) {
        if (isDone(client)) {
          wiretap.afterwards(buffers.toClient.position() - unheard);
        } else {
          wiretap.server(buffers.toClient, unheard);
        }
      }
      moved |= hear(client, buffers.toClient);
    }
    if (!isDone(client) || !isDone(server)) {
      throw new SSLException(
          "stuck at " + client.getHandshakeStatus() + " and " + server.getHandshakeStatus());
    }
  }

  private static boolean isDone(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  /** Wraps while there is something to say. */
  private boolean say(SSLEngine engine, ByteBuffer out) throws SSLException {
    int before = out.position();
    while (tasks(engine) == HandshakeStatus.NEED_WRAP || stack.speaksUnasked()) {
      SSLEngineResult result = engine.wrap(buffers.nothing, out);
      if (result.bytesProduced() == 0 && result.getHandshakeStatus() != HandshakeStatus.NEED_TASK) {
        break;
      }
    }
    return out.position() > before;
  }

  /** Unwraps until the engine wants to speak first, or all was taken. */
  private boolean hear(SSLEngine engine, ByteBuffer in) throws SSLException {
    in.flip();
    boolean moved = false;
    while (in.hasRemaining() && tasks(engine) != HandshakeStatus.NEED_WRAP) {
      buffers.read.clear();
      SSLEngineResult result = engine.unwrap(in, buffers.read);
      if (result.bytesConsumed() == 0 && result.getHandshakeStatus() != HandshakeStatus.NEED_TASK) {
        break;
      }
      moved = true;
    }
    in.compact();
    tasks(engine);
    return moved;
  }

  private static HandshakeStatus tasks(SSLEngine engine) {
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status == HandshakeStatus.NEED_TASK) {
      Runnable task = engine.getDelegatedTask();
      if (task != null) {
        task.run();
      }
      status = engine.getHandshakeStatus();
    }
    return status;
  }

  /**
   * The server's first octet, which ends a handshake of a resumed session: BoringSSL keeps its
   * tickets back until the server has something to say, and without a ticket no other follows.
   *
   * @param wiretap listens, or null
   */
  void greet(@Nullable Wiretap wiretap) throws SSLException {
    buffers.toClient.clear();
    int sent = send(server, client, buffers.toClient, 1);
    if (wiretap != null) {
      wiretap.afterwards(sent - RECORD_OF_ONE_OCTET);
    }
  }

  /** Sends {@code size} octets from the client to the server. */
  void transfer(int size) throws SSLException {
    buffers.toServer.clear();
    send(client, server, buffers.toServer, size);
  }

  /** Octets on the wire. */
  private int send(SSLEngine from, SSLEngine to, ByteBuffer wire, int size) throws SSLException {
    buffers.written.clear().limit(size);
    while (buffers.written.hasRemaining()) {
      check(from.wrap(buffers.written, wire));
    }
    wire.flip();
    int sent = wire.limit();
    buffers.read.clear();
    while (wire.hasRemaining()) {
      check(to.unwrap(wire, buffers.read));
    }
    if (buffers.read.position() != size) {
      throw new SSLException(buffers.read.position() + " octets arrived, " + size + " were sent");
    }
    return sent;
  }

  private static void check(SSLEngineResult result) throws SSLException {
    if (result.getStatus() != Status.OK || result.bytesConsumed() + result.bytesProduced() == 0) {
      throw new SSLException("while data was sent: " + result);
    }
  }

  /** The suite that was agreed on. */
  String suite() {
    return client.getSession().getCipherSuite();
  }

  /** Lets go of both. */
  void release() {
    stack.release(client);
    stack.release(server);
  }
}
