package dev.glassine.legacy.ssl2;

import dev.glassine.core.crypto.Hash;

/**
 * The MAC of records (SSL 2.0 §1.2). A secret in front of a hash invites length extension; that the
 * secret is the key that encrypts as well costs the export kinds their MAC. What is data and what
 * is padding it does not tell apart. One object a direction; one owner thread.
 *
 * <pre>
 *   MAC-DATA = HASH[ SECRET, ACTUAL-DATA, PADDING-DATA, SEQUENCE-NUMBER ]
 * </pre>
 */
final class MacData {
  /** MAC-SIZE: every cipher kind uses MD5. */
  static final int LENGTH = 16;

  private final Hash.Digest keyed;
  private final byte[] number = new byte[Integer.BYTES];

  /** Under {@code secret}, which is digested at once and not kept. */
  MacData(Hash md5, byte[] secret) {
    keyed = md5.start();
    keyed.update(secret, 0, secret.length);
  }

  /** Over data and padding, which stand one behind the other. */
  byte[] compute(long sequenceNumber, byte[] octets, int offset, int length) {
    // §1.2: "Sequence numbers are 32 bit unsigned quantities and must wrap to zero after
    // incrementing past 0xFFFFFFFF."
    for (int i = 0; i < number.length; i++) {
      number[i] = (byte) (sequenceNumber >>> (8 * (number.length - 1 - i)));
    }
    Hash.Digest digest = keyed.copy();
    digest.update(octets, offset, length);
    digest.update(number, 0, number.length);
    return digest.finish();
  }
}
