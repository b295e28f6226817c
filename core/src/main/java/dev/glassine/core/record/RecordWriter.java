package dev.glassine.core.record;

import dev.glassine.core.registry.ContentType;
import java.nio.ByteBuffer;

/**
 * From messages and application data to records: cuts what is too long for one record, and seals
 * from and into buffers of any kind. Where the buffers have arrays the cipher reads the one and
 * writes the other; otherwise an array is borrowed for the call. Nothing outside {@code
 * position..limit} of a buffer is touched.
 */
public final class RecordWriter {
  private RecordWriter() {}

  /**
   * Seals a whole payload into as many records as it takes, behind what waits in {@code outbox}. An
   * empty payload becomes one empty record.
   *
   * @param maxFragment octets of content in each record at most: 2^14, or what max_fragment_length
   *     or record_size_limit leave
   */
  public static void write(
      ContentType type,
      byte[] payload,
      int offset,
      int length,
      int maxFragment,
      RecordSealer sealer,
      Outbox outbox) {
    do {
      int part = Math.min(length, maxFragment);
      int start = outbox.reserve(sealer.sealedLength(part));
      outbox.wrote(sealer.seal(type, payload, offset, part, outbox.array(), start));
      offset += part;
      length -= part;
    } while (length > 0);
  }

  /**
   * Seals one record of application data from the first octets of {@code sources} into {@code
   * network}, and moves the positions.
   *
   * @param from the first buffer to read, {@code to} the one after the last
   * @param maxFragment octets of content at most
   * @return octets of data sealed; -1, with nothing done, where {@code network} has not {@code
   *     sealer.sealedLength(n)} octets of room for the n octets that would go into the record
   */
  public static int seal(
      ByteBuffer[] sources,
      int from,
      int to,
      int maxFragment,
      ByteBuffer network,
      RecordSealer sealer) {
    int length = available(sources, from, to, maxFragment);
    int room = sealer.sealedLength(length);
    if (network.remaining() < room) {
      return -1;
    }
    while (from < to && !sources[from].hasRemaining()) {
      from++;
    }
    if (network.hasArray() && apart(sources, from, to, network)) {
      byte[] out = network.array();
      int outOffset = network.arrayOffset() + network.position();
      int sealed = sealFrom(sources, from, to, length, out, outOffset, sealer);
      network.position(network.position() + sealed);
      return length;
    }
    byte[] copy = Scratch.borrow(room);
    int plain = room;
    try {
      int sealed = sealFrom(sources, from, to, length, copy, 0, sealer);
      plain = 0;
      network.put(copy, 0, sealed);
      return length;
    } finally {
      Scratch.giveBack(copy, plain);
    }
  }

  private static int sealFrom(
      ByteBuffer[] sources,
      int from,
      int to,
      int length,
      byte[] out,
      int outOffset,
      RecordSealer sealer) {
    if (from < to && sources[from].hasArray() && sources[from].remaining() >= length) {
      ByteBuffer source = sources[from];
      int inOffset = source.arrayOffset() + source.position();
      int sealed =
          sealer.seal(
              ContentType.APPLICATION_DATA, source.array(), inOffset, length, out, outOffset);
      source.position(source.position() + length);
      return sealed;
    }
    int start = outOffset + sealer.fragmentOffset();
    int at = start;
    for (int i = from; at < start + length; i++) {
      ByteBuffer source = sources[i];
      int part = Math.min(source.remaining(), start + length - at);
      source.get(source.position(), out, at, part);
      at += part;
    }
    int sealed = sealer.seal(ContentType.APPLICATION_DATA, out, start, length, out, outOffset);
    for (int i = from, left = length; left > 0; i++) {
      int part = Math.min(sources[i].remaining(), left);
      sources[i].position(sources[i].position() + part);
      left -= part;
    }
    return sealed;
  }

  private static int available(ByteBuffer[] sources, int from, int to, int max) {
    int sum = 0;
    for (int i = from; i < to && sum < max; i++) {
      sum += Math.min(sources[i].remaining(), max - sum);
    }
    return sum;
  }

  /** Whether no source shares its array with the network's buffer. */
  private static boolean apart(ByteBuffer[] sources, int from, int to, ByteBuffer network) {
    for (int i = from; i < to; i++) {
      // a read-only view hides its array: it may be this one
      if (sources[i].hasArray() ? Fragments.same(sources[i], network) : !sources[i].isDirect()) {
        return false;
      }
    }
    return true;
  }
}
