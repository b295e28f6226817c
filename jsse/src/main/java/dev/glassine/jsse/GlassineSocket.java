package dev.glassine.jsse;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * JSSE's socket over the engine of {@code dev.glassine.core} and a plain socket, which is its own
 * or was there before. Thread-safe: one thread may read while another writes; no monitor is held
 * while octets travel, so virtual threads may block here. Who causes the handshake does it, and
 * calls the listeners.
 *
 * <p>The peer's end of stream without its close_notify is a truncation, and an exception says so
 * (RFC 9846 §6.1). {@link #shutdownOutput} says close_notify and leaves the other direction open.
 */
final class GlassineSocket extends DelegatingSocket implements GlassineConnection {
  /** Octets of an abandoned handshake that are read and dropped at most. */
  private static final int MAX_DROPPED = 64 * 1024;

  private final ContextMakeup context;
  private final @Nullable InputStream consumed;
  private final boolean autoClose;
  private final ReentrantLock stateLock = new ReentrantLock();
  private final ReentrantLock handshakeLock = new ReentrantLock();
  private final ReentrantLock engineLock = new ReentrantLock();
  private final List<HandshakeCompletedListener> listeners = new CopyOnWriteArrayList<>();
  private final SocketStreams streams = new SocketStreams(this);

  // Guarded by stateLock
  private final Settings settings;
  private Hooks hooks = Hooks.NONE;
  private PeerAddress peer;
  private Side side;
  private @Nullable BiFunction<SSLSocket, List<String>, String> protocolSelector;

  private volatile @Nullable SocketConversation conversation;
  private volatile boolean handshaken;
  private volatile boolean closed;

  /** A client's socket, to be connected. */
  GlassineSocket(ContextMakeup context) {
    this(
        context,
        new Socket(),
        null,
        true,
        Side.CLIENT,
        PeerAddress.UNKNOWN,
        context.defaultSettings());
  }

  /**
   * Over a socket that is connected.
   *
   * @param consumed what was read from it already, or null
   * @param autoClose whether closing this closes it
   */
  GlassineSocket(
      ContextMakeup context,
      Socket transport,
      @Nullable InputStream consumed,
      boolean autoClose,
      Side side,
      PeerAddress peer,
      Settings settings) {
    super(transport);
    this.context = context;
    this.consumed = consumed;
    this.autoClose = autoClose;
    this.side = side;
    this.peer = peer;
    this.settings = settings;
  }

  // Connection

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    super.connect(endpoint, timeout);
    if (endpoint instanceof InetSocketAddress address) {
      changeState(
          () -> {
            if (peer.host() == null) {
              // no look-up: what the program said, or the address
              peer = new PeerAddress(address.getHostString(), address.getPort());
            }
          });
    }
  }

  @Override
  public void startHandshake() throws IOException {
    SocketConversation current = conversation;
    if (handshaken && current != null) {
      checkOpen();
      current.refresh();
    } else {
      handshaken();
    }
  }

  /** The conversation, its handshake completed by whoever comes first. */
  SocketConversation handshaken() throws IOException {
    SocketConversation current = conversation;
    if (handshaken && current != null) {
      return current;
    }
    boolean first = false;
    handshakeLock.lock();
    try {
      checkOpen();
      current = conversation != null ? conversation : begin();
      if (!handshaken) {
        handshake(current);
        first = true;
      }
    } finally {
      handshakeLock.unlock();
    }
    if (first) {
      tellListeners();
    }
    return current;
  }

  private void handshake(SocketConversation current) throws IOException {
    try {
      current.handshake();
      handshaken = true;
    } catch (SocketTimeoutException e) {
      // Nothing is lost: whoever calls again goes on
      throw current.explained(e, getSoTimeout());
    } catch (IOException e) {
      // The peer has its alert; nobody can do anything with this connection
      if (autoClose) {
        closed = true;
        closeTransport(e);
      }
      throw e;
    }
  }

  /**
   * Octets that nobody has read make TCP reset the connection, which may cost the peer our alert.
   */
  private void closeTransport(Exception reason) {
    try (Socket closing = transport()) {
      closing.shutdownOutput();
      InputStream in = closing.getInputStream();
      for (int left = MAX_DROPPED; left > 0 && in.available() > 0; ) {
        left -= in.readNBytes(Math.min(left, in.available())).length;
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private SocketConversation begin() throws IOException {
    stateLock.lock();
    try {
      BiFunction<SSLSocket, List<String>, String> selector = protocolSelector;
      Function<List<String>, @Nullable String> chooser =
          selector == null || side == Side.CLIENT ? null : offered -> selector.apply(this, offered);
      Conversation begun =
          new Conversation(
              context.parts(),
              settings.copy(),
              hooks,
              new Endpoint.OfSocket(this, chooser),
              side,
              peer,
              engineLock);
      SocketConversation made =
          new SocketConversation(
              begun,
              engineLock,
              input(),
              transport().getOutputStream(),
              context.arrays(),
              !autoClose);
      conversation = made;
      return made;
    } finally {
      stateLock.unlock();
    }
  }

  private InputStream input() throws IOException {
    InputStream fresh = transport().getInputStream();
    return consumed == null ? fresh : new SequenceInputStream(consumed, fresh);
  }

  private void checkOpen() throws SocketException {
    if (isClosed()) {
      throw new SocketException("the socket is closed");
    }
    if (!isConnected()) {
      throw new SocketException("the socket is not connected");
    }
  }

  private void tellListeners() {
    SSLSession session = getSession();
    for (HandshakeCompletedListener listener : listeners) {
      try {
        listener.handshakeCompleted(new HandshakeCompletedEvent(this, session));
      } catch (RuntimeException e) {
        // Whoever reads or writes is not to blame: as if it had a thread of its own
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    checkOpen();
    if (isInputShutdown()) {
      throw new SocketException("the socket's input is shut down");
    }
    return streams.input();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    checkOpen();
    if (isOutputShutdown()) {
      throw new SocketException("the socket's output is shut down");
    }
    return streams.output();
  }

  // Closing

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    SocketConversation current = conversation;
    try {
      if (current != null && isConnected()) {
        current.closeWrite();
        if (!autoClose && handshaken && !current.isReadOver()) {
          current.awaitPeerClose();
        }
      }
    } finally {
      if (autoClose) {
        transport().close();
      }
    }
  }

  /** Says close_notify; the peer may go on sending (RFC 9846 §6.1). */
  @Override
  public void shutdownOutput() throws IOException {
    checkOpen();
    handshaken().closeWrite();
  }

  /**
   * Ends reading.
   *
   * @throws SSLException where the peer has not said close_notify: what it sent may be incomplete
   */
  @Override
  public void shutdownInput() throws IOException {
    checkOpen();
    SocketConversation current = conversation;
    if (current != null && !current.isReadOver()) {
      throw new SSLException(
          "the input is shut down before the peer's close_notify, so data may be missing: read to"
              + " the end of the stream first, or close the socket");
    }
  }

  @Override
  public boolean isClosed() {
    return closed || transport().isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    SocketConversation current = conversation;
    return transport().isInputShutdown() || (current != null && current.isReadOver());
  }

  @Override
  public boolean isOutputShutdown() {
    SocketConversation current = conversation;
    return transport().isOutputShutdown() || (current != null && current.isWriteOver());
  }

  // Sessions

  /** Waits for the handshake; where it fails, a session that is not valid. */
  @Override
  public SSLSession getSession() {
    try {
      GlassineSession session = handshaken().conversation().session();
      if (session != null) {
        return session;
      }
    } catch (IOException e) {
      // JSSE's contract: "returns an invalid session object with cipher suite
      // SSL_NULL_WITH_NULL_NULL"; whoever reads or writes gets the exception
    }
    SocketConversation current = conversation;
    GlassineSession known = current == null ? null : current.conversation().session();
    PeerAddress address = state(() -> peer);
    return known != null ? known : new NullSession(address.host(), address.port(), failure());
  }

  @Override
  public @Nullable ConnectionInfo info() {
    return withEngine(conversation -> conversation.engine().info());
  }

  @Override
  public @Nullable TlsFailure failure() {
    return withEngine(conversation -> conversation.engine().failure());
  }

  @Override
  public @Nullable Bytes channelBinding(ChannelBinding kind) {
    if (info() == null) {
      throw new IllegalStateException("channel bindings exist once the handshake is complete");
    }
    return withEngine(conversation -> conversation.engine().channelBinding(kind));
  }

  @Override
  public @Nullable SSLSession getHandshakeSession() {
    SocketConversation current = conversation;
    return current == null ? null : current.conversation().handshakeSession();
  }

  @Override
  public @Nullable String getApplicationProtocol() {
    return withEngine(Conversation::applicationProtocol);
  }

  @Override
  public @Nullable String getHandshakeApplicationProtocol() {
    return withEngine(Conversation::handshakeApplicationProtocol);
  }

  private <T> @Nullable T withEngine(Function<Conversation, @Nullable T> question) {
    SocketConversation current = conversation;
    if (current == null) {
      return null;
    }
    engineLock.lock();
    try {
      return question.apply(current.conversation());
    } finally {
      engineLock.unlock();
    }
  }

  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
    if (listener == null) {
      throw new IllegalArgumentException("the listener is null");
    }
    listeners.add(listener);
  }

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
    if (!listeners.remove(listener)) {
      throw new IllegalArgumentException("the listener was not added, or was removed before");
    }
  }

  // Hooks

  @Override
  public void setListener(@Nullable TlsListener listener) {
    hook(() -> hooks = hooks.withListener(listener));
  }

  @Override
  public void setKeyLog(@Nullable KeyLog log) {
    hook(() -> hooks = hooks.withKeyLog(log));
  }

  @Override
  public void setAnswerer(@Nullable Answerer answerer) {
    hook(() -> hooks = hooks.withAnswerer(answerer));
  }

  private void hook(Runnable change) {
    changeState(
        () -> {
          if (conversation != null) {
            throw new IllegalStateException(
                "the handshake has begun: listeners, key logs and answerers are set before it");
          }
          change.run();
        });
  }

  // Settings

  @Override
  public void setUseClientMode(boolean mode) {
    Side wanted = mode ? Side.CLIENT : Side.SERVER;
    changeState(
        () -> {
          if (conversation != null && side != wanted) {
            throw new IllegalArgumentException(
                "the handshake has begun: this socket is the " + side + " for good");
          }
          side = wanted;
        });
  }

  @Override
  public boolean getUseClientMode() {
    return state(() -> side) == Side.CLIENT;
  }

  @Override
  public void setHandshakeApplicationProtocolSelector(
      @Nullable BiFunction<SSLSocket, List<String>, String> selector) {
    changeState(() -> protocolSelector = selector);
  }

  @Override
  public @Nullable BiFunction<SSLSocket, List<String>, String>
      getHandshakeApplicationProtocolSelector() {
    stateLock.lock();
    try {
      return protocolSelector;
    } finally {
      stateLock.unlock();
    }
  }

  @Override
  public SSLParameters getSSLParameters() {
    return state(settings::toParameters);
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    changeState(() -> settings.apply(parameters));
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return settings.spoken().suiteNames();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return state(settings::suiteNames);
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    changeState(() -> settings.setSuites(suites));
  }

  @Override
  public String[] getSupportedProtocols() {
    return settings.spoken().protocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return state(settings::versionNames);
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    changeState(() -> settings.setVersions(protocols));
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    setClientAuthentication(need ? ClientAuthentication.REQUIRED : ClientAuthentication.NONE);
  }

  @Override
  public boolean getNeedClientAuth() {
    return state(settings::clientAuthentication) == ClientAuthentication.REQUIRED;
  }

  @Override
  public void setWantClientAuth(boolean want) {
    setClientAuthentication(want ? ClientAuthentication.REQUESTED : ClientAuthentication.NONE);
  }

  @Override
  public boolean getWantClientAuth() {
    return state(settings::clientAuthentication) == ClientAuthentication.REQUESTED;
  }

  private void setClientAuthentication(ClientAuthentication mode) {
    changeState(() -> settings.setClientAuthentication(mode));
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    changeState(() -> settings.setCreatesSessions(flag));
  }

  @Override
  public boolean getEnableSessionCreation() {
    return state(settings::createsSessions);
  }

  private void changeState(Runnable change) {
    stateLock.lock();
    try {
      change.run();
    } finally {
      stateLock.unlock();
    }
  }

  private <T> T state(java.util.function.Supplier<T> question) {
    stateLock.lock();
    try {
      return question.get();
    } finally {
      stateLock.unlock();
    }
  }
}
