package dev.glassine.inspect.decrypt;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.TraceRecorder;
import dev.glassine.inspect.capture.Endpoint;
import dev.glassine.inspect.capture.StreamListener;
import dev.glassine.inspect.capture.TcpConnection;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for TLS in one TCP connection and follows it from there: at its start or later (STARTTLS, a
 * proxy's CONNECT), on any port, whichever end the client is.
 */
final class TlsFinder implements StreamListener {
  private final TcpConnection connection;
  private final CryptoProvider crypto;
  private final SessionSecrets secrets;
  private final Consumer<FoundSession> found;
  private final FirstOctets forward = new FirstOctets();
  private final FirstOctets backward = new FirstOctets();
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

  TlsFinder(
      TcpConnection connection,
      CryptoProvider crypto,
      SessionSecrets secrets,
      Consumer<FoundSession> found) {
    this.connection = connection;
    this.crypto = crypto;
    this.secrets = secrets;
    this.found = found;
    this.incomplete = !connection.sawStart();
    this.now = connection.time();
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
    PassiveSession session = new PassiveSession(PassiveListener.into(recorder), crypto, secrets);
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
      found.accept(
          new FoundSession(
              connection.number(), following.client, following.server, following.recorder.trace()));
    }
  }
}
