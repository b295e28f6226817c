package dev.glassine.core.engine;

import dev.glassine.core.alert.Circumstances;
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
import dev.glassine.core.record.FragmentSink;
import dev.glassine.core.record.HandshakeJoiner;
import dev.glassine.core.record.Outbox;
import dev.glassine.core.record.PlaintextOpener;
import dev.glassine.core.record.PlaintextSealer;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.record.RecordWriter;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one mutable object of a connection, and glue only: fragments -> joiner -> flow -> effects ->
 * records. What a message means is the flow's affair, how a record is protected the protection's;
 * here stand the rules between them: what may arrive when, alerts, closing, floods.
 */
final class Connection implements FragmentSink {
  static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

  /** Octets of the longest payload that is acted on without being opened: an alert. */
  static final int LONGEST_BARE_RECORD = 2;

  private static final int KEY_UPDATE_MARGIN = 64;

  /** Octets of a message that a failure quotes at most. */
  private static final int MOST_EVIDENCE = 512;

  private final Side side;
  private final TlsConfig config;
  private final @Nullable TlsListener listener;
  private final boolean wantsRecords;
  private final HandshakeJoiner joiner;
  private final Outbox outbox = new Outbox();
  private final Floods floods = new Floods();
  private final OwnFlight ownFlight = new OwnFlight();
  private final OwnAnswers ownAnswers;

  private Flow flow;
  private State state;
  private @Nullable ProtocolVersion version;
  private @Nullable Ssl2 ssl2;
  private RecordOpener opener = new PlaintextOpener();
  private RecordSealer sealer;
  private Epoch readEpoch = Epoch.PLAINTEXT;
  private boolean openedProtectedRecord;
  private boolean answeredKeyUpdate;
  private int earlyDataToSkip;
  private int helloLength;
  private int fragmentLimit = RecordHeader.MAX_PLAINTEXT;
  private int peerFragmentLimit = RecordHeader.MAX_PLAINTEXT;

  private @Nullable DoorsUsed doors;
  private @Nullable Question question;
  private @Nullable Bytes atHand;
  private @Nullable String noOwnCertificate;
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
    this.listener = TlsListener.both(config.newListener(), listener);
    this.wantsRecords = this.listener != null && this.listener.wantsRecords();
    this.ownAnswers = new OwnAnswers(config.clock());
    this.joiner = new HandshakeJoiner(config.maxHandshakeMessage());
    this.flow = flow;
    this.state = start;
    this.doors = config.legacy().isNone() ? null : new DoorsUsed();
    this.sealer = firstSealer(config);
    limitRecords();
  }

  /** RFC 9846 §5.1: the first hello goes out as TLS 1.0, unless all that is enabled is older. */
  private static PlaintextSealer firstSealer(TlsConfig config) {
    ProtocolVersion newest = config.versions().getFirst();
    return new PlaintextSealer(
        newest.atLeast(ProtocolVersion.TLS_1_0) ? ProtocolVersion.TLS_1_0 : newest);
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

  /**
   * Whether a record is dealt with here instead of being opened: the compatibility rules of TLS
   * 1.3.
   *
   * @param head the record's header and its first octets, as far as it has them
   * @param length of the whole record
   */
  boolean passesOver(int outerType, byte[] head, int length) {
    if (ssl2 != null) {
      return false;
    }
    if (outerType == ContentType.CHANGE_CIPHER_SPEC.code() && toleratesChangeCipherSpec()) {
      // RFC 9846 §5: a change_cipher_spec record of the single octet 1 is dropped while the
      // handshake lasts; any other value is not
      checkChangeCipherSpec(head, RecordHeader.LENGTH, length - RecordHeader.LENGTH);
      floods.changeCipherSpec();
      emit(new TlsEvent.CipherSpecChanged(side.peer()));
      return true;
    }
    if (opener.isPlaintext()) {
      if (earlyDataToSkip > 0 && outerType == ContentType.APPLICATION_DATA.code()) {
        return skipEarlyData(length - RecordHeader.LENGTH);
      }
      return false;
    }
    if (isTls13() && outerType != ContentType.APPLICATION_DATA.code()) {
      if (outerType == ContentType.ALERT.code()
          && readEpoch == Epoch.HANDSHAKE
          && !openedProtectedRecord) {
        // The peer may have failed before it had keys; its alert then comes unprotected
        alert(head, RecordHeader.LENGTH, length - RecordHeader.LENGTH);
        return true;
      }
      ContentType type = ContentType.of(outerType);
      throw new TlsFailure.Misbehaved(
          Reason.PLAINTEXT_AFTER_KEYS, "record of type " + type + " is not protected");
    }
    return false;
  }

  /**
   * RFC 9846 §4.3.10: records of refused early data do not open; up to a limit they are passed
   * over.
   */
  boolean skipEarlyData(int octets) {
    if (earlyDataToSkip <= 0) {
      return false;
    }
    earlyDataToSkip -= octets;
    if (earlyDataToSkip < 0) {
      throw new TlsFailure.Misbehaved(
          Reason.UNEXPECTED_APPLICATION_DATA, "more early data than may be passed over");
    }
    return true;
  }

  private boolean toleratesChangeCipherSpec() {
    if (info != null) {
      return false;
    }
    // Between the client's hello and the server's the version is open: TLS 1.2 will refuse what
    // stays unanswered
    return isTls13()
        || (version == null
            && side == Side.CLIENT
            && config.versions().contains(ProtocolVersion.TLS_1_3));
  }

  /** A fragment was opened that is no application data for the owner. */
  @Override
  public void fragment(int type, byte[] fragment, int offset, int length) {
    if (!opener.isPlaintext()) {
      openedProtectedRecord = true;
    }
    if (ssl2 != null) {
      ssl2Message(ssl2, Bytes.copyOf(fragment, offset, length));
      return;
    }
    if (length > peerFragmentLimit) {
      throw new TlsFailure.Malformed(
          Reason.RECORD_TOO_LONG,
          length + " octets of plaintext, the limit agreed on is " + peerFragmentLimit);
    }
    ContentType contentType = ContentType.of(type);
    if (contentType == null) {
      throw new TlsFailure.Malformed(Reason.UNKNOWN_RECORD_TYPE, "record type " + type);
    }
    if (contentType != ContentType.HANDSHAKE && !joiner.isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.INTERLEAVED_RECORD, contentType + " inside a handshake message");
    }
    switch (contentType) {
      case HANDSHAKE -> {
        joiner.add(fragment, offset, length);
        messages();
      }
      case ALERT -> alert(fragment, offset, length);
      case CHANGE_CIPHER_SPEC -> {
        if (version == null || isTls13()) {
          throw new TlsFailure.Misbehaved(
              Reason.UNEXPECTED_CHANGE_CIPHER_SPEC,
              version == null ? "before both hellos" : "protected, or after the handshake");
        }
        checkChangeCipherSpec(fragment, offset, length);
        emit(new TlsEvent.CipherSpecChanged(side.peer()));
        run(flow.step(state, new ChangeCipherSpec(), Bytes.EMPTY));
      }
      case APPLICATION_DATA ->
          throw new TlsFailure.Misbehaved(Reason.UNEXPECTED_APPLICATION_DATA, length + " octets");
      case HEARTBEAT ->
          throw new TlsFailure.Malformed(
              Reason.UNKNOWN_RECORD_TYPE, "heartbeat was never negotiated");
    }
  }

  /** Application data was opened: counts it. */
  void applicationData(int length) {
    openedProtectedRecord = true;
    if (length > peerFragmentLimit) {
      throw new TlsFailure.Malformed(
          Reason.RECORD_TOO_LONG,
          length + " octets of plaintext, the limit agreed on is " + peerFragmentLimit);
    }
    if (info == null) {
      throw new TlsFailure.Misbehaved(
          Reason.UNEXPECTED_APPLICATION_DATA, "an empty record of it, in the handshake");
    }
    if (!joiner.isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.INTERLEAVED_RECORD, "application data inside a handshake message");
    }
    if (length == 0) {
      floods.emptyRecord();
    } else {
      floods.progress();
    }
  }

  private static void checkChangeCipherSpec(byte[] octets, int offset, int length) {
    if (length != 1 || octets[offset] != 1) {
      throw new TlsFailure.Misbehaved(Reason.BAD_CHANGE_CIPHER_SPEC, length + " octets");
    }
  }

  /** Hands over whole messages until the flow waits for an answer. */
  private void messages() {
    while (question == null && failure == null) {
      Bytes raw = joiner.next();
      if (raw == null) {
        return;
      }
      // Until the hellos have decided, both versions' hellos read alike
      ProtocolVersion reading = version != null ? version : ProtocolVersion.TLS_1_3;
      atHand = raw;
      HandshakeMessage message = HandshakeCodec.decode(raw, reading);
      emit(new TlsEvent.Message(side.peer(), message, raw, reading));
      watchDoors(message);
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
        atHand = null;
      }
    }
  }

  /** SSL 2.0 §1.2: what a record holds is a message. */
  private void ssl2Message(Ssl2 protocol, Bytes raw) {
    atHand = raw;
    Ssl2Message message = protocol.decode(raw);
    tellSsl2(side.peer(), message, raw);
    run(flow.step(state, message, raw));
    if (question == null) {
      atHand = null;
    }
  }

  private void tellSsl2(Side sender, Ssl2Message message, Bytes raw) {
    emit(new TlsEvent.MessageInSsl2(sender, message, raw));
    if (doors != null) {
      doors.sawSsl2Hello();
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

  private void alert(byte[] octets, int offset, int length) {
    if (length != 2) {
      throw new TlsFailure.Malformed(Reason.BAD_ALERT_RECORD, length + " octets");
    }
    Alert alert = new Alert(octets[offset] & 0xFF, octets[offset + 1] & 0xFF);
    atHand = Bytes.copyOf(octets, offset, length);
    emit(new TlsEvent.AlertSeen(side.peer(), alert));
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
          Reason.HANDSHAKE_CUT_OFF,
          "close_notify in state " + state.stateName() + ownAnswers.late());
    }
    readClosed = true;
    emit(new TlsEvent.Closed(side.peer(), true));
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
          emit(new TlsEvent.Closed(side.peer(), false));
          if (ssl2 != null && info != null) {
            return; // there is no close_notify: an end and a truncation look alike
          }
          throw info == null
              ? new TlsFailure.Misbehaved(
                  Reason.HANDSHAKE_CUT_OFF,
                  "the stream ended in state " + state.stateName() + ownAnswers.late())
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
          ownAnswers.answered(asked);
          emit(new TlsEvent.Answered(asked));
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
    if (sealer.remainingRecords() <= KEY_UPDATE_MARGIN && isTls13()) {
      updateKeys(false);
    } else if (sealer.remainingRecords() <= 1 && !isTls13()) {
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
    sendFlight();
  }

  private @Nullable Question ask(Question asked) {
    ownAnswers.asked();
    emit(new TlsEvent.Asked(asked));
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
    ownAnswers.answered(asked);
    emit(new TlsEvent.Answered(asked));
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
        refuseMessageOutOfTurn(message);
        emit(
            new TlsEvent.Message(
                side, message, raw, version != null ? version : ProtocolVersion.TLS_1_3));
        watchDoors(message);
        if (message instanceof ClientHello) {
          helloLength = raw.length();
        }
        ownFlight.add(raw);
        if (!isTls13()) {
          // peers from before TLS 1.3 are used to a record for each message
          sendFlight();
        }
      }
      case Effect.SpeakSsl2(Ssl2 protocol) -> {
        ssl2 = protocol;
        opener = protocol.plaintextOpener();
        sealer = protocol.plaintextSealer();
        peerFragmentLimit = opener.maxPlaintext();
      }
      case Effect.SpeakTls() -> {
        ssl2 = null;
        opener = new PlaintextOpener();
        sealer = firstSealer(config);
        peerFragmentLimit = RecordHeader.MAX_PLAINTEXT;
      }
      case Effect.HandOn(HandshakeMessage message, Bytes raw) ->
          run(flow.step(state, message, raw));
      case Effect.SendSsl2(Ssl2Message message, Bytes raw) -> sendSsl2(message, raw);
      case Effect.SendChangeCipherSpec() -> {
        emit(new TlsEvent.CipherSpecChanged(side));
        write(ContentType.CHANGE_CIPHER_SPEC, new byte[] {1});
      }
      case Effect.SendWarning(AlertDescription description) ->
          sendAlert(Alert.warning(description));
      case Effect.InstallRead(var epoch, var suite, var newOpener, var labels) -> {
        if (!joiner.isEmpty()) {
          // RFC 9846 §5.1: "Handshake messages MUST NOT span key changes"
          throw new TlsFailure.Misbehaved(
              Reason.MESSAGE_ACROSS_KEY_CHANGE, "before " + epoch + " keys");
        }
        opener.close();
        opener = newOpener;
        if (ssl2 != null) {
          peerFragmentLimit = newOpener.maxPlaintext();
        }
        readEpoch = epoch;
        openedProtectedRecord = false;
        emit(new TlsEvent.KeysInstalled(side.peer(), epoch, suite, labels));
      }
      case Effect.InstallWrite(var epoch, var suite, var newSealer, var labels) -> {
        sendFlight();
        sealer.close();
        sealer = newSealer;
        limitRecords();
        emit(new TlsEvent.KeysInstalled(side, epoch, suite, labels));
      }
      case Effect.UseVersion(ProtocolVersion decided) -> {
        sendFlight();
        version = decided;
        if (sealer instanceof PlaintextSealer) {
          sealer =
              new PlaintextSealer(
                  decided.atLeast(ProtocolVersion.TLS_1_2) ? ProtocolVersion.TLS_1_2 : decided);
        }
      }
      case Effect.LimitFragments(int octets) -> {
        sendFlight();
        fragmentLimit = Math.min(fragmentLimit, octets);
      }
      case Effect.LimitPeerFragments(int octets) ->
          peerFragmentLimit = Math.min(peerFragmentLimit, octets);
      case Effect.SkipEarlyData(int octets) -> earlyDataToSkip = octets;
      case Effect.Decide(Decision decision) -> {
        if (side == Side.CLIENT
            && (decision.topic() == Decision.Topic.CLIENT_AUTHENTICATION
                || decision.topic() == Decision.Topic.CERTIFICATE)) {
          noOwnCertificate = decision.chosen() == null ? decision.why() : null;
        }
        emit(new TlsEvent.Decided(decision));
      }
      case Effect.LogSecret(String label, Bytes clientRandom, var secret) ->
          logSecret(label, clientRandom, secret);
      case Effect.Remember(Bytes key, var session) -> remember(key, session);
      case Effect.Forget(Bytes key) -> remember(key, null);
      case Effect.Complete(ConnectionInfo agreed, Exporter material, Bytes tlsUnique) -> {
        info = agreed;
        exporter = material;
        firstFinished = tlsUnique;
        earlyDataToSkip = 0;
        opener.handshakeComplete();
        emit(new TlsEvent.Completed(agreed));
        tellDoors(agreed);
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

  /**
   * What we send now the peer has to see before it goes on: until the handshake is complete nothing
   * of it can be here already.
   */
  private void refuseMessageOutOfTurn(HandshakeMessage sent) {
    if (info == null && !joiner.isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.MESSAGE_OUT_OF_TURN,
          joiner.waiting() + " octets of it, before our " + sent.messageName());
    }
  }

  /** Messages under one key go out together, in as few records as they need. */
  private void sendFlight() {
    if (!ownFlight.isEmpty()) {
      byte[] messages = ownFlight.take();
      writeRecords(ContentType.HANDSHAKE, messages);
    }
  }

  private void watchDoors(HandshakeMessage message) {
    if (doors != null) {
      doors.saw(message);
    }
  }

  private void tellDoors(ConnectionInfo agreed) {
    Set<Danger> used = doors == null ? Set.of() : doors.in(agreed);
    doors = null;
    if (!used.isEmpty()) {
      emit(new TlsEvent.LegacyUsed(used, agreed));
    }
  }

  /** Cuts fragments so that records under the present keys keep to the configured length. */
  private void limitRecords() {
    int limit = config.maxSentRecord();
    if (limit > 0) {
      int fragment = Math.min(fragmentLimit, limit);
      while (fragment > 1 && sealer.sealedLength(fragment) > limit) {
        fragment--;
      }
      fragmentLimit = fragment;
    }
  }

  /** One record, however small {@link #fragmentLimit} is: messages of SSL 2.0 are not cut. */
  private void sendSsl2(Ssl2Message message, Bytes raw) {
    tellSsl2(side, message, raw);
    int before = outbox.length();
    byte[] octets = raw.toArray();
    RecordWriter.write(
        ContentType.HANDSHAKE, octets, 0, octets.length, octets.length, sealer, outbox);
    if (wantsRecords) {
      emit(
          new TlsEvent.RecordSeen(
              side, ContentType.HANDSHAKE.code(), outbox.length() - before, !sealer.isPlaintext()));
    }
  }

  private void sendAlert(Alert alert) {
    emit(new TlsEvent.AlertSeen(side, alert));
    write(ContentType.ALERT, new byte[] {(byte) alert.level(), (byte) alert.code()});
  }

  private void write(ContentType type, byte[] payload) {
    sendFlight();
    writeRecords(type, payload);
  }

  private void writeRecords(ContentType type, byte[] payload) {
    if (!wantsRecords) {
      RecordWriter.write(type, payload, 0, payload.length, fragmentLimit, sealer, outbox);
      return;
    }
    boolean isProtected = !sealer.isPlaintext();
    int outerType = isProtected && isTls13() ? ContentType.APPLICATION_DATA.code() : type.code();
    int offset = 0;
    do {
      int part = Math.min(payload.length - offset, fragmentLimit);
      int before = outbox.length();
      RecordWriter.write(type, payload, offset, part, fragmentLimit, sealer, outbox);
      emit(new TlsEvent.RecordSeen(side, outerType, outbox.length() - before, isProtected));
      offset += part;
    } while (offset < payload.length);
  }

  // How it ends

  void closeWrite() {
    if (writeClosed || failure != null) {
      return;
    }
    guard(
        () -> {
          if (ssl2 == null) {
            sendAlert(Alert.warning(AlertDescription.CLOSE_NOTIFY));
          }
          writeClosed = true;
          emit(new TlsEvent.Closed(side, ssl2 == null));
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
    emit(new TlsEvent.Failed(cause));
    return cause;
  }

  private void tellPeer(TlsFailure cause) {
    AlertDescription description = cause.alert();
    if (description == null) {
      return;
    }
    if (ssl2 == null) {
      sendAlert(Alert.fatal(flow.alert(description)));
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

  private Circumstances circumstances() {
    Circumstances.Stage stage =
        info != null
            ? Circumstances.Stage.ESTABLISHED
            : version != null ? Circumstances.Stage.HANDSHAKE : Circumstances.Stage.HELLO;
    Set<Circumstances.Mark> marks = EnumSet.noneOf(Circumstances.Mark.class);
    if (helloLength > Circumstances.HELLO_OF_ONE_PACKET) {
      marks.add(Circumstances.Mark.LONG_HELLO);
    }
    if (question != null || ownAnswers.wereLate()) {
      marks.add(Circumstances.Mark.OWN_ANSWER_DUE);
    }
    return new Circumstances(
        side,
        stage,
        !opener.isPlaintext() && !openedProtectedRecord,
        noOwnCertificate,
        atHand == null ? "" : excerpt(atHand),
        marks);
  }

  /** Keeps the octets that led to a failure, unless a message or alert in them is known already. */
  void wasReading(ByteBuffer network, int start, int length) {
    if (atHand == null) {
      byte[] octets = new byte[Math.min(length, MOST_EVIDENCE)];
      network.get(start, octets);
      atHand = Bytes.wrap(octets);
    }
  }

  /** The first octets of what was being read: enough to see what it is. */
  private static String excerpt(Bytes octets) {
    String hex = octets.hex();
    return hex.length() <= 2 * MOST_EVIDENCE ? hex : hex.substring(0, 2 * MOST_EVIDENCE);
  }

  /**
   * What a listener throws ends the connection; where that has ended already, it is kept with why.
   */
  private void emit(TlsEvent event) {
    if (listener == null) {
      return;
    }
    try {
      listener.on(event);
    } catch (RuntimeException e) {
      if (failure == null) {
        throw TlsFailure.ofCallback("TlsListener", e);
      }
      if (failure != e) {
        failure.addSuppressed(e);
      }
    }
  }

  void recordSent(int length) {
    answeredKeyUpdate = false;
    if (wantsRecords) {
      guard(
          () ->
              emit(
                  new TlsEvent.RecordSeen(
                      side, ContentType.APPLICATION_DATA.code(), length, true)));
    }
  }

  void recordReceived(int outerType, int length) {
    if (wantsRecords) {
      emit(new TlsEvent.RecordSeen(side.peer(), outerType, length, !opener.isPlaintext()));
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

  RecordOpener opener() {
    return opener;
  }

  RecordSealer sealer() {
    return sealer;
  }

  Outbox outbox() {
    return outbox;
  }

  int fragmentLimit() {
    return fragmentLimit;
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
