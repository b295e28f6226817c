package dev.glassine.core.record;

import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.Arrays;

/**
 * Seals records under a CBC suite with encrypt_then_mac negotiated (RFC 7366 §3): the MAC covers
 * what stands on the wire, so nothing that an attacker changed is ever decrypted.
 *
 * <pre>
 *   struct {
 *       ContentType type;
 *       ProtocolVersion version;
 *       uint16 length;
 *       GenericBlockCipher fragment;     // IV, content and padding, without MAC
 *       opaque MAC;
 *   } TLSCiphertext;
 * </pre>
 */
public final class EncryptThenMacSealer implements RecordSealer {
  private final CbcCipher.Keyed cipher;
  private final int blockLength;
  private final RecordMac mac;
  private final CbcIv ivs;
  private final int version;
  private final SequenceNumber sequence;
  private final byte[] iv;

  /**
   * Seals under one pair of write keys, from sequence number 0; the parameters are those of {@link
   * CbcSealer}.
   */
  public EncryptThenMacSealer(
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
    return fragmentOffset() + CbcPadding.padded(length, blockLength) + mac.length();
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
    int explicit = ivs.explicitLength();
    int start = outOffset + HEADER_LENGTH + explicit;
    Fragments.place(in, inOffset, length, out, start);
    int padded = CbcPadding.append(out, start, length, blockLength);
    ivs.next(iv);
    System.arraycopy(iv, 0, out, outOffset + HEADER_LENGTH, explicit);
    cipher.process(iv, 0, out, start, padded, out, start);
    ivs.lastBlock(out, start + padded - blockLength);
    // RFC 7366 §3: MAC(MAC_write_key, seq_num + type + version + length + IV + ENC(...)); the
    // length counts IV and ENC, not the MAC
    mac.compute(
        number,
        type.code(),
        out,
        outOffset + HEADER_LENGTH,
        explicit + padded,
        out,
        start + padded);
    RecordHeader.write(out, outOffset, type.code(), version, explicit + padded + mac.length());
    sequence.used();
    return HEADER_LENGTH + explicit + padded + mac.length();
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
