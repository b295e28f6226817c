package dev.glassine.jsse;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for somebody who takes his time. A virtual thread lets its carrier go meanwhile. */
final class Patience {
  private Patience() {}

  /**
   * The result.
   *
   * @throws RuntimeException what the stage completed with, or that this thread was interrupted
   */
  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the handshake waited for an answer", e);
    } catch (ExecutionException e) {
      Throwable cause = cause(e);
      if (cause instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }

  /** What went wrong, without what futures wrap around it. */
  static Throwable cause(Throwable thrown) {
    return (thrown instanceof CompletionException || thrown instanceof ExecutionException)
            && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
