package dev.glassine.legacy.ssl2;

import dev.glassine.core.record.Fragments;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.record.SequenceNumber;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import java.util.Arrays;

/**
 * Seals records (SSL 2.0 §1.2): MAC, data and padding, all of it encrypted. {@link MacData} and
 * {@link RecordCipher} name what breaks it. One object a direction; one owner thread.
 *
 * <pre>
 *   MAC-DATA[MAC-SIZE]
 *   ACTUAL-DATA[N]
 *   PADDING-DATA[PADDING]
 * </pre>
 */
final class KeyedSealer implements RecordSealer {
  private final RecordCipher cipher;
  private final MacData mac;
  private final int block;
  private final long firstNumber;
  private final SequenceNumber sequence;

  /**
   * Under one key.
   *
   * @param firstNumber how many records went before, in the clear: they count too
   */
  KeyedSealer(RecordCipher cipher, MacData mac, BulkCipher bulk, int firstNumber) {
    this.cipher = cipher;
    this.mac = mac;
    this.block = bulk.blockLength();
    this.firstNumber = firstNumber;
    this.sequence = new SequenceNumber(bulk.recordLimit());
  }

  /** Octets of data that a record holds at most. */
  int maxFragment() {
    return block == 0
        ? Header.MAX_SHORT - MacData.LENGTH
        : Header.MAX_LONG / block * block - MacData.LENGTH;
  }

  @Override
  public int sealedLength(int length) {
    return block == 0
        ? Header.SHORT + MacData.LENGTH + length
        : Header.LONG + MacData.LENGTH + length + padding(length);
  }

  @Override
  public int fragmentOffset() {
    return (block == 0 ? Header.SHORT : Header.LONG) + MacData.LENGTH;
  }

  private int padding(int length) {
    return block == 0 ? 0 : (block - (MacData.LENGTH + length) % block) % block;
  }

  @Override
  public int seal(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    Fragments.checkLength(length, maxFragment());
    long number = firstNumber + sequence.toSeal();
    int padding = padding(length);
    int header = padding == 0 ? Header.SHORT : Header.LONG;
    int start = outOffset + header;
    int data = start + MacData.LENGTH;
    int whole = MacData.LENGTH + length + padding;
    Fragments.place(in, inOffset, length, out, data);
    Arrays.fill(out, data + length, data + length + padding, (byte) 0);
    byte[] authenticator = mac.compute(number, out, data, length + padding);
    System.arraycopy(authenticator, 0, out, start, MacData.LENGTH);
    cipher.process(out, start, whole);
    if (padding == 0) {
      Header.writeShort(out, outOffset, whole);
    } else {
      Header.writeLong(out, outOffset, whole, padding);
    }
    sequence.used();
    return header + whole;
  }

  @Override
  public long remainingRecords() {
    return sequence.remaining();
  }

  @Override
  public void close() {}
}
