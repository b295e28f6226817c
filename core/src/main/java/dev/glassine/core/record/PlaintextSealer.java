package dev.glassine.core.record;

import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;

/**
 * Records before there are keys (RFC 9846 §5.1): a header in front of the fragment, no protection.
 */
public final class PlaintextSealer implements RecordSealer {
  private final int version;

  /**
   * Writes {@code version} into every header.
   *
   * @param version RFC 9846 §5.1: TLS 1.0 for a client's first ClientHello; TLS 1.2 for everything
   *     else that TLS 1.2 or 1.3 sends
   */
  public PlaintextSealer(ProtocolVersion version) {
    this.version = version.code();
  }

  @Override
  public int sealedLength(int length) {
    return HEADER_LENGTH + length;
  }

  @Override
  public int seal(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    Fragments.checkLength(length, RecordHeader.MAX_PLAINTEXT);
    int start = outOffset + HEADER_LENGTH;
    Fragments.place(in, inOffset, length, out, start);
    RecordHeader.write(out, outOffset, type.code(), version, length);
    return HEADER_LENGTH + length;
  }

  @Override
  public boolean isPlaintext() {
    return true;
  }

  @Override
  public long remainingRecords() {
    return Long.MAX_VALUE;
  }

  @Override
  public void close() {}
}
