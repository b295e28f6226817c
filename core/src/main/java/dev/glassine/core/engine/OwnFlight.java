package dev.glassine.core.engine;

import dev.glassine.core.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Handshake messages of ours that wait to go out together: "Handshake messages MAY be coalesced
 * into a single TLSPlaintext record" (RFC 9846 §5.1), which saves headers, tags and packets. Holds
 * nothing while nothing waits. One owner thread.
 */
final class OwnFlight {
  private List<Bytes> messages = List.of();
  private int length;

  boolean isEmpty() {
    return messages.isEmpty();
  }

  void add(Bytes message) {
    if (messages.isEmpty()) {
      messages = new ArrayList<>(4);
    }
    messages.add(message);
    length += message.length();
  }

  /** The octets of all that were added, which then wait no longer. */
  byte[] take() {
    byte[] octets = new byte[length];
    int at = 0;
    for (Bytes message : messages) {
      message.copyTo(octets, at);
      at += message.length();
    }
    messages = List.of();
    length = 0;
    return octets;
  }
}
