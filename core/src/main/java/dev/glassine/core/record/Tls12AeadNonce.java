package dev.glassine.core.record;

import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.Arrays;

/**
 * Nonce and additional data of AEAD suites in TLS 1.2, one object a direction.
 *
 * <p>AES-GCM and AES-CCM: 4 octets from the key block, 8 sent in front of each record (RFC 5288 §3,
 * RFC 6655 §3); we send the sequence number. ChaCha20-Poly1305: 12 octets from the key block, xor
 * the sequence number, nothing sent (RFC 7905 §2).
 */
final class Tls12AeadNonce {
  /** Octets of the additional data (RFC 5246 §6.2.3.3): seq_num, type, version, length. */
  static final int AAD_LENGTH = 13;

  private static final int EXPLICIT_LENGTH = 8;

  private final byte[] iv;
  private final int explicitLength;
  final byte[] nonce;
  final byte[] aad = new byte[AAD_LENGTH];

  Tls12AeadNonce(byte[] iv, BulkCipher cipher) {
    this.explicitLength = cipher == BulkCipher.CHACHA20_POLY1305 ? 0 : EXPLICIT_LENGTH;
    if (iv.length + explicitLength != cipher.ivLength()) {
      throw new IllegalArgumentException(
          cipher
              + " takes "
              + (cipher.ivLength() - explicitLength)
              + " octets of IV from the key block, not "
              + iv.length);
    }
    this.iv = iv.clone();
    this.nonce = new byte[cipher.ivLength()];
  }

  /** Octets of nonce that stand in each record. */
  int explicitLength() {
    return explicitLength;
  }

  /**
   * Sets the nonce of a record to be sealed and writes its explicit part, if any, to {@code
   * out[offset]}.
   */
  void choose(long number, byte[] out, int offset) {
    if (explicitLength == 0) {
      SequenceNumber.nonce(iv, number, nonce);
    } else {
      System.arraycopy(iv, 0, nonce, 0, iv.length);
      SequenceNumber.write(number, nonce, iv.length);
      System.arraycopy(nonce, iv.length, out, offset, explicitLength);
    }
  }

  /** Sets the nonce of a record to be opened, whose explicit part stands at {@code in[offset]}. */
  void read(long number, byte[] in, int offset) {
    if (explicitLength == 0) {
      SequenceNumber.nonce(iv, number, nonce);
    } else {
      System.arraycopy(iv, 0, nonce, 0, iv.length);
      System.arraycopy(in, offset, nonce, iv.length, explicitLength);
    }
  }

  /** Sets the additional data; {@code length} counts the plaintext. */
  void authenticate(long number, int type, int length) {
    SequenceNumber.write(number, aad, 0);
    RecordHeader.write(aad, 8, type, ProtocolVersion.TLS_1_2.code(), length);
  }

  void wipe() {
    Arrays.fill(iv, (byte) 0);
  }
}
