package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireWriter;

/**
 * An extension that we do not act on: GREASE, or a number that we do not know; its octets survive.
 */
public record UnknownExtension(ExtensionType type, Bytes data) implements Extension {
  @Override
  public void write(WireWriter writer) {
    writer.fixed(data);
  }
}
