package dev.glassine.legacy.ssl2;

import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Question;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Step;
import java.util.ArrayList;
import java.util.List;

/** Writes a step down in the order of the wire. There is no transcript: nothing hashes messages. */
final class Flight {
  private final List<Effect> effects = new ArrayList<>();

  /** Sends a message. */
  Flight send(Message message) {
    return then(new Effect.SendSsl2(message, message.encoded()));
  }

  /** Something was decided. */
  Flight decide(Decision decision) {
    return then(new Effect.Decide(decision));
  }

  /** Any other effect. */
  Flight then(Effect effect) {
    effects.add(effect);
    return this;
  }

  /** The step that waits in {@code waiting} for the answer to {@code question}. */
  Step ask(Question question, State waiting) {
    effects.add(new Effect.Ask(question));
    return new Step(waiting, effects, null);
  }

  /** The step to {@code next}. */
  Step to(State next) {
    return new Step(next, effects, null);
  }
}
