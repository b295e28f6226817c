package dev.glassine.inspect.fingerprint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes that fingerprints are shortened with; every Java has both. */
enum Digest {
  MD5("MD5"),
  SHA_256("SHA-256");

  private final String algorithm;

  Digest(String algorithm) {
    this.algorithm = algorithm;
  }

  byte[] of(byte[] octets) {
    try {
      return MessageDigest.getInstance(algorithm).digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
