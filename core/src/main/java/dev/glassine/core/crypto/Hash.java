package dev.glassine.core.crypto;

import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;

/** A hash function. Thread-safe; the digests that it starts are not. */
public interface Hash {
  /** Which one. */
  HashAlgorithm algorithm();

  /** A digest over nothing yet. */
  Digest start();

  /** The digest over no octets at all; shared, so not to be changed. */
  default byte[] ofNothing() {
    return start().finish();
  }

  /** A running digest; one owner thread. */
  interface Digest {
    /** Takes {@code length} octets from {@code offset}. */
    void update(byte[] octets, int offset, int length);

    /** Takes all octets. */
    default void update(Bytes octets) {
      octets.hashInto(this);
    }

    /** The digest over everything so far; the running digest starts anew. */
    byte[] finish();

    /** An independent copy of the running state. */
    Digest copy();
  }
}
