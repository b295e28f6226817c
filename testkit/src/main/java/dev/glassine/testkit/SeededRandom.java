package dev.glassine.testkit;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.SplittableRandom;

/**
 * Randomness that repeats: two of the same seed give the same octets, so a handshake repeats byte
 * for byte. For tests only; predictable by design.
 */
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  /** Octets that follow from {@code seed}. */
  public SeededRandom(long seed) {
    super(new Spi(seed), null);
  }

  @Override
  public String getAlgorithm() {
    return "Seeded";
  }

  private static final class Spi extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    private final transient SplittableRandom random;

    Spi(long seed) {
      random = new SplittableRandom(seed);
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      // the seed was chosen when this was made
    }

    @Override
    protected synchronized void engineNextBytes(byte[] octets) {
      random.nextBytes(octets);
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] seed = new byte[length];
      engineNextBytes(seed);
      return seed;
    }
  }
}
