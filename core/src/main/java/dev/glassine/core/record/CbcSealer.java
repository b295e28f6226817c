package dev.glassine.core.record;

import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.Arrays;

/**
 * Seals records under a CBC suite, MAC first, then encryption (RFC 5246 §6.2.3.2). Broken as a
 * construction (see {@link CbcMacCheck}); with encrypt_then_mac negotiated, {@link
 * EncryptThenMacSealer} stands in its place.
 *
 * <pre>
 *   struct {
 *       opaque IV[SecurityParameters.record_iv_length];
 *       block-ciphered struct {
 *           opaque content[TLSCompressed.length];
 *           opaque MAC[SecurityParameters.mac_length];
 *           uint8 padding[GenericBlockCipher.padding_length];
 *           uint8 padding_length;
 *       };
 *   } GenericBlockCipher;
 * </pre>
 */
public final class CbcSealer implements RecordSealer {
  private final CbcCipher.Keyed cipher;
  private final int blockLength;
  private final RecordMac mac;
  private final CbcIv ivs;
  private final int version;
  private final SequenceNumber sequence;
  private final byte[] iv;

  /**
   * Seals under one pair of write keys, from sequence number 0.
   *
   * @param cipher keyed with the write key, for sealing
   * @param mac keyed with the MAC write key
   * @param version for the record header
   */
  public CbcSealer(
      CbcCipher.Keyed cipher, BulkCipher bulk, RecordMac mac, CbcIv ivs, ProtocolVersion version) {
    this.cipher = cipher;
    this.blockLength = bulk.blockLength();
    this.mac = mac;
    this.ivs = ivs;
    this.version = version.code();
    this.sequence = new SequenceNumber(bulk.recordLimit());
    this.iv = new byte[blockLength];
  }

  @Override
  public int sealedLength(int length) {
    return fragmentOffset() + CbcPadding.padded(length + mac.length(), blockLength);
  }

  @Override
  public int fragmentOffset() {
    return HEADER_LENGTH + ivs.explicitLength();
  }

  @Override
  public int seal(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    Fragments.checkLength(length, RecordHeader.MAX_PLAINTEXT);
    long number = sequence.toSeal();
    int start = outOffset + fragmentOffset();
    Fragments.place(in, inOffset, length, out, start);
    mac.compute(number, type.code(), out, start, length, out, start + length);
    int padded = CbcPadding.append(out, start, length + mac.length(), blockLength);
    ivs.next(iv);
    System.arraycopy(iv, 0, out, outOffset + HEADER_LENGTH, ivs.explicitLength());
    RecordHeader.write(out, outOffset, type.code(), version, ivs.explicitLength() + padded);
    cipher.process(iv, 0, out, start, padded, out, start);
    ivs.lastBlock(out, start + padded - blockLength);
    sequence.used();
    return fragmentOffset() + padded;
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
