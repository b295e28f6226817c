package dev.glassine.jsse;

import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.Question;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Answers a handshake's questions in its own time: a signature from a remote signer, a verdict from
 * a trust service, a certificate from a store. It may have nothing to say to a question: then the
 * context's managers are asked, and the private key signs.
 *
 * <pre>{@code
 * question -> question instanceof Question.Sign sign
 *     ? signer.sign(sign.scheme(), sign.input()).thenApply(Answer.Signed::new)
 *     : null
 * }</pre>
 *
 * <p>Of an engine, the question is a delegated task that is a {@link LaterTask}; of a socket, its
 * thread waits. A stage that completes exceptionally ends the handshake, with that as the cause.
 * Thread-safe.
 */
@FunctionalInterface
public interface Answerer {
  /**
   * The answer, now or later.
   *
   * @param question any but {@link Question.FindSession}
   * @return completes with the answer that belongs to the question; null to leave it to others
   */
  @Nullable CompletionStage<? extends Answer> answer(Question question);
}
