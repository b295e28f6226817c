package dev.glassine.core.wire;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.RegistryEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over received octets whose calls name the field that they read (RFC 9846 §3).
 *
 * <p>Greedy about nothing: a length is checked against its RFC bounds and against what is left
 * before anything is copied, and {@link #end} fails on left-over octets. Each failure names the
 * path of the field. With a sink attached every field is reported with its octet range; without one
 * no such object is made. Not thread-safe.
 */
public final class WireReader {
  private final byte[] octets;
  private final int limit;
  private final String name;
  private final @Nullable WireReader outer;
  private final int outerElement;
  private final @Nullable Consumer<Field> sink;
  private final int base;
  private int position;
  private int element = -1;

  WireReader(byte[] octets, int offset, int length) {
    this(octets, offset, offset + length, offset, "", null, null);
  }

  private WireReader(
      byte[] octets,
      int position,
      int limit,
      int base,
      String name,
      @Nullable WireReader outer,
      @Nullable Consumer<Field> sink) {
    this.octets = octets;
    this.position = position;
    this.limit = limit;
    this.base = base;
    this.name = name;
    this.outer = outer;
    this.outerElement = outer == null ? -1 : outer.element;
    this.sink = sink;
  }

  /** Reads the octets of {@code source}, reporting each field to {@code sink}. */
  public static WireReader recording(Bytes source, Consumer<Field> sink) {
    byte[] octets = source.shared();
    return new WireReader(octets, 0, octets.length, 0, "", null, sink);
  }

  /** A silent reader at the same place, to look ahead with. */
  WireReader copy() {
    return new WireReader(octets, position, limit, base, name, outer, null);
  }

  /** Octets not read yet. */
  public int remaining() {
    return limit - position;
  }

  /** Octets read so far, from the start of the outermost reader. */
  public int offset() {
    return position - base;
  }

  /** Whether octets are left. */
  public boolean hasRemaining() {
    return position < limit;
  }

  /**
   * Steps to the next element of a vector: whether octets are left for one. Fields read after it
   * stand under its index in paths, as in {@code client_shares[1].group}.
   */
  public boolean nextElement() {
    element++;
    return hasRemaining();
  }

  /** An unsigned octet. */
  public int u8(String name) {
    return number(name, 1);
  }

  /** An unsigned octet that a trace shows as {@code labels} puts it. */
  public int u8(String name, IntFunction<String> labels) {
    int start = position;
    need(name, 1);
    int value = take(position, 1);
    position++;
    if (sink != null) {
      report(name, start, 1, labels.apply(value));
    }
    return value;
  }

  /** An unsigned number of two octets. */
  public int u16(String name) {
    return number(name, 2);
  }

  /** An unsigned number of three octets. */
  public int u24(String name) {
    return number(name, 3);
  }

  /** An unsigned number of three octets that a trace shows as {@code labels} puts it. */
  public int u24(String name, IntFunction<String> labels) {
    int start = position;
    need(name, 3);
    int value = take(position, 3);
    position += 3;
    if (sink != null) {
      report(name, start, 3, labels.apply(value));
    }
    return value;
  }

  /** An unsigned number of four octets. */
  public long u32(String name) {
    int start = position;
    need(name, 4);
    long value = ((long) (octets[position] & 0xFF) << 24) | take(position + 1, 3);
    position += 4;
    if (sink != null) {
      report(name, start, 4, value);
    }
    return value;
  }

  /** A two-octet code of a registry. */
  public <E extends RegistryEntry> E code16(String name, IntFunction<E> registry) {
    int start = position;
    need(name, 2);
    E entry = registry.apply(take(position, 2));
    position += 2;
    report(name, start, 2, entry);
    return entry;
  }

  /** Exactly {@code length} octets. */
  public Bytes fixed(String name, int length) {
    need(name, length);
    int start = position;
    Bytes value = Bytes.copyOf(octets, position, length);
    position += length;
    report(name, start, length, value);
    return value;
  }

  /** All octets that are left. */
  public Bytes rest(String name) {
    return fixed(name, remaining());
  }

  /** {@code opaque name<min..max>} with a length of one octet. */
  public Bytes opaque8(String name, int min, int max) {
    return fixed(name, length(name, 1, min, max));
  }

  /** {@code opaque name<min..max>} with a length of two octets. */
  public Bytes opaque16(String name, int min, int max) {
    return fixed(name, length(name, 2, min, max));
  }

  /** {@code opaque name<min..max>} with a length of three octets. */
  public Bytes opaque24(String name, int min, int max) {
    return fixed(name, length(name, 3, min, max));
  }

  /**
   * {@code opaque name<min..max>} with a length of one octet, read as ISO 8859-1 so that every
   * octet survives; traces show the text.
   */
  public String text8(String name, int min, int max) {
    return text(name, length(name, 1, min, max));
  }

  /**
   * {@code opaque name<min..max>} with a length of two octets, read as ISO 8859-1 so that every
   * octet survives; traces show the text.
   */
  public String text16(String name, int min, int max) {
    return text(name, length(name, 2, min, max));
  }

  /**
   * A vector of single octets with a length of one octet; traces show each as {@code labels} puts
   * it.
   */
  public Bytes octets8(String name, int min, int max, IntFunction<String> labels) {
    WireReader vector = vector8(name, min, max);
    Bytes octets = Bytes.copyOf(vector.octets, vector.position, vector.remaining());
    while (sink != null && vector.nextElement()) {
      vector.u8("", labels);
    }
    return octets;
  }

  /** A reader over a vector whose length has one octet and is in {@code min..max}. */
  public WireReader vector8(String name, int min, int max) {
    return inner(name, length(name, 1, min, max));
  }

  /** A reader over a vector whose length has two octets and is in {@code min..max}. */
  public WireReader vector16(String name, int min, int max) {
    return inner(name, length(name, 2, min, max));
  }

  /** A reader over a vector whose length has three octets and is in {@code min..max}. */
  public WireReader vector24(String name, int min, int max) {
    return inner(name, length(name, 3, min, max));
  }

  /** A vector of two-octet registry codes with a two-octet length in {@code min..max}. */
  public <E extends RegistryEntry> List<E> codes16(
      String name, int min, int max, IntFunction<E> registry) {
    return vector16(name, min, max).codes(registry);
  }

  /** A vector of two-octet registry codes with a one-octet length in {@code min..max}. */
  public <E extends RegistryEntry> List<E> codes8(
      String name, int min, int max, IntFunction<E> registry) {
    return vector8(name, min, max).codes(registry);
  }

  /**
   * A reader that sees the next {@code length} octets under a name of its own; this reader moves
   * past them.
   */
  public WireReader inner(String name, int length) {
    need(name, length);
    WireReader inner = new WireReader(octets, position, position + length, base, name, this, sink);
    position += length;
    return inner;
  }

  /** A reader over everything that is left, under a name of its own. */
  public WireReader restAs(String name) {
    return inner(name, remaining());
  }

  /** Fails unless every octet was read. */
  public void end() {
    if (position != limit) {
      throw new TlsFailure.Malformed(
          Reason.TRAILING_BYTES, path() + ": " + remaining() + " octets after the last field");
    }
  }

  /** A failure that names the path of {@code field} inside what is being read. */
  public TlsFailure malformed(Reason reason, String field, String detail) {
    return TlsFailure.of(reason, join(field) + ": " + detail);
  }

  private <E extends RegistryEntry> List<E> codes(IntFunction<E> registry) {
    if ((remaining() & 1) != 0) {
      throw new TlsFailure.Malformed(
          Reason.LENGTH_OUT_OF_RANGE,
          path() + ": " + remaining() + " octets is not a whole number of codes");
    }
    List<E> list = new ArrayList<>(remaining() / 2);
    while (nextElement()) {
      list.add(code16("", registry));
    }
    return List.copyOf(list);
  }

  private String text(String name, int length) {
    need(name, length);
    int start = position;
    String value = new String(octets, start, length, StandardCharsets.ISO_8859_1);
    position += length;
    if (sink != null) {
      report(name, start, length, printable(value));
    }
    return value;
  }

  private int length(String name, int size, int min, int max) {
    need(name, size);
    int length = take(position, size);
    position += size;
    if (length < min || length > max) {
      throw new TlsFailure.Malformed(
          Reason.LENGTH_OUT_OF_RANGE,
          join(name) + ": length " + length + " is outside " + min + ".." + max);
    }
    return length;
  }

  private int number(String name, int size) {
    need(name, size);
    int start = position;
    int value = take(position, size);
    position += size;
    if (sink != null) {
      report(name, start, size, value);
    }
    return value;
  }

  private int take(int at, int size) {
    int value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << 8) | (octets[at + i] & 0xFF);
    }
    return value;
  }

  private void need(String name, int count) {
    if (count > limit - position) {
      throw new TlsFailure.Malformed(
          Reason.TRUNCATED_FIELD,
          join(name) + ": " + count + " octets are due, " + remaining() + " are left");
    }
  }

  /** Names from the outside in; put together only for a failure or a sink. */
  private String path() {
    if (outer == null) {
      return name;
    }
    String before = outer.path(outerElement);
    return before.isEmpty() || name.isEmpty() ? before + name : before + "." + name;
  }

  private String path(int element) {
    return element < 0 ? path() : path() + "[" + element + "]";
  }

  private String join(String field) {
    String before = path(element);
    return before.isEmpty() || field.isEmpty() ? before + field : before + "." + field;
  }

  private void report(String name, int start, int length, Object value) {
    if (sink != null) {
      sink.accept(new Field(join(name), start - base, length, value.toString()));
    }
  }

  /**
   * Text with everything but printable US-ASCII as {@code \xNN}, so that a trace cannot drive a
   * terminal.
   */
  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7F && c != '\\') {
        shown.append(c);
      } else {
        shown.append(String.format("\\x%02x", (int) c));
      }
    }
    return shown.toString();
  }
}
