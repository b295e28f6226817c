package dev.glassine.core.registry;

/**
 * How a version, suite, group or scheme is judged today; each registry row that is not recommended
 * says where that is written.
 */
public enum Standing {
  /** Use it. */
  RECOMMENDED,
  /** Sound, though something better exists. */
  ACCEPTABLE,
  /** Weak by today's measure; off by default, one builder call turns it on. */
  LEGACY,
  /** Practically broken; only the legacy module speaks it, by a call that names the danger. */
  BROKEN,
  /** Known by name only: parsed and shown, never negotiated. */
  NAMED_ONLY,
  /** Not in our registry. */
  UNKNOWN
}
