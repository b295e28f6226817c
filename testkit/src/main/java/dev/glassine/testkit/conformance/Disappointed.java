package dev.glassine.testkit.conformance;

/** A connection that came to something else than the flags expect. */
final class Disappointed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Disappointed(String what) {
    super(what);
  }

  /** Fails unless {@code holds}. */
  static void unless(boolean holds, String what) {
    if (!holds) {
      throw new Disappointed(what);
    }
  }
}
