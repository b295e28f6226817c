package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * A public value with the group that it belongs to (RFC 9846 §4.3.8).
 *
 * <pre>
 *   struct {
 *       NamedGroup group;
 *       opaque key_exchange&lt;1..2^16-1&gt;;
 *   } KeyShareEntry;
 * </pre>
 *
 * @param group known or not
 * @param keyExchange the public value as the group encodes it; its length is not checked here,
 *     since a share of an unknown group must survive
 */
public record KeyShareEntry(NamedGroup group, Bytes keyExchange) {
  static KeyShareEntry read(WireReader reader) {
    return new KeyShareEntry(
        reader.code16("group", NamedGroup::of), reader.opaque16("key_exchange", 1, 0xFFFF));
  }

  void write(WireWriter writer) {
    writer.code16(group).opaque16(keyExchange);
  }
}
