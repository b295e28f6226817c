package dev.glassine.inspect.decrypt;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.record.FirstBytes;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.EarlyData;
import dev.glassine.inspect.fingerprint.Ja3;
import dev.glassine.inspect.fingerprint.Ja4;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection between two others, followed from their octets: every record is told, every
 * message that is in the clear or can be opened is read, and what cannot be read is told as well.
 * Nothing that the two send makes it fail.
 *
 * <p>The listener hears events in the order of the octets. One owner thread at a time.
 */
public final class PassiveSession {
  private static final int CHANGE_CIPHER_SPEC = ContentType.CHANGE_CIPHER_SPEC.code();
  private static final int ALERT = ContentType.ALERT.code();
  private static final int HANDSHAKE = ContentType.HANDSHAKE.code();
  private static final int APPLICATION_DATA = ContentType.APPLICATION_DATA.code();

  private record Waiting(Side sender, byte[] record) {}

  private final PassiveListener listener;
  private final CryptoProvider crypto;
  private final SessionSecrets secrets;
  private final Half client = new Half(Side.CLIENT);
  private final Half server = new Half(Side.SERVER);
  private final SeenDecisions decisions;
  private final Ssl2Greeting greeting;
  private final Closed closed = new Closed();
  private final UnopenedRecords unopened = new UnopenedRecords();
  private boolean sawServer;

  private @Nullable ClientHello hello;
  private @Nullable Bytes firstRandom;
  private @Nullable Transcript transcript;
  private @Nullable Reading reading;
  private ProtocolVersion version = ProtocolVersion.TLS_1_2;

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int mayWait;
  private int waitingOctets;

  /**
   * Begins with a connection's first octets.
   *
   * @param listener hears what happens
   * @param secrets what may open records
   */
  public PassiveSession(PassiveListener listener, CryptoProvider crypto, SessionSecrets secrets) {
    this.listener = listener;
    this.crypto = crypto;
    this.secrets = secrets;
    this.decisions = new SeenDecisions(listener);
    this.greeting = new Ssl2Greeting(listener);
  }

  /**
   * Lets records wait for a key that is not known yet, since the key log is still being written;
   * {@link #tryAgain} and {@link #waitNoLonger} end that.
   *
   * @param octets that may wait; when more come the waiting is over
   */
  public PassiveSession waitingForKeys(int octets) {
    mayWait = octets;
    return this;
  }

  /** The random of the first ClientHello, by which a key log is asked; null before it came. */
  public @Nullable Bytes clientRandom() {
    return firstRandom;
  }

  PassiveListener listener() {
    return listener;
  }

  CryptoProvider crypto() {
    return crypto;
  }

  SessionSecrets secrets() {
    return secrets;
  }

  SeenDecisions decisions() {
    return decisions;
  }

  Half half(Side sender) {
    return sender == Side.CLIENT ? client : server;
  }

  /** The next octets of one side. */
  public void data(Side sender, byte[] octets, int offset, int length) {
    Half half = half(sender);
    if (sender == Side.SERVER && !sawServer) {
      sawServer = true;
      stranger(ByteBuffer.wrap(octets, offset, length));
    }
    if (sender == Side.CLIENT && !greeting.isOver()) {
      byte[] rest = greeting.take(octets, offset, length);
      greeted();
      half.records.add(rest, 0, rest.length);
    } else {
      half.records.add(octets, offset, length);
    }
    while (half.records.next()) {
      passedOver(half);
      if (!waiting.isEmpty()) {
        keepWaiting(sender, half.records.copy());
      } else if (!record(
          half, half.records.array(), half.records.offset(), half.records.length())) {
        keepWaiting(sender, half.records.copy());
      }
    }
    passedOver(half);
  }

  /** A server that answers in plain text: the core's words for it. */
  private void stranger(ByteBuffer first) {
    TlsFailure failure = FirstBytes.fromServer(first);
    if (failure != null) {
      listener.on(new TlsEvent.Failed(failure));
    }
  }

  private void passedOver(Half half) {
    long count = half.records.passedOver();
    if (count > 0) {
      listener.note(
          half.sender, "not TLS", octets(count) + " of the " + half.sender + " are no TLS record");
    }
  }

  /**
   * Octets of one side are missing.
   *
   * @param length how many
   */
  public void gap(Side sender, long length) {
    waitNoLonger();
    Half half = half(sender);
    half.gap();
    half.records.passedOver();
    listener.note(
        sender,
        "missing",
        octets(length) + " of the " + sender + "'s stream are missing from the capture");
  }

  /**
   * One side's stream has ended.
   *
   * @param reset whether by a TCP reset
   */
  public void ended(Side sender, boolean reset) {
    waitNoLonger();
    Half half = half(sender);
    if (half.records.waiting() > 0) {
      listener.note(
          sender,
          "cut off",
          "the "
              + sender
              + "'s stream ends within a record: "
              + half.records.waiting()
              + " octets");
    }
    if (reset) {
      listener.note(sender, "reset", "the " + sender + " reset the TCP connection");
    }
    closed.by(sender, closed.saidSo(sender));
  }

  /** Nothing more comes: what could not be opened is summed up. */
  public void finished() {
    waitNoLonger();
    String summary = unopened.summary(firstRandom);
    if (summary != null) {
      listener.note(null, "unopened", summary);
    }
    client.close();
    server.close();
    if (reading != null) {
      reading.close();
    }
  }

  /** More may be in the key log now: records that wait for a key are tried again. */
  public void tryAgain() {
    while (!waiting.isEmpty()) {
      Waiting next = waiting.getFirst();
      if (!record(half(next.sender), next.record, 0, next.record.length)) {
        return;
      }
      waiting.removeFirst();
      waitingOctets -= next.record.length;
    }
  }

  /** Whether records wait for a key. */
  public boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** The keys do not come: what waits is told unopened. */
  public void waitNoLonger() {
    int limit = mayWait;
    mayWait = 0;
    tryAgain();
    mayWait = limit;
  }

  private void keepWaiting(Side sender, byte[] record) {
    waiting.add(new Waiting(sender, record));
    waitingOctets += record.length;
    if (waitingOctets > mayWait) {
      waitNoLonger();
    }
  }

  /** Tells of one record and what is in it; false where it should wait for its key. */
  private boolean record(Half half, byte[] octets, int offset, int length) {
    int type = RecordHeader.type(octets, offset);
    if (!half.isProtected(type)) {
      listener.on(new TlsEvent.RecordSeen(half.sender, type, length, false));
      fragment(half, type, octets, offset + RecordHeader.LENGTH, length - RecordHeader.LENGTH);
      return true;
    }
    Half.Outcome outcome = half.open(octets, offset, length);
    if (outcome == Half.Outcome.NO_KEY && mayWait > 0) {
      return false;
    }
    if (outcome == Half.Outcome.OPENED) {
      EpochKeys settled = half.newlySettled();
      if (settled != null) {
        listener.on(
            new TlsEvent.KeysInstalled(
                half.sender, settled.epoch(), settled.suite(), settled.labels()));
      }
    }
    listener.on(new TlsEvent.RecordSeen(half.sender, type, length, true));
    if (outcome == Half.Outcome.OPENED) {
      fragment(half, half.contentType(), half.content(), 0, half.contentLength());
    } else {
      listener.unopened(half.sender, type, length);
      unopened.count(half.sender, outcome, length);
    }
    return true;
  }

  private void fragment(Half half, int type, byte[] octets, int offset, int length) {
    if (type == HANDSHAKE) {
      handshake(half, octets, offset, length);
    } else if (type == CHANGE_CIPHER_SPEC) {
      listener.on(new TlsEvent.CipherSpecChanged(half.sender));
      changeCipherSpec(half);
    } else if (type == ALERT) {
      alert(half, octets, offset, length);
    } else if (type == APPLICATION_DATA) {
      listener.data(half.sender, octets, offset, length);
    }
  }

  private void changeCipherSpec(Half half) {
    if (reading != null) {
      reading.changeCipherSpec(half.sender);
    } else if (hello == null) {
      // the hellos are not in the capture: whatever follows is protected
      half.changeCipher();
    }
  }

  private void alert(Half half, byte[] octets, int offset, int length) {
    if (length != 2) {
      listener.note(half.sender, "alert", "an alert record of " + length + " octets instead of 2");
      return;
    }
    Alert alert = new Alert(octets[offset] & 0xFF, octets[offset + 1] & 0xFF);
    listener.on(new TlsEvent.AlertSeen(half.sender, alert));
    if (alert.description() == AlertDescription.CLOSE_NOTIFY) {
      closed.by(half.sender, true);
    }
  }

  private void handshake(Half half, byte[] octets, int offset, int length) {
    try {
      if (length > 0) {
        half.joiner().add(octets, offset, length);
      }
      for (Bytes raw = half.joiner().next(); raw != null; raw = half.joiner().next()) {
        message(half.sender, raw);
      }
    } catch (TlsFailure e) {
      // a message longer than any that is read
      half.forgetMessage();
      listener.note(half.sender, "message", e.reason().sentence() + ": " + e.detail());
    }
  }

  private void message(Side sender, Bytes raw) {
    HandshakeMessage message;
    try {
      message = HandshakeCodec.decode(raw, version);
    } catch (TlsFailure e) {
      HandshakeType type = HandshakeType.of(raw.at(0));
      String name = type == null ? "handshake type " + raw.at(0) : type.wireName();
      listener.unread(sender, name, raw, e.reason().sentence() + ": " + e.detail());
      return;
    }
    switch (message) {
      case ClientHello offered when sender == Side.CLIENT -> clientHello(offered, raw);
      case HelloRetryRequest retry when sender == Side.SERVER -> {
        tell(sender, message, raw, ProtocolVersion.TLS_1_3);
        decisions.retry(retry);
      }
      case ServerHello answer when sender == Side.SERVER -> serverHello(answer, raw);
      default -> {
        tell(sender, message, raw, version);
        if (reading != null) {
          reading.message(sender, message, raw);
        }
      }
    }
  }

  private void tell(Side sender, HandshakeMessage message, Bytes raw, ProtocolVersion by) {
    listener.on(new TlsEvent.Message(sender, message, raw, by));
  }

  /** A hello in SSL 2.0 format has led to what follows. */
  private void greeted() {
    ClientHello offered = greeting.newer();
    if (offered != null && hello == null) {
      hello = offered;
      firstRandom = offered.random();
      decisions.offer(offered);
      transcript = new Transcript(crypto);
      transcript.add(greeting.raw());
    }
  }

  private void clientHello(ClientHello offered, Bytes raw) {
    tell(Side.CLIENT, offered, raw, version);
    boolean second = hello != null && reading == null;
    if (!second) {
      firstRandom = offered.random();
      listener.note(Side.CLIENT, "JA4", Ja4.of(offered).fingerprint());
      listener.note(Side.CLIENT, "JA3", Ja3.of(offered).hash());
    }
    hello = offered;
    decisions.offer(offered);
    // TLS 1.2 and before may negotiate again, under the keys of now
    reading = null;
    transcript = new Transcript(crypto);
    transcript.add(raw);
    if (offered.extensions().get(EarlyData.class) != null) {
      Tls13Reading.expectEarlyData(this, offered);
    }
  }

  private void serverHello(ServerHello answer, Bytes raw) {
    version = answer.selectedVersion();
    tell(Side.SERVER, answer, raw, version);
    decisions.answer(answer);
    ClientHello offered = hello;
    if (offered == null || transcript == null || firstRandom == null) {
      return;
    }
    if (version.atLeast(ProtocolVersion.TLS_1_3)) {
      reading = new Tls13Reading(this, offered, answer, firstRandom);
      return;
    }
    VersionRules rules = PassiveRules.of(answer);
    if (rules == null) {
      listener.note(
          null, "not readable", version + " needs the jar glassine-legacy, which is not there");
      return;
    }
    transcript.add(raw);
    reading = new Tls12Reading(this, rules, offered, answer, transcript);
  }

  /** Keys are known, and no provider has the cipher. */
  void cannotOpen(CipherSuite suite) {
    unopened.cannotOpen(suite);
  }

  static String octets(long count) {
    return count == 1 ? "1 octet" : String.format(Locale.ROOT, "%,d octets", count);
  }

  /** Which sides have ended, and how. */
  private final class Closed {
    private boolean client;
    private boolean server;

    boolean saidSo(Side sender) {
      return sender == Side.CLIENT ? client : server;
    }

    void by(Side sender, boolean clean) {
      if (saidSo(sender)) {
        return;
      }
      if (sender == Side.CLIENT) {
        client = true;
      } else {
        server = true;
      }
      // without keys nobody can tell whether a close_notify was among the closed records
      if (clean || !unopened.hasSome(sender)) {
        listener.on(new TlsEvent.Closed(sender, clean));
      }
    }
  }
}
