package dev.glassine.core.record;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import java.nio.ByteBuffer;

/**
 * The five octets in front of every record (RFC 9846 §5.1), read where they stand: no object a
 * record.
 *
 * <pre>
 *   struct {
 *       ContentType type;
 *       ProtocolVersion legacy_record_version;
 *       uint16 length;
 *       opaque fragment[TLSPlaintext.length];
 *   } TLSPlaintext;
 * </pre>
 */
public final class RecordHeader {
  /** Octets of the header. */
  public static final int LENGTH = 5;

  /** Octets that a record carries at most (RFC 9846 §5.1). */
  public static final int MAX_PLAINTEXT = 1 << 14;

  /** What protection may add to {@link #MAX_PLAINTEXT} in TLS 1.3 (RFC 9846 §5.2). */
  public static final int MAX_EXPANSION_13 = 256;

  /** What protection may add to {@link #MAX_PLAINTEXT} in TLS 1.2 and before (RFC 5246 §6.2.3). */
  public static final int MAX_EXPANSION_12 = 2048;

  /** Octets of the longest record of any version, header included. */
  public static final int MAX_RECORD = LENGTH + MAX_PLAINTEXT + MAX_EXPANSION_12;

  private RecordHeader() {}

  /**
   * Checks the header at {@code in[offset]} and says how long its record is.
   *
   * @param available octets that have arrived from {@code offset} on
   * @param maxProtectedLength of the opener that will open it
   * @return octets of the whole record, header included; -1 where the header itself has not arrived
   * @throws TlsFailure UNKNOWN_RECORD_TYPE, BAD_RECORD_VERSION or RECORD_TOO_LONG
   */
  public static int recordLength(byte[] in, int offset, int available, int maxProtectedLength) {
    if (available < LENGTH) {
      return -1;
    }
    int version = ((in[offset + 1] & 0xFF) << 8) | (in[offset + 2] & 0xFF);
    int length = ((in[offset + 3] & 0xFF) << 8) | (in[offset + 4] & 0xFF);
    return check(in[offset] & 0xFF, version, length, maxProtectedLength);
  }

  /**
   * As {@link #recordLength(byte[], int, int, int)} for the header at the buffer's position, which
   * stays.
   */
  public static int recordLength(ByteBuffer in, int maxProtectedLength) {
    if (in.remaining() < LENGTH) {
      return -1;
    }
    int at = in.position();
    int version = ((in.get(at + 1) & 0xFF) << 8) | (in.get(at + 2) & 0xFF);
    int length = ((in.get(at + 3) & 0xFF) << 8) | (in.get(at + 4) & 0xFF);
    return check(in.get(at) & 0xFF, version, length, maxProtectedLength);
  }

  private static int check(int type, int version, int length, int maxProtectedLength) {
    // RFC 9846 §5: a record type that was never negotiated ends the connection with
    // unexpected_message; heartbeat never is
    if (type < ContentType.CHANGE_CIPHER_SPEC.code()
        || type > ContentType.APPLICATION_DATA.code()) {
      throw new TlsFailure.Malformed(Reason.UNKNOWN_RECORD_TYPE, "record type " + type);
    }
    // RFC 9846 §5.1: the minor version says nothing; any TLS, and SSL 3.0, has major version 3
    if (version >>> 8 != 3) {
      throw new TlsFailure.Malformed(
          Reason.BAD_RECORD_VERSION, String.format("legacy_record_version 0x%04x", version));
    }
    // RFC 9846 §5.1, §5.2: "...MUST terminate the connection with a "record_overflow" alert"
    if (length > maxProtectedLength) {
      throw new TlsFailure.Malformed(
          Reason.RECORD_TOO_LONG,
          length + " octets, at most " + maxProtectedLength + " may stand here");
    }
    return LENGTH + length;
  }

  /** The type octet of the record at {@code in[offset]}. */
  public static int type(byte[] in, int offset) {
    return in[offset] & 0xFF;
  }

  /** The type octet of the record at the buffer's position, which stays. */
  public static int type(ByteBuffer in) {
    return in.get(in.position()) & 0xFF;
  }

  /** legacy_record_version of the record at the buffer's position, which stays. */
  public static ProtocolVersion version(ByteBuffer in) {
    int at = in.position();
    return ProtocolVersion.of(((in.get(at + 1) & 0xFF) << 8) | (in.get(at + 2) & 0xFF));
  }

  /** Writes a header to {@code out[offset]}; {@code length} counts the octets after it. */
  public static void write(byte[] out, int offset, int type, int version, int length) {
    out[offset] = (byte) type;
    out[offset + 1] = (byte) (version >>> 8);
    out[offset + 2] = (byte) version;
    out[offset + 3] = (byte) (length >>> 8);
    out[offset + 4] = (byte) length;
  }
}
