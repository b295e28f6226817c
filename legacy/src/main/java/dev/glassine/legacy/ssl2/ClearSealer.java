package dev.glassine.legacy.ssl2;

import dev.glassine.core.record.Fragments;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.ContentType;

/** Records before there are keys (SSL 2.0 §1.2): a header of two octets in front of the message. */
final class ClearSealer implements RecordSealer {
  @Override
  public int sealedLength(int length) {
    return Header.SHORT + length;
  }

  @Override
  public int fragmentOffset() {
    return Header.SHORT;
  }

  @Override
  public int seal(
      ContentType type, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    Fragments.checkLength(length, Header.MAX_SHORT);
    Fragments.place(in, inOffset, length, out, outOffset + Header.SHORT);
    Header.writeShort(out, outOffset, length);
    return Header.SHORT + length;
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
