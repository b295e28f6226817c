package dev.glassine.core.crypto;

import dev.glassine.core.registry.BulkCipher;

/** A stream cipher that keeps its state from record to record (RC4; legacy module only). */
public interface StreamCipher {
  /** Which one. */
  BulkCipher cipher();

  /** The key stream under {@code key}, from its start; the array is copied. */
  Keyed key(byte[] key);

  /** The running key stream; one owner thread. */
  interface Keyed {
    /**
     * Encrypts or decrypts the next {@code length} octets; {@code in} and {@code out} may be the
     * same array at the same offset.
     */
    void process(byte[] in, int inOffset, int length, byte[] out, int outOffset);
  }
}
