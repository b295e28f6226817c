package dev.glassine.core.record;

import java.security.SecureRandom;

/**
 * Where the initialisation vector of each CBC record comes from, one object a direction. TLS 1.1
 * and 1.2 send a fresh one with every record; TLS 1.0 and SSL 3.0 go on from the last block of the
 * record before, which BEAST (CVE-2011-3389) exploits: the legacy module adds that.
 */
public interface CbcIv {
  /** Octets of the IV that stand in each record: one block, or 0. */
  int explicitLength();

  /** Writes the IV of the next record; not asked by an opener whose records bring it along. */
  void next(byte[] iv);

  /**
   * Shows the last block of ciphertext of the record that was just sealed, or is about to be
   * opened, once its IV was asked for.
   */
  void lastBlock(byte[] record, int offset);

  /** A random IV for every record (RFC 5246 §6.2.3.2), of {@code blockLength} octets. */
  static CbcIv explicit(int blockLength, SecureRandom random) {
    return new CbcIv() {
      @Override
      public int explicitLength() {
        return blockLength;
      }

      @Override
      public void next(byte[] iv) {
        random.nextBytes(iv);
      }

      @Override
      public void lastBlock(byte[] record, int offset) {}
    };
  }

  /** For an opener: the IV of {@code blockLength} octets stands in the record. */
  static CbcIv explicit(int blockLength) {
    return new CbcIv() {
      @Override
      public int explicitLength() {
        return blockLength;
      }

      @Override
      public void next(byte[] iv) {
        throw new IllegalStateException("the IV stands in the record");
      }

      @Override
      public void lastBlock(byte[] record, int offset) {}
    };
  }
}
