package dev.glassine.core.record;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;

/**
 * Seals records of TLS 1.2 under an AEAD suite (RFC 5246 §6.2.3.3).
 *
 * <pre>
 *   struct {
 *       opaque nonce_explicit[SecurityParameters.record_iv_length];
 *       aead-ciphered struct {
 *           opaque content[TLSCompressed.length];
 *       };
 *   } GenericAEADCipher;
 * </pre>
 */
public final class Tls12AeadSealer implements RecordSealer {
  private final Aead.Keyed aead;
  private final int tagLength;
  private final Tls12AeadNonce nonce;
  private final SequenceNumber sequence;

  /**
   * Seals under one write key, from sequence number 0.
   *
   * @param aead keyed with the write key, for sealing; closed with this object
   * @param iv the write IV from the key block, copied: 4 octets for GCM and CCM, 12 for
   *     ChaCha20-Poly1305
   */
  public Tls12AeadSealer(Aead.Keyed aead, byte[] iv, BulkCipher cipher) {
    this.aead = aead;
    this.tagLength = cipher.tagLength();
    this.nonce = new Tls12AeadNonce(iv, cipher);
    this.sequence = new SequenceNumber(cipher.recordLimit());
  }

  @Override
  public int sealedLength(int length) {
    return fragmentOffset() + length + tagLength;
  }

  @Override
  public int fragmentOffset() {
    return HEADER_LENGTH + nonce.explicitLength();
  }

  @Override
  public int seal(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    Fragments.checkLength(length, RecordHeader.MAX_PLAINTEXT);
    long number = sequence.toSeal();
    int start = outOffset + fragmentOffset();
    if (Fragments.overlap(in, inOffset, out, start, length)) {
      Fragments.place(in, inOffset, length, out, start);
      in = out;
      inOffset = start;
    }
    nonce.choose(number, out, outOffset + HEADER_LENGTH);
    nonce.authenticate(number, type.code(), length);
    RecordHeader.write(
        out,
        outOffset,
        type.code(),
        ProtocolVersion.TLS_1_2.code(),
        nonce.explicitLength() + length + tagLength);
    sequence.used();
    return fragmentOffset()
        + aead.seal(
            nonce.nonce, nonce.aad, Tls12AeadNonce.AAD_LENGTH, in, inOffset, length, out, start);
  }

  @Override
  public long remainingRecords() {
    return sequence.remaining();
  }

  @Override
  public void close() {
    aead.close();
    nonce.wipe();
  }
}
