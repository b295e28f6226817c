package dev.glassine.core.registry;

/**
 * The symmetric cipher of a suite with its sizes in octets, and how many records one key may protect.
 *
 * <p>Record limits: RFC 9846 §5.5 (AES-GCM: 2^24.5 full-size records; ChaCha20-Poly1305: the sequence number wraps first), RFC 9147 §4.5.3
 * for CCM (2^23). CBC and stream ciphers have no limit of their own here beyond the sequence number, 64-bit blocks excepted (Sweet32).
 */
public enum BulkCipher {
  NULL(Kind.NULL, 0, 0, 0, 0, Long.MAX_VALUE),
  AES_128_GCM(Kind.AEAD, 16, 12, 16, 16, 23_726_566L),
  AES_256_GCM(Kind.AEAD, 32, 12, 16, 16, 23_726_566L),
  CHACHA20_POLY1305(Kind.AEAD, 32, 12, 16, 0, Long.MAX_VALUE),
  AES_128_CCM(Kind.AEAD, 16, 12, 16, 16, 1L << 23),
  AES_256_CCM(Kind.AEAD, 32, 12, 16, 16, 1L << 23),
  AES_128_CCM_8(Kind.AEAD, 16, 12, 8, 16, 1L << 23),
  AES_256_CCM_8(Kind.AEAD, 32, 12, 8, 16, 1L << 23),
  AES_128_CBC(Kind.BLOCK, 16, 16, 0, 16, Long.MAX_VALUE),
  AES_256_CBC(Kind.BLOCK, 32, 16, 0, 16, Long.MAX_VALUE),
  /** 64-bit block: at most 2^20 records a key (Sweet32, CVE-2016-2183). */
  TRIPLE_DES_EDE_CBC(Kind.BLOCK, 24, 8, 0, 8, 1L << 20),
  DES_CBC(Kind.BLOCK, 8, 8, 0, 8, 1L << 20),
  /** 40 bits of key, expanded (RFC 2246 §6.3.1). */
  DES40_CBC(Kind.BLOCK, 8, 8, 0, 8, 1L << 20),
  RC2_CBC_40(Kind.BLOCK, 16, 8, 0, 8, 1L << 20),
  RC2_CBC_128(Kind.BLOCK, 16, 8, 0, 8, 1L << 20),
  IDEA_CBC(Kind.BLOCK, 16, 8, 0, 8, 1L << 20),
  RC4_40(Kind.STREAM, 16, 0, 0, 0, Long.MAX_VALUE),
  RC4_128(Kind.STREAM, 16, 0, 0, 0, Long.MAX_VALUE),
  /** A cipher that we know by its suite's name only. */
  OTHER(Kind.OTHER, 0, 0, 0, 0, 0);

  /** How a record is protected. */
  public enum Kind {
    AEAD,
    BLOCK,
    STREAM,
    NULL,
    OTHER
  }

  private final Kind kind;
  private final int keyLength;
  private final int ivLength;
  private final int tagLength;
  private final int blockLength;
  private final long recordLimit;

  BulkCipher(Kind kind, int keyLength, int ivLength, int tagLength, int blockLength, long recordLimit) {
    this.kind = kind;
    this.keyLength = keyLength;
    this.ivLength = ivLength;
    this.tagLength = tagLength;
    this.blockLength = blockLength;
    this.recordLimit = recordLimit;
  }

  /** How a record is protected. */
  public Kind kind() {
    return kind;
  }

  /** Octets of the key that the cipher is initialised with. */
  public int keyLength() {
    return keyLength;
  }

  /** Octets of the nonce (AEAD) or initialisation vector (block), 0 for none. */
  public int ivLength() {
    return ivLength;
  }

  /** Octets that the AEAD adds, 0 for the others. */
  public int tagLength() {
    return tagLength;
  }

  /** Octets of a block, 0 for stream ciphers. */
  public int blockLength() {
    return blockLength;
  }

  /** Records that one key may protect at most. */
  public long recordLimit() {
    return recordLimit;
  }
}
