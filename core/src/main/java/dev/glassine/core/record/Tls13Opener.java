package dev.glassine.core.record;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Aead;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import java.util.Arrays;

/**
 * Opens records of TLS 1.3 (RFC 9846 §5.2); the shapes are drawn at {@link Tls13Sealer}.
 * Unprotected change_cipher_spec and alert records are the caller's: they never come here.
 */
public final class Tls13Opener implements RecordOpener {
  private final Aead.Keyed aead;
  private final byte[] iv;
  private final int tagLength;
  private final int maxInner;
  private final SequenceNumber sequence;
  private final byte[] header = new byte[RecordHeader.LENGTH];
  private int contentType;

  /** Opens records that carry up to 2^14 octets; see the other constructor. */
  public Tls13Opener(Aead.Keyed aead, byte[] iv, BulkCipher cipher) {
    this(aead, iv, cipher, RecordHeader.MAX_PLAINTEXT + 1);
  }

  /**
   * Opens under one traffic key, from sequence number 0.
   *
   * @param aead keyed with the peer's write key, for opening; closed with this object
   * @param iv the peer's write IV, copied
   * @param maxInner octets of TLSInnerPlaintext at most, padding included: 2^14+1, or our
   *     record_size_limit (RFC 8449 §4)
   */
  public Tls13Opener(Aead.Keyed aead, byte[] iv, BulkCipher cipher, int maxInner) {
    this.aead = aead;
    this.iv = iv.clone();
    this.tagLength = cipher.tagLength();
    this.maxInner = maxInner;
    this.sequence = new SequenceNumber(cipher.recordLimit());
  }

  @Override
  public int maxProtectedLength() {
    return RecordHeader.MAX_PLAINTEXT + RecordHeader.MAX_EXPANSION_13;
  }

  @Override
  public int openedLength(int recordLength) {
    return Math.max(0, recordLength - RecordHeader.LENGTH - tagLength);
  }

  @Override
  public int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset) {
    if (RecordHeader.type(in, inOffset) != ContentType.APPLICATION_DATA.code()) {
      throw new TlsFailure.Misbehaved(
          Reason.PLAINTEXT_AFTER_KEYS, "record type " + RecordHeader.type(in, inOffset));
    }
    long number = sequence.toOpen();
    int length = recordLength - RecordHeader.LENGTH;
    int start = inOffset + RecordHeader.LENGTH;
    // RFC 9846 §5.2: "If the decryption fails, the receiver MUST terminate the connection with a
    // "bad_record_mac" alert"
    if (length < tagLength) {
      throw Fragments.unauthentic(out, outOffset, 0);
    }
    System.arraycopy(in, inOffset, header, 0, RecordHeader.LENGTH);
    byte[] from = in;
    if (Fragments.overlap(in, start, out, outOffset, length)) {
      from = Arrays.copyOfRange(in, start, start + length);
      start = 0;
    }
    SequenceNumber.add(number, iv);
    int opened;
    try {
      opened = aead.open(iv, header, RecordHeader.LENGTH, from, start, length, out, outOffset);
    } finally {
      SequenceNumber.add(number, iv);
    }
    return strip(opened, length, out, outOffset);
  }

  /** TLSInnerPlaintext to content: the last octet that is not zero is the type (RFC 9846 §5.4). */
  private int strip(int opened, int length, byte[] out, int outOffset) {
    if (opened < 0) {
      throw Fragments.unauthentic(out, outOffset, length - tagLength);
    }
    sequence.used();
    // RFC 9846 §5.4: "the full encoded TLSInnerPlaintext MUST NOT exceed 2^14 + 1 octets"
    Fragments.checkOpened(opened, maxInner);
    int last = outOffset + opened - 1;
    while (last >= outOffset && out[last] == 0) {
      last--;
    }
    // RFC 9846 §5.4: no non-zero octet: "it MUST terminate the connection with an
    // "unexpected_message" alert"
    if (last < outOffset) {
      throw new TlsFailure.Misbehaved(Reason.NO_CONTENT_TYPE, opened + " zero octets");
    }
    contentType = out[last] & 0xFF;
    return last - outOffset;
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
    aead.close();
    Arrays.fill(iv, (byte) 0);
  }
}
