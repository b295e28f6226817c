package dev.glassine.core.record;

import dev.glassine.core.crypto.Hmac;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;

/**
 * The record MAC of TLS 1.0 to 1.2 (RFC 5246 §6.2.3.1).
 *
 * <pre>
 *   MAC(MAC_write_key, seq_num + TLSCompressed.type + TLSCompressed.version + TLSCompressed.length + TLSCompressed.fragment);
 * </pre>
 */
public final class HmacRecordMac implements RecordMac {
  private static final int HEADER_LENGTH = 13;

  private final Hmac.Keyed hmac;
  private final Hmac.Keyed idle;
  private final HashAlgorithm hash;
  private final int version;
  private final int blockBits;
  private final int lengthOctets;
  private final byte[] header = new byte[HEADER_LENGTH];
  private final byte[] nothing;
  private final byte[] ignored;

  /** The MAC under {@code key}, the MAC write key of one side, which is copied. */
  public HmacRecordMac(Hmac hmac, byte[] key, ProtocolVersion version) {
    this.hmac = hmac.key(key);
    this.idle = hmac.key(key);
    this.hash = hmac.hash();
    this.version = version.code();
    this.blockBits = Integer.numberOfTrailingZeros(hash.blockLength());
    // FIPS 180-4 §5.1: the message's length takes 8 octets of the last block, 16 in the 1024-bit
    // blocks of SHA-384 and SHA-512
    this.lengthOctets = hash.blockLength() / 8;
    this.nothing = new byte[(256 / hash.blockLength() + 2) * hash.blockLength()];
    this.ignored = new byte[hash.length()];
  }

  @Override
  public int length() {
    return hash.length();
  }

  @Override
  public void compute(
      long sequence, int type, byte[] content, int offset, int length, byte[] out, int outOffset) {
    SequenceNumber.write(sequence, header, 0);
    RecordHeader.write(header, 8, type, version, length);
    hmac.update(header, 0, HEADER_LENGTH);
    hmac.update(content, offset, length);
    hmac.finish(out, outOffset);
  }

  @Override
  public void balance(int length, int longest) {
    int blocks = compressions(longest) - compressions(length);
    // always a call, always finished: a provider that collects input and hashes late still does the
    // same work
    idle.update(nothing, 0, blocks << blockBits);
    idle.finish(ignored, 0);
  }

  /**
   * How often the compression function runs over a record of {@code length} octets, the two key
   * blocks and the outer hash apart.
   */
  private int compressions(int length) {
    return (HEADER_LENGTH + length + lengthOctets + (1 << blockBits)) >>> blockBits;
  }
}
