package dev.glassine.jsse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes the server sockets of a context. Thread-safe. */
final class GlassineServerSocketFactory extends SSLServerSocketFactory {
  /** Connections that wait to be accepted, where nobody says how many: as with plain sockets. */
  private static final int DEFAULT_BACKLOG = 50;

  private final ContextMakeup context;

  GlassineServerSocketFactory(ContextMakeup context) {
    this.context = context;
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new GlassineServerSocket(context);
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return createServerSocket(port, DEFAULT_BACKLOG, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return createServerSocket(port, backlog, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address)
      throws IOException {
    return new GlassineServerSocket(context, port, backlog, address);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return context.defaultSettings().suiteNames();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return context.defaultSettings().spoken().suiteNames();
  }
}
