package dev.glassine.core.session;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;

/**
 * A key for tickets, which several machines can share.
 *
 * @param name 16 octets that stand in front of every ticket in the open; random, so that they tell
 *     nothing
 * @param secret 32 octets, for AES-256-GCM
 */
public record TicketKey(Bytes name, Secret secret) {
  /** Octets of a name. */
  public static final int NAME_LENGTH = 16;

  /** Octets of a secret. */
  public static final int SECRET_LENGTH = 32;

  /** Checks the lengths. */
  public TicketKey {
    if (name.length() != NAME_LENGTH || secret.length() != SECRET_LENGTH) {
      throw new IllegalArgumentException(
          "a ticket key is a name of 16 and a secret of 32 octets, not "
              + name.length()
              + " and "
              + secret.length());
    }
  }

  /** A new key. */
  public static TicketKey generate(SecureRandom random) {
    byte[] name = new byte[NAME_LENGTH];
    byte[] secret = new byte[SECRET_LENGTH];
    random.nextBytes(name);
    random.nextBytes(secret);
    return new TicketKey(Bytes.wrap(name), Secret.wrap(secret));
  }

  /** The name; never the secret. */
  @Override
  public String toString() {
    return "TicketKey(" + name.hex() + ")";
  }
}
