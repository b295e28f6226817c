package dev.glassine.ecosystem;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Hears every connection that a framework makes over Glassine: without a word from here, it was
 * made over something else.
 */
final class Witness implements Supplier<TlsListener> {
  private final BlockingQueue<ConnectionInfo> completed = new LinkedBlockingQueue<>();
  private final BlockingQueue<TlsFailure> failed = new LinkedBlockingQueue<>();
  private final BlockingQueue<TlsEvent.Closed> closed = new LinkedBlockingQueue<>();
  private final AtomicInteger handshakes = new AtomicInteger();

  @Override
  public TlsListener get() {
    return event -> {
      switch (event) {
        case TlsEvent.Completed done -> {
          handshakes.incrementAndGet();
          completed.add(done.info());
        }
        case TlsEvent.Failed failure -> failed.add(failure.failure());
        case TlsEvent.Closed end -> closed.add(end);
        default -> {
          // the rest is for the trace
        }
      }
    };
  }

  /** What the next handshake agreed on; waits for it. */
  ConnectionInfo completed() throws InterruptedException {
    return next(completed, "no handshake was completed over Glassine");
  }

  /** Why the next connection failed; waits for it. */
  TlsFailure failed() throws InterruptedException {
    return next(failed, "no connection over Glassine has failed");
  }

  /** How the next direction of that side was closed; waits for it. */
  TlsEvent.Closed closed(Side sender) throws InterruptedException {
    TlsEvent.Closed end;
    do {
      end = next(closed, "nobody closed");
    } while (end.sender() != sender);
    return end;
  }

  /** How many handshakes were completed so far. */
  int handshakes() {
    return handshakes.get();
  }

  private static <T> T next(BlockingQueue<T> queue, String orElse) throws InterruptedException {
    T value = queue.poll(10, TimeUnit.SECONDS);
    if (value == null) {
      throw new AssertionError(orElse);
    }
    return value;
  }
}
