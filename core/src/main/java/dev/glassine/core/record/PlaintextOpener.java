package dev.glassine.core.record;

/** Records before there are keys (RFC 9846 §5.1): what follows the header is the fragment. */
public final class PlaintextOpener implements RecordOpener {
  private int contentType;

  @Override
  public int maxProtectedLength() {
    return RecordHeader.MAX_PLAINTEXT;
  }

  @Override
  public int openedLength(int recordLength) {
    return recordLength - RecordHeader.LENGTH;
  }

  @Override
  public int open(byte[] in, int inOffset, int recordLength, byte[] out, int outOffset) {
    int length = recordLength - RecordHeader.LENGTH;
    contentType = RecordHeader.type(in, inOffset);
    Fragments.place(in, inOffset + RecordHeader.LENGTH, length, out, outOffset);
    return length;
  }

  @Override
  public int contentType() {
    return contentType;
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
