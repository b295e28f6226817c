package dev.glassine.core.engine;

import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Bytes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server accepts. Immutable and thread-safe.
 *
 * <pre>{@code
 * ServerConfig config = ServerConfig.builder().credential(Credentials.fromPem(certificate, key)).build();
 * TlsEngine engine = TlsEngine.server(config);
 * }</pre>
 */
public final class ServerConfig extends TlsConfig {
  private final ClientAuthentication clientAuthentication;
  private final List<Bytes> authorities;
  private final @Nullable TicketKeys ticketKeys;
  private final int ticketCount;
  private final Duration sessionLifetime;
  private final boolean clientPreference;
  private final boolean cookie;

  private ServerConfig(Builder builder) {
    super(builder);
    clientAuthentication = builder.clientAuthentication;
    authorities = builder.authorities;
    ticketKeys = builder.ticketKeys;
    ticketCount = builder.ticketCount;
    sessionLifetime = builder.sessionLifetime;
    clientPreference = builder.clientPreference;
    cookie = builder.cookie;
    if (credentials() == null && !speaksAnonymouslyOnly()) {
      throw new IllegalArgumentException(
          "a server needs a certificate: call credential(...) or credentials(...)");
    }
    if (clientAuthentication != ClientAuthentication.NONE && trust() == null) {
      throw new IllegalArgumentException(
          "client certificates are asked for, but nothing says which to trust: call trust(...)");
    }
  }

  private boolean speaksAnonymouslyOnly() {
    return suites().stream()
        .allMatch(suite -> suite.authentication() == AuthenticationMethod.ANONYMOUS);
  }

  /** A builder with the defaults: TLS 1.3 and 1.2, no client authentication, no resumption. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether clients are asked for a certificate. */
  public ClientAuthentication clientAuthentication() {
    return clientAuthentication;
  }

  /** DER names of the issuers that client certificates should come from; empty to name none. */
  public List<Bytes> authorities() {
    return authorities;
  }

  /** What seals tickets, or null to send none. */
  public @Nullable TicketKeys ticketKeys() {
    return ticketKeys;
  }

  /** How many tickets follow a TLS 1.3 handshake. */
  public int ticketCount() {
    return ticketCount;
  }

  /** How long sessions and tickets may be used. */
  public Duration sessionLifetime() {
    return sessionLifetime;
  }

  /** Whether the client's order of suites and groups decides; else this side's. */
  public boolean followsClientPreference() {
    return clientPreference;
  }

  /** Whether a HelloRetryRequest carries a cookie. */
  public boolean sendsCookie() {
    return cookie;
  }

  /** Builds a {@link ServerConfig}. Not thread-safe. */
  public static final class Builder extends TlsConfig.Builder<Builder> {
    private ClientAuthentication clientAuthentication = ClientAuthentication.NONE;
    private List<Bytes> authorities = List.of();
    private @Nullable TicketKeys ticketKeys;
    private int ticketCount = 2;
    private Duration sessionLifetime = Duration.ofHours(2);
    private boolean clientPreference;
    private boolean cookie;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Whether clients are asked for a certificate; other than NONE needs {@link #trust}. */
    public Builder clientAuthentication(ClientAuthentication mode) {
      clientAuthentication = mode;
      return this;
    }

    /** DER names of the issuers that client certificates should come from. */
    public Builder authorities(List<Bytes> names) {
      authorities = List.copyOf(names);
      return this;
    }

    /** Sends tickets sealed by {@code keys}; sessions then need no memory here. */
    public Builder tickets(TicketKeys keys) {
      ticketKeys = keys;
      return this;
    }

    /** How many tickets follow a TLS 1.3 handshake, 0..16; by default 2. */
    public Builder ticketCount(int count) {
      if (count < 0 || count > 16) {
        throw new IllegalArgumentException("ticketCount is 0..16, not " + count);
      }
      ticketCount = count;
      return this;
    }

    /**
     * How long sessions and tickets may be used: more than nothing, at most seven days (RFC 9846
     * §4.7.1); by default two hours.
     */
    public Builder sessionLifetime(Duration lifetime) {
      if (lifetime.isNegative()
          || lifetime.isZero()
          || lifetime.compareTo(Duration.ofDays(7)) > 0) {
        throw new IllegalArgumentException("sessionLifetime is up to seven days, not " + lifetime);
      }
      sessionLifetime = lifetime;
      return this;
    }

    /** Lets the client's order of suites and groups decide. */
    public Builder followClientPreference() {
      clientPreference = true;
      return this;
    }

    /** Adds a cookie to every HelloRetryRequest (RFC 9846 §4.3.2). */
    public Builder sendCookie() {
      cookie = true;
      return this;
    }

    /** The configuration. */
    public ServerConfig build() {
      return new ServerConfig(this);
    }
  }
}
