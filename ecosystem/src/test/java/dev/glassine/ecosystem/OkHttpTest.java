package dev.glassine.ecosystem;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;

/** OkHttp: sockets, and its own check of the host name. */
class OkHttpTest extends HttpContract {
  @Override
  protected Framework framework() {
    return Framework.of("OkHttp", OkHttpClient.class, "`sslSocketFactory`", Role.CLIENT);
  }

  private static OkHttpClient http(Setup setup, SSLContext tls, Protocol... protocols) {
    return new OkHttpClient.Builder()
        .sslSocketFactory(
            tls.getSocketFactory(),
            (X509TrustManager) Pki.trust(setup.trusted()).getTrustManagers()[0])
        .connectionSpecs(
            List.of(
                new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                    .tlsVersions(setup.versions())
                    .build()))
        .protocols(List.of(protocols))
        .retryOnConnectionFailure(false)
        .readTimeout(Duration.ofSeconds(60))
        .build();
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    SSLContext tls = setup.glassine(witness);
    return port -> new OkHttp(http(setup, tls, Protocol.HTTP_1_1), port);
  }

  @Override
  protected Client http2Client(Setup setup, Witness witness) {
    SSLContext tls = setup.glassine(witness);
    return port -> new OkHttp(http(setup, tls, Protocol.HTTP_2, Protocol.HTTP_1_1), port);
  }

  private static final class OkHttp extends HttpDialogue {
    private final OkHttpClient client;
    private final String base;

    OkHttp(OkHttpClient client, int port) {
      this.client = client;
      this.base = "https://localhost:" + port;
    }

    @Override
    void get(String path, OutputStream sink) throws IOException {
      answer(new Request.Builder().url(base + path).build(), sink);
    }

    @Override
    void post(String path, Body body, OutputStream sink) throws IOException {
      RequestBody streamed =
          new RequestBody() {
            @Override
            public MediaType contentType() {
              return MediaType.get("application/octet-stream");
            }

            @Override
            public long contentLength() {
              return body.length();
            }

            @Override
            public void writeTo(BufferedSink out) throws IOException {
              out.writeAll(Okio.source(body.octets()));
            }
          };
      answer(new Request.Builder().url(base + path).post(streamed).build(), sink);
    }

    private void answer(Request request, OutputStream sink) throws IOException {
      try (Response response = client.newCall(request).execute()) {
        if (response.code() != 200) {
          throw new IOException("status " + response.code());
        }
        response.body().byteStream().transferTo(sink);
      }
    }

    @Override
    public void close() {
      client.connectionPool().evictAll();
      client.dispatcher().executorService().shutdown();
    }
  }
}
