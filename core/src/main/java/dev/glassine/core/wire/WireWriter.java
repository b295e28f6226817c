package dev.glassine.core.wire;

import dev.glassine.core.registry.RegistryEntry;
import java.util.Arrays;
import java.util.List;

/**
 * Builds what {@link WireReader} reads: big-endian numbers, opaque fields and vectors with length
 * prefixes (RFC 9846 §3). A vector's length is filled in when its body has been written, so bodies
 * are plain nested code. A number or body too large for its place is refused with an {@link
 * IllegalArgumentException}. Not thread-safe.
 */
public final class WireWriter {
  private byte[] octets;
  private int position;

  /** An empty writer for some field or short message. */
  public WireWriter() {
    this(64);
  }

  /**
   * An empty writer.
   *
   * @param expected octets for which there is room at once, 1 or more; it grows as needed
   */
  public WireWriter(int expected) {
    octets = new byte[expected];
  }

  /** What was written. */
  public Bytes toBytes() {
    return Bytes.copyOf(octets, 0, position);
  }

  /** Forgets what was written, to write something else. */
  public WireWriter clear() {
    position = 0;
    return this;
  }

  /** Octets written so far. */
  public int length() {
    return position;
  }

  /** An octet. */
  public WireWriter u8(int value) {
    return number(value, 1);
  }

  /** Two octets. */
  public WireWriter u16(int value) {
    return number(value, 2);
  }

  /** Three octets. */
  public WireWriter u24(int value) {
    return number(value, 3);
  }

  /** Four octets, of an unsigned number. */
  public WireWriter u32(long value) {
    return number(value, 4);
  }

  /** Eight octets. */
  public WireWriter u64(long value) {
    return number(value, 8);
  }

  /** A two-octet registry code. */
  public WireWriter code16(RegistryEntry entry) {
    return u16(entry.code());
  }

  /** The octets as they are. */
  public WireWriter fixed(Bytes value) {
    room(value.length());
    value.copyTo(octets, position);
    position += value.length();
    return this;
  }

  /** The octets as they are. */
  public WireWriter fixed(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, octets, position, value.length);
    position += value.length;
    return this;
  }

  /** One length octet and the value. */
  public WireWriter opaque8(Bytes value) {
    return prefix(value.length(), 1).fixed(value);
  }

  /** Two length octets and the value. */
  public WireWriter opaque16(Bytes value) {
    return prefix(value.length(), 2).fixed(value);
  }

  /** Three length octets and the value. */
  public WireWriter opaque24(Bytes value) {
    return prefix(value.length(), 3).fixed(value);
  }

  /** A body behind one length octet. */
  public WireWriter vector8(Runnable body) {
    return vector(1, body);
  }

  /** A body behind two length octets. */
  public WireWriter vector16(Runnable body) {
    return vector(2, body);
  }

  /** A body behind three length octets. */
  public WireWriter vector24(Runnable body) {
    return vector(3, body);
  }

  /** Two-octet codes behind two length octets. */
  public WireWriter codes16(List<? extends RegistryEntry> codes) {
    return vector16(() -> codes.forEach(this::code16));
  }

  /** Two-octet codes behind one length octet. */
  public WireWriter codes8(List<? extends RegistryEntry> codes) {
    return vector8(() -> codes.forEach(this::code16));
  }

  private WireWriter vector(int size, Runnable body) {
    int start = position;
    number(0, size);
    body.run();
    int end = position;
    position = start;
    prefix(end - start - size, size);
    position = end;
    return this;
  }

  private WireWriter prefix(int length, int size) {
    if (length >>> (8 * size) != 0) {
      throw new IllegalArgumentException(
          length + " octets do not fit a length of " + size + " octets");
    }
    return number(length, size);
  }

  private WireWriter number(long value, int size) {
    if (size < 8 && value >>> (8 * size) != 0) {
      throw new IllegalArgumentException(value + " does not fit " + size + " octets");
    }
    room(size);
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      octets[position++] = (byte) (value >>> shift);
    }
    return this;
  }

  private void room(int count) {
    if (position + count > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(position + count, octets.length * 2));
    }
  }
}
