package dev.glassine.core.record;

import java.nio.ByteBuffer;

/**
 * The read half of a protection: turns a complete record into its fragment. One object per epoch;
 * one owner thread. Plain code: no look-ups, no garbage of its own a record. A plain interface, so
 * that the legacy module adds its own.
 */
public interface RecordOpener extends AutoCloseable {
  /**
   * How long the record is whose header stands at the buffer's position, which stays. Only SSL 2.0
   * frames its records differently.
   *
   * @return octets of the whole record, header included; -1 where the header itself has not arrived
   */
  default int recordLength(ByteBuffer network) {
    return RecordHeader.recordLength(network, maxProtectedLength());
  }

  /** The content type that the record at the buffer's position shows; the header has arrived. */
  default int outerType(ByteBuffer network) {
    return RecordHeader.type(network);
  }

  /** Octets of content that a record may have at most. */
  default int maxPlaintext() {
    return RecordHeader.MAX_PLAINTEXT;
  }

  /** The handshake is complete: records of SSL 2.0, which do not say what they are, carry data. */
  default void handshakeComplete() {}

  /**
   * Octets after the header that a record may have at most in this epoch (RFC 9846 §5.1, §5.2; RFC
   * 5246 §6.2.3).
   */
  int maxProtectedLength();

  /**
   * Octets of room that opening a record of {@code recordLength} octets (header included) needs at
   * most in {@code out}.
   */
  int openedLength(int recordLength);

  /**
   * Opens the record at {@code in[inOffset]} and counts one sequence number; {@code in} and {@code
   * out} may be the same array.
   *
   * @param recordLength header included
   * @return the fragment's length; its content type is then {@link #contentType}
   * @throws dev.glassine.core.alert.TlsFailure BAD_RECORD_MAC on one path for every failure of
   *     padding and MAC
   */
  int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset);

  /** The content type octet of the record opened last; in TLS 1.3 the inner one. */
  int contentType();

  /** Whether records pass unprotected. */
  default boolean isPlaintext() {
    return false;
  }

  /** Records that these keys may still open before they should be replaced (RFC 9846 §5.5). */
  long remainingRecords();

  /** Lets go of the keys. */
  @Override
  void close();
}
