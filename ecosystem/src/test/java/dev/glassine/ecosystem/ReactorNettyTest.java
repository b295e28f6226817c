package dev.glassine.ecosystem;

import dev.glassine.netty.GlassineSslContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty, by way of {@link GlassineSslContext}. */
class ReactorNettyTest extends HttpContract {
  private static final int CHUNK = 64 * 1024;

  @Override
  protected Framework framework() {
    return Framework.of(
            "Reactor Netty", HttpServer.class, "`GlassineSslContext`", Role.CLIENT, Role.SERVER)
        .cannot(
            Role.CLIENT,
            Ability.NOTICE_TRUNCATION,
            "does not ask Netty's `SslHandler` how the connection ended")
        .cannot(
            Role.SERVER,
            Ability.HALF_CLOSE,
            "closes the connection when the client has closed its direction");
  }

  @Override
  protected Service serve(Setup setup, Witness witness) {
    SslContext tls =
        GlassineSslContext.forServer(setup.glassine(witness))
            .clientAuth(setup.needsClient() ? ClientAuth.REQUIRE : ClientAuth.NONE)
            .protocols("h2", "http/1.1")
            .build();
    DisposableServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
            .secure(spec -> spec.sslContext(tls))
            .handle(ReactorNettyTest::answer)
            .bindNow();
    return Service.at(server.port(), server::disposeNow);
  }

  private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    return switch (request.fullPath()) {
      case "/who" -> send(response, HttpAnswers.greeting(client(request)));
      case "/echo" -> send(response, request.receive().aggregate().asString());
      case "/digest" -> {
        Payload.Digest digest = new Payload.Digest();
        yield send(
            response,
            request
                .receive()
                .doOnNext(octets -> write(digest, octets))
                .then(Mono.fromSupplier(digest::toString)));
      }
      default -> send(response, HttpAnswers.octets(request.fullPath()));
    };
  }

  private static String client(HttpServerRequest request) {
    String[] client = new String[1];
    request.withConnection(
        connection -> {
          io.netty.channel.Channel channel = connection.channel();
          io.netty.channel.Channel holder =
              channel.pipeline().get(SslHandler.class) != null ? channel : channel.parent();
          client[0] =
              HttpAnswers.client(holder.pipeline().get(SslHandler.class).engine().getSession());
        });
    return client[0];
  }

  private static Publisher<Void> send(HttpServerResponse response, Mono<String> text) {
    return text.defaultIfEmpty("")
        .flatMap(body -> Mono.from(send(response, HttpDialogue.Body.of(body))));
  }

  private static Publisher<Void> send(HttpServerResponse response, HttpDialogue.Body body) {
    response.header("Content-Length", Long.toString(body.length()));
    return response.send(chunks(body.octets()));
  }

  private static Flux<ByteBuf> chunks(InputStream octets) {
    return Flux.generate(
        sink -> {
          try {
            byte[] chunk = octets.readNBytes(CHUNK);
            if (chunk.length == 0) {
              sink.complete();
            } else {
              sink.next(Unpooled.wrappedBuffer(chunk));
            }
          } catch (IOException e) {
            sink.error(e);
          }
        });
  }

  private static void write(OutputStream sink, ByteBuf octets) {
    try {
      octets.readBytes(sink, octets.readableBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Client client(Setup setup, Witness witness, HttpProtocol protocol, String alpn) {
    SslContext tls =
        GlassineSslContext.forClient(setup.glassine(witness))
            .protocols(alpn)
            .settings(settings -> settings.setProtocols(setup.versions()))
            .build();
    return port -> {
      ConnectionProvider pool = ConnectionProvider.create("test", 1);
      return new Requests(
          HttpClient.create(pool)
              .protocol(protocol)
              .secure(spec -> spec.sslContext(tls))
              .disableRetry(true)
              .baseUrl("https://localhost:" + port),
          pool);
    };
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    return client(setup, witness, HttpProtocol.HTTP11, "http/1.1");
  }

  @Override
  protected Client http2Client(Setup setup, Witness witness) {
    return client(setup, witness, HttpProtocol.H2, "h2");
  }

  private static final class Requests extends HttpDialogue {
    private final HttpClient client;
    private final ConnectionProvider pool;

    Requests(HttpClient client, ConnectionProvider pool) {
      this.client = client;
      this.pool = pool;
    }

    @Override
    void get(String path, OutputStream sink) {
      receive(client.get().uri(path), sink);
    }

    @Override
    void post(String path, Body body, OutputStream sink) {
      receive(
          client
              .headers(fields -> fields.set("Content-Length", body.length()))
              .request(HttpMethod.POST)
              .uri(path)
              .send(chunks(body.octets())),
          sink);
    }

    private static void receive(HttpClient.ResponseReceiver<?> receiver, OutputStream sink) {
      receiver
          .response(
              (response, octets) ->
                  response.status().code() == 200
                      ? octets.doOnNext(buffer -> write(sink, buffer)).then()
                      : ByteBufFlux.error(new IOException("status " + response.status())).then())
          .then()
          .block(Duration.ofSeconds(150));
    }

    @Override
    public void close() {
      pool.disposeLater().block(Duration.ofSeconds(20));
    }
  }
}
