package dev.glassine.core.handshake;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import java.security.SecureRandom;
import java.time.Instant;

/** What a client's flows know of the outside: the configuration and where the connection goes. */
public record ClientContext(ClientConfig config, Destination destination) {
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
