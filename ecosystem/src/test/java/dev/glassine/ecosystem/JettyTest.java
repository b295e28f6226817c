package dev.glassine.ecosystem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint.SslSessionData;
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

/** Jetty's connectors and its client. */
class JettyTest extends HttpContract {
  @Override
  protected Framework framework() {
    return Framework.of(
            "Jetty",
            Server.class,
            "`SslContextFactory.setSslContext`, with `glassine-jetty`",
            Role.CLIENT,
            Role.SERVER)
        .cannot(
            Role.CLIENT,
            Ability.NOTICE_TRUNCATION,
            "takes the end of TCP for the end of an answer without a length");
  }

  @Override
  protected Service serve(Setup setup, Witness witness) throws Exception {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(setup.glassine(witness));
    tls.setNeedClientAuth(setup.needsClient());
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer());
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
    alpn.setDefaultProtocol("http/1.1");
    Server server = new Server();
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(tls, "alpn"),
            alpn,
            new HTTP2ServerConnectionFactory(http),
            new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Answers());
    server.start();
    return Service.at(connector.getLocalPort(), server::stop);
  }

  private static final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request request, Response response, Callback callback)
        throws IOException {
      SslSessionData tls = (SslSessionData) request.getAttribute(SslSessionData.ATTRIBUTE);
      HttpAnswers.answer(
          request.getHttpURI().getPath(),
          HttpAnswers.client(tls.sslSession()),
          Content.Source.asInputStream(request),
          length -> {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
            return Content.Sink.asOutputStream(response);
          });
      callback.succeeded();
      return true;
    }
  }

  private static ClientConnector connector(Setup setup, Witness witness) {
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setSslContext(setup.glassine(witness));
    tls.setIncludeProtocols(setup.versions());
    ClientConnector connector = new ClientConnector();
    connector.setSslContextFactory(tls);
    return connector;
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    ClientConnector connector = connector(setup, witness);
    return port -> new Jetty(new HttpClientTransportOverHTTP(connector), port);
  }

  @Override
  protected Client http2Client(Setup setup, Witness witness) {
    HTTP2Client http2 = new HTTP2Client(connector(setup, witness));
    return port -> new Jetty(new HttpClientTransportOverHTTP2(http2), port);
  }

  private static final class Jetty extends HttpDialogue {
    private final HttpClient client;
    private final String base;

    Jetty(HttpClientTransport transport, int port) throws Exception {
      client = new HttpClient(transport);
      client.setMaxConnectionsPerDestination(1);
      client.start();
      base = "https://localhost:" + port;
    }

    @Override
    void get(String path, OutputStream sink) throws Exception {
      answer(client.newRequest(base + path), sink);
    }

    @Override
    void post(String path, Body body, OutputStream sink) throws Exception {
      answer(
          client
              .newRequest(base + path)
              .method("POST")
              .headers(fields -> fields.put(HttpHeader.CONTENT_LENGTH, body.length()))
              .body(new InputStreamRequestContent(body.octets(), 64 * 1024)),
          sink);
    }

    private static void answer(Request request, OutputStream sink) throws Exception {
      try (InputStreamResponseListener listener = new InputStreamResponseListener()) {
        request.send(listener);
        int status = listener.get(150, TimeUnit.SECONDS).getStatus();
        if (status != 200) {
          throw new IOException("status " + status);
        }
        try (InputStream in = listener.getInputStream()) {
          in.transferTo(sink);
        }
      }
    }

    @Override
    public void close() throws Exception {
      client.stop();
    }
  }
}
