package dev.glassine.core.registry;

/**
 * How something is judged, and why.
 *
 * @param standing how
 * @param reason why, with the RFC or attack that says so; empty where nothing speaks against it
 */
public record Judgement(Standing standing, String reason) {
  /** Nothing speaks against it. */
  public static final Judgement GOOD = new Judgement(Standing.RECOMMENDED, "");

  static final Judgement NAMED_ONLY = new Judgement(Standing.NAMED_ONLY, "known by name only");

  /** The worse of the two; this one where they stand alike. */
  public Judgement orWorse(Judgement other) {
    return other.standing.compareTo(standing) > 0 ? other : this;
  }
}
