package dev.glassine.core.crypto.jca;

import javax.crypto.SecretKey;

/**
 * A key as JCA takes it, without the copy that a SecretKeySpec keeps. Whoever asks for its octets
 * gets a copy and may wipe it, as the JDK's HMAC does.
 */
final class KeyOctets implements SecretKey {
  private static final long serialVersionUID = 1;

  private final transient byte[] octets;
  private final String algorithm;

  /**
   * A key of these octets.
   *
   * @param octets not copied: they stay the caller's, who wipes them
   */
  KeyOctets(byte[] octets, String algorithm) {
    this.octets = octets;
    this.algorithm = algorithm;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return octets.clone();
  }

  /** Says nothing of the octets. */
  @Override
  public String toString() {
    return algorithm + " key of " + octets.length + " octets";
  }
}
