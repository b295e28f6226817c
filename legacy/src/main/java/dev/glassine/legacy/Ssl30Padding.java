package dev.glassine.legacy;

import dev.glassine.core.record.CbcPadding;

/**
 * The padding of SSL 3.0 (RFC 6101 §5.2.3.2): shorter than a block, and of any octets. So one
 * record in 256 passes with a last block that is not its own, and tells one octet of it: POODLE
 * (Möller, Duong, Kotowicz, 2014, CVE-2014-3566). Nothing that reads SSL 3.0 can mend that.
 */
record Ssl30Padding(int blockLength) implements CbcPadding {
  @Override
  public int judge(byte[] octets, int offset, int length) {
    int paddingLength = octets[offset + length - 1] & 0xFF;
    return (paddingLength - blockLength) >> 31;
  }
}
