package dev.glassine.core.record;

import dev.glassine.core.registry.ContentType;

/**
 * The write half of a protection: turns a fragment into a complete record, header included. One
 * object per epoch; one owner thread. Plain code: no look-ups, no garbage of its own a record. A
 * plain interface, so that the legacy module adds its own.
 */
public interface RecordSealer extends AutoCloseable {
  /** Octets of the header. */
  int HEADER_LENGTH = 5;

  /**
   * Octets that the record of a fragment of {@code length} octets takes at most, header included.
   */
  int sealedLength(int length);

  /**
   * Where in the record the octets of the fragment stand: callers that gather a fragment do it
   * there, so that sealing moves nothing.
   */
  default int fragmentOffset() {
    return HEADER_LENGTH;
  }

  /**
   * Seals a fragment into a record at {@code out[outOffset]}, and counts one sequence number. The
   * arrays may be the same if the fragment stands where it will stand in the record, or they do not
   * overlap.
   *
   * @param length 0..2^14 octets
   * @return the record's length, header included
   */
  int seal(ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset);

  /** Whether records pass unprotected. */
  default boolean isPlaintext() {
    return false;
  }

  /**
   * Records that these keys may still protect (RFC 9846 §5.5); sealing at 0 fails with
   * KEY_LIMIT_REACHED.
   */
  long remainingRecords();

  /** Lets go of the keys. */
  @Override
  void close();
}
