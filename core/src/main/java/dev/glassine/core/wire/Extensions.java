package dev.glassine.core.wire;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.MessagePlace;
import dev.glassine.core.wire.ext.ExtensionCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of one message, in the order of the wire (RFC 9846 §4.3).
 *
 * <pre>
 *   struct {
 *       ExtensionType extension_type;
 *       opaque extension_data&lt;0..2^16-1&gt;;
 *   } Extension;
 * </pre>
 *
 * Reading refuses duplicates and, from the registry's table, types that may not stand in the
 * message.
 *
 * @param list in the order of the wire
 */
public record Extensions(List<Extension> list) {
  /** None. */
  public static final Extensions NONE = new Extensions(List.of());

  /** Copies the list. */
  public Extensions {
    list = List.copyOf(list);
  }

  /** These extensions in this order. */
  public static Extensions of(Extension... extensions) {
    return new Extensions(List.of(extensions));
  }

  /** The extension of this class, or null where the message lacks it. */
  public <E extends Extension> @Nullable E get(Class<E> kind) {
    // by index: asked dozens of times a handshake, and an iterator each time adds up
    for (int i = 0; i < list.size(); i++) {
      Extension extension = list.get(i);
      if (kind.isInstance(extension)) {
        return kind.cast(extension);
      }
    }
    return null;
  }

  /** Whether an extension of this type is present. */
  public boolean has(ExtensionType type) {
    for (Extension extension : list) {
      if (extension.type().equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** The types in the order of the wire. */
  public List<ExtensionType> types() {
    ExtensionType[] types = new ExtensionType[list.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = list.get(i).type();
    }
    return List.of(types);
  }

  /** These and one more at the end. */
  public Extensions plus(Extension extension) {
    List<Extension> more = new ArrayList<>(list);
    more.add(extension);
    return new Extensions(more);
  }

  /** Reads the vector {@code Extension extensions<0..2^16-1>} of a message. */
  public static Extensions read(WireReader reader, MessagePlace place) {
    WireReader vector = reader.vector16("extensions", 0, 0xFFFF);
    List<Extension> list = new ArrayList<>();
    Seen seen = new Seen();
    while (vector.nextElement()) {
      ExtensionType type = vector.code16("extension_type", ExtensionType::of);
      WireReader data = vector.vector16(type.name(), 0, 0xFFFF);
      if (!seen.add(type)) {
        throw new TlsFailure.Malformed(Reason.DUPLICATE_EXTENSION, type + " in " + place);
      }
      if (!type.mayStandIn(place)) {
        throw new TlsFailure.Misbehaved(Reason.MISPLACED_EXTENSION, type + " in " + place);
      }
      list.add(ExtensionCodec.read(type, place, data));
      data.end();
    }
    return new Extensions(list);
  }

  /** Which types have been read: bits for the numbers of IANA's first rows, a set for the rest. */
  private static final class Seen {
    private long low;
    private @Nullable Set<Integer> high;

    /** False where it was there already. */
    boolean add(ExtensionType type) {
      int code = type.code();
      if (code < Long.SIZE) {
        long before = low;
        low |= 1L << code;
        return low != before;
      }
      if (high == null) {
        high = new HashSet<>();
      }
      return high.add(code);
    }
  }

  /**
   * Reads the extensions of a ServerHello: supported_versions makes it one of TLS 1.3 (RFC 9846
   * §4.3.1), and which others may stand in it depends on that.
   */
  static Extensions readServerHello(WireReader reader) {
    WireReader ahead = reader.copy();
    WireReader vector = ahead.vector16("extensions", 0, 0xFFFF);
    boolean tls13 = false;
    while (vector.hasRemaining()) {
      tls13 |= vector.u16("extension_type") == ExtensionType.SUPPORTED_VERSIONS.code();
      vector.vector16("extension_data", 0, 0xFFFF);
    }
    return read(reader, tls13 ? MessagePlace.SERVER_HELLO : MessagePlace.SERVER_HELLO_1_2);
  }

  /** Writes the vector with its length. */
  public void write(WireWriter writer) {
    writer.vector16(
        () -> {
          for (Extension extension : list) {
            writer.u16(extension.type().code());
            writer.vector16(() -> extension.write(writer));
          }
        });
  }
}
