package dev.glassine.jsse;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.TlsListener;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link SSLContext}, or a provider of such, with what JSSE has no words for.
 *
 * <pre>{@code
 * SSLContext context = Glassine.newContext()
 *     .identity(Identity.of(Credentials.fromPem(certificate, key)))
 *     .build();
 * }</pre>
 *
 * <p>Not thread-safe; what it builds is.
 */
public final class ContextBuilder {
  private @Nullable LiveIdentity identity;
  private @Nullable X509KeyManager keyManager;
  private @Nullable X509TrustManager trustManager;
  private @Nullable KeyLog keyLog;
  private @Nullable Supplier<? extends TlsListener> listeners;
  private @Nullable Answerer answerer;
  private Legacy legacy = Legacy.NONE;

  ContextBuilder() {}

  /** Who this side is and whom it trusts, for good. */
  public ContextBuilder identity(Identity fixed) {
    return identity(LiveIdentity.of(fixed));
  }

  /** Who this side is and whom it trusts, until somebody swaps it. */
  public ContextBuilder identity(LiveIdentity live) {
    identity = live;
    return this;
  }

  /** Who chooses certificates, instead of the identity's credentials. */
  public ContextBuilder keyManager(X509KeyManager manager) {
    keyManager = manager;
    return this;
  }

  /** Who judges the peer, instead of the identity's trust. */
  public ContextBuilder trustManager(X509TrustManager manager) {
    trustManager = manager;
    return this;
  }

  /**
   * Hands the secrets of every connection to {@code log}, which must be thread-safe: whoever reads
   * it can read and forge the traffic. For finding faults, never in production.
   */
  public ContextBuilder logSecretsForDebugging(KeyLog log) {
    keyLog = log;
    return this;
  }

  /** Asked for a listener by each connection that begins; see {@link GlassineConnection}. */
  public ContextBuilder listeners(Supplier<? extends TlsListener> maker) {
    listeners = maker;
    return this;
  }

  /** Who answers questions of the handshakes, in its own time. */
  public ContextBuilder answerer(Answerer answering) {
    answerer = answering;
    return this;
  }

  /**
   * Lets in what is broken, for peers that have nothing better; the jar glassine-legacy must be
   * there. What is let in is supported then, and enabled only by who names it: "SSLv2", "SSLv3",
   * "TLSv1", "TLSv1.1" and "SSLv2Hello" by {@code setEnabledProtocols}, suites of TLS 1.2 by {@code
   * setEnabledCipherSuites}. "SSLv2" and "SSLv2Hello" make a client send its hello in SSL 2.0
   * format. Peers of the older versions need not know secure renegotiation (RFC 5746).
   */
  public ContextBuilder legacy(Legacy allowed) {
    legacy = allowed;
    return this;
  }

  /**
   * The context, initialised.
   *
   * @throws IllegalStateException where the platform's trust is wanted and cannot be had
   */
  public SSLContext build() {
    GlassineProvider provider = provider();
    return new BuiltContext(GlassineContext.built(settings()), provider);
  }

  /**
   * A provider all of whose contexts begin with these settings, for programs and frameworks that
   * ask a provider for their context. Where they initialise it with managers of their own, those
   * are asked instead of the identity; ticket keys and everything else stay.
   */
  public GlassineProvider provider() {
    return new GlassineProvider(settings());
  }

  private ContextSettings settings() {
    return new ContextSettings(
        identity,
        keyManager,
        trustManager,
        keyLog,
        listeners,
        answerer,
        legacy.isNone() ? Spoken.MODERN : new Spoken(legacy));
  }

  private static final class BuiltContext extends SSLContext {
    BuiltContext(SSLContextSpi spi, GlassineProvider provider) {
      super(spi, provider, ContextKind.TLS.algorithm());
    }
  }
}
