package dev.glassine.core.registry;

/**
 * The symmetric cipher of a suite with its sizes in octets, how many records one key may protect,
 * and how it is judged.
 *
 * <p>Record limits: RFC 9846 §5.5 (AES-GCM: 2^24.5 full-size records; ChaCha20-Poly1305: the
 * sequence number wraps first), RFC 9147 §4.5.3 for CCM (2^23). CBC and stream ciphers have no
 * limit of their own here beyond the sequence number, 64-bit blocks excepted (Sweet32).
 */
public enum BulkCipher {
  NULL(Kind.NULL, 0, 0, 0, 0, Long.MAX_VALUE, Weakness.NO_ENCRYPTION),
  AES_128_GCM(Kind.AEAD, 16, 12, 16, 16, 23_726_566L, Judgement.GOOD),
  AES_256_GCM(Kind.AEAD, 32, 12, 16, 16, 23_726_566L, Judgement.GOOD),
  CHACHA20_POLY1305(Kind.AEAD, 32, 12, 16, 0, Long.MAX_VALUE, Judgement.GOOD),
  AES_128_CCM(Kind.AEAD, 16, 12, 16, 16, 1L << 23, Judgement.GOOD),
  AES_256_CCM(Kind.AEAD, 32, 12, 16, 16, 1L << 23, Judgement.GOOD),
  AES_128_CCM_8(Kind.AEAD, 16, 12, 8, 16, 1L << 23, Weakness.SHORT_TAG),
  AES_256_CCM_8(Kind.AEAD, 32, 12, 8, 16, 1L << 23, Weakness.SHORT_TAG),
  AES_128_CBC(Kind.BLOCK, 16, 16, 0, 16, Long.MAX_VALUE, Weakness.CBC),
  AES_256_CBC(Kind.BLOCK, 32, 16, 0, 16, Long.MAX_VALUE, Weakness.CBC),
  /** 64-bit block: at most 2^20 records a key (Sweet32, CVE-2016-2183). */
  TRIPLE_DES_EDE_CBC(Kind.BLOCK, 24, 8, 0, 8, 1L << 20, Weakness.SMALL_BLOCK),
  DES_CBC(Kind.BLOCK, 8, 8, 0, 8, 1L << 20, Weakness.SHORT_KEY),
  /** 40 bits of key, expanded (RFC 2246 §6.3.1). */
  DES40_CBC(Kind.BLOCK, 8, 8, 0, 8, 1L << 20, Weakness.SHORT_KEY),
  RC2_CBC_40(Kind.BLOCK, 16, 8, 0, 8, 1L << 20, Weakness.SHORT_KEY),
  RC2_CBC_56(Kind.BLOCK, 16, 8, 0, 8, 1L << 20, Weakness.SHORT_KEY),
  RC2_CBC_128(Kind.BLOCK, 16, 8, 0, 8, 1L << 20, Weakness.SMALL_BLOCK),
  IDEA_CBC(Kind.BLOCK, 16, 8, 0, 8, 1L << 20, Weakness.SMALL_BLOCK),
  RC4_40(Kind.STREAM, 16, 0, 0, 0, Long.MAX_VALUE, Weakness.SHORT_KEY),
  RC4_56(Kind.STREAM, 16, 0, 0, 0, Long.MAX_VALUE, Weakness.SHORT_KEY),
  RC4_64(Kind.STREAM, 16, 0, 0, 0, Long.MAX_VALUE, Weakness.SHORT_KEY),
  RC4_128(Kind.STREAM, 16, 0, 0, 0, Long.MAX_VALUE, Weakness.RC4),
  /** A cipher that we know by its suite's name only. */
  OTHER(Kind.OTHER, 0, 0, 0, 0, 0, Judgement.NAMED_ONLY);

  /** How a record is protected. */
  public enum Kind {
    AEAD,
    BLOCK,
    STREAM,
    NULL,
    OTHER
  }

  private static final class Weakness {
    static final Judgement NO_ENCRYPTION = new Judgement(Standing.BROKEN, "nothing is encrypted");
    static final Judgement SHORT_TAG =
        new Judgement(Standing.ACCEPTABLE, "the tag has eight octets only (RFC 9147 §4.5.3)");
    static final Judgement CBC =
        new Judgement(
            Standing.LEGACY,
            "CBC with the MAC inside: Lucky 13 and other padding oracles (RFC 7457 §2.4), which RFC 7366 mends");
    static final Judgement SMALL_BLOCK =
        new Judgement(Standing.BROKEN, "64-bit blocks: Sweet32 (CVE-2016-2183)");
    static final Judgement SHORT_KEY =
        new Judgement(Standing.BROKEN, "a key that can be found by trying (RFC 9846 §E.5)");
    static final Judgement RC4 =
        new Judgement(Standing.BROKEN, "RC4's key stream is biased (RFC 7465 §1)");
  }

  private final Kind kind;
  private final int keyLength;
  private final int ivLength;
  private final int tagLength;
  private final int blockLength;
  private final long recordLimit;

  @SuppressWarnings("ImmutableEnumChecker") // a record of an enum and a string
  private final Judgement judgement;

  BulkCipher(
      Kind kind,
      int keyLength,
      int ivLength,
      int tagLength,
      int blockLength,
      long recordLimit,
      Judgement judgement) {
    this.kind = kind;
    this.keyLength = keyLength;
    this.ivLength = ivLength;
    this.tagLength = tagLength;
    this.blockLength = blockLength;
    this.recordLimit = recordLimit;
    this.judgement = judgement;
  }

  /** How a record is protected. */
  public Kind kind() {
    return kind;
  }

  /** Octets of the key that the cipher is initialised with. */
  public int keyLength() {
    return keyLength;
  }

  /**
   * Octets that the key block gives for one key: fewer than {@link #keyLength} in export ciphers
   * (RFC 2246 §6.3.1).
   */
  public int keyMaterialLength() {
    return switch (this) {
      case RC4_40, RC2_CBC_40, DES40_CBC -> 5;
      case RC4_56, RC2_CBC_56 -> 7;
      case RC4_64 -> 8;
      default -> keyLength;
    };
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

  /** How it is judged, and why. */
  public Judgement judgement() {
    return judgement;
  }

  /** The cipher as suites' names have it. */
  String suiteName() {
    return this == TRIPLE_DES_EDE_CBC ? "3DES_EDE_CBC" : name();
  }
}
