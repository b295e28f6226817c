package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.record.Fragments;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.registry.ContentType;
import java.nio.ByteBuffer;

/**
 * Records before there are keys (SSL 2.0 §1.2): what follows the header is the message. "When SSL
 * records are sent in the clear, ... the amount of PADDING-DATA will be zero".
 */
final class ClearOpener implements RecordOpener {
  /** A record in the clear is the hello or the master key: what the longest certificate needs. */
  private static final int LONGEST = 1 << 14;

  private static final int ENOUGH_TO_TELL = 5;

  @Override
  public int recordLength(ByteBuffer network) {
    // what is no record of SSL 2.0 at all is told apart by its first octets, elsewhere
    if (network.remaining() < ENOUGH_TO_TELL) {
      return -1;
    }
    if (network.get(network.position()) >= 0) {
      throw new TlsFailure.Malformed(
          Reason.SSL2_RECORD_PADDING, "a header of three octets, and nothing is encrypted yet");
    }
    int length = Header.recordLength(network);
    if (length - Header.SHORT > LONGEST) {
      throw new TlsFailure.Malformed(
          Reason.RECORD_TOO_LONG,
          (length - Header.SHORT) + " octets, at most " + LONGEST + " may stand here");
    }
    return length;
  }

  @Override
  public int outerType(ByteBuffer network) {
    return contentType();
  }

  @Override
  public int maxPlaintext() {
    return LONGEST;
  }

  @Override
  public int maxProtectedLength() {
    return LONGEST;
  }

  @Override
  public int openedLength(int recordLength) {
    return recordLength - Header.SHORT;
  }

  @Override
  public int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset) {
    int length = recordLength - Header.SHORT;
    Fragments.place(in, inOffset + Header.SHORT, length, out, outOffset);
    return length;
  }

  @Override
  public int contentType() {
    return ContentType.HANDSHAKE.code();
  }

  @Override
  public boolean isPlaintext() {
    return true;
  }

  @Override
  public long remainingRecords() {
    return Long.MAX_VALUE;
  }

  @Override
  public void close() {}
}
