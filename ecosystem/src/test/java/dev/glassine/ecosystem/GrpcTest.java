package dev.glassine.ecosystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.netty.GlassineSslContext;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.Security;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** gRPC on Netty, by way of {@link GlassineSslContext}: unary calls and streams both ways. */
class GrpcTest extends DropInContract {
  private static final int CHUNK = 256 * 1024;
  private static final Context.Key<String> CLIENT = Context.key("client");
  private static final MethodDescriptor<byte[], byte[]> WHO = method("Who", MethodType.UNARY);
  private static final MethodDescriptor<byte[], byte[]> ECHO = method("Echo", MethodType.UNARY);
  private static final MethodDescriptor<byte[], byte[]> UPLOAD =
      method("Upload", MethodType.CLIENT_STREAMING);
  private static final MethodDescriptor<byte[], byte[]> DOWNLOAD =
      method("Download", MethodType.SERVER_STREAMING);

  @Override
  protected Framework framework() {
    return Framework.of(
            "gRPC", NettyServerBuilder.class, "`GlassineSslContext`", Role.CLIENT, Role.SERVER)
        .hasNo(Ability.HALF_CLOSE)
        .hasNo(Ability.NOTICE_TRUNCATION);
  }

  private static final class Octets implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    return MethodDescriptor.newBuilder(new Octets(), new Octets())
        .setType(type)
        .setFullMethodName("Talk/" + name)
        .build();
  }

  @Override
  protected Service serve(Setup setup, Witness witness) throws Exception {
    return serve(
        GlassineSslContext.forServer(setup.glassine(witness))
            .clientAuth(setup.needsClient() ? ClientAuth.REQUIRE : ClientAuth.NONE)
            .protocols("h2")
            .build());
  }

  @Override
  protected Service counterpart(Setup setup) throws Exception {
    return serve(
        GrpcSslContexts.configure(
                SslContextBuilder.forServer(Pki.keyManagers(setup.own())), SslProvider.JDK)
            .sslContextProvider(Security.getProvider("SunJSSE"))
            .trustManager(Pki.trust(setup.trusted()))
            .clientAuth(setup.needsClient() ? ClientAuth.REQUIRE : ClientAuth.NONE)
            .build());
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    SslContext tls =
        GlassineSslContext.forClient(setup.glassine(witness))
            .protocols("h2")
            .settings(settings -> settings.setProtocols(setup.versions()))
            .build();
    return port -> new Calls(tls, port);
  }

  @Override
  protected Client visitor(Setup setup) throws Exception {
    SslContextBuilder tls =
        GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
            .sslContextProvider(Security.getProvider("SunJSSE"))
            .trustManager(Pki.trust(setup.trusted()))
            .protocols(setup.versions());
    SslContext built =
        (setup.own() == null ? tls : tls.keyManager(Pki.keyManagers(setup.own()))).build();
    return port -> new Calls(built, port);
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("roles")
  void agreesOnHttp2(Role role) throws Exception {
    attempt(
        role,
        Ability.HTTP_2,
        () -> {
          try (Ends ends = ends(role, Setup.server(), Setup.client());
              Dialogue dialogue = ends.connect()) {
            assertThat(dialogue.greet()).isEqualTo("hello stranger");
            assertThat(ends.witness().completed().protocol()).isEqualTo("h2");
          }
        });
  }

  private static Service serve(SslContext tls) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .sslContext(tls)
            .intercept(new WhoCalls())
            .addService(
                ServerServiceDefinition.builder("Talk")
                    .addMethod(WHO, ServerCalls.asyncUnaryCall(GrpcTest::who))
                    .addMethod(ECHO, ServerCalls.asyncUnaryCall(GrpcTest::echo))
                    .addMethod(UPLOAD, ServerCalls.asyncClientStreamingCall(GrpcTest::receive))
                    .addMethod(DOWNLOAD, ServerCalls.asyncServerStreamingCall(GrpcTest::send))
                    .build())
            .build()
            .start();
    return Service.at(
        server.getPort(), () -> server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS));
  }

  private static final class WhoCalls implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String client = HttpAnswers.client(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
      return Contexts.interceptCall(
          Context.current().withValue(CLIENT, client), call, headers, next);
    }
  }

  private static void who(byte[] request, StreamObserver<byte[]> answer) {
    answer.onNext(("hello " + CLIENT.get()).getBytes(UTF_8));
    answer.onCompleted();
  }

  private static void echo(byte[] request, StreamObserver<byte[]> answer) {
    answer.onNext(request);
    answer.onCompleted();
  }

  private static StreamObserver<byte[]> receive(StreamObserver<byte[]> answer) {
    Payload.Digest digest = new Payload.Digest();
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] chunk) {
        digest.write(chunk, 0, chunk.length);
      }

      @Override
      public void onError(Throwable thrown) {}

      @Override
      public void onCompleted() {
        answer.onNext(digest.toString().getBytes(UTF_8));
        answer.onCompleted();
      }
    };
  }

  private static void send(byte[] request, StreamObserver<byte[]> answer) {
    InputStream octets = Payload.of(Long.parseLong(new String(request, UTF_8)));
    AtomicBoolean ended = new AtomicBoolean();
    ServerCallStreamObserver<byte[]> stream = (ServerCallStreamObserver<byte[]>) answer;
    stream.setOnReadyHandler(
        () -> {
          while (stream.isReady() && !stream.isCancelled() && !ended.get()) {
            byte[] chunk = chunk(octets);
            if (chunk.length > 0) {
              stream.onNext(chunk);
            } else {
              ended.set(true);
              stream.onCompleted();
            }
          }
        });
  }

  private static byte[] chunk(InputStream octets) {
    try {
      return octets.readNBytes(CHUNK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Calls implements Dialogue {
    private final ManagedChannel channel;

    Calls(SslContext tls, int port) {
      channel =
          NettyChannelBuilder.forAddress("localhost", port).sslContext(tls).disableRetry().build();
    }

    private String call(MethodDescriptor<byte[], byte[]> method, String request) {
      return new String(
          ClientCalls.blockingUnaryCall(
              channel,
              method,
              CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
              request.getBytes(UTF_8)),
          UTF_8);
    }

    @Override
    public String greet() {
      return call(WHO, "");
    }

    @Override
    public String echo(String message) {
      return call(ECHO, message);
    }

    @Override
    public String upload(long octets) throws Exception {
      CompletableFuture<String> answer = new CompletableFuture<>();
      ClientCall<byte[], byte[]> call = channel.newCall(UPLOAD, CallOptions.DEFAULT);
      ClientCalls.asyncClientStreamingCall(call, new Sender(Payload.of(octets), answer));
      return answer.get(150, TimeUnit.SECONDS);
    }

    @Override
    public String download(long octets) throws Exception {
      Iterator<byte[]> chunks =
          ClientCalls.blockingServerStreamingCall(
              channel, DOWNLOAD, CallOptions.DEFAULT, Long.toString(octets).getBytes(UTF_8));
      try (Payload.Digest digest = new Payload.Digest()) {
        while (chunks.hasNext()) {
          digest.write(chunks.next());
        }
        return digest.toString();
      }
    }

    @Override
    public void close() throws Exception {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  /** Sends while there is room, and completes with the server's answer. */
  private static final class Sender implements ClientResponseObserver<byte[], byte[]> {
    private final InputStream octets;
    private final CompletableFuture<String> answer;
    private final AtomicBoolean ended = new AtomicBoolean();

    Sender(InputStream octets, CompletableFuture<String> answer) {
      this.octets = octets;
      this.answer = answer;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<byte[]> stream) {
      stream.setOnReadyHandler(
          () -> {
            while (stream.isReady() && !answer.isDone() && !ended.get()) {
              byte[] chunk = chunk(octets);
              if (chunk.length > 0) {
                stream.onNext(chunk);
              } else {
                ended.set(true);
                stream.onCompleted();
              }
            }
          });
    }

    @Override
    public void onNext(byte[] value) {
      answer.complete(new String(value, UTF_8));
    }

    @Override
    public void onError(Throwable thrown) {
      answer.completeExceptionally(thrown);
    }

    @Override
    public void onCompleted() {
      answer.completeExceptionally(Status.INTERNAL.asException());
    }
  }
}
