package dev.glassine.testkit;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.Side;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A client and a server engine with nothing but memory between them. Octets travel in the pieces
 * that a {@link TransportShape} cuts; a test may look at them, change them or drop them on the way.
 * Failures do not travel as exceptions: each side keeps its own.
 */
public final class EnginePair {
  /** One end: its conduit, what it said and heard, and why it failed. */
  public static final class End {
    private final TlsConduit conduit;
    private final TlsConfig config;
    private final List<TlsEvent> events;
    private @Nullable TlsFailure failure;
    private boolean answersLater;

    private End(TlsEngine engine, TlsConfig config, List<TlsEvent> events) {
      this.conduit = new TlsConduit(engine);
      this.config = config;
      this.events = events;
      this.failure = engine.failure();
    }

    /** The engine. */
    public TlsEngine engine() {
      return conduit.engine();
    }

    /** The conduit around it. */
    public TlsConduit conduit() {
      return conduit;
    }

    /** What happened, in order. */
    public List<TlsEvent> events() {
      return events;
    }

    /** Why this end failed, or null. */
    public @Nullable TlsFailure failure() {
      return failure;
    }

    /** What the handshake agreed on; fails with the reason where there is nothing. */
    public ConnectionInfo info() {
      ConnectionInfo info = engine().info();
      if (info == null) {
        throw new AssertionError(engine().side() + " has not completed the handshake", failure);
      }
      return info;
    }

    /** All application data that has arrived. */
    public byte[] read() {
      ByteBuffer data = ByteBuffer.allocate(conduit.readable());
      conduit.read(data);
      return data.array();
    }

    private void attempt(Runnable action) {
      try {
        action.run();
      } catch (TlsFailure e) {
        failure = e;
      }
    }

    private void answerPending() {
      while (!answersLater && engine().question() != null && failure == null) {
        Question question = engine().question();
        attempt(
            () -> {
              Answer answer = config.answer(question);
              engine().answer(answer);
              conduit.resume();
            });
      }
    }
  }

  private final TransportShape shape;
  private final End client;
  private final End server;
  private final Deque<byte[]> toServer = new ArrayDeque<>();
  private final Deque<byte[]> toClient = new ArrayDeque<>();
  private UnaryOperator<byte[]> onTheWayToServer = UnaryOperator.identity();
  private UnaryOperator<byte[]> onTheWayToClient = UnaryOperator.identity();

  /** A pair whose octets travel whole. */
  public EnginePair(ClientConfig client, ServerConfig server) {
    this(client, Destination.of("localhost", 443), server, TransportShape.COALESCED);
  }

  /** A pair whose octets travel as {@code shape} says. */
  public EnginePair(
      ClientConfig client, Destination destination, ServerConfig server, TransportShape shape) {
    this(client, destination, server, shape, event -> {}, event -> {});
  }

  /** A pair whose events also go to a listener on each side. */
  public EnginePair(
      ClientConfig client,
      Destination destination,
      ServerConfig server,
      TransportShape shape,
      TlsListener clientListener,
      TlsListener serverListener) {
    this.shape = shape;
    List<TlsEvent> clientEvents = new ArrayList<>();
    List<TlsEvent> serverEvents = new ArrayList<>();
    this.client =
        new End(
            TlsEngine.client(client, destination, both(clientEvents, clientListener)),
            client,
            clientEvents);
    this.server =
        new End(TlsEngine.server(server, both(serverEvents, serverListener)), server, serverEvents);
  }

  private static TlsListener both(List<TlsEvent> events, TlsListener listener) {
    return new TlsListener() {
      @Override
      public void on(TlsEvent event) {
        if (!(event instanceof TlsEvent.RecordSeen)) {
          events.add(event);
        }
        listener.on(event);
      }

      @Override
      public boolean wantsRecords() {
        return listener.wantsRecords();
      }
    };
  }

  /** The client's end. */
  public End client() {
    return client;
  }

  /** The server's end. */
  public End server() {
    return server;
  }

  /** Changes what the client sends; an empty array drops it. */
  public EnginePair changeToServer(UnaryOperator<byte[]> change) {
    onTheWayToServer = change;
    return this;
  }

  /** Changes what the server sends; an empty array drops it. */
  public EnginePair changeToClient(UnaryOperator<byte[]> change) {
    onTheWayToClient = change;
    return this;
  }

  /** Leaves the questions of one side unanswered, for the test to answer. */
  public EnginePair leaveQuestionsOpen(Side side) {
    end(side).answersLater = true;
    return this;
  }

  /** Carries octets both ways until nothing moves. */
  public EnginePair run() {
    for (int idle = 0; idle < 2; ) {
      boolean clientSpoke = carry(client, server, toServer, onTheWayToServer);
      boolean serverSpoke = carry(server, client, toClient, onTheWayToClient);
      idle = clientSpoke || serverSpoke ? 0 : idle + 1;
    }
    return this;
  }

  /** Runs, and fails unless both sides have completed the handshake. */
  public EnginePair establish() {
    run();
    client.info();
    server.info();
    return this;
  }

  /** Runs until one side has sent a message of this type, which has not yet been delivered. */
  public EnginePair handshakeUpTo(Side sender, HandshakeType type) {
    End from = end(sender);
    for (int i = 0; i < 100; i++) {
      boolean sent =
          from.events.stream()
              .anyMatch(
                  event ->
                      event instanceof TlsEvent.Message m
                          && m.sender() == sender
                          && m.message().type() == type);
      if (sent) {
        return this;
      }
      collect(client, toServer, onTheWayToServer);
      deliver(server, toServer);
      if (from == server && sentType(server, sender, type)) {
        return this;
      }
      collect(server, toClient, onTheWayToClient);
      deliver(client, toClient);
    }
    throw new AssertionError(sender + " never sent " + type);
  }

  private static boolean sentType(End end, Side sender, HandshakeType type) {
    return end.events.stream()
        .anyMatch(
            event ->
                event instanceof TlsEvent.Message m
                    && m.sender() == sender
                    && m.message().type() == type);
  }

  /** Sends application data from one side and carries it over. */
  public EnginePair send(Side from, byte[] data) {
    End end = end(from);
    queue(from).add(end.conduit.write(ByteBuffer.wrap(data)));
    return run();
  }

  /** Puts octets on the way from one side as if it had sent them. */
  public EnginePair inject(Side from, byte[] octets) {
    queue(from).add(octets);
    return run();
  }

  /** Ends one side's stream without more ado. */
  public EnginePair cut(Side from) {
    End receiver = end(from.peer());
    receiver.attempt(receiver.conduit::inputEnded);
    return run();
  }

  /** One of the two ends. */
  public End end(Side side) {
    return side == Side.CLIENT ? client : server;
  }

  private Deque<byte[]> queue(Side from) {
    return from == Side.CLIENT ? toServer : toClient;
  }

  private boolean carry(End from, End to, Deque<byte[]> way, UnaryOperator<byte[]> change) {
    collect(from, way, change);
    return deliver(to, way);
  }

  private static void collect(End from, Deque<byte[]> way, UnaryOperator<byte[]> change) {
    from.answerPending();
    byte[] sent = from.conduit.drain();
    if (sent.length > 0) {
      byte[] changed = change.apply(sent);
      if (changed.length > 0) {
        way.add(changed);
      }
    }
  }

  private boolean deliver(End to, Deque<byte[]> way) {
    boolean moved = false;
    for (byte[] octets = way.poll(); octets != null; octets = way.poll()) {
      moved = true;
      var cuts = shape.cuts();
      for (int at = 0; at < octets.length; ) {
        int end = at + cuts.applyAsInt(octets.length - at);
        ByteBuffer piece = shape.buffer(Arrays.copyOfRange(octets, at, end));
        to.attempt(() -> to.conduit.feed(piece));
        to.answerPending();
        at = end;
      }
    }
    return moved;
  }
}
