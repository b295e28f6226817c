package dev.glassine.testkit.jsse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's own HTTPS server and clients, unchanged, over Glassine on either side or both. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JdkHttpTest {
  private static final byte[] LARGE = large();

  private static byte[] large() {
    byte[] data = new byte[3_000_000];
    new Random(3).nextBytes(data);
    return data;
  }

  static Stream<Arguments> pairings() {
    return SslEngineContractTest.pairings()
        .filter(pairing -> pairing.get()[0] == Jsse.GLASSINE || pairing.get()[1] == Jsse.GLASSINE);
  }

  /** The JDK's server, which echoes what is posted and greets who asks. */
  private static final class Server implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Server(SSLContext context, boolean needClient, String... protocols) throws IOException {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters settings = getSSLContext().getDefaultSSLParameters();
              settings.setProtocols(protocols);
              settings.setNeedClientAuth(needClient);
              parameters.setSSLParameters(settings);
            }
          });
      server.setExecutor(threads);
      server.createContext("/", Server::answer);
      server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        byte[] posted = exchange.getRequestBody().readAllBytes();
        byte[] body = posted.length > 0 ? posted : greeting((HttpsExchange) exchange);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }

    private static byte[] greeting(HttpsExchange exchange) {
      String who = "stranger";
      try {
        who = exchange.getSSLSession().getPeerPrincipal().getName();
      } catch (SSLException e) {
        // no client certificate
      }
      return ("hello " + who).getBytes(UTF_8);
    }

    URI uri() {
      return URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
      server.stop(0);
      threads.close();
    }
  }

  private static HttpsURLConnection open(Server server, SSLContext client) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) server.uri().toURL().openConnection();
    connection.setSSLSocketFactory(client.getSocketFactory());
    connection.setConnectTimeout(20_000);
    connection.setReadTimeout(20_000);
    return connection;
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void httpsUrlConnectionReadsAndPosts(Jsse clientJsse, Jsse serverJsse, String protocol)
      throws Exception {
    SSLContext client = clientJsse.client();
    try (Server server = new Server(serverJsse.server(), false, protocol)) {
      for (int i = 0; i < 3; i++) {
        HttpsURLConnection reading = open(server, client);
        assertThat(reading.getResponseCode()).isEqualTo(200);
        assertThat(reading.getCipherSuite()).startsWith("TLS_");
        assertThat(reading.getServerCertificates()[0]).isEqualTo(Jsse.SERVER.certificate());
        try (InputStream in = reading.getInputStream()) {
          assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("hello stranger");
        }

        HttpsURLConnection posting = open(server, client);
        posting.setDoOutput(true);
        posting.getOutputStream().write(LARGE);
        try (InputStream in = posting.getInputStream()) {
          assertThat(in.readAllBytes()).isEqualTo(LARGE);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void httpsUrlConnectionPresentsItsCertificate(Jsse clientJsse, Jsse serverJsse, String protocol)
      throws Exception {
    try (Server server = new Server(serverJsse.server(), true, protocol)) {
      HttpsURLConnection connection = open(server, clientJsse.clientWithCertificate());
      try (InputStream in = connection.getInputStream()) {
        assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("hello CN=somebody");
      }
    }
  }

  @Test
  void httpsUrlConnectionSaysWhyItFailed() throws Exception {
    TestCa stranger =
        new TestCa("Somebody else", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());
    SSLContext client = Jsse.GLASSINE.context(null, Jsse.trust(stranger.certificate()));
    try (Server server = new Server(Jsse.GLASSINE.server(), false, "TLSv1.3")) {
      HttpsURLConnection connection = open(server, client);
      assertThatThrownBy(connection::getInputStream)
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("does not lead to a trusted certificate");
    }
  }

  @Test
  void httpsUrlConnectionRefusesACertificateForAnotherHost() throws Exception {
    SSLContext misnamed =
        Jsse.GLASSINE.context(
            Jsse.keys(Jsse.CA.server(KeyKind.ECDSA_P256, "elsewhere.example.test")), null);
    try (Server server = new Server(misnamed, false, "TLSv1.3")) {
      HttpsURLConnection connection = open(server, Jsse.GLASSINE.client());
      assertThatThrownBy(connection::getInputStream)
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("localhost");
    }
  }

  private static HttpClient http(SSLContext context, HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(context).version(version).build();
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void httpClientReadsAndPosts(Jsse clientJsse, Jsse serverJsse, String protocol) throws Exception {
    try (Server server = new Server(serverJsse.server(), false, protocol);
        HttpClient client = http(clientJsse.client(), HttpClient.Version.HTTP_1_1)) {
      HttpRequest get = HttpRequest.newBuilder(server.uri()).build();
      HttpRequest post =
          HttpRequest.newBuilder(server.uri())
              .POST(HttpRequest.BodyPublishers.ofByteArray(LARGE))
              .build();
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(get, HttpResponse.BodyHandlers.ofString()).body())
            .isEqualTo("hello stranger");
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofByteArray()).body())
            .isEqualTo(LARGE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void httpClientPresentsItsCertificate(Jsse clientJsse, Jsse serverJsse, String protocol)
      throws Exception {
    try (Server server = new Server(serverJsse.server(), true, protocol);
        HttpClient client = http(clientJsse.clientWithCertificate(), HttpClient.Version.HTTP_1_1)) {
      HttpRequest get = HttpRequest.newBuilder(server.uri()).build();
      assertThat(client.send(get, HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo("hello CN=somebody");
    }
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void httpClientSpeaksHttp2(Jsse clientJsse, Jsse serverJsse, String protocol) throws Exception {
    byte[] body = "hello in frames".getBytes(UTF_8);
    TinyHttp2Server http2 = new TinyHttp2Server(body);
    try (Loopback server =
            Loopback.serving(
                serverJsse.server(),
                socket -> {
                  SSLParameters settings = socket.getSSLParameters();
                  settings.setProtocols(new String[] {protocol});
                  settings.setApplicationProtocols(new String[] {"h2"});
                  socket.setSSLParameters(settings);
                  http2.serve(socket);
                });
        HttpClient client = http(clientJsse.client(), HttpClient.Version.HTTP_2)) {
      HttpRequest get =
          HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/")).build();
      List<CompletableFuture<HttpResponse<byte[]>>> responses = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        responses.add(client.sendAsync(get, HttpResponse.BodyHandlers.ofByteArray()));
      }
      for (CompletableFuture<HttpResponse<byte[]>> response : responses) {
        assertThat(response.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.get().body()).isEqualTo(body);
      }
    }
  }

  @Test
  void httpClientSaysWhyItFailed() throws Exception {
    TestCa stranger =
        new TestCa("Somebody else", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());
    SSLContext context = Jsse.GLASSINE.context(null, Jsse.trust(stranger.certificate()));
    try (Server server = new Server(Jsse.GLASSINE.server(), false, "TLSv1.3");
        HttpClient client = http(context, HttpClient.Version.HTTP_2)) {
      HttpRequest get = HttpRequest.newBuilder(server.uri()).build();
      assertThatThrownBy(() -> client.send(get, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("does not lead to a trusted certificate");
    }
  }
}
