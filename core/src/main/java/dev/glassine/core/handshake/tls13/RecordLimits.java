package dev.glassine.core.handshake.tls13;

/**
 * Octets that a protected record may hold, counted as TLSInnerPlaintext: content, type octet and
 * padding (RFC 8449 §4).
 *
 * @param write in ours
 * @param read in the peer's
 */
record RecordLimits(int write, int read) {
  /** What the protocol allows: 2^14 octets of content and the type. */
  static final int PROTOCOL = (1 << 14) + 1;

  /** Nothing was agreed on. */
  static final RecordLimits NONE = new RecordLimits(PROTOCOL, PROTOCOL);
}
