package dev.glassine.cli;

/** Finds its way in the record of a ClientHello (RFC 9846 §4.2.2), as a box that meddles does. */
final class HelloOctets {
  /** Record header, message header, legacy_version, random. */
  private static final int SESSION_ID = 5 + 4 + 2 + 32;

  private HelloOctets() {}

  /** Where an extension begins, or -1 where the hello has none of this type. */
  static int extension(byte[] record, int type) {
    int at = SESSION_ID + 1 + (record[SESSION_ID] & 0xFF);
    at += 2 + u16(record, at);
    at += 1 + (record[at] & 0xFF);
    int end = at + 2 + u16(record, at);
    for (at += 2; at < end; at += 4 + u16(record, at + 2)) {
      if (u16(record, at) == type) {
        return at;
      }
    }
    return -1;
  }

  /** Makes another extension of one, which the server will not know. */
  static void rename(byte[] record, int type, int other) {
    int at = extension(record, type);
    record[at] = (byte) (other >> 8);
    record[at + 1] = (byte) other;
  }

  private static int u16(byte[] octets, int at) {
    return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
  }
}
