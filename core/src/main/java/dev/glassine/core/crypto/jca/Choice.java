package dev.glassine.core.crypto.jca;

import java.util.List;

/**
 * Which provider does an algorithm, and why.
 *
 * @param algorithm for people: the JCA name, or the name of the group or scheme
 * @param provider the JCA provider's name with its version
 * @param why one plain clause
 * @param passedOver the better-liked providers that failed, each with its reason; normally empty
 */
public record Choice(String algorithm, String provider, String why, List<String> passedOver) {
  /** Copies the list. */
  public Choice {
    passedOver = List.copyOf(passedOver);
  }

  @Override
  public String toString() {
    return algorithm
        + ": "
        + provider
        + " ("
        + why
        + (passedOver.isEmpty() ? "" : "; passed over: " + String.join(", ", passedOver))
        + ")";
  }
}
