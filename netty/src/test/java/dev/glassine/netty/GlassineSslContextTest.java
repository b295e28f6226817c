package dev.glassine.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.engine.Question;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.Identity;
import dev.glassine.jsse.LiveIdentity;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Netty's handlers over Glassine, both ends in one JVM and without sockets. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GlassineSslContextTest {
  @SuppressWarnings("TimeInStaticInitializer") // certificates that are good while the tests run
  private static final TestCa CA =
      new TestCa("Glassine Netty test CA", KeyKind.ECDSA_P256, new SecureRandom(), Instant.now());

  private static final Credential SERVER = CA.server(KeyKind.ECDSA_P256, "server.example.test");
  private static final Credential CLIENT = CA.client(KeyKind.ECDSA_P256, "somebody");
  private static final Trust TRUST = Trust.of(CA.certificate());

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private final LocalAddress address = new LocalAddress(GlassineSslContextTest.class);
  private final CompletableFuture<SslHandler> served = new CompletableFuture<>();

  @AfterEach
  void endTheLoop() throws Exception {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  /** The tests read failures from the handler; without this, Netty would log them too. */
  private static final class Deaf extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
  }

  private static SSLContext server() {
    return Glassine.newContext().identity(Identity.of(SERVER).with(TRUST)).build();
  }

  private static SSLContext client() {
    return Glassine.newContext().identity(Identity.NONE.with(TRUST)).build();
  }

  private void serve(SslContext tls) throws Exception {
    new ServerBootstrap()
        .group(loop)
        .channel(LocalServerChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                SslHandler handler = tls.newHandler(channel.alloc());
                handler.handshakeFuture().addListener(_ -> served.complete(handler));
                channel.pipeline().addLast(handler, new Deaf());
              }
            })
        .bind(address)
        .sync();
  }

  /** The handler, after its handshake. */
  private SslHandler connect(SslContext tls, String host) throws Exception {
    SslHandler handler = tls.newHandler(UnpooledByteBufAllocator.DEFAULT, host, 443);
    new Bootstrap()
        .group(loop)
        .channel(LocalChannel.class)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handler, new Deaf());
              }
            })
        .connect(address)
        .sync();
    handler.handshakeFuture().get(20, TimeUnit.SECONDS);
    return handler;
  }

  @Test
  void agreesOnTheServersFavouriteProtocol() throws Exception {
    serve(GlassineSslContext.forServer(server()).protocols("h2", "http/1.1").build());
    SslHandler handler =
        connect(
            GlassineSslContext.forClient(client()).protocols("http/1.1", "h2").build(),
            "server.example.test");
    assertThat(handler.applicationProtocol()).isEqualTo("h2");
    assertThat(served.get().applicationProtocol()).isEqualTo("h2");
  }

  @Test
  void goesOnWithoutAProtocolWhereNoneIsCommon() throws Exception {
    serve(GlassineSslContext.forServer(server()).protocols("h2").build());
    SslHandler handler =
        connect(
            GlassineSslContext.forClient(client()).protocols("http/1.1").build(),
            "server.example.test");
    assertThat(handler.applicationProtocol()).isNull();
  }

  @Test
  void refusesACertificateForAnotherHost() throws Exception {
    serve(GlassineSslContext.forServer(server()).build());
    SslContext tls = GlassineSslContext.forClient(client()).build();
    assertThatThrownBy(() -> connect(tls, "other.example.test"))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("other.example.test")
        .hasMessageContaining("server.example.test");
  }

  @Test
  void letsSettingsTurnTheCheckOfTheHostOff() throws Exception {
    serve(GlassineSslContext.forServer(server()).build());
    SslContext tls =
        GlassineSslContext.forClient(client())
            .settings(settings -> settings.setEndpointIdentificationAlgorithm(null))
            .build();
    assertThat(GlassineSslContext.of(connect(tls, "other.example.test")).info()).isNotNull();
  }

  @Test
  void refusesAClientWithoutTheCertificateThatIsRequired() throws Exception {
    serve(GlassineSslContext.forServer(server()).clientAuth(ClientAuth.REQUIRE).build());
    connect(GlassineSslContext.forClient(client()).build(), "server.example.test");
    SslHandler server = served.get(20, TimeUnit.SECONDS);
    assertThat(server.handshakeFuture().cause())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("certificate");
    assertThat(GlassineSslContext.of(server).failure()).isNotNull();
  }

  @Test
  void goesOnWithoutTheCertificateThatIsOptional() throws Exception {
    serve(GlassineSslContext.forServer(server()).clientAuth(ClientAuth.OPTIONAL).build());
    connect(GlassineSslContext.forClient(client()).build(), "server.example.test");
    assertThatThrownBy(() -> served.get().engine().getSession().getPeerCertificates())
        .isInstanceOf(SSLPeerUnverifiedException.class);
  }

  @Test
  void presentsTheClientsCertificate() throws Exception {
    serve(GlassineSslContext.forServer(server()).clientAuth(ClientAuth.REQUIRE).build());
    SSLContext client = Glassine.newContext().identity(Identity.of(CLIENT).with(TRUST)).build();
    connect(GlassineSslContext.forClient(client).build(), "server.example.test");
    assertThat(served.get().engine().getSession().getPeerPrincipal().getName())
        .isEqualTo("CN=somebody");
  }

  @Test
  void servesTheIdentityThatWasSwappedIn() throws Exception {
    Credential next = CA.server(KeyKind.RSA_2048, "server.example.test");
    LiveIdentity live = LiveIdentity.of(Identity.of(SERVER));
    serve(GlassineSslContext.forServer(Glassine.newContext().identity(live).build()).build());
    SslContext tls = GlassineSslContext.forClient(client()).build();
    SslHandler before = connect(tls, "server.example.test");
    live.swap(Identity.of(next));
    SslContext fresh = GlassineSslContext.forClient(client()).build();
    SslHandler after = connect(fresh, "server.example.test");
    assertThat(before.engine().getSession().getPeerCertificates()[0])
        .isEqualTo(SERVER.certificate());
    assertThat(after.engine().getSession().getPeerCertificates()[0]).isEqualTo(next.certificate());
  }

  @Test
  void leavesTheEventLoopFreeWhileARemoteSignerThinks() throws Exception {
    CompletableFuture<Void> signerMayGoOn = new CompletableFuture<>();
    CompletableFuture<Void> signerAsked = new CompletableFuture<>();
    SSLContext slow =
        Glassine.newContext()
            .identity(Identity.of(SERVER))
            .answerer(
                question -> {
                  if (question instanceof Question.Sign) {
                    signerAsked.complete(null);
                    signerMayGoOn.join();
                  }
                  return null;
                })
            .build();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      serve(GlassineSslContext.forServer(slow).tasks(threads).build());
      CompletableFuture<SslHandler> connecting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return connect(
                      GlassineSslContext.forClient(client()).build(), "server.example.test");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              },
              threads);
      signerAsked.get(20, TimeUnit.SECONDS);
      assertThat(loop.submit(() -> "free").get(20, TimeUnit.SECONDS)).isEqualTo("free");
      assertThat(connecting).isNotDone();
      signerMayGoOn.complete(null);
      assertThat(GlassineSslContext.of(connecting.get(20, TimeUnit.SECONDS)).info()).isNotNull();
    }
  }

  @Test
  void refusesAContextOfAnotherProvider() throws Exception {
    SSLContext jdk = SSLContext.getInstance("TLS", "SunJSSE");
    jdk.init(null, null, null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GlassineSslContext.forServer(jdk))
        .withMessageContaining("SunJSSE")
        .withMessageContaining("Glassine.newContext()");
  }

  @Test
  void refusesClientAuthenticationOnAClient() {
    assertThatIllegalStateException()
        .isThrownBy(() -> GlassineSslContext.forClient(client()).clientAuth(ClientAuth.REQUIRE))
        .withMessageContaining("identity");
  }

  @Test
  void doesNotKnowHandlersOfAnotherProvider() throws Exception {
    SslHandler jdk = new SslHandler(SSLContext.getDefault().createSSLEngine());
    assertThatIllegalArgumentException().isThrownBy(() -> GlassineSslContext.of(jdk));
  }

  @Test
  void offersTheSuitesThatTheContextHasOnAndNoOthers() {
    assertThat(GlassineSslContext.forServer(server()).build().cipherSuites())
        .containsExactly(server().getDefaultSSLParameters().getCipherSuites());
  }
}
