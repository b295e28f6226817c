package dev.glassine.legacy;

import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.ContentType;
import java.util.zip.Deflater;

/**
 * Compresses what is then sealed (RFC 3749 §2): one stream for the connection's life, flushed with
 * every record. CRIME (Rizzo and Duong, 2012, CVE-2012-4929): where an attacker can put octets
 * beside a secret, the length of the record says whether they are alike. Nothing here can mend
 * that. One object a direction; one owner thread; {@link #close} frees memory outside the heap.
 */
final class DeflatingSealer implements RecordSealer {
  /** Octets that a stream adds to a record that does not compress, at most. */
  private static final int FLUSH = 32;

  private final RecordSealer sealer;
  private final Deflater deflater = new Deflater();

  DeflatingSealer(RecordSealer sealer) {
    this.sealer = sealer;
  }

  /**
   * RFC 1951 §3.2.4: a block that is stored has five octets in front; zlib's have at least 2^10.
   */
  private static int longest(int length) {
    return length + (length >>> 10) * 5 + FLUSH;
  }

  @Override
  public int sealedLength(int length) {
    return sealer.sealedLength(longest(length));
  }

  @Override
  public int fragmentOffset() {
    return sealer.fragmentOffset();
  }

  @Override
  public int seal(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    byte[] compressed = new byte[longest(length)];
    deflater.setInput(in, inOffset, length);
    int octets = 0;
    int more;
    do {
      more = deflater.deflate(compressed, octets, compressed.length - octets, Deflater.SYNC_FLUSH);
      octets += more;
    } while (more > 0 && octets < compressed.length);
    return sealer.seal(type, compressed, 0, octets, out, outOffset);
  }

  @Override
  public long remainingRecords() {
    return sealer.remainingRecords();
  }

  @Override
  public void close() {
    deflater.end();
    sealer.close();
  }
}
