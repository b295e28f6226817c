package dev.glassine.inspect.decrypt;

import dev.glassine.core.record.RecordHeader;

/** How the records of a protocol are told apart in a stream. */
enum Framing {
  /** Type, version and length (RFC 9846 §5.1), the same since SSL 3.0. */
  TLS(RecordHeader.LENGTH) {
    @Override
    boolean mayBegin(byte[] octets, int at) {
      int type = octets[at] & 0xFF;
      return type >= 20
          && type <= 24
          && octets[at + 1] == 3
          && (octets[at + 2] & 0xFF) <= 4
          && length(octets, at) <= RecordHeader.MAX_RECORD;
    }

    @Override
    int headerLength(byte[] octets, int at) {
      return RecordHeader.LENGTH;
    }

    @Override
    int length(byte[] octets, int at) {
      return RecordHeader.LENGTH + (((octets[at + 3] & 0xFF) << 8) | (octets[at + 4] & 0xFF));
    }

    @Override
    boolean canBeFound() {
      return true;
    }
  },

  /** A length (SSL 2.0 §1.1): two octets with the high bit set, or three where there is padding. */
  SSL_2_0(2) {
    private static final int NO_PADDING = 0x80;
    private static final int ESCAPE = 0x40;

    // anything but a security escape, of which there never was any
    @Override
    boolean mayBegin(byte[] octets, int at) {
      return (octets[at] & (NO_PADDING | ESCAPE)) != ESCAPE;
    }

    @Override
    int headerLength(byte[] octets, int at) {
      return (octets[at] & NO_PADDING) != 0 ? 2 : 3;
    }

    @Override
    int length(byte[] octets, int at) {
      int mask = (octets[at] & NO_PADDING) != 0 ? 0x7F : 0x3F;
      return headerLength(octets, at) + ((octets[at] & mask) << 8 | (octets[at + 1] & 0xFF));
    }

    @Override
    boolean canBeFound() {
      return false;
    }
  };

  private final int enough;

  Framing(int enough) {
    this.enough = enough;
  }

  /** Octets from which all that is asked here can be told. */
  int enough() {
    return enough;
  }

  /** Whether a record may begin at {@code octets[at]}. */
  abstract boolean mayBegin(byte[] octets, int at);

  /** Octets of the header of the record at {@code octets[at]}. */
  abstract int headerLength(byte[] octets, int at);

  /** Octets of the record at {@code octets[at]}, header included. */
  abstract int length(byte[] octets, int at);

  /** Whether a header differs enough from other octets to be found behind a hole in the stream. */
  abstract boolean canBeFound();
}
