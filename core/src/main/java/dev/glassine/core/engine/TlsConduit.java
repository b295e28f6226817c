package dev.glassine.core.engine;

import dev.glassine.core.alert.TlsFailure;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Feed and drain: a thin layer over {@link TlsEngine} that keeps what is not yet a whole record and
 * what the application has not read yet, so that octets may come and go in pieces of any size. One
 * owner thread at a time.
 *
 * <p>After each {@link #feed} and each {@link #write}, {@link #drain} gives what is due to the
 * peer. Holds no array while nothing waits.
 */
public final class TlsConduit {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private final TlsEngine engine;
  private ByteBuffer received = EMPTY;
  private ByteBuffer plaintext = EMPTY;

  /** A conduit around an engine that nobody else sends or receives with. */
  public TlsConduit(TlsEngine engine) {
    this.engine = engine;
  }

  /** The engine, for everything but sending and receiving. */
  public TlsEngine engine() {
    return engine;
  }

  /**
   * Octets have arrived from the peer. All are taken; whole records are dealt with up to the next
   * pending question, after whose answer {@link #resume} goes on.
   *
   * @throws TlsFailure where the connection fails; {@link #drain} then has the alert
   */
  public void feed(ByteBuffer network) {
    received = append(received, network);
    resume();
  }

  /** Goes on with what has arrived; to be called after a question was answered. */
  public void resume() {
    while (received.hasRemaining() && engine.question() == null) {
      makeRoom();
      plaintext.compact();
      TlsEngine.Progress progress;
      try {
        progress = engine.receive(received, plaintext);
      } finally {
        plaintext.flip();
      }
      if (progress.status() != TlsEngine.Status.OK) {
        if (progress.status() == TlsEngine.Status.CLOSED) {
          received = EMPTY;
        }
        break;
      }
    }
    received = shrink(received);
    plaintext = shrink(plaintext);
  }

  /** The peer's stream has ended; see {@link TlsEngine#inputEnded}. */
  public void inputEnded() {
    engine.inputEnded();
  }

  /**
   * Octets that have arrived and wait: for the rest of their record, or, while a question is
   * pending, for its answer.
   */
  public int unfinished() {
    return received.remaining();
  }

  /** Octets of application data that can be read. */
  public int readable() {
    return plaintext.remaining();
  }

  /** Moves application data into {@code target}; returns how many octets. */
  public int read(ByteBuffer target) {
    int count = Math.min(plaintext.remaining(), target.remaining());
    target.put(target.position(), plaintext, plaintext.position(), count);
    target.position(target.position() + count);
    plaintext.position(plaintext.position() + count);
    plaintext = shrink(plaintext);
    return count;
  }

  /** What is due to the peer; empty where nothing is. */
  public byte[] drain() {
    return write(EMPTY);
  }

  /**
   * Seals all of {@code application} and gives it behind what was due to the peer before.
   *
   * @throws TlsFailure API_MISUSE before the handshake is complete, or after {@link
   *     TlsEngine#closeWrite}, if there is data
   */
  public byte[] write(ByteBuffer application) {
    if (application.hasRemaining() && (!engine.isEstablished() || engine.isWriteClosed())) {
      throw new TlsFailure.Misuse(
          engine.isWriteClosed()
              ? "our direction is closed"
              : "application data can be sent once the handshake is complete");
    }
    byte[] out =
        new byte
            [engine.pendingOutput() + (application.hasRemaining() ? engine.maxRecordLength() : 0)];
    int length = 0;
    while (application.hasRemaining() || engine.pendingOutput() > 0) {
      if (out.length - length < engine.maxRecordLength()) {
        out = Arrays.copyOf(out, Math.max(2 * out.length, length + engine.maxRecordLength()));
      }
      length +=
          engine.send(application, ByteBuffer.wrap(out, length, out.length - length)).produced();
    }
    return length == out.length ? out : Arrays.copyOf(out, length);
  }

  private void makeRoom() {
    int record = engine.maxReceivedLength();
    if (plaintext.capacity() - plaintext.remaining() < record) {
      ByteBuffer larger =
          ByteBuffer.allocate(Math.max(2 * plaintext.remaining(), plaintext.remaining() + record));
      plaintext = larger.put(plaintext).flip();
    }
  }

  private static ByteBuffer append(ByteBuffer held, ByteBuffer more) {
    ByteBuffer joined = ByteBuffer.allocate(held.remaining() + more.remaining());
    return joined.put(held).put(more).flip();
  }

  private static ByteBuffer shrink(ByteBuffer buffer) {
    return buffer.hasRemaining() ? buffer : EMPTY;
  }
}
