package dev.glassine.ecosystem.guide;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.glassine.core.identity.Credentials;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.GlassineProvider;
import dev.glassine.jsse.Identity;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import javax.net.ssl.SSLContext;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The code of {@code docs/guide/servers.md}. */
final class Servers {
  private Servers() {}

  static SSLContext context(Path certificates, Path key) {
    // tag::context[]
    SSLContext tls =
        Glassine.newContext().identity(Identity.of(Credentials.fromPem(certificates, key))).build();
    // end::context[]
    return tls;
  }

  static HttpsServer jdk(SSLContext tls) throws IOException {
    // tag::jdk[]
    HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    // end::jdk[]
    return server;
  }

  static Tomcat tomcat(Path certificates, Path key, Path folder) {
    // tag::tomcat[]
    Security.insertProviderAt(new GlassineProvider(), 1);

    SSLHostConfig host = new SSLHostConfig();
    host.setProtocols("TLSv1.3+TLSv1.2");
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
    certificate.setCertificateFile(certificates.toString());
    certificate.setCertificateKeyFile(key.toString());
    host.addCertificate(certificate);

    Connector connector = new Connector("HTTP/1.1");
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("SSLEnabled", "true");
    connector.addSslHostConfig(host);
    connector.addUpgradeProtocol(new Http2Protocol());
    // end::tomcat[]
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setSilent(true);
    tomcat.setConnector(connector);
    Context application = tomcat.addContext("", null);
    Tomcat.addServlet(application, "hello", new Hello());
    application.addServletMappingDecoded("/*", "hello");
    return tomcat;
  }

  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
    }
  }

  static Server jetty(SSLContext tls) {
    // tag::jetty[]
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(tls);

    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer());
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
    alpn.setDefaultProtocol("http/1.1");
    Server server = new Server();
    server.addConnector(
        new ServerConnector(
            server,
            new SslConnectionFactory(factory, "alpn"),
            alpn,
            new HTTP2ServerConnectionFactory(http),
            new HttpConnectionFactory(http)));
    // end::jetty[]
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(
              org.eclipse.jetty.server.Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "hello", callback);
            return true;
          }
        });
    return server;
  }

  static Undertow undertow(SSLContext tls) {
    // tag::undertow[]
    Undertow undertow =
        Undertow.builder()
            .addHttpsListener(0, "127.0.0.1", tls)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setHandler(exchange -> exchange.getResponseSender().send("hello"))
            .build();
    // end::undertow[]
    return undertow;
  }
}
