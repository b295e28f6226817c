package dev.glassine.ecosystem.guide;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsServer;
import dev.glassine.core.identity.Credential;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.TestCa;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.undertow.Undertow;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.catalina.startup.Tomcat;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.DisposableServer;

/** Runs the code of {@code docs/guide}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuideTest {
  @SuppressWarnings("TimeInStaticInitializer") // certificates that are good while the tests run
  private static final TestCa CA =
      new TestCa("Glassine guide CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());

  @TempDir Path folder;
  private Path authorities;
  private Path certificates;
  private Path key;

  @BeforeEach
  void writeFiles() throws IOException {
    authorities =
        PemFiles.certificates(folder.resolve("authorities.pem"), List.of(CA.certificate()));
    certificates = folder.resolve("server.pem");
    key = folder.resolve("server.key");
    write(CA.server(KeyKind.ECDSA_P256, "localhost", "127.0.0.1"));
  }

  private void write(Credential credential) throws IOException {
    PemFiles.certificates(certificates, credential.chain());
    PemFiles.key(key, credential);
  }

  @AfterEach
  void removeTheProvider() {
    Security.removeProvider("Glassine");
  }

  private SSLContext server() {
    return Servers.context(certificates, key);
  }

  private SSLContext client() {
    return Clients.context(authorities);
  }

  private void assertThatItSaysHello(int port) throws Exception {
    assertThat(Clients.jdk(client(), URI.create("https://localhost:" + port + "/")))
        .isEqualTo("hello");
  }

  @Test
  void jdkServerAndEveryClient() throws Exception {
    HttpsServer server = Servers.jdk(server());
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write("hello".getBytes(US_ASCII));
          exchange.close();
        });
    server.start();
    URI uri = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    assertThat(Clients.jdk(client(), uri)).isEqualTo("hello");
    assertThat(Clients.okHttp(authorities, uri)).isEqualTo("hello");
    assertThat(Clients.apache(client(), uri)).isEqualTo("hello");
    assertThat(OnNetty.reactorClient(OnNetty.client(client()), uri.toString())).isEqualTo("hello");
    server.stop(0);
  }

  @Test
  void tomcat() throws Exception {
    Tomcat tomcat = Servers.tomcat(certificates, key, folder);
    tomcat.start();
    assertThatItSaysHello(tomcat.getConnector().getLocalPort());
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void jetty() throws Exception {
    org.eclipse.jetty.server.Server jetty = Servers.jetty(server());
    jetty.start();
    assertThatItSaysHello(((ServerConnector) jetty.getConnectors()[0]).getLocalPort());
    jetty.stop();
  }

  @Test
  void undertow() throws Exception {
    Undertow undertow = Servers.undertow(server());
    undertow.start();
    InetSocketAddress address =
        (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    assertThatItSaysHello(address.getPort());
    undertow.stop();
  }

  @Test
  void reactorNetty() throws Exception {
    DisposableServer running = OnNetty.reactor(OnNetty.server(server()));
    assertThatItSaysHello(running.port());
    running.disposeNow();
  }

  @Test
  void reactorNettyWithTasksOfItsOwn() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      DisposableServer running = OnNetty.reactor(OnNetty.tasks(server(), threads));
      assertThatItSaysHello(running.port());
      running.disposeNow();
    }
  }

  @Test
  void nettyPipeline() throws Exception {
    DisposableServer running = OnNetty.reactor(OnNetty.server(server()));
    SslContext client = OnNetty.client(client());
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    SocketChannel channel =
        (SocketChannel)
            new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(
                    new ChannelInitializer<SocketChannel>() {
                      @Override
                      protected void initChannel(SocketChannel socket) {
                        OnNetty.pipeline(client, socket, "localhost", running.port());
                      }
                    })
                .connect(InetAddress.getLoopbackAddress(), running.port())
                .sync()
                .channel();
    channel.pipeline().get(SslHandler.class).handshakeFuture().get(20, TimeUnit.SECONDS);
    assertThat(OnNetty.facts(channel)).as("resumed").isFalse();
    channel.close().sync();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    running.disposeNow();
  }

  @Test
  void grpc() throws Exception {
    Server server = OnNetty.grpc(server());
    ManagedChannel channel = OnNetty.grpcClient(client(), server.getPort());
    channel.getState(true);
    while (channel.getState(false) != ConnectivityState.READY) {
      Thread.sleep(10);
    }
    assertThat(channel.getState(false)).isEqualTo(ConnectivityState.READY);
    channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  @Test
  void vertx() throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpServer server = OnNetty.vertx(vertx, certificates, key);
    server
        .requestHandler(request -> request.response().end("hello"))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    assertThatItSaysHello(server.actualPort());
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void kafka() throws Exception {
    Path store = folder.resolve("trust.p12");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", CA.certificate());
    try (OutputStream out = Files.newOutputStream(store)) {
      trusted.store(out, "password".toCharArray());
    }
    Map<String, Object> settings = Drivers.kafka(store, "password");
    settings.put("bootstrap.servers", "localhost:1");
    try (Admin admin = Admin.create(settings)) {
      assertThat(admin).isNotNull();
    }
  }

  @Test
  void mutualTls() throws Exception {
    SSLContext tls = Tasks.mutualServer(certificates, key, authorities);
    Credential somebody = CA.client(KeyKind.ECDSA_P256, "somebody");
    Path own = folder.resolve("client.pem");
    PemFiles.certificates(own, somebody.chain());
    Path ownKey = PemFiles.key(folder.resolve("client.key"), somebody);
    try (SSLServerSocket server = Tasks.needing(tls)) {
      CompletableFuture<String> client = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> accept(server, client));
      try (SSLSocket socket =
          (SSLSocket)
              Tasks.pem(own, ownKey, authorities)
                  .getSocketFactory()
                  .createSocket("localhost", server.getLocalPort())) {
        socket.startHandshake();
        assertThat(client.get(20, TimeUnit.SECONDS)).isEqualTo("CN=somebody");
      }
    }
  }

  private static void accept(SSLServerSocket server, CompletableFuture<String> client) {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
      client.complete(Tasks.who(socket));
    } catch (IOException e) {
      client.completeExceptionally(e);
    }
  }

  @Test
  void explainsWhatWentWrong() throws Exception {
    SSLContext tls = Tasks.mutualServer(certificates, key, authorities);
    TestCa others =
        new TestCa("Somebody else", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());
    Path elsewhere =
        PemFiles.certificates(folder.resolve("others.pem"), List.of(others.certificate()));
    try (SSLServerSocket server = Tasks.needing(tls)) {
      Thread.ofVirtual().start(() -> accept(server, new CompletableFuture<>()));
      assertThat(Tasks.explained(Clients.context(elsewhere), "localhost", server.getLocalPort()))
          .startsWith("UNKNOWN_ISSUER: ")
          .contains("CN=Glassine guide CA");
    }
  }

  @Test
  void reloadsWhatIsInTheFiles() throws Exception {
    try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor()) {
      SSLContext tls = Tasks.reloading(certificates, key, authorities, scheduler);
      Credential next = CA.server(KeyKind.ECDSA_P256, "localhost", "next.example.test");
      HttpsServer server = Servers.jdk(tls);
      server.start();
      write(next);
      while (!served(server.getAddress().getPort()).equals(next.certificate())) {
        Thread.sleep(50);
      }
      assertThat(served(server.getAddress().getPort())).isEqualTo(next.certificate());
      server.stop(0);
    }
  }

  private Object served(int port) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) client().getSocketFactory().createSocket("localhost", port)) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void logsKeys() throws Exception {
    Path log = folder.resolve("keys.log");
    HttpsServer server = Servers.jdk(server());
    server.start();
    try (SSLSocket socket =
        (SSLSocket)
            Tasks.logging(authorities, log)
                .getSocketFactory()
                .createSocket("localhost", server.getAddress().getPort())) {
      socket.startHandshake();
    }
    server.stop(0);
    assertThat(Files.readString(log))
        .contains("CLIENT_HANDSHAKE_TRAFFIC_SECRET ")
        .contains("SERVER_TRAFFIC_SECRET_0 ");
  }

  @Test
  void wholeProgram() throws Exception {
    assertThat(Tasks.wholeProgram()).isEqualTo("Glassine");
  }
}
