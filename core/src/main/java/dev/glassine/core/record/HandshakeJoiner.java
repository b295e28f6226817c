package dev.glassine.core.record;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Joins the fragments of handshake records to whole messages (RFC 9846 §5.1). After {@link #next}
 * has said that there is no more, {@link #isEmpty} proves that the last message ended with its
 * record, as a change of keys demands.
 *
 * <p>Memory follows what has arrived, never what a header promises: at most about twice the octets
 * received, and nothing while empty. One owner thread.
 */
public final class HandshakeJoiner {
  private static final int HEADER_LENGTH = 4;
  private static final byte[] NONE = new byte[0];

  private final int maxMessage;
  private byte[] array = NONE;
  private int start;
  private int end;

  /**
   * A joiner over nothing yet.
   *
   * @param maxMessage octets of a message's body at most, 0..2^24-1; a longer one fails as soon as
   *     its header is there
   */
  public HandshakeJoiner(int maxMessage) {
    this.maxMessage = maxMessage;
  }

  /**
   * Takes the fragment of a handshake record.
   *
   * @throws TlsFailure EMPTY_FRAGMENT for none; MESSAGE_TOO_LONG where the first unfinished message
   *     declares too much
   */
  public void add(byte[] octets, int offset, int length) {
    // RFC 9846 §5.1: "Implementations MUST NOT send zero-length fragments of Handshake types"
    if (length == 0) {
      throw new TlsFailure.Malformed(Reason.EMPTY_FRAGMENT, "a handshake record");
    }
    makeRoom(length);
    System.arraycopy(octets, offset, array, end, length);
    end += length;
    messageLength();
  }

  /** The next whole message, header included, or null until more has arrived. */
  public @Nullable Bytes next() {
    int length = messageLength();
    if (length < 0 || end - start < length) {
      return null;
    }
    Bytes message = Bytes.copyOf(array, start, length);
    start += length;
    if (start == end) {
      array = NONE;
      start = 0;
      end = 0;
    }
    return message;
  }

  /** Whether no octet waits: everything added has left as whole messages. */
  public boolean isEmpty() {
    return start == end;
  }

  /** Octets that wait for the rest of their message. */
  public int waiting() {
    return end - start;
  }

  /** Octets of memory held. */
  int capacity() {
    return array.length;
  }

  /** Length of the first message with its header, or -1 where that is not there yet. */
  private int messageLength() {
    if (end - start < HEADER_LENGTH) {
      return -1;
    }
    int body =
        ((array[start + 1] & 0xFF) << 16)
            | ((array[start + 2] & 0xFF) << 8)
            | (array[start + 3] & 0xFF);
    if (body > maxMessage) {
      HandshakeType type = HandshakeType.of(array[start] & 0xFF);
      String name = type != null ? type.wireName() : "handshake type " + (array[start] & 0xFF);
      throw new TlsFailure.Malformed(
          Reason.MESSAGE_TOO_LONG,
          name + " of " + body + " octets, at most " + maxMessage + " accepted");
    }
    return HEADER_LENGTH + body;
  }

  private void makeRoom(int length) {
    if (array.length - end >= length) {
      return;
    }
    int waiting = end - start;
    int needed = waiting + length;
    byte[] target = needed <= array.length ? array : new byte[Math.max(needed, 2 * waiting)];
    System.arraycopy(array, start, target, 0, waiting);
    array = target;
    start = 0;
    end = waiting;
  }
}
