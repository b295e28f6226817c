package dev.glassine.inspect.decrypt;

import dev.glassine.core.registry.Side;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Records of both sides that wait for their key, in the order of their coming. */
final class WaitingRecords {
  /** One of them; its octets are a copy. */
  record Waiting(Side sender, byte[] octets) {}

  private final Deque<Waiting> records = new ArrayDeque<>();
  private int octets;

  void add(Side sender, byte[] record) {
    records.add(new Waiting(sender, record));
    octets += record.length;
  }

  /** The one that has waited longest, or null. */
  @Nullable Waiting first() {
    return records.peekFirst();
  }

  void removeFirst() {
    octets -= records.removeFirst().octets.length;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** Octets of all of them. */
  int octets() {
    return octets;
  }
}
