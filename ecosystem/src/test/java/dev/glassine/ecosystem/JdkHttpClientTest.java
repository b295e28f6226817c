package dev.glassine.ecosystem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The JDK's {@code HttpClient}: engines under an event loop of its own. */
class JdkHttpClientTest extends HttpContract {
  @Override
  protected Framework framework() {
    return Framework.of("JDK HttpClient", HttpClient.class, "`sslContext`", Role.CLIENT)
        .cannot(
            Role.CLIENT,
            Ability.NOTICE_TRUNCATION,
            "takes the end of TCP for the end of an answer without a length");
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    SSLContext tls = setup.glassine(witness);
    return port -> new Jdk(setup, tls, HttpClient.Version.HTTP_1_1, port);
  }

  @Override
  protected Client http2Client(Setup setup, Witness witness) {
    SSLContext tls = setup.glassine(witness);
    return port -> new Jdk(setup, tls, HttpClient.Version.HTTP_2, port);
  }

  private static final class Jdk extends HttpDialogue {
    private final HttpClient client;
    private final URI base;

    Jdk(Setup setup, SSLContext tls, HttpClient.Version version, int port) {
      SSLParameters settings = new SSLParameters();
      settings.setProtocols(setup.versions());
      client =
          HttpClient.newBuilder()
              .sslContext(tls)
              .sslParameters(settings)
              .version(version)
              .connectTimeout(Duration.ofSeconds(20))
              .build();
      base = URI.create("https://localhost:" + port);
    }

    @Override
    void get(String path, OutputStream sink) throws Exception {
      answer(HttpRequest.newBuilder(base.resolve(path)), sink);
    }

    @Override
    void post(String path, Body body, OutputStream sink) throws Exception {
      HttpRequest.BodyPublisher octets =
          HttpRequest.BodyPublishers.fromPublisher(
              HttpRequest.BodyPublishers.ofInputStream(body::octets), body.length());
      answer(HttpRequest.newBuilder(base.resolve(path)).POST(octets), sink);
    }

    private void answer(HttpRequest.Builder request, OutputStream sink) throws Exception {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      try (InputStream in = response.body()) {
        in.transferTo(sink);
      }
    }

    @Override
    public void close() {
      client.shutdownNow();
      client.close();
    }
  }
}
