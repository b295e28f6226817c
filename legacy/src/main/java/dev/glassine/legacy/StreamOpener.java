package dev.glassine.legacy;

import dev.glassine.core.crypto.StreamCipher;
import dev.glassine.core.keys.ConstantTime;
import dev.glassine.core.record.Fragments;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.record.RecordMac;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.SequenceNumber;
import dev.glassine.core.registry.BulkCipher;
import java.util.Arrays;

/**
 * Opens what {@link StreamSealer} seals, which names what breaks it. A wrong length and a wrong MAC
 * are one failure; the comparison takes constant time. One object a direction; one owner thread.
 */
final class StreamOpener implements RecordOpener {
  private final StreamCipher.Keyed cipher;
  private final RecordMac mac;
  private final int maxPlaintext;
  private final SequenceNumber sequence;
  private final byte[] expected;
  private final byte[] received;
  private int contentType;

  StreamOpener(StreamCipher.Keyed cipher, BulkCipher bulk, RecordMac mac, int maxPlaintext) {
    this.cipher = cipher;
    this.mac = mac;
    this.maxPlaintext = maxPlaintext;
    this.sequence = new SequenceNumber(bulk.recordLimit());
    this.expected = new byte[mac.length()];
    this.received = new byte[mac.length()];
  }

  @Override
  public int maxProtectedLength() {
    return RecordHeader.MAX_PLAINTEXT + RecordHeader.MAX_EXPANSION_12;
  }

  @Override
  public int openedLength(int recordLength) {
    return recordLength - RecordHeader.LENGTH;
  }

  @Override
  public int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset) {
    long number = sequence.toOpen();
    int type = RecordHeader.type(in, inOffset);
    int length = recordLength - RecordHeader.LENGTH;
    int content = length - received.length;
    // a record's length is no secret
    if (content < 0) {
      throw Fragments.unauthentic(out, outOffset, 0);
    }
    Fragments.place(in, inOffset + RecordHeader.LENGTH, length, out, outOffset);
    cipher.process(out, outOffset, length, out, outOffset);
    System.arraycopy(out, outOffset + content, received, 0, received.length);
    mac.compute(number, type, out, outOffset, content, expected, 0);
    if (!ConstantTime.equal(expected, received)) {
      throw Fragments.unauthentic(out, outOffset, length);
    }
    Arrays.fill(out, outOffset + content, outOffset + length, (byte) 0);
    sequence.used();
    Fragments.checkOpened(content, maxPlaintext);
    contentType = type;
    return content;
  }

  @Override
  public int contentType() {
    return contentType;
  }

  @Override
  public long remainingRecords() {
    return sequence.remaining();
  }

  @Override
  public void close() {
    Arrays.fill(expected, (byte) 0);
    Arrays.fill(received, (byte) 0);
  }
}
