package dev.glassine.inspect.capture;

/** How many octets wait for a missing segment, over all connections; so that it stays bounded. */
final class WaitingOctets {
  private final int most;
  private int now;

  WaitingOctets(int most) {
    this.most = most;
  }

  boolean hasRoom(int count) {
    return count <= most - now;
  }

  /** Whether {@code count} more may wait; they are counted if so. */
  boolean add(int count) {
    if (!hasRoom(count)) {
      return false;
    }
    now += count;
    return true;
  }

  void remove(int count) {
    now -= count;
  }
}
