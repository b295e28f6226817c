package dev.glassine.inspect.capture;

/** How captures that cannot be read to their end are told about. */
final class Sentences {
  private Sentences() {}

  /** {@code x.pcap ends within packet 4 (at octet 312); the 3 packets before it were read}. */
  static String stopped(String name, String what, long at, long packets) {
    String read =
        packets == 0
            ? "nothing before it could be read"
            : packets == 1
                ? "the packet before it was read"
                : "the " + packets + " packets before it were read";
    return name + " " + what + " (at octet " + at + "); " + read;
  }
}
