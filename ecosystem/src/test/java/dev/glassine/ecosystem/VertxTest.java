package dev.glassine.ecosystem;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Vert.x, whose JDK engine is whatever the first provider has. */
class VertxTest extends HttpContract {
  private static final int CHUNK = 64 * 1024;

  @Override
  protected Framework framework() {
    return Framework.of(
            "Vert.x", Vertx.class, "`Security.insertProviderAt`", Role.CLIENT, Role.SERVER)
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
  protected Service serve(Setup setup, Witness witness) throws Exception {
    Registered glassine = Registered.first(witness);
    Vertx vertx = Vertx.vertx();
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setSslEngineOptions(new JdkSSLEngineOptions())
            .setEnabledSecureTransportProtocols(Set.of(setup.versions()))
            .setKeyCertOptions(KeyCertOptions.wrap(Pki.keyManagers(setup.own())))
            .setTrustOptions(TrustOptions.wrap(Pki.trust(setup.trusted())))
            .setClientAuth(setup.needsClient() ? ClientAuth.REQUIRED : ClientAuth.NONE);
    HttpServer server =
        await(
            vertx
                .createHttpServer(options)
                .requestHandler(VertxTest::answer)
                .listen(0, "127.0.0.1"));
    return Service.at(
        server.actualPort(),
        () -> {
          await(vertx.close());
          glassine.close();
        });
  }

  private static void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/who" ->
          send(request.response(), HttpAnswers.greeting(HttpAnswers.client(request.sslSession())));
      case "/echo" -> request.body().onSuccess(body -> request.response().end(body));
      case "/digest" -> {
        Payload.Digest digest = new Payload.Digest();
        request.handler(buffer -> digest.write(buffer.getBytes(), 0, buffer.length()));
        request.endHandler(_ -> send(request.response(), HttpDialogue.Body.of(digest.toString())));
      }
      default -> send(request.response(), HttpAnswers.octets(request.path()));
    }
  }

  private static void send(HttpServerResponse response, HttpDialogue.Body body) {
    response.putHeader("Content-Length", Long.toString(body.length()));
    pump(body.octets(), response);
  }

  /** Writes as much as there is room for, and goes on when there is room again. */
  private static void pump(InputStream octets, WriteStream<Buffer> target) {
    try {
      while (!target.writeQueueFull()) {
        byte[] chunk = octets.readNBytes(CHUNK);
        if (chunk.length == 0) {
          target.end();
          return;
        }
        target.write(Buffer.buffer(chunk));
      }
      target.drainHandler(_ -> pump(octets, target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpClientOptions options(Setup setup) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setSslEngineOptions(new JdkSSLEngineOptions())
            .setEnabledSecureTransportProtocols(Set.of(setup.versions()))
            .setTrustOptions(TrustOptions.wrap(Pki.trust(setup.trusted())));
    return setup.own() == null
        ? options
        : options.setKeyCertOptions(KeyCertOptions.wrap(Pki.keyManagers(setup.own())));
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    return client(options(setup).setProtocolVersion(HttpVersion.HTTP_1_1), witness);
  }

  @Override
  protected Client http2Client(Setup setup, Witness witness) {
    return client(options(setup).setProtocolVersion(HttpVersion.HTTP_2), witness);
  }

  private static Client client(HttpClientOptions options, Witness witness) {
    Registered glassine = Registered.first(witness);
    Vertx vertx = Vertx.vertx();
    HttpClientAgent agent = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(1));
    return new Client() {
      @Override
      public Dialogue connect(int port) {
        return new Requests(agent, port);
      }

      @Override
      public void close() throws Exception {
        await(vertx.close());
        glassine.close();
      }
    };
  }

  private static final class Requests extends HttpDialogue {
    private final HttpClientAgent agent;
    private final int port;
    private volatile @Nullable HttpConnection connection;

    Requests(HttpClientAgent agent, int port) {
      this.agent = agent;
      this.port = port;
    }

    @Override
    void get(String path, OutputStream sink) throws Exception {
      send(HttpMethod.GET, path, null, sink);
    }

    @Override
    void post(String path, Body body, OutputStream sink) throws Exception {
      send(HttpMethod.POST, path, body, sink);
    }

    private void send(HttpMethod method, String path, @Nullable Body body, OutputStream sink)
        throws Exception {
      Promise<Void> done = Promise.promise();
      agent
          .request(method, port, "localhost", path)
          .onFailure(done::tryFail)
          .onSuccess(
              request -> {
                connection = request.connection();
                request.exceptionHandler(done::tryFail);
                request
                    .response()
                    .onFailure(done::tryFail)
                    .onSuccess(
                        response -> {
                          if (response.statusCode() != 200) {
                            done.tryFail("status " + response.statusCode());
                          }
                          response.exceptionHandler(done::tryFail);
                          response.handler(buffer -> write(sink, buffer));
                          response.endHandler(_ -> done.tryComplete());
                        });
                if (body == null) {
                  request.end();
                } else {
                  request.putHeader("Content-Length", Long.toString(body.length()));
                  pump(body.octets(), request);
                }
              });
      await(done.future());
    }

    private static void write(OutputStream sink, Buffer buffer) {
      try {
        sink.write(buffer.getBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws Exception {
      HttpConnection last = connection;
      if (last != null) {
        await(last.close());
      }
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(150, TimeUnit.SECONDS);
  }
}
