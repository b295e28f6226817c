package dev.glassine.inspect.decrypt;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.handshake.LegacyModule;
import dev.glassine.core.handshake.Ssl2;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Ssl2Message;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The client's first octets where they are a hello in SSL 2.0 format (RFC 5246 §E.2): one record
 * with a header of two octets, the message, and then whatever it leads to.
 */
final class Ssl2Greeting {
  private static final int HEADER = 2;
  private static final byte[] NONE = {};

  private final PassiveListener listener;
  private byte[] held = NONE;
  private boolean over;
  private @Nullable ClientHello newer;
  private Bytes raw = Bytes.EMPTY;

  Ssl2Greeting(PassiveListener listener) {
    this.listener = listener;
  }

  /** Takes the client's octets; answers those that are no part of the greeting. */
  byte[] take(byte[] octets, int offset, int length) {
    byte[] all = Arrays.copyOf(held, held.length + length);
    System.arraycopy(octets, offset, all, held.length, length);
    if (over || (held.length == 0 && !begins(all))) {
      over = true;
      return all;
    }
    int end = HEADER + ((all[0] & 0x7F) << 8 | (all[1] & 0xFF));
    if (all.length < end) {
      held = all;
      return NONE;
    }
    over = true;
    held = NONE;
    read(Bytes.copyOf(all, HEADER, end - HEADER), end);
    return Arrays.copyOfRange(all, end, all.length);
  }

  private static boolean begins(byte[] octets) {
    return octets.length >= FirstOctets.NEEDED && FirstOctets.isSsl2Hello(octets);
  }

  boolean isOver() {
    return over;
  }

  private void read(Bytes message, int recordLength) {
    listener.on(
        new TlsEvent.RecordSeen(Side.CLIENT, ContentType.HANDSHAKE.code(), recordLength, false));
    try {
      Ssl2 ssl2 = LegacyModule.find().ssl2();
      Ssl2Message hello = ssl2.decode(message);
      listener.on(new TlsEvent.MessageInSsl2(Side.CLIENT, hello, message));
      newer = ssl2.newer(hello);
      raw = message;
    } catch (TlsFailure | IllegalArgumentException e) {
      listener.unread(
          Side.CLIENT, "CLIENT-HELLO of SSL 2.0", message, String.valueOf(e.getMessage()));
    }
  }

  /** What the greeting says in the terms of TLS; null where there was none, or nothing newer. */
  @Nullable ClientHello newer() {
    return newer;
  }

  /** The message, as a transcript has it. */
  Bytes raw() {
    return raw;
  }
}
