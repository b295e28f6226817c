package dev.glassine.jsse;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * JSSE's server socket: what it accepts speaks TLS, with the settings of this socket at that time.
 * Thread-safe.
 */
final class GlassineServerSocket extends SSLServerSocket {
  private final ContextMakeup context;
  private final ReentrantLock lock = new ReentrantLock();
  private final Settings settings;
  private Side side = Side.SERVER;

  /** Not bound. */
  GlassineServerSocket(ContextMakeup context) throws IOException {
    this.context = context;
    this.settings = context.defaultSettings();
  }

  /**
   * Bound.
   *
   * @param address null for all
   */
  GlassineServerSocket(ContextMakeup context, int port, int backlog, @Nullable InetAddress address)
      throws IOException {
    super(port, backlog, address);
    this.context = context;
    this.settings = context.defaultSettings();
  }

  /** A socket whose handshake begins when somebody uses it. */
  @Override
  public Socket accept() throws IOException {
    Socket plain = super.accept();
    PeerAddress peer = new PeerAddress(plain.getInetAddress().getHostAddress(), plain.getPort());
    lock.lock();
    try {
      return new GlassineSocket(context, plain, null, true, side, peer, settings.copy());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SSLParameters getSSLParameters() {
    return get(settings::toParameters);
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    change(() -> settings.apply(parameters));
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return settings.spoken().suiteNames();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return get(settings::suiteNames);
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    change(() -> settings.setSuites(suites));
  }

  @Override
  public String[] getSupportedProtocols() {
    return settings.spoken().protocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return get(settings::versionNames);
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    change(() -> settings.setVersions(protocols));
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    setClientAuthentication(need ? ClientAuthentication.REQUIRED : ClientAuthentication.NONE);
  }

  @Override
  public boolean getNeedClientAuth() {
    return get(settings::clientAuthentication) == ClientAuthentication.REQUIRED;
  }

  @Override
  public void setWantClientAuth(boolean want) {
    setClientAuthentication(want ? ClientAuthentication.REQUESTED : ClientAuthentication.NONE);
  }

  @Override
  public boolean getWantClientAuth() {
    return get(settings::clientAuthentication) == ClientAuthentication.REQUESTED;
  }

  private void setClientAuthentication(ClientAuthentication mode) {
    change(() -> settings.setClientAuthentication(mode));
  }

  /** Sockets that are accepted may be clients of TLS, where the other side wants it so. */
  @Override
  public void setUseClientMode(boolean mode) {
    change(() -> side = mode ? Side.CLIENT : Side.SERVER);
  }

  @Override
  public boolean getUseClientMode() {
    return get(() -> side) == Side.CLIENT;
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    change(() -> settings.setCreatesSessions(flag));
  }

  @Override
  public boolean getEnableSessionCreation() {
    return get(settings::createsSessions);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T get(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }
}
