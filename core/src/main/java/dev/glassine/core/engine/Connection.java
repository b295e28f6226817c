package dev.glassine.core.engine;

import dev.glassine.core.alert.Circumstances;
import dev.glassine.core.alert.Explanation;
import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ClientOpening;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flow;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.ServerOpening;
import dev.glassine.core.handshake.Ssl2;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Step;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.session.SessionStore;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ChangeCipherSpec;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.HelloRequest;
import dev.glassine.core.wire.KeyUpdate;
import dev.glassine.core.wire.NewSessionTicket;
import dev.glassine.core.wire.Ssl2Message;
import dev.glassine.core.wire.WireWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one mutable object of a connection, and glue only: messages that are {@link Incoming} -> flow
 * -> effects -> messages that are {@link Outgoing}. What a message means is the flow's affair; here
 * stand questions, alerts, and how a connection ends.
 */
final class Connection implements Incoming.Receiver {
  static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

  private static final int KEY_UPDATE_MARGIN = 64;

  private final Side side;
  private final TlsConfig config;
  private final Witness witness;
  private final Evidence evidence;
  private final Floods floods = new Floods();
  private final Incoming incoming;
  private final Outgoing outgoing;

  private Flow flow;
  private State state;
  private @Nullable ProtocolVersion version;
  private @Nullable Ssl2 ssl2;
  private boolean answeredKeyUpdate;

  private @Nullable Question question;
  private @Nullable ConnectionInfo info;
  private @Nullable Exporter exporter;
  private Bytes firstFinished = Bytes.EMPTY;
  private @Nullable TlsFailure failure;
  private boolean readClosed;
  private boolean writeClosed;

  private Connection(
      Side side, TlsConfig config, @Nullable TlsListener listener, Flow flow, State start) {
    this.side = side;
    this.config = config;
    this.witness = new Witness(config, listener);
    this.evidence = new Evidence(side, config.clock());
    this.incoming = new Incoming(side, config, witness, floods, this);
    this.outgoing = new Outgoing(side, config, witness);
    this.flow = flow;
    this.state = start;
  }

  static Connection client(
      ClientConfig config, Destination destination, @Nullable TlsListener listener) {
    ClientOpening opening = new ClientOpening(new ClientContext(config, destination));
    Connection connection =
        new Connection(Side.CLIENT, config, listener, opening, opening.initialState());
    connection.guard(() -> connection.run(opening.start()));
    return connection;
  }

  static Connection server(ServerConfig config, @Nullable TlsListener listener) {
    ServerOpening opening = new ServerOpening(new ServerContext(config));
    return new Connection(Side.SERVER, config, listener, opening, opening.initialState());
  }

  // What has arrived

  /**
   * Before the first record: lets the flow look at its first octets.
   *
   * @return whether they are SSL 2.0
   */
  boolean recognises(ByteBuffer first) {
    Step step = flow.recognise(state, first);
    if (step != null) {
      run(step);
    }
    return step != null && ssl2 != null;
  }

  /** Hands over whole messages until the flow waits for an answer. */
  @Override
  public void messages() {
    while (question == null && failure == null) {
      Bytes raw = incoming.nextMessage();
      if (raw == null) {
        return;
      }
      // Until the hellos have decided, both versions' hellos read alike
      ProtocolVersion reading = version != null ? version : ProtocolVersion.TLS_1_3;
      evidence.reading(raw);
      HandshakeMessage message = HandshakeCodec.decode(raw, reading);
      witness.message(side.peer(), message, raw, reading);
      switch (message) {
        case KeyUpdate update -> {
          floods.keyUpdate();
          message = answeredOnce(update);
        }
        case NewSessionTicket ticket -> floods.ticket();
        case HelloRequest request -> floods.warningAlert();
        default -> {}
      }
      run(flow.step(state, message, raw));
      if (question == null) {
        evidence.done();
      }
    }
  }

  /** SSL 2.0 §1.2: what a record holds is a message. */
  @Override
  public void ssl2Message(Ssl2 protocol, Bytes raw) {
    evidence.reading(raw);
    Ssl2Message message = protocol.decode(raw);
    witness.message(side.peer(), message, raw);
    run(flow.step(state, message, raw));
    if (question == null) {
      evidence.done();
    }
  }

  /**
   * RFC 9846 §4.7.3: the answer is due before our next data, and so whoever "receives multiple
   * KeyUpdates while it is silent" answers with a single one.
   */
  private KeyUpdate answeredOnce(KeyUpdate update) {
    if (!update.updateRequested()) {
      return update;
    }
    boolean answered = answeredKeyUpdate;
    answeredKeyUpdate = true;
    return answered ? new KeyUpdate(false) : update;
  }

  @Override
  public void changeCipherSpec() {
    run(flow.step(state, new ChangeCipherSpec(), Bytes.EMPTY));
  }

  @Override
  public void alert(byte[] octets, int offset, int length) {
    if (length != 2) {
      throw new TlsFailure.Malformed(Reason.BAD_ALERT_RECORD, length + " octets");
    }
    Alert alert = new Alert(octets[offset] & 0xFF, octets[offset + 1] & 0xFF);
    evidence.reading(Bytes.copyOf(octets, offset, length));
    witness.tell(new TlsEvent.AlertSeen(side.peer(), alert));
    AlertDescription description = alert.description();
    if (description == AlertDescription.CLOSE_NOTIFY) {
      peerClosed();
      return;
    }
    if (alert.level() != Alert.WARNING && alert.level() != Alert.FATAL) {
      throw new TlsFailure.Misbehaved(Reason.BAD_ALERT_LEVEL, "level " + alert.level());
    }
    // RFC 9846 §6: in TLS 1.3 the level says nothing; all but closure alerts are fatal
    boolean warning =
        isTls13() ? description == AlertDescription.USER_CANCELED : alert.level() == Alert.WARNING;
    if (!warning) {
      throw new TlsFailure.PeerAlert(alert.code(), PeerAlerts.explain(alert, side, info != null));
    }
    floods.warningAlert();
    Step step = flow.warning(state, alert);
    if (step != null) {
      run(step);
    }
  }

  private void peerClosed() {
    if (info == null) {
      throw new TlsFailure.Misbehaved(
          Reason.HANDSHAKE_CUT_OFF, "close_notify in state " + state.stateName() + evidence.late());
    }
    readClosed = true;
    witness.tell(new TlsEvent.Closed(side.peer(), true));
    if (!isTls13()) {
      // RFC 5246 §7.2.1: "The other party MUST respond with a close_notify alert of its own and
      // close down the connection immediately"
      closeWrite();
    }
  }

  /** The peer's stream has ended. */
  void inputEnded() {
    if (readClosed || failure != null) {
      return;
    }
    readClosed = true;
    guard(
        () -> {
          witness.tell(new TlsEvent.Closed(side.peer(), false));
          if (ssl2 != null && info != null) {
            return; // there is no close_notify: an end and a truncation look alike
          }
          throw info == null
              ? new TlsFailure.Misbehaved(
                  Reason.HANDSHAKE_CUT_OFF,
                  "the stream ended in state " + state.stateName() + evidence.late())
              : new TlsFailure.Misbehaved(Reason.TRUNCATED_STREAM, "");
        });
  }

  // What follows from it

  void answer(Answer answer) {
    Question asked = question;
    if (asked == null) {
      throw new TlsFailure.Misuse("no question is pending");
    }
    question = null;
    guard(
        () -> {
          evidence.answered(asked);
          witness.tell(new TlsEvent.Answered(asked));
          run(flow.answer(state, answer));
          messages();
        });
  }

  void answerFailed(Throwable cause) {
    Question asked = question;
    if (asked == null) {
      throw new TlsFailure.Misuse("no question is pending");
    }
    question = null;
    guard(
        () -> {
          throw resolverFailure(asked, cause);
        });
  }

  void updateKeys(boolean requestPeer) {
    if (info == null || writeClosed) {
      throw new TlsFailure.Misuse(
          "keys can be updated only while an established connection is open");
    }
    guard(() -> run(flow.updateKeys(state, requestPeer)));
  }

  /**
   * Replaces the write keys before they wear out (RFC 9846 §5.5); TLS 1.2 has no way to and ends
   * there.
   */
  void renewWornKeys() {
    if (outgoing.sealer().remainingRecords() <= KEY_UPDATE_MARGIN && isTls13()) {
      updateKeys(false);
    } else if (outgoing.sealer().remainingRecords() <= 1 && !isTls13()) {
      guard(
          () -> {
            throw new TlsFailure.Internal(
                Reason.KEY_LIMIT_REACHED, "TLS 1.2 cannot change keys without renegotiation", null);
          });
    }
  }

  private void run(Step first) {
    for (Step step = first; step != null; ) {
      state = step.next();
      if (step.handOver() != null) {
        flow = step.handOver();
      }
      Question inline = null;
      List<Effect> effects = step.effects();
      for (int i = 0; i < effects.size(); i++) {
        Effect effect = effects.get(i);
        if (effect instanceof Effect.Ask(Question asked)) {
          inline = ask(asked);
        } else {
          perform(effect);
        }
      }
      step = inline == null ? null : flow.answer(state, answerNow(inline));
    }
    outgoing.flush();
  }

  private @Nullable Question ask(Question asked) {
    evidence.asked();
    witness.tell(new TlsEvent.Asked(asked));
    if (config.answersLater(asked)) {
      question = asked;
      return null;
    }
    return asked;
  }

  private Answer answerNow(Question asked) {
    Answer answer;
    try {
      answer = config.answer(asked);
    } catch (RuntimeException e) {
      throw resolverFailure(asked, e);
    }
    evidence.answered(asked);
    witness.tell(new TlsEvent.Answered(asked));
    return answer;
  }

  private static TlsFailure resolverFailure(Question asked, Throwable cause) {
    return cause instanceof TlsFailure known
        ? known
        : new TlsFailure.Internal(
            Reason.RESOLVER_FAILED, asked.getClass().getSimpleName() + ": " + cause, cause);
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Send(HandshakeMessage message, Bytes raw) -> {
        incoming.refuseMessageOutOfTurn(message);
        witness.message(side, message, raw, version != null ? version : ProtocolVersion.TLS_1_3);
        if (message instanceof ClientHello) {
          evidence.saidHello(raw.length());
        }
        outgoing.message(raw);
      }
      case Effect.SpeakSsl2(Ssl2 protocol) -> {
        ssl2 = protocol;
        incoming.speak(protocol);
        outgoing.speak(protocol.plaintextSealer());
      }
      case Effect.SpeakTls() -> {
        ssl2 = null;
        incoming.speakTls();
        outgoing.speakTls(config);
      }
      case Effect.HandOn(HandshakeMessage message, Bytes raw) ->
          run(flow.step(state, message, raw));
      case Effect.SendSsl2(Ssl2Message message, Bytes raw) -> sendSsl2(message, raw);
      case Effect.SendChangeCipherSpec() -> outgoing.changeCipherSpec();
      case Effect.SendWarning(AlertDescription description) ->
          outgoing.alert(Alert.warning(description));
      case Effect.InstallRead(var epoch, var suite, var opener, var labels) -> {
        incoming.install(epoch, opener);
        witness.tell(new TlsEvent.KeysInstalled(side.peer(), epoch, suite, labels));
      }
      case Effect.InstallWrite(var epoch, var suite, var sealer, var labels) -> {
        outgoing.install(sealer);
        witness.tell(new TlsEvent.KeysInstalled(side, epoch, suite, labels));
      }
      case Effect.UseVersion(ProtocolVersion decided) -> {
        version = decided;
        incoming.use(decided);
        outgoing.use(decided);
      }
      case Effect.LimitFragments(int octets) -> outgoing.limitFragments(octets);
      case Effect.LimitPeerFragments(int octets) -> incoming.limitFragments(octets);
      case Effect.SkipEarlyData(int octets) -> incoming.expectEarlyData(octets);
      case Effect.Decide(Decision decision) -> {
        evidence.decided(decision);
        witness.tell(new TlsEvent.Decided(decision));
      }
      case Effect.LogSecret(String label, Bytes clientRandom, var secret) ->
          logSecret(label, clientRandom, secret);
      case Effect.Remember(Bytes key, var session) -> remember(key, session);
      case Effect.Forget(Bytes key) -> remember(key, null);
      case Effect.Complete(ConnectionInfo agreed, Exporter material, Bytes tlsUnique) -> {
        info = agreed;
        exporter = material;
        firstFinished = tlsUnique;
        incoming.complete();
        witness.completed(agreed);
      }
      case Effect.Ask(Question asked) ->
          throw new IllegalStateException("questions are asked by run");
    }
  }

  private void logSecret(String label, Bytes clientRandom, Secret secret) {
    KeyLog log = config.keyLog();
    if (log == null) {
      return;
    }
    try {
      log.log(label, clientRandom, secret);
    } catch (RuntimeException e) {
      throw TlsFailure.ofCallback("KeyLog", e);
    }
  }

  /** Remembers the session under this key, or forgets all where it is null. */
  private void remember(Bytes key, @Nullable SessionState session) {
    SessionStore store = config.sessions();
    if (store == null) {
      return;
    }
    try {
      if (session == null) {
        store.remove(key);
      } else {
        store.put(key, session);
      }
    } catch (RuntimeException e) {
      throw TlsFailure.ofCallback("SessionStore", e);
    }
  }

  private void sendSsl2(Ssl2Message message, Bytes raw) {
    witness.message(side, message, raw);
    outgoing.ssl2Message(raw);
  }

  // How it ends

  void closeWrite() {
    if (writeClosed || failure != null) {
      return;
    }
    guard(
        () -> {
          if (ssl2 == null) {
            outgoing.alert(Alert.warning(AlertDescription.CLOSE_NOTIFY));
          }
          writeClosed = true;
          witness.tell(new TlsEvent.Closed(side, ssl2 == null));
        });
  }

  /** Runs what may fail; a failure ends the connection, queues its alert, and is thrown on. */
  void guard(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * What to throw for {@code cause}, which ends the connection unless it is the owner's mistake.
   */
  TlsFailure failed(RuntimeException cause) {
    return switch (cause) {
      case TlsFailure.Misuse mistake -> mistake;
      case TlsFailure known -> fail(known);
      default -> fail(new TlsFailure.Internal(Reason.INTERNAL_ERROR, cause.toString(), cause));
    };
  }

  private TlsFailure fail(TlsFailure cause) {
    if (failure != null) {
      return cause;
    }
    failure = cause;
    witness.ended(cause);
    cause.during(circumstances());
    question = null;
    if (!writeClosed) {
      try {
        tellPeer(cause);
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
    readClosed = true;
    writeClosed = true;
    witness.tell(new TlsEvent.Failed(cause));
    return cause;
  }

  private void tellPeer(TlsFailure cause) {
    AlertDescription description = cause.alert();
    if (description == null) {
      return;
    }
    if (ssl2 == null) {
      outgoing.alert(Alert.fatal(flow.alert(description)));
      return;
    }
    // once established, a record is data and nothing else
    Ssl2Message error = info == null ? ssl2.error(cause) : null;
    cause.tellingPeer(error == null ? "" : error.summary());
    if (error != null) {
      WireWriter writer = new WireWriter();
      error.write(writer);
      sendSsl2(error, writer.toBytes());
    }
  }

  /** Explains that nothing came for so long; see {@link TlsEngine#explainSilence}. */
  Explanation explainSilence(Duration waited) {
    Question due = question;
    String what =
        due == null
            ? "in state " + state.stateName()
            : "for the own answer to " + due.getClass().getSimpleName();
    return Explanation.timedOut("waited " + waited.toMillis() + " ms " + what, circumstances());
  }

  private Circumstances circumstances() {
    Circumstances.Stage stage =
        info != null
            ? Circumstances.Stage.ESTABLISHED
            : version != null ? Circumstances.Stage.HANDSHAKE : Circumstances.Stage.HELLO;
    return evidence.circumstances(stage, incoming.hasUntriedKeys(), question != null);
  }

  /** The owner's data went out in a record of this length. */
  void recordSent(int length) {
    answeredKeyUpdate = false;
    if (witness.wantsRecords()) {
      guard(
          () ->
              witness.tell(
                  new TlsEvent.RecordSeen(
                      side, ContentType.APPLICATION_DATA.code(), length, true)));
    }
  }

  // What the engine asks

  Side side() {
    return side;
  }

  TlsConfig config() {
    return config;
  }

  boolean isTls13() {
    return version != null && version.atLeast(ProtocolVersion.TLS_1_3);
  }

  Incoming incoming() {
    return incoming;
  }

  Outgoing outgoing() {
    return outgoing;
  }

  Evidence evidence() {
    return evidence;
  }

  @Nullable Question question() {
    return question;
  }

  @Nullable ConnectionInfo info() {
    return info;
  }

  @Nullable Exporter exporter() {
    return exporter;
  }

  Bytes firstFinished() {
    return firstFinished;
  }

  @Nullable TlsFailure failure() {
    return failure;
  }

  boolean isReadClosed() {
    return readClosed;
  }

  boolean isWriteClosed() {
    return writeClosed;
  }
}
