package dev.glassine.ecosystem.guide;

import dev.glassine.jsse.GlassineProvider;
import dev.glassine.netty.GlassineSslContext;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.Security;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;

/** The code of {@code docs/guide/netty.md}. */
final class OnNetty {
  private OnNetty() {}

  static SslContext server(SSLContext tls) {
    // tag::server[]
    SslContext server = GlassineSslContext.forServer(tls).protocols("h2", "http/1.1").build();
    // end::server[]
    return server;
  }

  static SslContext client(SSLContext tls) {
    // tag::client[]
    SslContext client = GlassineSslContext.forClient(tls).protocols("h2", "http/1.1").build();
    // end::client[]
    return client;
  }

  static void pipeline(SslContext client, SocketChannel channel, String host, int port) {
    // tag::pipeline[]
    channel.pipeline().addFirst(client.newHandler(channel.alloc(), host, port));
    // end::pipeline[]
  }

  static boolean facts(SocketChannel channel) {
    // tag::facts[]
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    boolean resumed = GlassineSslContext.of(handler).wasResumed();
    // end::facts[]
    return resumed;
  }

  static SslContext tasks(SSLContext tls, ExecutorService threads) {
    // tag::tasks[]
    SslContext server = GlassineSslContext.forServer(tls).tasks(threads).build();
    // end::tasks[]
    return server;
  }

  static DisposableServer reactor(SslContext server) {
    // tag::reactor[]
    DisposableServer running =
        reactor.netty.http.server.HttpServer.create()
            .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
            .secure(spec -> spec.sslContext(server))
            .handle((request, response) -> response.sendString(Mono.just("hello")))
            .bindNow();
    // end::reactor[]
    return running;
  }

  static String reactorClient(SslContext client, String uri) {
    // tag::reactor-client[]
    String answer =
        reactor.netty.http.client.HttpClient.create()
            .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
            .secure(spec -> spec.sslContext(client))
            .get()
            .uri(uri)
            .responseContent()
            .aggregate()
            .asString()
            .block();
    // end::reactor-client[]
    return answer;
  }

  static Server grpc(SSLContext tls) throws IOException {
    // tag::grpc[]
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .sslContext(GlassineSslContext.forServer(tls).protocols("h2").build())
            .build()
            .start();
    // end::grpc[]
    return server;
  }

  static ManagedChannel grpcClient(SSLContext tls, int port) {
    // tag::grpc-client[]
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", port)
            .sslContext(GlassineSslContext.forClient(tls).protocols("h2").build())
            .build();
    // end::grpc-client[]
    return channel;
  }

  static HttpServer vertx(Vertx vertx, Path certificates, Path key) {
    // tag::vertx[]
    Security.insertProviderAt(new GlassineProvider(), 1);

    HttpServer server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setSslEngineOptions(new JdkSSLEngineOptions())
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(certificates.toString())
                        .setKeyPath(key.toString())));
    // end::vertx[]
    return server;
  }
}
