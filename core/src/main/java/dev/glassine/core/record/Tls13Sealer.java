package dev.glassine.core.record;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Aead;
import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.Arrays;

/**
 * Seals records of TLS 1.3 (RFC 9846 §5.2).
 *
 * <pre>
 *   struct {                                   struct {
 *       opaque content[TLSPlaintext.length];       ContentType opaque_type = application_data;
 *       ContentType type;                          ProtocolVersion legacy_record_version = 0x0303;
 *       uint8 zeros[length_of_padding];            uint16 length;
 *   } TLSInnerPlaintext;                           opaque encrypted_record[TLSCiphertext.length];
 *                                              } TLSCiphertext;
 * </pre>
 */
public final class Tls13Sealer implements RecordSealer {
  /** The type at the end of TLSInnerPlaintext, from change_cipher_spec on. */
  private static final byte[][] LAST = {{20}, {21}, {22}, {23}, {24}};

  private final Aead.Keyed aead;
  private final byte[] iv;
  private final int tagLength;
  private final RecordPadding padding;
  private final int maxInner;
  private final SequenceNumber sequence;
  private final byte[] header = new byte[HEADER_LENGTH];

  /** Seals fragments of up to 2^14 octets; see the other constructor. */
  public Tls13Sealer(Aead.Keyed aead, byte[] iv, BulkCipher cipher, RecordPadding padding) {
    this(aead, iv, cipher, padding, RecordHeader.MAX_PLAINTEXT + 1);
  }

  /**
   * Seals under one traffic key, from sequence number 0.
   *
   * @param aead keyed with the write key, for sealing; closed with this object
   * @param iv the write IV, copied
   * @param maxInner octets of TLSInnerPlaintext at most, padding included: 2^14+1, or the peer's
   *     record_size_limit (RFC 8449 §4)
   */
  public Tls13Sealer(
      Aead.Keyed aead, byte[] iv, BulkCipher cipher, RecordPadding padding, int maxInner) {
    this.aead = aead;
    this.iv = iv.clone();
    this.tagLength = cipher.tagLength();
    this.padding = padding;
    this.maxInner = maxInner;
    this.sequence = new SequenceNumber(cipher.recordLimit());
  }

  @Override
  public int sealedLength(int length) {
    int most;
    try {
      most =
          Math.max(
              zeros(ContentType.APPLICATION_DATA, length),
              Math.max(zeros(ContentType.HANDSHAKE, length), zeros(ContentType.ALERT, length)));
    } catch (TlsFailure e) {
      most = 0; // whoever seals will be told
    }
    return HEADER_LENGTH + length + 1 + most + tagLength;
  }

  private int zeros(ContentType type, int length) {
    return Math.max(0, Math.min(wantedZeros(type, length), maxInner - 1 - length));
  }

  private int wantedZeros(ContentType type, int length) {
    try {
      return padding.padding(type, length);
    } catch (RuntimeException e) {
      throw TlsFailure.ofCallback("RecordPadding", e);
    }
  }

  @Override
  public int seal(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    Fragments.checkLength(length, maxInner - 1);
    long number = sequence.toSeal();
    int zeros = zeros(type, length);
    int inner = length + 1 + zeros;
    int start = outOffset + HEADER_LENGTH;
    // RFC 9846 §5.2: additional_data is the record's header
    RecordHeader.write(
        header,
        0,
        ContentType.APPLICATION_DATA.code(),
        ProtocolVersion.TLS_1_2.code(),
        inner + tagLength);
    System.arraycopy(header, 0, out, outOffset, HEADER_LENGTH);
    sequence.used();
    SequenceNumber.add(number, iv);
    try {
      if (zeros == 0 && !Fragments.same(in, out)) {
        byte[] last = LAST[type.code() - ContentType.CHANGE_CIPHER_SPEC.code()];
        return HEADER_LENGTH
            + aead.sealBoth(iv, header, HEADER_LENGTH, in, inOffset, length, last, out, start);
      }
      Fragments.place(in, inOffset, length, out, start);
      out[start + length] = (byte) type.code();
      Arrays.fill(out, start + length + 1, start + inner, (byte) 0);
      return HEADER_LENGTH + aead.seal(iv, header, HEADER_LENGTH, out, start, inner, out, start);
    } finally {
      SequenceNumber.add(number, iv);
    }
  }

  @Override
  public long remainingRecords() {
    return sequence.remaining();
  }

  @Override
  public void close() {
    aead.close();
    Arrays.fill(iv, (byte) 0);
  }
}
