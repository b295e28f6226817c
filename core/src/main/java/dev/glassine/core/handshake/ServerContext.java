package dev.glassine.core.handshake;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.engine.ServerConfig;
import java.security.SecureRandom;
import java.time.Instant;

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

  /** The time, from the configuration's clock. */
  public Instant now() {
    return config.clock().instant();
  }
}
