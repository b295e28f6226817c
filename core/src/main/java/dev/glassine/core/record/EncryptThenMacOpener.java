package dev.glassine.core.record;

import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.keys.ConstantTime;
import dev.glassine.core.registry.BulkCipher;
import java.util.Arrays;

/**
 * Opens records under a CBC suite with encrypt_then_mac negotiated (RFC 7366 §3); the shape is
 * drawn at {@link EncryptThenMacSealer}. The MAC is verified before anything is decrypted; only the
 * peer itself can then have made wrong padding.
 */
public final class EncryptThenMacOpener implements RecordOpener {
  private final CbcCipher.Keyed cipher;
  private final int blockLength;
  private final RecordMac mac;
  private final CbcIv ivs;
  private final CbcPadding padding;
  private final int maxPlaintext;
  private final SequenceNumber sequence;
  private final byte[] iv;
  private final byte[] expected;
  private final byte[] received;
  private int contentType;

  /** Opens records of TLS 1.1 and 1.2 that carry up to 2^14 octets; see the other constructor. */
  public EncryptThenMacOpener(CbcCipher.Keyed cipher, BulkCipher bulk, RecordMac mac) {
    this(
        cipher,
        bulk,
        mac,
        CbcIv.explicit(bulk.blockLength()),
        CbcPadding.TLS,
        RecordHeader.MAX_PLAINTEXT);
  }

  /**
   * Opens under one pair of the peer's write keys, from sequence number 0; the parameters are those
   * of {@link CbcOpener}.
   */
  public EncryptThenMacOpener(
      CbcCipher.Keyed cipher,
      BulkCipher bulk,
      RecordMac mac,
      CbcIv ivs,
      CbcPadding padding,
      int maxPlaintext) {
    this.cipher = cipher;
    this.blockLength = bulk.blockLength();
    this.mac = mac;
    this.ivs = ivs;
    this.padding = padding;
    this.maxPlaintext = maxPlaintext;
    this.sequence = new SequenceNumber(bulk.recordLimit());
    this.iv = new byte[blockLength];
    this.expected = new byte[mac.length()];
    this.received = new byte[mac.length()];
  }

  @Override
  public int maxProtectedLength() {
    return RecordHeader.MAX_PLAINTEXT + RecordHeader.MAX_EXPANSION_12;
  }

  @Override
  public int openedLength(int recordLength) {
    return Math.max(0, recordLength - RecordHeader.LENGTH - ivs.explicitLength() - mac.length());
  }

  @Override
  public int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset) {
    long number = sequence.toOpen();
    int type = RecordHeader.type(in, inOffset);
    int explicit = ivs.explicitLength();
    int start = inOffset + RecordHeader.LENGTH + explicit;
    int length = recordLength - RecordHeader.LENGTH - explicit - received.length;
    if (length < blockLength || length % blockLength != 0) {
      throw Fragments.unauthentic(out, outOffset, 0);
    }
    mac.compute(number, type, in, inOffset + RecordHeader.LENGTH, explicit + length, expected, 0);
    System.arraycopy(in, start + length, received, 0, received.length);
    if (!ConstantTime.equal(expected, received)) {
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
    int content = length - 1 - (out[outOffset + length - 1] & 0xFF);
    if (padding.judge(out, outOffset, length) == 0 || content < 0) {
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
