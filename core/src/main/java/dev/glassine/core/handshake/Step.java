package dev.glassine.core.handshake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a message or an answer: effects, carried out in order, and the next state.
 *
 * @param next where the handshake stands then
 * @param handOver the flow that continues, or null for the same one
 */
public record Step(State next, List<Effect> effects, @Nullable Flow handOver) {
  /** Copies the list. */
  public Step {
    effects = List.copyOf(effects);
  }

  /** The same with {@code flow} continuing from here. */
  public Step takenOverBy(Flow flow) {
    return new Step(next, effects, flow);
  }

  /** Nothing happens but the move to {@code next}. */
  public static Step to(State next) {
    return new Step(next, List.of(), null);
  }
}
