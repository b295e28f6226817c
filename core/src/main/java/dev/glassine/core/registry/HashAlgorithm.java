package dev.glassine.core.registry;

/** The hash functions of SSL and TLS, with the sizes that the key schedules need (octets). */
public enum HashAlgorithm {
  /** Broken for signatures (SLOTH); in TLS 1.1 and before part of the PRF. */
  MD5("MD5", 16, 64),
  /** Broken for signatures (SHAttered); still sound inside HMAC. */
  SHA1("SHA-1", 20, 64),
  SHA224("SHA-224", 28, 64),
  SHA256("SHA-256", 32, 64),
  SHA384("SHA-384", 48, 128),
  SHA512("SHA-512", 64, 128);

  private final String standardName;
  private final int length;
  private final int blockLength;

  HashAlgorithm(String standardName, int length, int blockLength) {
    this.standardName = standardName;
    this.length = length;
    this.blockLength = blockLength;
  }

  /** The JCA name of the digest, for example {@code SHA-256}. */
  public String standardName() {
    return standardName;
  }

  /** The JCA name of HMAC with this hash, for example {@code HmacSHA256}. */
  public String hmacName() {
    return "Hmac" + standardName.replace("-", "");
  }

  /** Octets of the digest. */
  public int length() {
    return length;
  }

  /** Octets of the compression function's block. */
  public int blockLength() {
    return blockLength;
  }
}
