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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The client's first octets where they are a hello in SSL 2.0 format (RFC 5246 §E.2): one record
 * with a header of two octets, the message, and then whatever it leads to, which the first octet
 * behind it tells.
 */
final class Ssl2Greeting {
  private static final int HEADER = 2;
  private static final byte[] NONE = {};

  private record Hello(Ssl2 ssl2, Ssl2Message message, Bytes raw) {}

  private final PassiveListener listener;
  private byte[] held = NONE;
  private boolean over;
  private @Nullable Hello unanswered;

  Ssl2Greeting(PassiveListener listener) {
    this.listener = listener;
  }

  /** Takes the client's octets; answers those that are no part of the greeting. */
  byte[] take(byte[] octets, int offset, int length) {
    byte[] all = Arrays.copyOf(held, held.length + length);
    System.arraycopy(octets, offset, all, held.length, length);
    if (held.length == 0 && !begins(all)) {
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
      unanswered = new Hello(ssl2, hello, message);
    } catch (TlsFailure | IllegalArgumentException e) {
      listener.unread(
          Side.CLIENT, "CLIENT-HELLO of SSL 2.0", message, String.valueOf(e.getMessage()));
    }
  }

  /** Whether there was a hello, and nothing behind it yet. */
  boolean isUnanswered() {
    return unanswered != null;
  }

  /**
   * The conversation that the hello has led to.
   *
   * @param first octet of {@code sender} behind it, which begins a record
   */
  Conversation leadsTo(PassiveSession session, Side sender, byte first) {
    Hello hello = Objects.requireNonNull(unanswered);
    unanswered = null;
    if (isSsl2(sender, first)) {
      return new Ssl2Conversation(session, hello.ssl2, hello.message);
    }
    TlsConversation conversation = new TlsConversation(session);
    ClientHello newer = hello.ssl2.newer(hello.message);
    if (newer != null) {
      conversation.greeted(newer, hello.raw);
    }
    return conversation;
  }

  /**
   * A server's first record in SSL 2.0 is in the clear, so it has no padding, and the high bit of
   * its header is set. A client's may be under the keys of a session.
   */
  private static boolean isSsl2(Side sender, byte first) {
    return first < 0
        || (sender == Side.CLIENT
            && (first < ContentType.CHANGE_CIPHER_SPEC.code()
                || first > ContentType.HEARTBEAT.code()));
  }
}
