package dev.glassine.core.handshake.tls12;

import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ClientOffer;
import dev.glassine.core.handshake.ClientOpening;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flow;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.ServerOpening;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Step;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ChangeCipherSpec;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.ProtocolMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A client and a server of TLS 1.2 without records: each one's effects are carried out as far as
 * messages, change_cipher_spec and sessions go. Messages travel encoded, so that both codecs work;
 * a test can change one on its way, hold it, or bring its own. Failures reach the caller.
 */
final class Talk {
  private final End client;
  private final End server;
  private final List<Change<?>> changes = new ArrayList<>();

  private Talk(ClientConfig client, Destination destination, ServerConfig server) {
    ClientOpening clientOpening = new ClientOpening(new ClientContext(client, destination));
    ServerOpening serverOpening = new ServerOpening(new ServerContext(server));
    this.client = new End(client, clientOpening, clientOpening.initialState());
    this.server = new End(server, serverOpening, serverOpening.initialState());
    this.client.run(clientOpening.start());
  }

  /** The client's hello is due. */
  static Talk between(ClientConfig.Builder client, ServerConfig.Builder server) {
    return between(client, Given12.DESTINATION, server);
  }

  /** The client's hello is due; it goes to {@code destination}. */
  static Talk between(
      ClientConfig.Builder client, Destination destination, ServerConfig.Builder server) {
    return new Talk(client.build(), destination, server.build());
  }

  End client() {
    return client;
  }

  End server() {
    return server;
  }

  End end(Side side) {
    return side == Side.CLIENT ? client : server;
  }

  /** What this side sends of this kind arrives changed. */
  <M extends ProtocolMessage> Talk changing(
      Side sender, Class<M> kind, Function<M, ProtocolMessage> change) {
    changes.add(new Change<>(sender, kind, change));
    return this;
  }

  /** The client says something else from the start, and knows that it did. */
  Talk saying(UnaryOperator<ClientHello> change) {
    ClientOffer made = ((ClientOpening.WaitServerHello) client.state).offer();
    ClientHello hello = change.apply(made.hello());
    Bytes raw = HandshakeCodec.encode(hello);
    Transcript transcript = new Transcript(client.config.crypto());
    transcript.add(raw);
    client.state =
        new ClientOpening.WaitServerHello(
            new ClientOffer(hello, raw, transcript, made.keyShares(), made.session()));
    client.outbox.clear();
    client.outbox.add(hello);
    return this;
  }

  /** Carries messages until nobody has any left. */
  Talk run() {
    while (carryOne(Side.CLIENT) || carryOne(Side.SERVER)) {
      // on and on
    }
    return this;
  }

  /** Carries messages until {@code sender} is about to send one of this kind, and takes that. */
  <M extends ProtocolMessage> M upTo(Side sender, Class<M> kind) {
    do {
      if (kind.isInstance(end(sender).outbox.peek())) {
        return kind.cast(end(sender).outbox.remove());
      }
    } while (carryOne(sender) || carryOne(sender.peer()));
    throw new AssertionError(
        sender + " sends no " + kind.getSimpleName() + " in " + end(sender).state.stateName());
  }

  /** Carries messages until {@code sender} has one like this to send, and takes it; else null. */
  @Nullable ProtocolMessage takeNext(Side sender, Predicate<ProtocolMessage> which) {
    do {
      ProtocolMessage next = end(sender).outbox.peek();
      if (next != null && which.test(next)) {
        return end(sender).outbox.remove();
      }
    } while (carryOne(sender) || carryOne(sender.peer()));
    return null;
  }

  private boolean carryOne(Side sender) {
    if (end(sender).outbox.isEmpty() || end(sender.peer()).question != null) {
      return false;
    }
    ProtocolMessage message = end(sender).outbox.remove();
    for (Change<?> change : changes) {
      message = change.apply(sender, message);
    }
    end(sender.peer()).receive(message);
    return true;
  }

  private record Change<M extends ProtocolMessage>(
      Side sender, Class<M> kind, Function<M, ProtocolMessage> change) {
    ProtocolMessage apply(Side from, ProtocolMessage message) {
      return from == sender && kind.isInstance(message)
          ? change.apply(kind.cast(message))
          : message;
    }
  }

  /** One side. */
  static final class End {
    private final TlsConfig config;
    private final Deque<ProtocolMessage> outbox = new ArrayDeque<>();
    private final List<Effect> effects = new ArrayList<>();
    private Flow flow;
    private State state;
    private ProtocolVersion version = ProtocolVersion.TLS_1_2;
    private @Nullable Question question;

    private End(TlsConfig config, Flow flow, State state) {
      this.config = config;
      this.flow = flow;
      this.state = state;
    }

    /** A message arrives. */
    void receive(ProtocolMessage message) {
      if (message instanceof HandshakeMessage handshake) {
        Bytes raw = HandshakeCodec.encode(handshake);
        run(flow.step(state, HandshakeCodec.decode(raw, version), raw));
      } else {
        run(flow.step(state, message, Bytes.EMPTY));
      }
    }

    /** The owner answers. */
    void answer(Answer answer) {
      question = null;
      run(flow.answer(state, answer));
    }

    private void run(Step first) {
      for (Step step = first; step != null; ) {
        state = step.next();
        flow = step.handOver() == null ? flow : step.handOver();
        step.effects().forEach(this::perform);
        Question asked = question;
        if (asked == null || config.answersLater(asked)) {
          return;
        }
        question = null;
        step = flow.answer(state, config.answer(asked));
      }
    }

    private void perform(Effect effect) {
      effects.add(effect);
      switch (effect) {
        case Effect.Send(HandshakeMessage message, Bytes raw) -> outbox.add(message);
        case Effect.SendChangeCipherSpec() -> outbox.add(new ChangeCipherSpec());
        case Effect.UseVersion(ProtocolVersion decided) -> version = decided;
        case Effect.Ask(Question asked) -> question = asked;
        case Effect.Remember(Bytes key, var session) -> {
          if (config.sessions() != null) {
            config.sessions().put(key, session);
          }
        }
        default -> {}
      }
    }

    State state() {
      return state;
    }

    Flow flow() {
      return flow;
    }

    @Nullable Question question() {
      return question;
    }

    /** Everything so far. */
    List<Effect> effects() {
      return effects;
    }

    <E extends Effect> List<E> effects(Class<E> kind) {
      return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The names of what was sent, in order. */
    List<String> sent() {
      return effects.stream()
          .filter(e -> e instanceof Effect.Send || e instanceof Effect.SendChangeCipherSpec)
          .map(e -> e instanceof Effect.Send(var m, var raw) ? m.messageName() : "ChangeCipherSpec")
          .toList();
    }

    /** What was sent of this kind. */
    <M extends HandshakeMessage> List<M> sent(Class<M> kind) {
      return effects(Effect.Send.class).stream()
          .map(Effect.Send::message)
          .filter(kind::isInstance)
          .map(kind::cast)
          .toList();
    }

    List<Decision> decisions(Decision.Topic topic) {
      return effects(Effect.Decide.class).stream()
          .map(Effect.Decide::decision)
          .filter(decision -> decision.topic() == topic)
          .toList();
    }

    Decision decision(Decision.Topic topic) {
      List<Decision> all = decisions(topic);
      if (all.isEmpty()) {
        throw new AssertionError("nothing was decided on " + topic.words());
      }
      return all.getLast();
    }

    boolean isComplete() {
      return !effects(Effect.Complete.class).isEmpty();
    }

    Effect.Complete complete() {
      if (!isComplete()) {
        throw new AssertionError("not complete, but in " + state.stateName());
      }
      return effects(Effect.Complete.class).getFirst();
    }

    ConnectionInfo info() {
      return complete().info();
    }
  }
}
