package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import java.nio.ByteBuffer;

/**
 * The header of a record (SSL 2.0 §1.1): two octets, or three where the record has padding. It says
 * nothing of what the record carries, nor of the version. The padding's length stands in the clear
 * and is authenticated by nothing: so no more padding is taken than a block cipher needs.
 *
 * <pre>
 *   RECORD-LENGTH = ((byte[0] &amp; 0x7f) &lt;&lt; 8) | byte[1];       two octets: the high bit is set
 *
 *   RECORD-LENGTH = ((byte[0] &amp; 0x3f) &lt;&lt; 8) | byte[1];       three octets
 *   IS-ESCAPE = (byte[0] &amp; 0x40) != 0;
 *   PADDING = byte[2];
 * </pre>
 */
final class Header {
  static final int SHORT = 2;
  static final int LONG = 3;

  /** What a record holds at most behind a short header, and behind a long one (§1.2). */
  static final int MAX_SHORT = 32767;

  static final int MAX_LONG = 16383;

  private static final int NO_PADDING = 0x80;
  private static final int ESCAPE = 0x40;

  private Header() {}

  /** Octets of the whole record at the buffer's position; -1 where its header has not arrived. */
  static int recordLength(ByteBuffer in) {
    if (in.remaining() < SHORT) {
      return -1;
    }
    int first = in.get(in.position()) & 0xFF;
    int second = in.get(in.position() + 1) & 0xFF;
    if ((first & NO_PADDING) != 0) {
      return SHORT + ((first & 0x7F) << 8 | second);
    }
    if ((first & ESCAPE) != 0) {
      // §1.1: "there are currently no examples of security escapes"; there never were any
      throw new TlsFailure.Malformed(Reason.UNKNOWN_RECORD_TYPE, "a security escape of SSL 2.0");
    }
    return LONG + ((first & 0x3F) << 8 | second);
  }

  /** Octets of the header at {@code in[offset]}. */
  static int length(byte[] in, int offset) {
    return (in[offset] & NO_PADDING) != 0 ? SHORT : LONG;
  }

  /** Octets of padding that the header at {@code in[offset]} speaks of. */
  static int padding(byte[] in, int offset) {
    return length(in, offset) == SHORT ? 0 : in[offset + 2] & 0xFF;
  }

  /** Writes the header of a record without padding. */
  static void writeShort(byte[] out, int offset, int length) {
    out[offset] = (byte) (NO_PADDING | length >>> 8);
    out[offset + 1] = (byte) length;
  }

  /** Writes the header of a record whose last {@code padding} octets are padding. */
  static void writeLong(byte[] out, int offset, int length, int padding) {
    out[offset] = (byte) (length >>> 8);
    out[offset + 1] = (byte) length;
    out[offset + 2] = (byte) padding;
  }
}
