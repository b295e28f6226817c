package dev.glassine.jsse;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Moves a conversation over streams that block. Thread-safe: one thread reads while another writes;
 * each has its lock, and the engine's own is held only while the engine works, never while octets
 * travel or a manager is asked. A thread that reads never waits for one that writes.
 */
final class SocketConversation {
  private static final ByteBuffer[] NO_DATA = new ByteBuffer[0];
  private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);
  private static final byte[] NOTHING = new byte[0];

  private final Conversation conversation;
  private final ReentrantLock engineLock;
  private final RecordInput input;
  private final OutputStream out;
  private final ArrayPool pool;
  private final ReentrantLock readLock = new ReentrantLock();
  private final ReentrantLock writeLock = new ReentrantLock();
  private byte[] plaintext = NOTHING;
  private int plaintextStart;
  private int plaintextEnd;

  /**
   * Over a connected transport.
   *
   * @param engineLock the conversation's
   * @param exact never reads beyond the last record, since the transport lives on
   */
  SocketConversation(
      Conversation conversation,
      ReentrantLock engineLock,
      InputStream in,
      OutputStream out,
      ArrayPool pool,
      boolean exact) {
    this.conversation = conversation;
    this.engineLock = engineLock;
    this.input = new RecordInput(in, pool, exact, conversation.engine()::recordLength);
    this.out = out;
    this.pool = pool;
  }

  Conversation conversation() {
    return conversation;
  }

  // Handshake

  /** Goes on with the handshake until it is complete; a time-out may interrupt it at any place. */
  void handshake() throws IOException {
    readLock.lock();
    try {
      while (!isEstablished()) {
        flush();
        Question question = locked(conversation::question);
        if (question != null) {
          answer(question);
        } else if (!isEstablished()) {
          throwIfOver();
          takeRecord(NO_ROOM);
        }
      }
      flush();
    } catch (SSLException e) {
      tellPeer();
      throw e;
    } finally {
      readLock.unlock();
    }
  }

  /** The same time-out, with where the handshake hangs. */
  SocketTimeoutException explained(SocketTimeoutException timeOut, int milliseconds) {
    Explanation why =
        locked(() -> conversation.engine().explainSilence(Duration.ofMillis(milliseconds)));
    SocketTimeoutException explained =
        new SocketTimeoutException(timeOut.getMessage() + ": " + why.what() + ": " + why.detail());
    explained.bytesTransferred = timeOut.bytesTransferred;
    explained.initCause(timeOut);
    return explained;
  }

  private void answer(Question question) throws SSLException {
    Answer answer;
    try {
      answer = Patience.await(conversation.think(question));
    } catch (RuntimeException e) {
      engineLock.lock();
      try {
        conversation.answerFailed(e);
      } finally {
        engineLock.unlock();
      }
      return;
    }
    engineLock.lock();
    try {
      conversation.answer(answer);
    } finally {
      engineLock.unlock();
    }
  }

  private void throwIfOver() throws IOException {
    engineLock.lock();
    try {
      TlsEngine engine = conversation.engine();
      TlsFailure failure = engine.failure();
      if (failure != null) {
        throw Explained.again(failure);
      }
      if (engine.isWriteClosed()) {
        throw new SocketException("the socket was closed during the handshake");
      }
    } finally {
      engineLock.unlock();
    }
  }

  /** New keys for both directions (TLS 1.3). */
  void refresh() throws IOException {
    engineLock.lock();
    try {
      conversation.refresh();
    } finally {
      engineLock.unlock();
    }
    flush();
  }

  // Reading

  /**
   * Application data, once the handshake is complete.
   *
   * @return how many octets, at least 1; -1 after the peer's close_notify
   */
  int read(byte[] target, int offset, int length) throws IOException {
    readLock.lock();
    try {
      while (plaintextStart == plaintextEnd) {
        if (isReadClosed()) {
          return -1;
        }
        int read = readRecord(target, offset, length);
        if (read > 0) {
          return read;
        }
      }
      int count = Math.min(length, plaintextEnd - plaintextStart);
      System.arraycopy(plaintext, plaintextStart, target, offset, count);
      plaintextStart += count;
      if (plaintextStart == plaintextEnd) {
        releasePlaintext();
      }
      return count;
    } catch (SSLException e) {
      tellPeer();
      throw e;
    } finally {
      readLock.unlock();
    }
  }

  /** Octets that can be read without waiting for the network; 0 while another thread reads. */
  int available() {
    if (!readLock.tryLock()) {
      return 0;
    }
    try {
      return plaintextEnd - plaintextStart;
    } finally {
      readLock.unlock();
    }
  }

  /** Into the target if a record may go there, else to be kept: then 0. */
  private int readRecord(byte[] target, int offset, int length) throws IOException {
    int read;
    int room = conversation.engine().maxReceivedLength();
    if (length >= room) {
      read = takeRecord(ByteBuffer.wrap(target, offset, length));
    } else {
      // Waiting for the network needs no array for what will come
      while (input.isEmpty() && !isReadClosed()) {
        readMore();
      }
      plaintext = pool.borrow(room);
      read = 0;
      try {
        plaintextEnd = takeRecord(ByteBuffer.wrap(plaintext));
      } finally {
        if (plaintextEnd == 0) {
          releasePlaintext();
        }
      }
    }
    tellPeer();
    return read;
  }

  private void releasePlaintext() {
    pool.giveBack(plaintext, plaintextEnd);
    plaintext = NOTHING;
    plaintextStart = 0;
    plaintextEnd = 0;
  }

  /** Deals with one record, waiting for it; returns how many octets of data it had. */
  private int takeRecord(ByteBuffer application) throws IOException {
    while (true) {
      ByteBuffer waiting = input.waiting();
      int before = waiting.position();
      TlsEngine.Progress progress;
      engineLock.lock();
      try {
        progress = conversation.receive(waiting, application);
      } finally {
        engineLock.unlock();
        input.consumed(waiting.position() - before);
      }
      if (progress.status() != TlsEngine.Status.NEED_INPUT) {
        return progress.produced();
      }
      readMore();
    }
  }

  private void readMore() throws IOException {
    if (!input.readMore()) {
      engineLock.lock();
      try {
        conversation.inputEnded();
      } finally {
        engineLock.unlock();
      }
    }
  }

  private boolean isReadClosed() throws SSLException {
    engineLock.lock();
    try {
      TlsEngine engine = conversation.engine();
      TlsFailure failure = engine.failure();
      if (failure != null) {
        throw Explained.again(failure);
      }
      return engine.isReadClosed();
    } finally {
      engineLock.unlock();
    }
  }

  // Writing

  /** Application data, once the handshake is complete; returns when all of it is on its way. */
  void write(byte[] source, int offset, int length) throws IOException {
    ByteBuffer[] data = {ByteBuffer.wrap(source, offset, length)};
    writeLock.lock();
    try {
      byte[] array = pool.borrow();
      try {
        do {
          send(data, array);
        } while (data[0].hasRemaining() || hasOutput());
      } finally {
        pool.giveBack(array, 0);
      }
    } finally {
      writeLock.unlock();
    }
    tellPeer();
  }

  private void send(ByteBuffer[] data, byte[] array) throws IOException {
    ByteBuffer network = ByteBuffer.wrap(array);
    engineLock.lock();
    try {
      TlsEngine engine = conversation.engine();
      if (engine.failure() != null && engine.pendingOutput() == 0) {
        throw Explained.again(engine.failure());
      }
      if (engine.isWriteClosed() && data.length > 0 && data[0].hasRemaining()) {
        throw new SocketException("our direction of the connection is closed");
      }
      conversation.send(data, 0, data.length, network);
    } finally {
      engineLock.unlock();
    }
    if (network.position() > 0) {
      out.write(array, 0, network.position());
      out.flush();
    }
  }

  /** Sends what waits, as the handshake wants it. */
  private void flush() throws IOException {
    if (hasOutput()) {
      writeLock.lock();
      try {
        drain();
      } finally {
        writeLock.unlock();
      }
    }
  }

  private void drain() throws IOException {
    byte[] array = pool.borrow();
    try {
      while (hasOutput()) {
        send(NO_DATA, array);
      }
    } finally {
      pool.giveBack(array, 0);
    }
  }

  /**
   * Sends an alert that became due, if nobody is writing; whoever writes does it afterwards. What
   * else waits, such as an answering KeyUpdate, goes before the next data. The peer may be gone.
   */
  private void tellPeer() {
    while (isAlertDue() && writeLock.tryLock()) {
      try {
        drain();
      } catch (IOException e) {
        return;
      } finally {
        writeLock.unlock();
      }
    }
  }

  private boolean isAlertDue() {
    return locked(
        () -> conversation.engine().isWriteClosed() && conversation.engine().pendingOutput() > 0);
  }

  private boolean hasOutput() {
    return locked(() -> conversation.engine().pendingOutput() > 0);
  }

  private boolean isEstablished() {
    return locked(() -> conversation.engine().isEstablished());
  }

  // Closing

  /** Says close_notify; nothing can be written then, while data may still arrive. */
  void closeWrite() {
    engineLock.lock();
    try {
      conversation.engine().closeWrite();
    } finally {
      engineLock.unlock();
    }
    tellPeer();
  }

  /**
   * Reads and drops what comes until the peer's close_notify, so that the transport can live on.
   */
  void awaitPeerClose() throws IOException {
    byte[] dropped = new byte[PacketSizes.APPLICATION];
    int read;
    do {
      read = read(dropped, 0, dropped.length);
    } while (read >= 0);
  }

  /** Whether the peer has said close_notify, or the connection has failed. */
  boolean isReadOver() {
    return locked(() -> conversation.engine().isReadClosed());
  }

  /** Whether we have said close_notify, or the connection has failed. */
  boolean isWriteOver() {
    return locked(() -> conversation.engine().isWriteClosed());
  }

  private <T extends @Nullable Object> T locked(java.util.function.Supplier<T> question) {
    engineLock.lock();
    try {
      return question.get();
    } finally {
      engineLock.unlock();
    }
  }
}
