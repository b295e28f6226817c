import org.jspecify.annotations.NullMarked;

/** ALPN for Jetty 12 over Glassine; Jetty finds it by itself. */
@NullMarked
module dev.glassine.jetty {
  requires transitive dev.glassine.jsse;
  requires transitive org.eclipse.jetty.io;
  requires static org.eclipse.jetty.alpn.client;
  requires static org.eclipse.jetty.alpn.server;
  requires static org.jspecify;

  exports dev.glassine.jetty;

  provides org.eclipse.jetty.io.ssl.ALPNProcessor.Server with
      dev.glassine.jetty.ServerAlpn;
  provides org.eclipse.jetty.io.ssl.ALPNProcessor.Client with
      dev.glassine.jetty.ClientAlpn;
}
