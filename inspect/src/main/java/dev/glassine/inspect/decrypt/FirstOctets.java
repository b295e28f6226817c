package dev.glassine.inspect.decrypt;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.Side;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether octets of a stream begin TLS, and who sends them: told by the record's header and the
 * message in it, whatever the port is. Pieces that are too short to tell are kept, {@link #NEEDED}
 * octets at most.
 */
final class FirstOctets {
  /** Octets of header and message start that decide. */
  static final int NEEDED = 11;

  private static final byte[] NONE = {};

  /** What was found. */
  record Begin(Side sender, byte[] octets) {}

  private byte[] held = NONE;

  /** The beginning of TLS in these octets and those kept before, or null. */
  @Nullable Begin in(byte[] octets, int offset, int length) {
    byte[] all = Arrays.copyOf(held, held.length + length);
    System.arraycopy(octets, offset, all, held.length, length);
    held = NONE;
    Side sender = sender(all);
    if (sender != null) {
      return new Begin(sender, all);
    }
    if (all.length < NEEDED && mayBegin(all)) {
      held = all;
    }
    return null;
  }

  /** Octets are missing: what was kept has lost its rest. */
  void gap() {
    held = NONE;
  }

  /** A record of a connection that began before: any type, in a place where one may begin. */
  static boolean looksLikeRecord(byte[] octets, int offset, int length) {
    if (length < 5 || !Framing.TLS.mayBegin(octets, offset)) {
      return false;
    }
    int next = 5 + (((octets[offset + 3] & 0xFF) << 8) | (octets[offset + 4] & 0xFF));
    return next > 5 && (next + 5 > length || Framing.TLS.mayBegin(octets, offset + next));
  }

  private static @Nullable Side sender(byte[] octets) {
    if (octets.length < NEEDED) {
      return null;
    }
    if (isSsl2Hello(octets)) {
      return Side.CLIENT;
    }
    if (!mayBegin(octets) || octets[9] != 3) {
      return null;
    }
    return octets[5] == HandshakeType.CLIENT_HELLO.code() ? Side.CLIENT : Side.SERVER;
  }

  /** A handshake record whose message is a hello, as far as the octets go. */
  private static boolean mayBegin(byte[] octets) {
    for (int i = 0; i < Math.min(octets.length, NEEDED); i++) {
      int octet = octets[i] & 0xFF;
      boolean fits =
          switch (i) {
            case 0 -> octet == 22 || (octet & 0x80) != 0;
            case 1 -> octet == 3 || (octets[0] & 0x80) != 0;
            case 2 -> octet <= 4;
            case 3 -> octet <= 0x48;
            case 5 ->
                octet == HandshakeType.CLIENT_HELLO.code()
                    || octet == HandshakeType.SERVER_HELLO.code()
                    || (octets[0] & 0x80) != 0;
            case 6 -> octet == 0 || (octets[0] & 0x80) != 0;
            default -> true;
          };
      if (!fits) {
        return false;
      }
    }
    return octets.length < NEEDED || (octets[0] & 0x80) == 0;
  }

  /** CLIENT-HELLO in SSL 2.0 format (RFC 5246 §E.2): the lengths in it add up to the record's. */
  static boolean isSsl2Hello(byte[] octets) {
    if ((octets[0] & 0x80) == 0 || octets[2] != 1) {
      return false;
    }
    int version = u16(octets, 3);
    int suites = u16(octets, 5);
    int sessionId = u16(octets, 7);
    int challenge = u16(octets, 9);
    return (version == 2 || version >>> 8 == 3)
        && suites > 0
        && suites % 3 == 0
        && (sessionId == 0 || sessionId == 16)
        && challenge >= 16
        && challenge <= 32
        && (u16(octets, 0) & 0x7FFF) == 9 + suites + sessionId + challenge;
  }

  private static int u16(byte[] octets, int at) {
    return ((octets[at] & 0xFF) << 8) | (octets[at + 1] & 0xFF);
  }
}
