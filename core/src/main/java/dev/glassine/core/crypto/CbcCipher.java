package dev.glassine.core.crypto;

import dev.glassine.core.registry.BulkCipher;

/**
 * A block cipher in CBC mode without padding (RFC 5246 §6.2.3.2). Thread-safe; the keyed objects
 * that it makes are not.
 */
public interface CbcCipher {
  /** Which one. */
  BulkCipher cipher();

  /** The cipher under {@code key} of {@code cipher().keyLength()} octets, which are copied. */
  Keyed key(byte[] key, Aead.Direction direction);

  /** The cipher under one key, in one direction; one owner thread. */
  interface Keyed {
    /**
     * Encrypts or decrypts whole blocks; {@code in} and {@code out} may be the same array at the
     * same offset.
     *
     * @param iv one block at {@code ivOffset}
     * @param length a multiple of the block length
     */
    void process(
        byte[] iv, int ivOffset, byte[] in, int inOffset, int length, byte[] out, int outOffset);
  }
}
