package dev.glassine.core.registry;

/**
 * A row of a protocol registry: a number on the wire and the name that the standard gives it.
 *
 * <p>Unknown numbers survive: {@code of(code)} of each registry answers an entry for any number, so
 * that an offer can be shown as the peer sent it. Two entries of one registry are equal when their
 * codes are.
 */
public interface RegistryEntry {
  /** The number on the wire. */
  int code();

  /**
   * The registered name, or {@code UNKNOWN_0x1234} and {@code GREASE_0x0A0A} for numbers without
   * one.
   */
  String name();

  /** Whether this number has a row in our registry. */
  boolean known();
}
