package dev.glassine.jetty;

import dev.glassine.jsse.GlassineConnection;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.alpn.client.ALPNClientConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.ALPNProcessor;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/** Offers the protocols of Jetty's client, and tells it which the server chose. Thread-safe. */
public final class ClientAlpn implements ALPNProcessor.Client {
  /** For Jetty, which finds it as a service. */
  public ClientAlpn() {}

  @Override
  public boolean appliesTo(SSLEngine engine) {
    return engine instanceof GlassineConnection;
  }

  @Override
  public void configure(SSLEngine engine, Connection connection) {
    ALPNClientConnection client = (ALPNClientConnection) connection;
    SSLParameters settings = engine.getSSLParameters();
    settings.setApplicationProtocols(client.getProtocols().toArray(String[]::new));
    engine.setSSLParameters(settings);
    ((SslConnection.SslEndPoint) connection.getEndPoint())
        .getSslConnection()
        .addHandshakeListener(
            new SslHandshakeListener() {
              @Override
              public void handshakeSucceeded(Event event) {
                String chosen = engine.getApplicationProtocol();
                client.selected(chosen == null || chosen.isEmpty() ? null : chosen);
              }
            });
  }
}
