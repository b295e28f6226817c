package dev.glassine.ecosystem;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http2.HttpVersionPolicy;

/**
 * Apache HttpClient 5: the classic one on sockets, the asynchronous one, for HTTP/2, on engines.
 */
class ApacheHttpClientTest extends HttpContract {
  @Override
  protected Framework framework() {
    return Framework.of(
        "Apache HttpClient", HttpClients.class, "`ClientTlsStrategyBuilder`", Role.CLIENT);
  }

  private static ClientTlsStrategyBuilder tls(Setup setup, Witness witness) {
    return ClientTlsStrategyBuilder.create()
        .setSslContext(setup.glassine(witness))
        .setTlsVersions(setup.versions());
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    var tls = tls(setup, witness).buildClassic();
    return port ->
        new Classic(
            HttpClients.custom()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(tls)
                        .build())
                .disableAutomaticRetries()
                .build(),
            port);
  }

  @Override
  protected Client http2Client(Setup setup, Witness witness) {
    var tls = tls(setup, witness).buildAsync();
    return port ->
        new Asynchronous(
            HttpAsyncClients.custom()
                .setConnectionManager(
                    PoolingAsyncClientConnectionManagerBuilder.create()
                        .setTlsStrategy(tls)
                        .setDefaultTlsConfig(
                            TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                                .build())
                        .build())
                .build(),
            port);
  }

  private static final class Classic extends HttpDialogue {
    private final CloseableHttpClient client;
    private final String base;

    Classic(CloseableHttpClient client, int port) {
      this.client = client;
      this.base = "https://localhost:" + port;
    }

    @Override
    void get(String path, OutputStream sink) throws IOException {
      answer(new HttpGet(base + path), sink);
    }

    @Override
    void post(String path, Body body, OutputStream sink) throws IOException {
      HttpPost post = new HttpPost(base + path);
      post.setEntity(
          new InputStreamEntity(
              body.octets(), body.length(), ContentType.APPLICATION_OCTET_STREAM));
      answer(post, sink);
    }

    private void answer(ClassicHttpRequest request, OutputStream sink) throws IOException {
      client.execute(
          request,
          response -> {
            if (response.getCode() != 200) {
              throw new IOException("status " + response.getCode());
            }
            response.getEntity().getContent().transferTo(sink);
            return null;
          });
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }

  private static final class Asynchronous extends HttpDialogue {
    private final CloseableHttpAsyncClient client;
    private final String base;

    Asynchronous(CloseableHttpAsyncClient client, int port) {
      this.client = client;
      this.base = "https://localhost:" + port;
      client.start();
    }

    @Override
    void get(String path, OutputStream sink) throws Exception {
      answer(SimpleRequestBuilder.get(base + path).build(), sink);
    }

    @Override
    void post(String path, Body body, OutputStream sink) throws Exception {
      answer(
          SimpleRequestBuilder.post(base + path)
              .setBody(body.octets().readAllBytes(), ContentType.APPLICATION_OCTET_STREAM)
              .build(),
          sink);
    }

    private void answer(SimpleHttpRequest request, OutputStream sink) throws Exception {
      SimpleHttpResponse response = client.execute(request, null).get();
      if (response.getCode() != 200) {
        throw new IOException("status " + response.getCode());
      }
      sink.write(response.getBodyBytes());
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }
}
