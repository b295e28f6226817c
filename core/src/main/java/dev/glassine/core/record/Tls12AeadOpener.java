package dev.glassine.core.record;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.registry.BulkCipher;
import java.util.Arrays;

/**
 * Opens records of TLS 1.2 under an AEAD suite (RFC 5246 §6.2.3.3); the shape is drawn at {@link
 * Tls12AeadSealer}.
 */
public final class Tls12AeadOpener implements RecordOpener {
  private final Aead.Keyed aead;
  private final int tagLength;
  private final int maxPlaintext;
  private final Tls12AeadNonce nonce;
  private final SequenceNumber sequence;
  private int contentType;

  /** Opens records that carry up to 2^14 octets; see the other constructor. */
  public Tls12AeadOpener(Aead.Keyed aead, byte[] iv, BulkCipher cipher) {
    this(aead, iv, cipher, RecordHeader.MAX_PLAINTEXT);
  }

  /**
   * Opens under one write key of the peer, from sequence number 0.
   *
   * @param aead keyed with the peer's write key, for opening; closed with this object
   * @param iv the peer's write IV from the key block, copied: 4 octets for GCM and CCM, 12 for
   *     ChaCha20-Poly1305
   * @param maxPlaintext octets of content at most: 2^14, or what max_fragment_length (RFC 6066 §4)
   *     or record_size_limit (RFC 8449 §4) says
   */
  public Tls12AeadOpener(Aead.Keyed aead, byte[] iv, BulkCipher cipher, int maxPlaintext) {
    this.aead = aead;
    this.tagLength = cipher.tagLength();
    this.maxPlaintext = maxPlaintext;
    this.nonce = new Tls12AeadNonce(iv, cipher);
    this.sequence = new SequenceNumber(cipher.recordLimit());
  }

  @Override
  public int maxProtectedLength() {
    return RecordHeader.MAX_PLAINTEXT + RecordHeader.MAX_EXPANSION_12;
  }

  @Override
  public int openedLength(int recordLength) {
    return Math.max(0, recordLength - RecordHeader.LENGTH - nonce.explicitLength() - tagLength);
  }

  @Override
  public int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset) {
    long number = sequence.toOpen();
    int type = RecordHeader.type(in, inOffset);
    int explicit = nonce.explicitLength();
    int length = recordLength - RecordHeader.LENGTH - explicit;
    int start = inOffset + RecordHeader.LENGTH + explicit;
    // RFC 5246 §6.2.3.3: "If the decryption fails, a fatal bad_record_mac alert MUST be generated"
    if (length < tagLength) {
      throw Fragments.unauthentic(out, outOffset, 0);
    }
    nonce.read(number, in, inOffset + RecordHeader.LENGTH);
    nonce.authenticate(number, type, length - tagLength);
    // the version as it came: a changed header must not authenticate
    nonce.aad[9] = in[inOffset + 1];
    nonce.aad[10] = in[inOffset + 2];
    byte[] from = in;
    if (Fragments.overlap(in, start, out, outOffset, length)) {
      from = Arrays.copyOfRange(in, start, start + length);
      start = 0;
    }
    int opened =
        aead.open(
            nonce.nonce, nonce.aad, Tls12AeadNonce.AAD_LENGTH, from, start, length, out, outOffset);
    if (opened < 0) {
      throw Fragments.unauthentic(out, outOffset, length - tagLength);
    }
    sequence.used();
    // RFC 5246 §6.2.1: "The length MUST NOT exceed 2^14"
    Fragments.checkOpened(opened, maxPlaintext);
    contentType = type;
    return opened;
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
    nonce.wipe();
  }
}
