package dev.glassine.legacy;

import dev.glassine.core.record.CbcIv;

/**
 * The IVs of TLS 1.0 and SSL 3.0 (RFC 2246 §6.2.3.2): the first is from the key block, each further
 * one is the last block of the record before. That everybody can see it there is what BEAST
 * (CVE-2011-3389) is about; {@link SplittingSealer} answers it. One object a direction; one owner
 * thread.
 */
final class ChainedIv implements CbcIv {
  private final byte[] next;

  ChainedIv(byte[] first) {
    this.next = first.clone();
  }

  @Override
  public int explicitLength() {
    return 0;
  }

  @Override
  public void next(byte[] iv) {
    System.arraycopy(next, 0, iv, 0, next.length);
  }

  @Override
  public void lastBlock(byte[] record, int offset) {
    System.arraycopy(record, offset, next, 0, next.length);
  }
}
