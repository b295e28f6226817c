package dev.glassine.core.record;

/**
 * The MAC of a record under a CBC or stream suite, keyed, one direction; one owner thread. {@link
 * HmacRecordMac} is that of TLS; SSL 3.0 has another (RFC 6101 §5.2.3.1), which the legacy module
 * adds.
 */
public interface RecordMac {
  /** Octets of the MAC. */
  int length();

  /**
   * Writes the MAC over sequence number, type, version where the rule has one, length and the
   * {@code length} octets of content.
   */
  void compute(
      long sequence, int type, byte[] content, int offset, int length, byte[] out, int outOffset);

  /**
   * Works without result, so that this call and {@link #compute} over {@code length} octets
   * together run the hash's compression function as often as they would for any other length of
   * {@code longest - 255 .. longest}.
   */
  void balance(int length, int longest);
}
