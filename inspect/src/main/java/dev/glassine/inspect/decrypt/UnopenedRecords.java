package dev.glassine.inspect.decrypt;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of one connection that stayed closed, to be summed up at its end. */
final class UnopenedRecords {
  private record Count(long records, long octets) {
    private static final Count NONE = new Count(0, 0);

    Count plus(int length) {
      return new Count(records + 1, octets + length);
    }
  }

  private final Map<Side, Count> counts = new EnumMap<>(Side.class);
  private boolean wrongKey;
  private boolean missed;
  private boolean damaged;
  private @Nullable CipherSuite suite;

  void count(Side sender, Half.Outcome outcome, int length) {
    counts.put(sender, of(sender).plus(length));
    wrongKey |= outcome == Half.Outcome.WRONG_KEY;
    missed |= outcome == Half.Outcome.MISSED;
    damaged |= outcome == Half.Outcome.DAMAGED;
  }

  /** No provider has the cipher of this suite. */
  void cannotOpen(CipherSuite without) {
    suite = without;
  }

  private Count of(Side sender) {
    return counts.getOrDefault(sender, Count.NONE);
  }

  /** Whether any of this sender's stayed closed. */
  boolean hasSome(Side sender) {
    return of(sender).records > 0;
  }

  /**
   * How many, and why; null where there were none.
   *
   * @param id by which a key log would have the secrets: {@code client random 00ff...}; null where
   *     it was not seen
   */
  @Nullable String summary(@Nullable String id) {
    if (counts.isEmpty()) {
      return null;
    }
    return counted(Side.CLIENT) + ", " + counted(Side.SERVER) + why(id);
  }

  private String counted(Side sender) {
    Count count = of(sender);
    return count.records
        + (count.records == 1 ? " record" : " records")
        + " of the "
        + sender
        + " ("
        + PassiveSession.octets(count.octets)
        + ")";
  }

  private String why(@Nullable String id) {
    if (suite != null) {
      return ": no provider here has the cipher of " + suite;
    }
    if (missed) {
      return ": octets before them are missing, and with them the count of records";
    }
    if (wrongKey) {
      return ": they do not open with the key that was given for this connection";
    }
    if (damaged) {
      return ": the first of them does not open with the key that opened those before it, so its"
          + " octets were changed; what follows depends on it";
    }
    return id == null
        ? ": the hellos are not in the capture, so no key can be found"
        : ": no secret is known for " + id;
  }
}
