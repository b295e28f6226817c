package dev.glassine.inspect.decrypt;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.inspect.TraceRecorder;
import dev.glassine.inspect.capture.Endpoint;
import dev.glassine.inspect.capture.StreamListener;
import dev.glassine.inspect.capture.TcpConnection;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks for TLS in one TCP connection and follows it from there: at its start or later (STARTTLS, a
 * proxy's CONNECT), on any port, whichever end the client is. One owner thread at a time.
 */
public final class TlsFinder implements StreamListener {
  private final TcpConnection connection;
  private final CryptoProvider crypto;
  private final SessionSecrets secrets;
  private final PassiveListener also;
  private final FirstOctets forward = new FirstOctets();
  private final FirstOctets backward = new FirstOctets();
  private int mayWait;
  private long before;
  private boolean incomplete;
  private Instant now;
  private @Nullable Following following;

  private record Following(
      PassiveSession session,
      TraceRecorder recorder,
      Way fromClient,
      Endpoint client,
      Endpoint server) {
    Side side(Way way) {
      return way == fromClient ? Side.CLIENT : Side.SERVER;
    }
  }

  /**
   * Begins with a TCP connection.
   *
   * @param secrets what may open records
   */
  public TlsFinder(TcpConnection connection, CryptoProvider crypto, SessionSecrets secrets) {
    this(connection, crypto, secrets, new Nobody());
  }

  /**
   * The same, for a listener that hears beside the trace's recorder.
   *
   * @param also hears what happens, after the recorder
   */
  public TlsFinder(
      TcpConnection connection,
      CryptoProvider crypto,
      SessionSecrets secrets,
      PassiveListener also) {
    this.connection = connection;
    this.crypto = crypto;
    this.secrets = secrets;
    this.also = also;
    this.incomplete = !connection.sawStart();
    this.now = connection.time();
  }

  /**
   * Lets records wait for a key that is not known yet: see {@link PassiveSession#waitingForKeys}.
   */
  public TlsFinder waitingForKeys(int octets) {
    mayWait = octets;
    if (following != null) {
      following.session.waitingForKeys(octets);
    }
    return this;
  }

  /** Whether records wait for a key. */
  public boolean isWaiting() {
    return following != null && following.session.isWaiting();
  }

  /** More may be in the key log now. */
  public void tryAgain() {
    if (following != null) {
      following.session.tryAgain();
    }
  }

  /** The keys do not come. */
  public void waitNoLonger() {
    if (following != null) {
      following.session.waitNoLonger();
    }
  }

  /** By what a key log is asked ({@link PassiveSession#keyLogId}), or null before it came. */
  public @Nullable Bytes keyLogId() {
    return following == null ? null : following.session.keyLogId();
  }

  /** What was seen of TLS so far; null where there was none. */
  public @Nullable FoundSession found() {
    return following == null
        ? null
        : new FoundSession(
            connection.number(), following.client, following.server, following.recorder.trace());
  }

  @Override
  public void data(Way way, Instant time, byte[] octets, int offset, int length) {
    now = time;
    if (following != null) {
      following.session.data(following.side(way), octets, offset, length);
      return;
    }
    FirstOctets.Begin begin = (way == Way.FORWARD ? forward : backward).in(octets, offset, length);
    if (begin != null) {
      Following begun = begin(begin.sender() == Side.CLIENT ? way : way.opposite());
      begun.session.data(begin.sender(), begin.octets(), 0, begin.octets().length);
    } else if (incomplete && FirstOctets.looksLikeRecord(octets, offset, length)) {
      Following begun = begin(likelyClient());
      begun.session.data(begun.side(way), octets, offset, length);
    } else {
      before += length;
    }
  }

  /** Servers have the lower port, mostly. */
  private Way likelyClient() {
    return connection.initiator().port() >= connection.responder().port()
        ? Way.FORWARD
        : Way.BACKWARD;
  }

  private Following begin(Way fromClient) {
    boolean straight = fromClient == Way.FORWARD;
    Endpoint client = straight ? connection.initiator() : connection.responder();
    Endpoint server = straight ? connection.responder() : connection.initiator();
    TraceRecorder recorder =
        TraceRecorder.onTheWire(client.toString(), server.toString(), () -> now);
    PassiveSession session =
        new PassiveSession(new Both(PassiveListener.into(recorder), also), crypto, secrets)
            .waitingForKeys(mayWait);
    Following begun = new Following(session, recorder, fromClient, client, server);
    following = begun;
    if (before > 0) {
      recorder.note(
          null,
          "before",
          String.format(Locale.ROOT, "%,d octets that are no TLS went before it", before));
    }
    if (incomplete) {
      recorder.note(null, "start", "the start of this connection is not in the capture");
    }
    return begun;
  }

  @Override
  public void gap(Way way, Instant time, long length) {
    now = time;
    if (following != null) {
      following.session.gap(following.side(way), length);
    } else {
      incomplete = true;
      (way == Way.FORWARD ? forward : backward).gap();
    }
  }

  @Override
  public void ended(Way way, Instant time, boolean reset) {
    now = time;
    if (following != null) {
      following.session.ended(following.side(way), reset);
    }
  }

  @Override
  public void finished() {
    if (following != null) {
      following.session.finished();
    }
  }

  /** Two that hear the same, one after the other. */
  private record Both(PassiveListener first, PassiveListener second) implements PassiveListener {
    @Override
    public void on(TlsEvent event) {
      first.on(event);
      second.on(event);
    }

    @Override
    public void note(@Nullable Side sender, String topic, String text) {
      first.note(sender, topic, text);
      second.note(sender, topic, text);
    }

    @Override
    public void unread(Side sender, String name, Bytes raw, String why) {
      first.unread(sender, name, raw, why);
      second.unread(sender, name, raw, why);
    }

    @Override
    public void unopened(Side sender, int contentType, int octets) {
      first.unopened(sender, contentType, octets);
      second.unopened(sender, contentType, octets);
    }

    @Override
    public void secret(String label, Bytes id, Secret secret) {
      first.secret(label, id, secret);
      second.secret(label, id, secret);
    }

    @Override
    public void data(Side sender, byte[] octets, int offset, int length) {
      first.data(sender, octets, offset, length);
      second.data(sender, octets, offset, length);
    }
  }

  /** Who does not listen. */
  private record Nobody() implements PassiveListener {
    @Override
    public void on(TlsEvent event) {}

    @Override
    public void note(@Nullable Side sender, String topic, String text) {}

    @Override
    public void unread(Side sender, String name, Bytes raw, String why) {}

    @Override
    public void unopened(Side sender, int contentType, int octets) {}
  }
}
