package dev.glassine.core.handshake;

import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.ProtocolMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One side of a conversation without records: carries out what a flow's effects say as far as
 * messages go, and keeps them all. Questions are answered by the configuration, unless it leaves
 * them for later.
 */
public final class Peer {
  private final TlsConfig config;
  private final List<Effect> effects = new ArrayList<>();
  private final Deque<ProtocolMessage> outbox = new ArrayDeque<>();
  private Flow flow;
  private State state;
  private ProtocolVersion version = ProtocolVersion.TLS_1_3;
  private @Nullable Question question;

  /** A side that starts in {@code state}. */
  public Peer(TlsConfig config, Flow flow, State state) {
    this.config = config;
    this.flow = flow;
    this.state = state;
  }

  /** A client whose hello is due. */
  public static Peer client(ClientContext context) {
    ClientOpening opening = new ClientOpening(context);
    Peer peer = new Peer(context.config(), opening, opening.initialState());
    peer.run(opening.start());
    return peer;
  }

  /** A server that waits for a hello. */
  public static Peer server(ServerContext context) {
    ServerOpening opening = new ServerOpening(context);
    return new Peer(context.config(), opening, opening.initialState());
  }

  /** Carries out a step, and those that follow from answers at once. */
  public void run(Step first) {
    Step step = first;
    while (step != null) {
      state = step.next();
      flow = step.handOver() == null ? flow : step.handOver();
      question = null;
      for (Effect effect : step.effects()) {
        perform(effect);
      }
      Question asked = question;
      step =
          asked == null || config.answersLater(asked)
              ? null
              : flow.answer(state, config.answer(asked));
    }
  }

  private void perform(Effect effect) {
    effects.add(effect);
    switch (effect) {
      case Effect.Send(HandshakeMessage message, Bytes raw) -> outbox.add(message);
      case Effect.UseVersion(ProtocolVersion used) -> version = used;
      case Effect.Ask(Question asked) -> question = asked;
      case Effect.Remember(var key, var session) -> {
        if (config.sessions() != null) {
          config.sessions().put(key, session);
        }
      }
      default -> {}
    }
  }

  /** The next message to go out; empty-handed it fails. */
  public HandshakeMessage take() {
    return (HandshakeMessage) outbox.remove();
  }

  /** The next message to go out, or null. */
  public @Nullable HandshakeMessage next() {
    return (HandshakeMessage) outbox.peek();
  }

  /** A message arrives, encoded and decoded as on the wire. */
  public void receive(HandshakeMessage message) {
    receive(HandshakeCodec.encode(message));
  }

  /** A message arrives as octets. */
  public void receive(Bytes raw) {
    run(flow.step(state, HandshakeCodec.decode(raw, version), raw));
  }

  /** Answers the pending question. */
  public void answer(Answer answer) {
    run(flow.answer(state, answer));
  }

  /** Updates keys. */
  public void updateKeys(boolean requestPeer) {
    run(flow.updateKeys(state, requestPeer));
  }

  /** What the flow waits on, or null. */
  public @Nullable Question question() {
    return question;
  }

  /** The pending question, which must be of this kind. */
  public <Q extends Question> Q question(Class<Q> kind) {
    return kind.cast(Objects.requireNonNull(question, "no question is pending"));
  }

  /** Where it stands. */
  public State state() {
    return state;
  }

  /** What continues it. */
  public Flow flow() {
    return flow;
  }

  /** Everything so far. */
  public List<Effect> effects() {
    return effects;
  }

  /** Everything of one kind so far. */
  public <E extends Effect> List<E> effects(Class<E> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The decisions on {@code topic} so far. */
  public List<Decision> decisions(Decision.Topic topic) {
    return effects(Effect.Decide.class).stream()
        .map(Effect.Decide::decision)
        .filter(decision -> decision.topic() == topic)
        .toList();
  }

  /** The last decision on {@code topic}. */
  public Decision decision(Decision.Topic topic) {
    return decisions(topic).getLast();
  }

  /** What was agreed on; fails before the handshake is complete. */
  public ConnectionInfo info() {
    return effects(Effect.Complete.class).getFirst().info();
  }

  /** Whether the handshake is complete. */
  public boolean isComplete() {
    return !effects(Effect.Complete.class).isEmpty();
  }

  /** The octets of a secret as the key log would get it. */
  public Bytes secret(String label) {
    return effects(Effect.LogSecret.class).stream()
        .filter(log -> log.label().equals(label))
        .map(log -> Bytes.copyOf(log.secret().reveal(dev.glassine.core.crypto.Secret.Access.TEST)))
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
