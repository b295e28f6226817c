package dev.glassine.inspect.decrypt;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One connection between two others, followed from their octets: every record is told, every
 * message that is in the clear or can be opened is read, and what cannot be read is told as well.
 * Nothing that the two send makes it fail. What their records say is a {@link Conversation}'s
 * affair.
 *
 * <p>The listener hears events in the order of the octets. One owner thread at a time.
 */
public final class PassiveSession {
  private final PassiveListener listener;
  private final CryptoProvider crypto;
  private final SessionSecrets secrets;
  private final Half client = new Half(Side.CLIENT);
  private final Half server = new Half(Side.SERVER);
  private final SeenDecisions decisions;
  private final Ssl2Greeting greeting;
  private final Closed closed = new Closed();
  private final UnopenedRecords unopened = new UnopenedRecords();
  private final WaitingRecords waiting = new WaitingRecords();
  private Conversation conversation;
  private boolean sawServer;
  private int mayWait;

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
    this.conversation = new TlsConversation(this);
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

  /**
   * By what a key log is asked: the random of the first ClientHello, or the connection id of SSL
   * 2.0's SERVER-HELLO; null before it came.
   */
  public @Nullable Bytes keyLogId() {
    return conversation.keyLogId();
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
    if (sender == Side.CLIENT && !greeting.isOver()) {
      byte[] rest = greeting.take(octets, offset, length);
      records(half(sender), rest, 0, rest.length);
    } else {
      records(half(sender), octets, offset, length);
    }
  }

  private void records(Half half, byte[] octets, int offset, int length) {
    if (length > 0 && greeting.isUnanswered()) {
      conversation = greeting.leadsTo(this, half.sender, octets[offset]);
    }
    if (half.sender == Side.SERVER && !sawServer) {
      sawServer = true;
      conversation.serverBegins(ByteBuffer.wrap(octets, offset, length));
    }
    half.records.add(octets, offset, length);
    while (half.records.next()) {
      passedOver(half);
      if (!waiting.isEmpty()) {
        keepWaiting(half);
      } else if (!record(
          half, half.records.array(), half.records.offset(), half.records.length())) {
        keepWaiting(half);
      }
    }
    passedOver(half);
  }

  private void passedOver(Half half) {
    long count = half.records.passedOver();
    if (count > 0) {
      conversation.passedOver(half.sender, count);
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
    conversation.gap(sender);
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

  /** One side has said that nothing more comes of it. */
  void closed(Side sender) {
    closed.by(sender, true);
  }

  /** Nothing more comes: what could not be opened is summed up. */
  public void finished() {
    waitNoLonger();
    String summary = unopened.summary(conversation.nameInKeyLog());
    if (summary != null) {
      listener.note(null, "unopened", summary);
    }
    client.close();
    server.close();
    conversation.close();
  }

  /** More may be in the key log now: records that wait for a key are tried again. */
  public void tryAgain() {
    for (WaitingRecords.Waiting next = waiting.first(); next != null; next = waiting.first()) {
      if (!record(half(next.sender()), next.octets(), 0, next.octets().length)) {
        return;
      }
      waiting.removeFirst();
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

  private void keepWaiting(Half half) {
    waiting.add(half.sender, half.records.copy());
    if (waiting.octets() > mayWait) {
      waitNoLonger();
    }
  }

  /** Tells of one record and what is in it; false where it should wait for its key. */
  private boolean record(Half half, byte[] octets, int offset, int length) {
    int header = half.records.headerLength(octets, offset);
    int type = conversation.type(half, octets, offset);
    if (!conversation.isProtected(half, type, length - header)) {
      listener.on(new TlsEvent.RecordSeen(half.sender, type, length, false));
      conversation.content(half, type, octets, offset + header, length - header);
      return true;
    }
    if (!half.hasKeys()) {
      conversation.lookForKeys(half);
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
    if (outcome == Half.Outcome.OPENED) {
      listener.on(new TlsEvent.RecordSeen(half.sender, type, length, true));
      conversation.content(half, half.contentType(), half.content(), 0, half.contentLength());
    } else {
      int known = conversation.typeOfUnopened(type);
      listener.on(new TlsEvent.RecordSeen(half.sender, known, length, true));
      listener.unopened(half.sender, known, length);
      unopened.count(half.sender, outcome, length);
    }
    return true;
  }

  /** The server's RSA key would open this connection, and it is not among those that were given. */
  void noRsaKeyFits() {
    String sentence = secrets.noneFits();
    if (sentence != null) {
      listener.note(null, "key", sentence);
    }
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
