package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection from its first octet on: the engine, the sessions around it, and JSSE's exceptions
 * instead of the engine's. What an {@code SSLEngine} and an {@code SSLSocket} have in common.
 *
 * <p>One owner at a time; {@link #think} alone is for a thread that does not own it.
 */
final class Conversation {
  private final ContextParts context;
  private final boolean createsSessions;
  private final TlsConfig config;
  private final HandshakeWatch watch;
  private final PeerAddress peer;
  private final @Nullable Bytes sessionKey;
  private final ReentrantLock lock;
  private final TlsEngine engine;
  private volatile @Nullable Interview interview;
  private volatile @Nullable HandshakeSession handshakeSession;
  private GlassineSessionContext.@Nullable Entry resuming;
  private @Nullable GlassineSession session;
  private @Nullable GlassineSession remembered;

  /**
   * Begins; a client's hello is then due.
   *
   * @param settings a copy that nobody else changes
   * @param hooks of this connection
   * @param lock that owners of the engine hold
   * @throws SSLException where the settings contradict each other, or the connection fails at once
   */
  Conversation(
      ContextParts context,
      Settings settings,
      Hooks hooks,
      Endpoint endpoint,
      Side side,
      PeerAddress peer,
      ReentrantLock lock)
      throws SSLException {
    this.context = context;
    this.createsSessions = settings.createsSessions();
    this.peer = peer;
    this.lock = lock;
    this.config = config(context, settings, hooks, endpoint, side);
    this.watch =
        new HandshakeWatch(
            side,
            side == Side.SERVER ? settings.serverNameMatchers() : List.of(),
            listeners(context, hooks, side));
    HandshakeSession shown =
        new HandshakeSession(
            watch, context.sessions(side), config.signatureSchemes(), peer.host(), peer.port());
    this.handshakeSession = shown;
    this.interview =
        new Interview(
            context,
            settings,
            endpoint,
            side,
            config,
            watch,
            shown,
            peer,
            present(hooks.answerer(), context.settings().answerer()));
    if (side == Side.CLIENT) {
      Destination destination = destination(settings, peer);
      this.sessionKey = destination.sessionKey();
      this.engine = client(destination);
    } else {
      this.sessionKey = null;
      this.engine = TlsEngine.server((dev.glassine.core.engine.ServerConfig) config, watch);
    }
    attend();
  }

  /** Who was asked to listen, the connection's own first; then Flight Recorder, if it records. */
  private static @Nullable TlsListener listeners(ContextParts context, Hooks hooks, Side side) {
    Supplier<? extends TlsListener> maker = context.settings().listeners();
    return TlsListener.both(
        TlsListener.both(hooks.listener(), maker == null ? null : maker.get()),
        FlightRecording.listener(side));
  }

  private static <T> List<T> present(@Nullable T first, @Nullable T second) {
    List<T> list = new ArrayList<>(2);
    if (first != null) {
      list.add(first);
    }
    if (second != null) {
      list.add(second);
    }
    return List.copyOf(list);
  }

  private static TlsConfig config(
      ContextParts context, Settings settings, Hooks hooks, Endpoint endpoint, Side side)
      throws SSLException {
    boolean asksClient =
        side == Side.SERVER && settings.clientAuthentication() != ClientAuthentication.NONE;
    ConfigKey key =
        ConfigKey.of(
            side,
            settings,
            asksClient ? context.issuers().names() : List.of(),
            endpoint.protocolChooser() != null,
            context.sessions(side).getSessionTimeout());
    try {
      return side == Side.CLIENT
          ? context.configurations().client(key, hooks.keyLog())
          : context.configurations().server(key, hooks.keyLog());
    } catch (IllegalArgumentException e) {
      throw Explained.contradiction(e);
    }
  }

  private TlsEngine client(Destination destination) throws SSLException {
    try {
      return TlsEngine.client((dev.glassine.core.engine.ClientConfig) config, destination, watch);
    } catch (TlsFailure e) {
      throw Explained.of(e, false);
    }
  }

  /** Names are checked by the trust manager, so none is expected here. */
  private static Destination destination(Settings settings, PeerAddress peer) {
    List<SNIServerName> names = settings.serverNames();
    String serverName = names == null ? peer.impliedServerName() : PeerAddress.hostNameAmong(names);
    String host = peer.host();
    Bytes key =
        host == null || peer.port() < 0
            ? null
            : Bytes.ofString(
                host.toLowerCase(Locale.ROOT) + ":" + peer.port() + " for " + serverName);
    return new Destination(serverName, null, key);
  }

  /** For what is not wrapped here; its methods that throw are. */
  TlsEngine engine() {
    return engine;
  }

  /** {@link TlsEngine#receive}. */
  TlsEngine.Progress receive(ByteBuffer network, ByteBuffer application) throws SSLException {
    boolean established = engine.isEstablished();
    try {
      TlsEngine.Progress progress = engine.receive(network, application);
      attend();
      return progress;
    } catch (TlsFailure e) {
      throw Explained.of(e, established);
    }
  }

  /** {@link TlsEngine#send(ByteBuffer[], int, int, ByteBuffer)}. */
  TlsEngine.Progress send(ByteBuffer[] applications, int offset, int count, ByteBuffer network)
      throws SSLException {
    try {
      return engine.send(applications, offset, count, network);
    } catch (TlsFailure e) {
      throw Explained.of(e, engine.isEstablished());
    }
  }

  /** {@link TlsEngine#inputEnded}. */
  void inputEnded() throws SSLException {
    boolean established = engine.isEstablished();
    try {
      engine.inputEnded();
    } catch (TlsFailure e) {
      throw Explained.of(e, established);
    }
  }

  /**
   * What {@code beginHandshake} means once there was one: new keys for both directions.
   *
   * @throws SSLException in TLS 1.2, which could only renegotiate
   */
  void refresh() throws SSLException {
    ConnectionInfo info = engine.info();
    if (info == null || !info.version().atLeast(ProtocolVersion.TLS_1_3)) {
      throw new SSLException(
          "a second handshake on a connection of TLS 1.2 is a renegotiation, which Glassine does"
              + " not do: open a new connection, or use TLS 1.3, where this updates the keys");
    }
    try {
      engine.updateKeys(true);
    } catch (TlsFailure e) {
      throw Explained.of(e, true);
    }
  }

  /** The question that somebody has to {@link #think} about, or null. */
  @Nullable Question question() {
    return engine.question();
  }

  /**
   * Finds the answer: asks answerers, managers and keys, which may take its time. Called without
   * the lock, by one thread.
   *
   * @throws RuntimeException whatever those who were asked throw at once
   */
  CompletionStage<Answer> think(Question question) {
    Interview asking = interview;
    if (asking == null) {
      throw new IllegalStateException("nothing is asked once the handshake is complete");
    }
    return asking.answer(question);
  }

  /** The pending question's answer; the handshake goes on. */
  void answer(Answer answer) throws SSLException {
    try {
      engine.answer(answer);
      attend();
    } catch (TlsFailure e) {
      throw Explained.of(e, false);
    }
  }

  /** The pending question has no answer; this always throws. */
  void answerFailed(Throwable cause) throws SSLException {
    try {
      engine.answerFailed(cause);
    } catch (TlsFailure e) {
      throw Explained.of(e, false);
    }
  }

  /** What the handshake shows while it goes on; null afterwards. */
  @Nullable HandshakeSession handshakeSession() {
    return handshakeSession;
  }

  /** What the handshake led to, or null. */
  @Nullable GlassineSession session() {
    return session;
  }

  /** By ALPN: null before it is known, empty for none. */
  @Nullable String applicationProtocol() {
    ConnectionInfo info = engine.info();
    if (info == null) {
      return null;
    }
    return info.protocol() == null ? "" : info.protocol();
  }

  /** By ALPN, while the handshake goes on: null before it is known. */
  @Nullable String handshakeApplicationProtocol() {
    return engine.isEstablished() ? null : watch.protocol();
  }

  /** Does what follows from the engine's last step and waits for nobody. */
  private void attend() {
    while (engine.question() instanceof Question.FindSession(Bytes key)) {
      resuming = context.sessions(engine.side()).lookup(key, engine.side() == Side.CLIENT);
      engine.answer(new Answer.SessionFound(resuming == null ? null : resuming.state()));
    }
    ConnectionInfo info = engine.info();
    if (info != null && session == null) {
      complete(info);
    }
    if (remembered != null) {
      claim(remembered, watch.takeTickets());
    }
  }

  private void complete(ConnectionInfo info) {
    GlassineSession first = info.resumed() && resuming != null ? resuming.session() : null;
    long now = System.currentTimeMillis();
    SessionRoot root = first == null ? new SessionRoot(sessionId(info), now) : first.root();
    root.accessed(now);
    HandshakeSession shown = handshakeSession;
    if (shown != null) {
      root.adopt(shown.root());
    }
    GlassineSession.Facts facts =
        new GlassineSession.Facts(
            info,
            peer.host(),
            peer.port(),
            watch.serverNames(),
            config.signatureSchemes(),
            watch.peerSchemes(),
            localCertificates(info, first),
            info.ocspResponse() == null && first != null
                ? first.facts().ocspResponse()
                : info.ocspResponse());
    GlassineSession completed =
        new GlassineSession(
            root, facts, context.sessions(engine.side()), new KeyingMaterial(engine, lock));
    session = completed;
    remembered = createsSessions ? completed.withoutConnection() : null;
    resuming = null;
    // What only a handshake needs is let go: connections live long
    interview = null;
    handshakeSession = null;
    if (remembered != null && !info.sessionId().isEmpty()) {
      claim(remembered, List.of(info.sessionId()));
    }
  }

  /** Ours, or those of the handshake that this one resumed. */
  private List<X509Certificate> localCertificates(
      ConnectionInfo info, @Nullable GlassineSession first) {
    List<X509Certificate> own = info.localCertificates();
    if (engine.side() == Side.CLIENT || first != null) {
      return own.isEmpty() && first != null ? first.facts().localCertificates() : own;
    }
    if (info.resumed()) {
      return context.presented().find(info.serverName());
    }
    context.presented().note(info.serverName(), own);
    return own;
  }

  private void claim(GlassineSession claiming, List<Bytes> names) {
    if (names.isEmpty()) {
      return; // as after each record of data
    }
    GlassineSessionContext sessions = context.sessions(engine.side());
    for (Bytes name : names) {
      if (engine.side() == Side.SERVER) {
        sessions.claim(name, name, claiming);
      } else if (sessionKey != null) {
        sessions.claim(sessionKey, name, claiming);
      }
    }
  }

  /** TLS 1.3 has no session ids; programs expect one. */
  private Bytes sessionId(ConnectionInfo info) {
    if (!info.version().atLeast(ProtocolVersion.TLS_1_3) && !info.sessionId().isEmpty()) {
      return info.sessionId();
    }
    byte[] id = new byte[32];
    config.random().nextBytes(id);
    return Bytes.wrap(id);
  }
}
