package dev.glassine.core.record;

/**
 * What padding of a CBC record is right. {@link #TLS} is that of TLS 1.0 to 1.2; SSL 3.0 has
 * another (RFC 6101 §5.2.3.2), which the legacy module adds. Sealing is the same for all: the least
 * padding that fills the block, written as TLS wants it.
 */
public interface CbcPadding {
  /**
   * All ones (-1) where the padding that ends at {@code octets[offset + length]}, its length octet
   * last, is right, else 0. The time depends on {@code length} only: no branch and no index from
   * the octets. Whether the padding leaves room for the MAC is not its question.
   */
  int judge(byte[] octets, int offset, int length);

  /** TLS: 0 to 255 octets, each equal to their number, which follows (RFC 5246 §6.2.3.2). */
  CbcPadding TLS =
      (octets, offset, length) -> {
        int last = offset + length - 1;
        int paddingLength = octets[last] & 0xFF;
        int wrong = 0;
        int longest = Math.min(255, length - 1);
        for (int i = 1; i <= longest; i++) {
          int within = ~CbcMacCheck.below(paddingLength, i);
          wrong |= within & ((octets[last - i] & 0xFF) ^ paddingLength);
        }
        return CbcMacCheck.below(wrong, 1);
      };

  /** Pads {@code length} octets at {@code out[offset]} to whole blocks; returns the new length. */
  static int append(byte[] out, int offset, int length, int blockLength) {
    int padding = blockLength - 1 - length % blockLength;
    for (int i = 0; i <= padding; i++) {
      out[offset + length + i] = (byte) padding;
    }
    return length + padding + 1;
  }

  /** The length with padding of {@code length} octets. */
  static int padded(int length, int blockLength) {
    return length + blockLength - length % blockLength;
  }
}
