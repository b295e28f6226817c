package dev.glassine.core.crypto;

import dev.glassine.core.registry.BulkCipher;

/**
 * Authenticated encryption with associated data (RFC 5116). Thread-safe; the keyed objects that it
 * makes are not.
 */
public interface Aead {
  /** Which one. */
  BulkCipher cipher();

  /** Whether a keyed object seals or opens. */
  enum Direction {
    SEAL,
    OPEN
  }

  /** The cipher under {@code key} of {@code cipher().keyLength()} octets, which are copied. */
  Keyed key(byte[] key, Direction direction);

  /**
   * The cipher under one key, in one direction; one owner thread. Makes no garbage of its own a
   * call.
   */
  interface Keyed extends AutoCloseable {
    /**
     * Seals {@code inLength} octets and appends the tag; {@code in} and {@code out} may be the same
     * array at the same offset.
     *
     * @param nonce never used before under this key
     * @param aad the first {@code aadLength} octets are authenticated
     * @return {@code inLength} plus the tag's length
     */
    int seal(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int inLength,
        byte[] out,
        int outOffset);

    /**
     * Seals {@code inLength} octets and behind them those of {@code tail}, as one plaintext. {@code
     * in} and {@code out} are different arrays.
     *
     * @return {@code inLength} plus {@code tail.length} plus the tag's length
     */
    default int sealBoth(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int inLength,
        byte[] tail,
        byte[] out,
        int outOffset) {
      System.arraycopy(in, inOffset, out, outOffset, inLength);
      System.arraycopy(tail, 0, out, outOffset + inLength, tail.length);
      int length = inLength + tail.length;
      return seal(nonce, aad, aadLength, out, outOffset, length, out, outOffset);
    }

    /**
     * Opens {@code inLength} octets, tag included; {@code in} and {@code out} may be the same array
     * at the same offset.
     *
     * @return the plaintext's length, or -1 where the tag does not authenticate: then nothing in
     *     {@code out} may be used
     */
    int open(
        byte[] nonce,
        byte[] aad,
        int aadLength,
        byte[] in,
        int inOffset,
        int inLength,
        byte[] out,
        int outOffset);

    /** Lets go of the key. */
    @Override
    void close();
  }
}
