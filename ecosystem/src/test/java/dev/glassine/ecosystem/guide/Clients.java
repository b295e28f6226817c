package dev.glassine.ecosystem.guide;

import dev.glassine.core.identity.Trust;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.GlassineProvider;
import dev.glassine.jsse.Identity;
import dev.glassine.jsse.PemParameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** The code of {@code docs/guide/clients.md}. */
public final class Clients {
  private Clients() {}

  public static SSLContext context(Path authorities) {
    // tag::context[]
    SSLContext tls =
        Glassine.newContext().identity(Identity.NONE.with(Trust.fromPem(authorities))).build();
    // end::context[]
    return tls;
  }

  static String jdk(SSLContext tls, URI uri) throws IOException, InterruptedException {
    // tag::jdk[]
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return response.body();
    }
    // end::jdk[]
  }

  static String okHttp(Path authorities, URI uri) throws IOException, GeneralSecurityException {
    // tag::okhttp[]
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PEM", new GlassineProvider());
    trust.init(PemParameters.trust(authorities));
    SSLContext tls = SSLContext.getInstance("TLS", new GlassineProvider());
    tls.init(null, trust.getTrustManagers(), null);

    OkHttpClient client =
        new OkHttpClient.Builder()
            .sslSocketFactory(
                tls.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
            .build();
    // end::okhttp[]
    try (Response response =
        client.newCall(new Request.Builder().url(uri.toString()).build()).execute()) {
      return response.body().string();
    } finally {
      client.connectionPool().evictAll();
    }
  }

  static String apache(SSLContext tls, URI uri) throws IOException {
    // tag::apache[]
    try (CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setTlsSocketStrategy(
                        ClientTlsStrategyBuilder.create().setSslContext(tls).buildClassic())
                    .build())
            .build()) {
      return client.execute(
          new HttpGet(uri), response -> EntityUtils.toString(response.getEntity()));
    }
    // end::apache[]
  }
}
