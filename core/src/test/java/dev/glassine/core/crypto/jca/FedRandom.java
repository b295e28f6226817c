package dev.glassine.core.crypto.jca;

import java.security.SecureRandom;
import java.util.Arrays;

/** Gives the octets that it was made with, in order, and no more. */
final class FedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final byte[] octets;
  private int position;

  FedRandom(byte[] octets) {
    this.octets = octets.clone();
  }

  @Override
  public void nextBytes(byte[] bytes) {
    if (position + bytes.length > octets.length) {
      throw new IllegalStateException("asked for more than " + octets.length + " octets");
    }
    System.arraycopy(octets, position, bytes, 0, bytes.length);
    position += bytes.length;
  }

  /** What nobody has asked for yet. */
  byte[] left() {
    return Arrays.copyOfRange(octets, position, octets.length);
  }
}
