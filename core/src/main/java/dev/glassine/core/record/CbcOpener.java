package dev.glassine.core.record;

import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.registry.BulkCipher;
import java.util.Arrays;

/**
 * Opens records under a CBC suite, MAC first, then encryption (RFC 5246 §6.2.3.2); the shape is
 * drawn at {@link CbcSealer}. How padding and MAC are checked without becoming an oracle is in
 * {@link CbcMacCheck}.
 */
public final class CbcOpener implements RecordOpener {
  private final CbcCipher.Keyed cipher;
  private final int blockLength;
  private final int macLength;
  private final CbcMacCheck check;
  private final CbcIv ivs;
  private final int maxPlaintext;
  private final SequenceNumber sequence;
  private final byte[] iv;
  private int contentType;

  /** Opens records of TLS 1.1 and 1.2 that carry up to 2^14 octets; see the other constructor. */
  public CbcOpener(CbcCipher.Keyed cipher, BulkCipher bulk, RecordMac mac) {
    this(
        cipher,
        bulk,
        mac,
        CbcIv.explicit(bulk.blockLength()),
        CbcPadding.TLS,
        RecordHeader.MAX_PLAINTEXT);
  }

  /**
   * Opens under one pair of the peer's write keys, from sequence number 0.
   *
   * @param cipher keyed with the peer's write key, for opening
   * @param mac keyed with the peer's MAC write key
   * @param maxPlaintext octets of content at most: 2^14, or what max_fragment_length (RFC 6066 §4)
   *     or record_size_limit (RFC 8449 §4) says
   */
  public CbcOpener(
      CbcCipher.Keyed cipher,
      BulkCipher bulk,
      RecordMac mac,
      CbcIv ivs,
      CbcPadding padding,
      int maxPlaintext) {
    this.cipher = cipher;
    this.blockLength = bulk.blockLength();
    this.macLength = mac.length();
    this.check = new CbcMacCheck(mac, padding);
    this.ivs = ivs;
    this.maxPlaintext = maxPlaintext;
    this.sequence = new SequenceNumber(bulk.recordLimit());
    this.iv = new byte[blockLength];
  }

  @Override
  public int maxProtectedLength() {
    return RecordHeader.MAX_PLAINTEXT + RecordHeader.MAX_EXPANSION_12;
  }

  @Override
  public int openedLength(int recordLength) {
    return Math.max(0, recordLength - RecordHeader.LENGTH - ivs.explicitLength());
  }

  @Override
  public int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset) {
    long number = sequence.toOpen();
    int type = RecordHeader.type(in, inOffset);
    int explicit = ivs.explicitLength();
    int start = inOffset + RecordHeader.LENGTH + explicit;
    int length = recordLength - RecordHeader.LENGTH - explicit;
    // seen by anybody on the wire, so this may be quick; same failure all the same
    if (length <= macLength || length % blockLength != 0) {
      throw Fragments.unauthentic(out, outOffset, 0);
    }
    if (explicit == 0) {
      ivs.next(iv);
    } else {
      System.arraycopy(in, start - explicit, iv, 0, blockLength);
    }
    ivs.lastBlock(in, start + length - blockLength);
    if (Fragments.overlap(in, start, out, outOffset, length)) {
      Fragments.place(in, start, length, out, outOffset);
      cipher.process(iv, 0, out, outOffset, length, out, outOffset);
    } else {
      cipher.process(iv, 0, in, start, length, out, outOffset);
    }
    int content = check.contentLength(number, type, out, outOffset, length);
    if (content < 0) {
      throw Fragments.unauthentic(out, outOffset, length);
    }
    sequence.used();
    // RFC 5246 §6.2.1: "The length MUST NOT exceed 2^14"
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
    Arrays.fill(iv, (byte) 0);
  }
}
