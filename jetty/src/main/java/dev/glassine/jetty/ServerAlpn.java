package dev.glassine.jetty;

import dev.glassine.jsse.GlassineConnection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.alpn.server.ALPNServerConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.ALPNProcessor;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.jspecify.annotations.Nullable;

/** Lets Jetty's server choose the protocol among those that a client offers. Thread-safe. */
public final class ServerAlpn implements ALPNProcessor.Server {
  /** For Jetty, which finds it as a service. */
  public ServerAlpn() {}

  @Override
  public boolean appliesTo(SSLEngine engine) {
    return engine instanceof GlassineConnection;
  }

  @Override
  public void configure(SSLEngine engine, Connection connection) {
    ALPNServerConnection server = (ALPNServerConnection) connection;
    engine.setHandshakeApplicationProtocolSelector((_, offered) -> choose(server, offered));
    ((SslConnection.SslEndPoint) server.getEndPoint())
        .getSslConnection()
        .addHandshakeListener(
            new SslHandshakeListener() {
              @Override
              public void handshakeSucceeded(Event event) {
                if (server.getProtocol() == null) {
                  server.unsupported();
                }
              }
            });
  }

  /** Null ends the handshake with no_application_protocol (RFC 7301 §3.2). */
  private static @Nullable String choose(ALPNServerConnection server, List<String> offered) {
    try {
      server.select(offered);
      return server.getProtocol();
    } catch (IllegalStateException nothingInCommon) {
      return null;
    }
  }
}
