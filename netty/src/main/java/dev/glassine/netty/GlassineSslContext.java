package dev.glassine.netty;

import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.GlassineProvider;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * Netty's {@code SslContext} over Glassine, for whatever takes one: pipelines, Reactor Netty, gRPC.
 *
 * <pre>{@code
 * SSLContext tls = Glassine.newContext().identity(files.live()).build();
 * SslContext server = GlassineSslContext.forServer(tls).protocols("h2", "http/1.1").build();
 * pipeline.addLast(server.newHandler(channel.alloc()));
 * }</pre>
 *
 * <p>What {@code SslContextBuilder.sslContextProvider(new GlassineProvider())} cannot do: a server
 * without a key manager factory, whose identity is swapped while it runs; key log and listeners;
 * and a handshake that waits for a remote signer without holding the event loop ({@link
 * Builder#tasks}). Unlike a bare {@code JdkSslContext}, a client checks the server's name.
 *
 * <p>Thread-safe.
 */
public final class GlassineSslContext extends SslContext {
  private final JdkSslContext engines;
  private final Consumer<? super SSLParameters> settings;
  private final @Nullable Executor tasks;

  private GlassineSslContext(Builder builder) {
    super(builder.startTls);
    this.engines = builder.engines();
    this.settings = builder.settings;
    this.tasks = builder.tasks;
  }

  /**
   * Begins a server's.
   *
   * @param tls of Glassine's: built by {@link Glassine#newContext}, or got from the provider
   * @throws IllegalArgumentException where it is somebody else's
   */
  public static Builder forServer(SSLContext tls) {
    return new Builder(ours(tls), false);
  }

  /**
   * Begins a client's, which checks that the server's certificate is for the host that {@code
   * newHandler} is told.
   *
   * @param tls of Glassine's: built by {@link Glassine#newContext}, or got from the provider
   * @throws IllegalArgumentException where it is somebody else's
   */
  public static Builder forClient(SSLContext tls) {
    return new Builder(ours(tls), true);
  }

  /**
   * What Glassine says about the connection of a handler: resumption, group, failure.
   *
   * @throws IllegalArgumentException where the handler's engine is somebody else's
   */
  public static Glassine of(SslHandler handler) {
    // Netty wraps engines; their sessions stay ours
    return Glassine.of(handler.engine().getSession());
  }

  private static SSLContext ours(SSLContext tls) {
    if (tls.getProvider() instanceof GlassineProvider) {
      return tls;
    }
    throw new IllegalArgumentException(
        "this SSLContext is of the provider "
            + tls.getProvider().getName()
            + ", not of Glassine: build it with Glassine.newContext(), or"
            + " SSLContext.getInstance(\"TLS\", new GlassineProvider())");
  }

  @Override
  public boolean isClient() {
    return engines.isClient();
  }

  @Override
  public List<String> cipherSuites() {
    return engines.cipherSuites();
  }

  @Override
  @SuppressWarnings("deprecation") // Netty's abstract method has the deprecated type
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return engines.applicationProtocolNegotiator();
  }

  @Override
  public SSLSessionContext sessionContext() {
    return engines.sessionContext();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator alloc) {
    return set(engines.newEngine(alloc));
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator alloc, String peerHost, int peerPort) {
    return set(engines.newEngine(alloc, peerHost, peerPort));
  }

  private SSLEngine set(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    settings.accept(parameters);
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Override
  protected SslHandler newHandler(ByteBufAllocator alloc, boolean startTls) {
    return tasks == null
        ? super.newHandler(alloc, startTls)
        : super.newHandler(alloc, startTls, tasks);
  }

  @Override
  protected SslHandler newHandler(
      ByteBufAllocator alloc, String peerHost, int peerPort, boolean startTls) {
    return tasks == null
        ? super.newHandler(alloc, peerHost, peerPort, startTls)
        : super.newHandler(alloc, peerHost, peerPort, startTls, tasks);
  }

  /** Says what handlers begin with. Not thread-safe; what it builds is. */
  public static final class Builder {
    private final SSLContext tls;
    private final boolean client;
    private ApplicationProtocolConfig protocols = ApplicationProtocolConfig.DISABLED;
    private ClientAuth clientAuth = ClientAuth.NONE;
    private Consumer<? super SSLParameters> settings;
    private @Nullable Executor tasks;
    private boolean startTls;

    private Builder(SSLContext tls, boolean client) {
      this.tls = tls;
      this.client = client;
      this.settings =
          client
              ? parameters -> parameters.setEndpointIdentificationAlgorithm("HTTPS")
              : parameters -> {};
    }

    /**
     * Protocols to agree on by ALPN (RFC 7301), the most wanted first: "h2", "http/1.1". Where the
     * peer wants none of them, the connection goes on without; Netty's {@code
     * ApplicationProtocolNegotiationHandler} tells which it was.
     */
    public Builder protocols(String... names) {
      protocols =
          new ApplicationProtocolConfig(
              Protocol.ALPN,
              SelectorFailureBehavior.NO_ADVERTISE,
              SelectedListenerFailureBehavior.ACCEPT,
              names);
      return this;
    }

    /**
     * Whether the server asks the client for a certificate, and goes on without.
     *
     * @throws IllegalStateException for a client's, which cannot ask
     */
    public Builder clientAuth(ClientAuth wanted) {
      if (client && wanted != ClientAuth.NONE) {
        throw new IllegalStateException(
            "a client cannot ask for client authentication: its certificate is the identity's, or"
                + " its key manager's");
      }
      clientAuth = wanted;
      return this;
    }

    /** Settings of JSSE for each engine, after those above: versions, suites, groups, names. */
    public Builder settings(Consumer<? super SSLParameters> more) {
      Consumer<? super SSLParameters> before = settings;
      settings =
          parameters -> {
            before.accept(parameters);
            more.accept(parameters);
          };
      return this;
    }

    /**
     * Who runs the tasks of handshakes: judging chains, signing, waiting for an {@link
     * dev.glassine.jsse.Answerer}. Without it the event loop does, which must not wait. Virtual
     * threads are made for this: {@code Executors.newVirtualThreadPerTaskExecutor()}.
     */
    public Builder tasks(Executor executor) {
      tasks = executor;
      return this;
    }

    /** Lets the first message pass in the clear, for protocols that upgrade (STARTTLS). */
    public Builder startTls() {
      startTls = true;
      return this;
    }

    /** What {@code newHandler} makes handlers of. */
    public SslContext build() {
      return new GlassineSslContext(this);
    }

    private JdkSslContext engines() {
      return new JdkSslContext(
          tls,
          client,
          List.of(tls.getDefaultSSLParameters().getCipherSuites()),
          IdentityCipherSuiteFilter.INSTANCE,
          protocols,
          clientAuth,
          null,
          startTls);
    }
  }
}
