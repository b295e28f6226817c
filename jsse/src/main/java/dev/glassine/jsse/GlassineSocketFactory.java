package dev.glassine.jsse;

import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes the sockets of a context. Thread-safe. */
final class GlassineSocketFactory extends SSLSocketFactory {
  private final ContextMakeup context;

  GlassineSocketFactory(ContextMakeup context) {
    this.context = context;
  }

  @Override
  public Socket createSocket() {
    return new GlassineSocket(context);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
  }

  private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from)
      throws IOException {
    GlassineSocket socket = new GlassineSocket(context);
    try {
      if (from != null) {
        socket.bind(from);
      }
      socket.connect(to);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** A client over a connected socket, such as one to a proxy. */
  @Override
  public Socket createSocket(Socket transport, String host, int port, boolean autoClose)
      throws IOException {
    return new GlassineSocket(
        context,
        checked(transport),
        null,
        autoClose,
        Side.CLIENT,
        new PeerAddress(host, port),
        context.defaultSettings());
  }

  /** A server over a connected socket from which {@code consumed} has been read already. */
  @Override
  public Socket createSocket(Socket transport, @Nullable InputStream consumed, boolean autoClose)
      throws IOException {
    Socket connected = checked(transport);
    return new GlassineSocket(
        context,
        connected,
        consumed,
        autoClose,
        Side.SERVER,
        new PeerAddress(connected.getInetAddress().getHostAddress(), connected.getPort()),
        context.defaultSettings());
  }

  private static Socket checked(Socket transport) throws SocketException {
    if (transport == null) {
      throw new NullPointerException("the socket to lay TLS over is null");
    }
    if (!transport.isConnected()) {
      throw new SocketException("the socket to lay TLS over is not connected");
    }
    return transport;
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
