package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * JSSE's engine over the one of {@code dev.glassine.core}. Managers and private keys are asked in
 * delegated tasks; everything else is done in {@code wrap} and {@code unwrap}. Thread-safe: one
 * call at a time moves the connection, and no lock is held while a task asks somebody.
 */
final class GlassineEngine extends ConfiguredEngine {
  private final ContextMakeup context;
  private final PeerAddress peer;
  private @Nullable Conversation conversation;
  private boolean closedUnbegun;
  private boolean finishReported;
  private @Nullable Question delegated;
  private @Nullable SSLEngineResult last;
  private @Nullable NullSession noSession;
  private @Nullable SSLException taskFailure;

  GlassineEngine(ContextMakeup context, PeerAddress peer) {
    super(peer, context.defaultSettings());
    this.context = context;
    this.peer = peer;
  }

  // Handshake

  @Override
  public void beginHandshake() throws SSLException {
    lock.lock();
    try {
      Conversation begun = conversation;
      if (begun == null) {
        if (closedUnbegun) {
          throw new SSLException("the engine was closed before its handshake: make a new one");
        }
        begin();
        return;
      }
      throwIfBroken(begun);
      if (!begun.engine().isEstablished()) {
        return;
      }
      if (begun.engine().isWriteClosed()) {
        throw new SSLException("the engine is closed for writing: make a new one");
      }
      begun.refresh();
    } finally {
      lock.unlock();
    }
  }

  private Conversation begin() throws SSLException {
    Conversation begun =
        new Conversation(
            context.parts(),
            settingsNow(),
            hooksNow(),
            new Endpoint.OfEngine(this, protocolChooser()),
            decidedSide(),
            peer,
            lock);
    conversation = begun;
    return begun;
  }

  @Override
  boolean hasBegun() {
    return conversation != null;
  }

  /** The connection, which the first call of wrap or unwrap begins. */
  private Conversation begun() throws SSLException {
    return conversation != null ? conversation : begin();
  }

  private static void throwIfBroken(Conversation broken) throws SSLException {
    if (broken.engine().failure() != null) {
      throw Explained.again(broken.engine().failure());
    }
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    lock.lock();
    try {
      return status();
    } finally {
      lock.unlock();
    }
  }

  private HandshakeStatus status() {
    Conversation current = conversation;
    if (current == null) {
      return HandshakeStatus.NOT_HANDSHAKING;
    }
    TlsEngine engine = current.engine();
    if (engine.pendingOutput() > 0 || taskFailure != null) {
      return HandshakeStatus.NEED_WRAP;
    }
    if (engine.failure() != null || (engine.isWriteClosed() && !engine.isEstablished())) {
      return HandshakeStatus.NOT_HANDSHAKING;
    }
    if (engine.question() != null) {
      return HandshakeStatus.NEED_TASK;
    }
    if (!engine.isEstablished()) {
      return HandshakeStatus.NEED_UNWRAP;
    }
    // FINISHED is for wrap and unwrap to say, so one of them has to be called
    return finishReported ? HandshakeStatus.NOT_HANDSHAKING : HandshakeStatus.NEED_WRAP;
  }

  /** The status to report, which is FINISHED once. */
  private HandshakeStatus reported(Conversation current) {
    TlsEngine engine = current.engine();
    if (!finishReported && engine.isEstablished() && engine.pendingOutput() == 0) {
      finishReported = true;
      return HandshakeStatus.FINISHED;
    }
    return status();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // this very question, not one like it
  public @Nullable Runnable getDelegatedTask() {
    lock.lock();
    try {
      Conversation current = conversation;
      Question question = current == null ? null : current.question();
      if (current == null || question == null || question == delegated) {
        return null;
      }
      delegated = question;
      return new QuestionTask(current, question);
    } finally {
      lock.unlock();
    }
  }

  /** Asks whoever can answer, and hands the answer to the engine. */
  private final class QuestionTask implements LaterTask {
    private final Conversation current;
    private final Question question;

    QuestionTask(Conversation current, Question question) {
      this.current = current;
      this.question = question;
    }

    @Override
    public void run() {
      Answer answer;
      try {
        answer = Patience.await(current.think(question));
      } catch (Throwable e) {
        answered(current, question, null, e);
        if (e instanceof Error error) {
          throw error;
        }
        return;
      }
      answered(current, question, answer, null);
    }

    @Override
    public void start(Runnable whenDone) {
      CompletionStage<Answer> thinking;
      try {
        thinking = current.think(question);
      } catch (RuntimeException e) {
        thinking = CompletableFuture.failedStage(e);
      }
      thinking.whenComplete(
          (answer, failure) -> {
            answered(current, question, answer, failure == null ? null : Patience.cause(failure));
            whenDone.run();
          });
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very question, not one like it
  private void answered(
      Conversation current,
      Question question,
      @Nullable Answer answer,
      @Nullable Throwable failure) {
    lock.lock();
    try {
      // The connection may have been closed meanwhile, or the task been run twice
      if (current.question() != question) {
        return;
      }
      delegated = null;
      if (answer != null) {
        current.answer(answer);
      } else if (failure != null) {
        current.answerFailed(failure);
      }
    } catch (SSLException e) {
      taskFailure = e;
    } finally {
      lock.unlock();
    }
  }

  private void throwTaskFailure() throws SSLException {
    SSLException failure = taskFailure;
    if (failure != null) {
      taskFailure = null;
      throw failure;
    }
  }

  // Data

  @Override
  public SSLEngineResult wrap(ByteBuffer[] srcs, int offset, int length, ByteBuffer dst)
      throws SSLException {
    EngineBuffers.checkSources(srcs, offset, length);
    EngineBuffers.checkTarget(dst);
    lock.lock();
    try {
      if (isOutboundDone()) {
        return result(Status.CLOSED, status(), 0, 0);
      }
      Conversation current = begun();
      throwTaskFailure();
      TlsEngine engine = current.engine();
      int pending = engine.pendingOutput();
      if (pending == 0 && !engine.isEstablished()) {
        return result(Status.OK, status(), 0, 0);
      }
      if (dst.remaining() < Math.min(pending, PacketSizes.UNDECIDED)) {
        return result(Status.BUFFER_OVERFLOW, status(), 0, 0);
      }
      TlsEngine.Progress progress =
          finishReported
              ? current.send(srcs, offset, length, dst)
              : current.send(EngineBuffers.NONE, 0, 0, dst);
      return wrapped(current, progress);
    } finally {
      lock.unlock();
    }
  }

  private SSLEngineResult wrapped(Conversation current, TlsEngine.Progress progress) {
    boolean done = isOutboundDone();
    Status status =
        done
            ? Status.CLOSED
            : progress.status() == TlsEngine.Status.NEED_ROOM ? Status.BUFFER_OVERFLOW : Status.OK;
    HandshakeStatus handshake = status == Status.OK ? reported(current) : status();
    return result(status, handshake, progress.consumed(), progress.produced());
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer src, ByteBuffer[] dsts, int offset, int length)
      throws SSLException {
    if (src == null) {
      throw new IllegalArgumentException("the source buffer is null");
    }
    EngineBuffers.checkTargets(dsts, offset, length);
    lock.lock();
    try {
      if (isInboundDone()) {
        return result(Status.CLOSED, status(), 0, 0);
      }
      Conversation current = begun();
      throwTaskFailure();
      HandshakeStatus before = status();
      if (!finishReported && before != HandshakeStatus.NEED_UNWRAP) {
        return result(Status.OK, before, 0, 0);
      }
      int start = src.position();
      int produced = receive(current, src, dsts, offset, length);
      if (produced < 0) {
        Status status = produced == NEED_ROOM ? Status.BUFFER_OVERFLOW : Status.BUFFER_UNDERFLOW;
        return result(status, status(), 0, 0);
      }
      HandshakeStatus handshake = reported(current);
      Status status = isInboundDone() ? Status.CLOSED : Status.OK;
      return result(status, handshake, src.position() - start, produced);
    } finally {
      lock.unlock();
    }
  }

  private static final int NEED_ROOM = -1;
  private static final int NEED_INPUT = -2;

  private static int receive(
      Conversation current, ByteBuffer src, ByteBuffer[] dsts, int offset, int length)
      throws SSLException {
    int first = offset;
    while (first < offset + length - 1 && !dsts[first].hasRemaining()) {
      first++;
    }
    if (length == 0) {
      return progress(current.receive(src, ByteBuffer.allocate(0)));
    }
    int longest = current.engine().maxReceivedLength();
    if (dsts[first].remaining() >= longest || first == offset + length - 1) {
      return progress(current.receive(src, dsts[first]));
    }
    int room =
        EngineBuffers.room(
            dsts, first, offset + length - first, Math.max(longest, PacketSizes.APPLICATION));
    ByteBuffer whole = ByteBuffer.allocate(Math.min(room, Math.max(src.remaining(), 1)));
    int produced = progress(current.receive(src, whole));
    EngineBuffers.scatter(whole.flip(), dsts, first, offset + length - first);
    Arrays.fill(whole.array(), (byte) 0);
    return produced;
  }

  private static int progress(TlsEngine.Progress progress) {
    return switch (progress.status()) {
      case OK, CLOSED -> progress.produced();
      case NEED_INPUT -> NEED_INPUT;
      case NEED_ROOM -> NEED_ROOM;
    };
  }

  /** Records come in runs of the same size, so the same object often says what was done. */
  private SSLEngineResult result(
      Status status, HandshakeStatus handshake, int consumed, int produced) {
    SSLEngineResult before = last;
    if (before != null
        && before.getStatus() == status
        && before.getHandshakeStatus() == handshake
        && before.bytesConsumed() == consumed
        && before.bytesProduced() == produced) {
      return before;
    }
    SSLEngineResult now = new SSLEngineResult(status, handshake, consumed, produced);
    last = handshake == HandshakeStatus.NOT_HANDSHAKING ? now : null;
    return now;
  }

  // Closing

  @Override
  public void closeInbound() throws SSLException {
    lock.lock();
    try {
      Conversation current = conversation;
      if (current == null) {
        closedUnbegun = true;
      } else if (!isInboundDone()) {
        current.inputEnded();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isInboundDone() {
    lock.lock();
    try {
      Conversation current = conversation;
      if (current == null) {
        return closedUnbegun;
      }
      TlsEngine engine = current.engine();
      return engine.isReadClosed() || (engine.isWriteClosed() && !engine.isEstablished());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closeOutbound() {
    lock.lock();
    try {
      Conversation current = conversation;
      if (current == null) {
        closedUnbegun = true;
      } else {
        current.engine().closeWrite();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isOutboundDone() {
    lock.lock();
    try {
      Conversation current = conversation;
      if (current == null) {
        return closedUnbegun;
      }
      TlsEngine engine = current.engine();
      return engine.isWriteClosed() && engine.pendingOutput() == 0 && taskFailure == null;
    } finally {
      lock.unlock();
    }
  }

  // Sessions

  /** Before the handshake is complete, one that is not valid. */
  @Override
  @SuppressWarnings("ReferenceEquality") // a connection fails once
  public SSLSession getSession() {
    lock.lock();
    try {
      GlassineSession session = conversation == null ? null : conversation.session();
      if (session != null) {
        return session;
      }
      TlsFailure failure = failure();
      if (noSession == null || noSession.failure() != failure) {
        noSession = new NullSession(peer.host(), peer.port(), failure);
      }
      return noSession;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable SSLSession getHandshakeSession() {
    lock.lock();
    try {
      Conversation current = conversation;
      return current == null || isInboundDone() ? null : current.handshakeSession();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable ConnectionInfo info() {
    return asked(TlsEngine::info);
  }

  @Override
  public @Nullable TlsFailure failure() {
    return asked(TlsEngine::failure);
  }

  @Override
  public @Nullable Bytes channelBinding(ChannelBinding kind) {
    if (info() == null) {
      throw new IllegalStateException("channel bindings exist once the handshake is complete");
    }
    return asked(engine -> engine.channelBinding(kind));
  }

  private <T> @Nullable T asked(Function<TlsEngine, @Nullable T> question) {
    lock.lock();
    try {
      return conversation == null ? null : question.apply(conversation.engine());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable String getApplicationProtocol() {
    lock.lock();
    try {
      return conversation == null ? null : conversation.applicationProtocol();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable String getHandshakeApplicationProtocol() {
    lock.lock();
    try {
      return conversation == null ? null : conversation.handshakeApplicationProtocol();
    } finally {
      lock.unlock();
    }
  }
}
