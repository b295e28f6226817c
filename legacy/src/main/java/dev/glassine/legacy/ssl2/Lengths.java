package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.wire.WireReader;

/** SSL 2.0 puts all lengths of a message before all data; each is checked where it stands. */
final class Lengths {
  private Lengths() {}

  /** A length of two octets in {@code min..max}. */
  static int read(WireReader reader, String name, int min, int max) {
    int length = reader.u16(name);
    if (length < min || length > max) {
      throw reader.malformed(
          Reason.LENGTH_OUT_OF_RANGE, name, length + " is outside " + min + ".." + max);
    }
    return length;
  }

  /** The length of a list of cipher kinds, {@code min} octets or more. */
  static int readKinds(WireReader reader, int min) {
    int length = read(reader, "CIPHER-SPECS-LENGTH", min, 0xFFFF);
    if (length % CipherKind.LENGTH != 0) {
      throw reader.malformed(
          Reason.LENGTH_OUT_OF_RANGE,
          "CIPHER-SPECS-LENGTH",
          length + " octets is not a whole number of cipher kinds");
    }
    return length;
  }

  /** The length of a session id: "either zero or 16". */
  static int readSessionId(WireReader reader) {
    int length = reader.u16("SESSION-ID-LENGTH");
    if (length != 0 && length != Ssl2ClientHello.SESSION_ID_LENGTH) {
      throw reader.malformed(
          Reason.LENGTH_OUT_OF_RANGE, "SESSION-ID-LENGTH", length + " is neither 0 nor 16");
    }
    return length;
  }
}
