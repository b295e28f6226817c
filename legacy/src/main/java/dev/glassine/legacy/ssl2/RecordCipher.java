package dev.glassine.legacy.ssl2;

import dev.glassine.core.crypto.Aead;
import dev.glassine.core.crypto.CbcCipher;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.StreamCipher;
import dev.glassine.core.registry.BulkCipher;
import java.util.Objects;

/**
 * What encrypts a direction's records: a key stream, or blocks whose IV is the last block of the
 * record before (as in TLS 1.0: BEAST, CVE-2011-3389). Both go on from record to record. One owner
 * thread.
 */
interface RecordCipher {
  /** Encrypts or decrypts in place. */
  void process(byte[] octets, int offset, int length);

  /**
   * The cipher of {@code kind} under one key.
   *
   * @param keyArg the first IV, the same for both directions
   */
  static RecordCipher of(
      CryptoProvider crypto, CipherKind kind, byte[] key, byte[] keyArg, Aead.Direction direction) {
    BulkCipher cipher = kind.cipher();
    if (cipher.kind() == BulkCipher.Kind.STREAM) {
      StreamCipher.Keyed stream =
          Objects.requireNonNull(crypto.stream(cipher), cipher::name).key(key);
      return (octets, offset, length) -> stream.process(octets, offset, length, octets, offset);
    }
    CbcCipher.Keyed blocks =
        Objects.requireNonNull(crypto.cbc(cipher), cipher::name).key(key, direction);
    return new Chained(blocks, keyArg.clone(), new byte[keyArg.length], direction);
  }

  /** Blocks that are chained over the ends of records. */
  record Chained(CbcCipher.Keyed blocks, byte[] iv, byte[] next, Aead.Direction direction)
      implements RecordCipher {
    @Override
    public void process(byte[] octets, int offset, int length) {
      int lastBlock = offset + length - iv.length;
      if (direction == Aead.Direction.OPEN) {
        System.arraycopy(octets, lastBlock, next, 0, next.length);
      }
      blocks.process(iv, 0, octets, offset, length, octets, offset);
      if (direction == Aead.Direction.SEAL) {
        System.arraycopy(octets, lastBlock, next, 0, next.length);
      }
      System.arraycopy(next, 0, iv, 0, iv.length);
    }
  }
}
