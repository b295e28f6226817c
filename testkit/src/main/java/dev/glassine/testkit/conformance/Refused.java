package dev.glassine.testkit.conformance;

/** A test that cannot be run, and why: the runner then leaves it out. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the runner takes for "not implemented". */
  static final int EXIT_CODE = 89;

  Refused(String why) {
    super(why);
  }
}
