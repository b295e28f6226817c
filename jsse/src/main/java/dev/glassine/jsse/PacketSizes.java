package dev.glassine.jsse;

import dev.glassine.core.registry.ProtocolVersion;

/** Octets that buffers need. */
final class PacketSizes {
  private static final int HEADER = 5;

  /** The longest plaintext of a record (RFC 9846 §5.1). */
  static final int PLAINTEXT = 1 << 14;

  /** Room in which every record can be opened in place: its type and padding stand behind it. */
  static final int APPLICATION = PLAINTEXT + 256;

  /** The longest record of SSL 2.0 (its draft, §1.2), and of what it carries. */
  private static final int SSL_2_0 = 2 + 32767;

  /** The longest record of TLS 1.3 (RFC 9846 §5.2). */
  private static final int TLS_1_3 = HEADER + PLAINTEXT + 256;

  /** The longest record of TLS 1.2 (RFC 5246 §6.2.3). */
  private static final int TLS_1_2 = HEADER + PLAINTEXT + 2048;

  /** Before the version is known: the longest record that any suite makes. */
  static final int UNDECIDED = HEADER + PLAINTEXT + 16 + 48 + 256;

  private PacketSizes() {}

  /** Room in which every record of this version can be opened. */
  static int application(ProtocolVersion version) {
    return version.equals(ProtocolVersion.SSL_2_0) ? SSL_2_0 : APPLICATION;
  }

  static int packet(ProtocolVersion version) {
    if (version.equals(ProtocolVersion.SSL_2_0)) {
      return SSL_2_0;
    }
    return version.atLeast(ProtocolVersion.TLS_1_3) ? TLS_1_3 : TLS_1_2;
  }
}
