package dev.glassine.legacy;

import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.ContentType;

/**
 * BEAST (Duong and Rizzo, 2011, CVE-2011-3389): in TLS 1.0 and SSL 3.0 the last block of a CBC
 * record is the IV of the next, so whoever chooses what is sent next can test a guess at what was
 * sent before. Application data therefore goes out in two records, one octet and the rest: the MAC
 * of the first makes the IV of the second one that nobody knows beforehand. Peers of all ages read
 * it. One object a direction; one owner thread.
 */
final class SplittingSealer implements RecordSealer {
  private final RecordSealer sealer;
  private final byte[] first = new byte[1];

  SplittingSealer(RecordSealer sealer) {
    this.sealer = sealer;
  }

  /**
   * RFC 2246 §6.2.1: application data "may be" fragmented as it pleases; an octet needs no split.
   */
  private static boolean splits(ContentType type, int length) {
    return type == ContentType.APPLICATION_DATA && length > 1;
  }

  @Override
  public int sealedLength(int length) {
    return length <= 1
        ? sealer.sealedLength(length)
        : sealer.sealedLength(1) + sealer.sealedLength(length);
  }

  /** Where all octets but the first stand in the second record, the first in front of them. */
  @Override
  public int fragmentOffset() {
    return sealer.sealedLength(1) + sealer.fragmentOffset() - 1;
  }

  @Override
  public int seal(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    if (!splits(type, length)) {
      return whole(type, in, inOffset, length, out, outOffset);
    }
    first[0] = in[inOffset];
    int one = sealer.seal(type, first, 0, 1, out, outOffset);
    return one + sealer.seal(type, in, inOffset + 1, length - 1, out, outOffset + one);
  }

  /** What was gathered for a second record has to move to where a first one has it. */
  private int whole(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    int start = outOffset + sealer.fragmentOffset();
    System.arraycopy(in, inOffset, out, start, length);
    return sealer.seal(type, out, start, length, out, outOffset);
  }

  @Override
  public long remainingRecords() {
    return sealer.remainingRecords() / 2;
  }

  @Override
  public void close() {
    sealer.close();
  }
}
