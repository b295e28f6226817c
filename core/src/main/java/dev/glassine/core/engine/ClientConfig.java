package dev.glassine.core.engine;

import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects. Immutable and thread-safe.
 *
 * <pre>{@code
 * ClientConfig config = ClientConfig.builder().protocols("h2", "http/1.1").build();
 * TlsEngine engine = TlsEngine.client(config, Destination.of("example.org", 443));
 * }</pre>
 */
public final class ClientConfig extends TlsConfig {
  private final List<NamedGroup> keyShares;
  private final boolean compatibilityMode;
  private final boolean grease;
  private final boolean requestStapledStatus;
  private final int maxFragmentLength;
  private final boolean tickets;
  private final boolean signalsFallback;

  private ClientConfig(Builder builder) {
    super(builder);
    List<NamedGroup> wanted = builder.keyShares;
    keyShares =
        wanted != null
            ? wanted.stream().filter(groups()::contains).toList()
            : Defaults.KEY_SHARES.stream().filter(groups()::contains).toList();
    if (wanted != null && !groups().containsAll(wanted)) {
      throw new IllegalArgumentException(
          "keyShares " + wanted + " must be among the groups " + groups());
    }
    compatibilityMode = builder.compatibilityMode;
    grease = builder.grease;
    requestStapledStatus = builder.requestStapledStatus;
    maxFragmentLength = builder.maxFragmentLength;
    tickets = builder.tickets;
    signalsFallback = builder.signalsFallback;
    if (signalsFallback && versions().contains(ProtocolVersion.TLS_1_3)) {
      throw new IllegalArgumentException(
          "signalFallback() is for trying again with an older version, and the newest is enabled:"
              + " leave it out by versions(...)");
    }
    if (legacy().allows(Danger.COMPRESSION) && versions().contains(ProtocolVersion.TLS_1_3)) {
      throw new IllegalArgumentException(
          "a client that offers TLS 1.3 cannot offer compression (RFC 9846 §4.2.2): name the older"
              + " versions by versions(...)");
    }
    if (maxFragmentLength != 0 && recordSizeLimit() != 1 << 14) {
      throw new IllegalArgumentException(
          "maxFragmentLength and recordSizeLimit are two ways to say one thing: choose one (RFC 8449 §5)");
    }
  }

  /**
   * A builder with the defaults: TLS 1.3 and 1.2, the system's trusted certificates, no resumption.
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Groups whose shares are sent unasked; the first group where none of the defaults is enabled.
   */
  public List<NamedGroup> keyShares() {
    return keyShares.isEmpty() && !groups().isEmpty() ? List.of(groups().getFirst()) : keyShares;
  }

  /**
   * Whether TLS 1.3 is dressed as a TLS 1.2 resumption for the sake of middleboxes (RFC 9846 §E.4).
   */
  public boolean compatibilityMode() {
    return compatibilityMode;
  }

  /** Whether reserved values are mixed into the offers (RFC 8701). */
  public boolean grease() {
    return grease;
  }

  /** Whether a stapled OCSP response is asked for. */
  public boolean requestsStapledStatus() {
    return requestStapledStatus;
  }

  /** The max_fragment_length to ask for: 512, 1024, 2048 or 4096 octets; 0 for none. */
  public int maxFragmentLength() {
    return maxFragmentLength;
  }

  /** Whether session tickets are accepted. */
  public boolean tickets() {
    return tickets;
  }

  /** Whether the hello says that it is another try, with an older version (RFC 7507). */
  public boolean signalsFallback() {
    return signalsFallback;
  }

  /** Whether the hello goes out in SSL 2.0 format: asked for, or the only way to SSL 2.0. */
  public boolean greetsInSsl2Format() {
    return legacy().sendsSsl2Hello() || versions().contains(ProtocolVersion.SSL_2_0);
  }

  /** Builds a {@link ClientConfig}. Not thread-safe. */
  public static final class Builder extends TlsConfig.Builder<Builder> {
    private @Nullable List<NamedGroup> keyShares;
    private boolean compatibilityMode = true;
    private boolean grease;
    private boolean requestStapledStatus = true;
    private int maxFragmentLength;
    private boolean tickets = true;
    private boolean signalsFallback;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /**
     * Groups whose shares are sent unasked; a server that wants another costs a round trip. May be
     * empty: then the first group.
     */
    public Builder keyShares(List<NamedGroup> groups) {
      keyShares = List.copyOf(groups);
      return this;
    }

    /** Sends plain TLS 1.3, which some middleboxes do not let pass. */
    public Builder withoutCompatibilityMode() {
      compatibilityMode = false;
      return this;
    }

    /**
     * Mixes reserved values into the offers, so that servers stay tolerant of the unknown (RFC
     * 8701).
     */
    public Builder grease() {
      grease = true;
      return this;
    }

    /** Asks for no stapled OCSP response. */
    public Builder withoutStapledStatus() {
      requestStapledStatus = false;
      return this;
    }

    /**
     * Asks the server for records of at most 512, 1024, 2048 or 4096 octets of plaintext (RFC 6066
     * §4).
     */
    public Builder maxFragmentLength(int octets) {
      if (octets != 512 && octets != 1024 && octets != 2048 && octets != 4096) {
        throw new IllegalArgumentException(
            "maxFragmentLength is 512, 1024, 2048 or 4096, not " + octets);
      }
      maxFragmentLength = octets;
      return this;
    }

    /** Neither asks for nor keeps session tickets. */
    public Builder withoutTickets() {
      tickets = false;
      return this;
    }

    /**
     * Says in the hello that this is another try with an older version, after one with newer
     * versions failed (TLS_FALLBACK_SCSV, RFC 7507 §4). A server that has a newer version then
     * refuses ({@code inappropriate_fallback}), because somebody on the way must have caused the
     * first failure. A client should not fall back at all; one that does must call this.
     */
    public Builder signalFallback() {
      signalsFallback = true;
      return this;
    }

    /** The configuration; trusts the system's certificates where nothing else was said. */
    public ClientConfig build() {
      if (!hasTrust()) {
        trust(Trust.system());
      }
      return new ClientConfig(this);
    }
  }
}
