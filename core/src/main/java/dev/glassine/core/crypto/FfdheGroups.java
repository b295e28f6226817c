package dev.glassine.core.crypto;

import dev.glassine.core.registry.NamedGroup;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The primes of RFC 7919, which TLS 1.2 writes out in ServerKeyExchange. They are derived, not
 * typed in (RFC 7919 §9):
 *
 * <pre>
 *   p = 2^b - 2^{b-64} + {[2^{b-130} e] + X } * 2^64 - 1
 * </pre>
 */
public final class FfdheGroups {
  private static final BigInteger GENERATOR = BigInteger.TWO;

  private static final Map<NamedGroup, FiniteField.Parameters> PARAMETERS =
      Map.of(
          NamedGroup.FFDHE2048, derived(2048, 560_316),
          NamedGroup.FFDHE3072, derived(3072, 2_625_351),
          NamedGroup.FFDHE4096, derived(4096, 5_736_041));

  private FfdheGroups() {}

  /** The groups that are known here, smallest first. */
  public static final List<NamedGroup> KNOWN =
      List.of(NamedGroup.FFDHE2048, NamedGroup.FFDHE3072, NamedGroup.FFDHE4096);

  /** The parameters of a group in {@link #KNOWN}. */
  public static FiniteField.Parameters parameters(NamedGroup group) {
    FiniteField.Parameters parameters = PARAMETERS.get(group);
    if (parameters == null) {
      throw new IllegalArgumentException(group + " is not one of " + KNOWN);
    }
    return parameters;
  }

  /** The group with these parameters, or null where they are somebody's own. */
  public static @Nullable NamedGroup named(FiniteField.Parameters parameters) {
    for (NamedGroup group : KNOWN) {
      if (parameters(group).equals(parameters)) {
        return group;
      }
    }
    return null;
  }

  private static FiniteField.Parameters derived(int bits, int x) {
    BigInteger middle = floorOfE(bits - 130).add(BigInteger.valueOf(x)).shiftLeft(64);
    BigInteger prime = power(bits).subtract(power(bits - 64)).add(middle).subtract(BigInteger.ONE);
    return new FiniteField.Parameters(prime, GENERATOR);
  }

  /**
   * [2^shift e] from e = 1/0! + 1/1! + 1/2! + ..., with 64 bits to spare for what the divisions cut
   * off.
   */
  private static BigInteger floorOfE(int shift) {
    BigInteger term = power(shift + 64);
    BigInteger sum = BigInteger.ZERO;
    for (int n = 1; term.signum() != 0; n++) {
      sum = sum.add(term);
      term = term.divide(BigInteger.valueOf(n));
    }
    return sum.shiftRight(64);
  }

  private static BigInteger power(int exponent) {
    return BigInteger.ONE.shiftLeft(exponent);
  }
}
