package dev.glassine.core.identity;

import dev.glassine.core.wire.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 as a name for octets: cache keys and policy digests, with each part's length in front so
 * that parts cannot run together.
 */
final class Digests {
  private final MessageDigest digest;

  private Digests() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static Bytes sha256(Bytes octets) {
    Digests digests = new Digests();
    octets.hashInto(digests.digest);
    return Bytes.wrap(digests.digest.digest());
  }

  static Digests over(String label) {
    return new Digests().add(label);
  }

  Digests add(byte[] part) {
    int length = part.length;
    digest.update(
        new byte[] {
          (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        });
    digest.update(part);
    return this;
  }

  Digests add(Bytes part) {
    return add(part.toArray());
  }

  Digests add(String part) {
    return add(part.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  Bytes finish() {
    return Bytes.wrap(digest.digest());
  }
}
