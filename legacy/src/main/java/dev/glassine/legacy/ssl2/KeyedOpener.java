package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.keys.ConstantTime;
import dev.glassine.core.record.Fragments;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.SequenceNumber;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Opens what {@link KeyedSealer} seals. The length of the padding is no secret, so there is no
 * padding oracle; all else that can be wrong is one failure. Records do not say whether they carry
 * a message or data: up to the last message of the handshake it is the one, then the other. One
 * object a direction; one owner thread.
 */
final class KeyedOpener implements RecordOpener {
  private final RecordCipher cipher;
  private final MacData mac;
  private final int block;
  private final long firstNumber;
  private final SequenceNumber sequence;
  private final byte[] received = new byte[MacData.LENGTH];
  private ContentType carried = ContentType.HANDSHAKE;

  /**
   * Under one key.
   *
   * @param firstNumber how many records went before, in the clear: they count too
   */
  KeyedOpener(RecordCipher cipher, MacData mac, BulkCipher bulk, int firstNumber) {
    this.cipher = cipher;
    this.mac = mac;
    this.block = bulk.blockLength();
    this.firstNumber = firstNumber;
    this.sequence = new SequenceNumber(bulk.recordLimit());
  }

  @Override
  public int recordLength(ByteBuffer network) {
    return Header.recordLength(network);
  }

  @Override
  public int outerType(ByteBuffer network) {
    return carried.code();
  }

  @Override
  public void handshakeComplete() {
    carried = ContentType.APPLICATION_DATA;
  }

  @Override
  public int maxPlaintext() {
    return Header.MAX_SHORT - MacData.LENGTH;
  }

  @Override
  public int maxProtectedLength() {
    return Header.MAX_SHORT;
  }

  @Override
  public int openedLength(int recordLength) {
    return recordLength - Header.SHORT;
  }

  @Override
  public int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset) {
    long number = firstNumber + sequence.toOpen();
    int header = Header.length(in, inOffset);
    int padding = Header.padding(in, inOffset);
    int length = recordLength - header;
    if (padding != 0 && padding >= block) {
      throw new TlsFailure.Malformed(
          Reason.SSL2_RECORD_PADDING, padding + " octets, with blocks of " + block);
    }
    // §1.2: "If the received record is not a multiple of the cipher's block size then the record is
    // considered damaged"
    int content = length - MacData.LENGTH - padding;
    if (content < 0 || (block != 0 && length % block != 0)) {
      throw Fragments.unauthentic(out, outOffset, 0);
    }
    Fragments.place(in, inOffset + header, length, out, outOffset);
    cipher.process(out, outOffset, length);
    System.arraycopy(out, outOffset, received, 0, MacData.LENGTH);
    byte[] expected = mac.compute(number, out, outOffset + MacData.LENGTH, length - MacData.LENGTH);
    if (!ConstantTime.equal(expected, received)) {
      throw Fragments.unauthentic(out, outOffset, length);
    }
    sequence.used();
    System.arraycopy(out, outOffset + MacData.LENGTH, out, outOffset, content);
    Arrays.fill(out, outOffset + content, outOffset + length, (byte) 0);
    return content;
  }

  @Override
  public int contentType() {
    return carried.code();
  }

  @Override
  public long remainingRecords() {
    return sequence.remaining();
  }

  @Override
  public void close() {
    Arrays.fill(received, (byte) 0);
  }
}
