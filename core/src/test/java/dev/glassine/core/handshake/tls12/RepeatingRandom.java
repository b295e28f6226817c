package dev.glassine.core.handshake.tls12;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Randomness that two handshakes can have alike. */
final class RepeatingRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient SplittableRandom random;

  RepeatingRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public void nextBytes(byte[] octets) {
    random.nextBytes(octets);
  }
}
