package dev.glassine.core.crypto;

import dev.glassine.core.registry.HashAlgorithm;

/** HMAC with one hash (RFC 2104). Thread-safe; the keyed objects that it makes are not. */
public interface Hmac {
  /** The hash inside. */
  HashAlgorithm hash();

  /** HMAC under {@code key}, of any length including 0; the array is copied. */
  Keyed key(byte[] key);

  /** HMAC under one key; one owner thread. */
  interface Keyed extends AutoCloseable {
    /** Takes {@code length} octets from {@code offset}. */
    void update(byte[] octets, int offset, int length);

    /**
     * Writes the {@code hash().length()} octets of the MAC to {@code out} and starts anew under the
     * same key.
     */
    void finish(byte[] out, int offset);

    /** Lets go of the key, so that what it was kept in can serve another; not used again. */
    @Override
    default void close() {}
  }
}
