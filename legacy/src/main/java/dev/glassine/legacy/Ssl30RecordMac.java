package dev.glassine.legacy;

import dev.glassine.core.crypto.Hash;
import dev.glassine.core.record.RecordMac;
import dev.glassine.core.record.SequenceNumber;
import dev.glassine.core.registry.HashAlgorithm;

/**
 * The record MAC of SSL 3.0 (RFC 6101 §5.2.3.1). It leaves out the version, and the padding, which
 * POODLE (CVE-2014-3566) lives on. One object a direction; one owner thread.
 *
 * <pre>
 *   hash(MAC_write_secret + pad_2 + hash(MAC_write_secret + pad_1 + seq_num +
 *        SSLCompressed.type + SSLCompressed.length + SSLCompressed.fragment));
 * </pre>
 */
final class Ssl30RecordMac implements RecordMac {
  private static final int HEADER_LENGTH = 11;

  private final HashAlgorithm algorithm;
  private final Hash.Digest digest;
  private final Hash.Digest idle;
  private final byte[] inner;
  private final byte[] outer;
  private final byte[] header = new byte[HEADER_LENGTH];
  private final byte[] nothing;

  /** The MAC under {@code secret}, the MAC write secret of one side, which is copied. */
  Ssl30RecordMac(Hash hash, byte[] secret) {
    this.algorithm = hash.algorithm();
    this.digest = hash.start();
    this.idle = hash.start();
    this.inner = Tls11Rules.joined(secret, NestedHashes.pad1(algorithm));
    this.outer = Tls11Rules.joined(secret, NestedHashes.pad2(algorithm));
    this.nothing = new byte[(256 / algorithm.blockLength() + 2) * algorithm.blockLength()];
  }

  @Override
  public int length() {
    return algorithm.length();
  }

  @Override
  public void compute(
      long sequence, int type, byte[] content, int offset, int length, byte[] out, int outOffset) {
    SequenceNumber.write(sequence, header, 0);
    header[8] = (byte) type;
    header[9] = (byte) (length >>> 8);
    header[10] = (byte) length;
    digest.update(inner, 0, inner.length);
    digest.update(header, 0, HEADER_LENGTH);
    digest.update(content, offset, length);
    byte[] inside = digest.finish();
    digest.update(outer, 0, outer.length);
    digest.update(inside, 0, inside.length);
    byte[] mac = digest.finish();
    System.arraycopy(mac, 0, out, outOffset, mac.length);
  }

  @Override
  public void balance(int length, int longest) {
    int blocks = compressions(longest) - compressions(length);
    idle.update(nothing, 0, blocks * algorithm.blockLength());
    idle.finish();
  }

  /** How often the inner hash runs its compression function over {@code length} octets. */
  private int compressions(int length) {
    int block = algorithm.blockLength();
    int octets = inner.length + HEADER_LENGTH + length + Long.BYTES;
    return (octets + block) / block;
  }
}
