package dev.glassine.core.crypto.jca;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/**
 * Whose randomness to use. A native provider draws from a generator of its own whatever it is
 * given; that is as good as the platform's {@link SecureRandom}, and no substitute for one that
 * somebody made: a test that feeds octets, a generator that the owner must use.
 */
final class Randomness {
  private Randomness() {}

  /** Whether {@code random} is the platform's own, so that any sound generator may stand in. */
  static boolean isPlatform(SecureRandom random) {
    return random.getClass() == SecureRandom.class && !random.getAlgorithm().equals("SHA1PRNG");
  }

  /** For known-answer tests only: octets that are the same each time. */
  static SecureRandom repeatable(int seed) {
    return new Repeatable(new Counter(seed));
  }

  private static final class Repeatable extends SecureRandom {
    private static final long serialVersionUID = 1L;

    Repeatable(SecureRandomSpi octets) {
      super(octets, null);
    }
  }

  /** A linear congruence: not random at all. */
  private static final class Counter extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;
    private long state;

    Counter(int seed) {
      state = seed;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        bytes[i] = (byte) (state >>> 56);
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      return new byte[count];
    }
  }
}
