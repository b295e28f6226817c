package dev.glassine.core.crypto;

import java.util.Arrays;

/**
 * Secret octets: created, derived from, wiped. Nothing reads them without naming its purpose, so
 * that every exposure is one search for {@code reveal(}. Printing shows the length only. JCA
 * providers keep copies of the keys that they are given; this type can wipe only its own.
 *
 * <p>Not thread-safe; owned by one connection, or by one immutable session.
 */
public final class Secret implements AutoCloseable {
  /** Why secret octets are needed in the open. */
  public enum Access {
    /** Input to a cryptographic primitive. */
    PRIMITIVE,
    /** Sealed into a session ticket or a session store. */
    SESSION,
    /** The key log, which the owner switched on by a call that names its danger (RFC 9850). */
    KEY_LOG,
    /** Keying material that the application asked for (RFC 5705). */
    EXPORT,
    /** A test compares with a published vector. */
    TEST
  }

  private final byte[] octets;

  private Secret(byte[] octets) {
    this.octets = octets;
  }

  /** Takes over an array that nobody else keeps: the caller must not touch it again. */
  public static Secret wrap(byte[] octets) {
    return new Secret(octets);
  }

  /**
   * A secret of {@code length} zero octets, as the key schedule of TLS 1.3 wants where there is no
   * input (RFC 9846 §7.1).
   */
  public static Secret zeros(int length) {
    return new Secret(new byte[length]);
  }

  /** How many octets. */
  public int length() {
    return octets.length;
  }

  /** The octets themselves, not a copy: do not keep, change or print them. */
  public byte[] reveal(Access purpose) {
    java.util.Objects.requireNonNull(purpose);
    return octets;
  }

  /** An independent copy. */
  public Secret copy() {
    return new Secret(octets.clone());
  }

  /** Overwrites the octets with zeros; what used them before is unaffected. */
  @Override
  public void close() {
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public String toString() {
    return "Secret(" + octets.length + " octets)";
  }
}
