package dev.glassine.core.handshake;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.session.TicketKeys;
import java.security.SecureRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a server's flows know of the outside: the configuration. */
public record ServerContext(ServerConfig config) {
  /** Where primitives come from. */
  public CryptoProvider crypto() {
    return config.crypto();
  }

  /** Where randomness comes from. */
  public SecureRandom random() {
    return config.random();
  }

  /** Who seals sessions into tickets, or null. What it throws comes as CALLBACK_FAILED. */
  public @Nullable TicketKeys ticketKeys() {
    TicketKeys keys = config.ticketKeys();
    return keys == null ? null : new ApplicationTicketKeys(keys);
  }

  /** The time, from the configuration's clock. */
  public Instant now() {
    return config.clock().instant();
  }
}
