package dev.glassine.core.wire;

import dev.glassine.core.registry.ExtensionType;

/** One extension (RFC 9846 §4.3); one record file each in {@code wire.ext}. */
public interface Extension {
  /** Its row in the registry. */
  ExtensionType type();

  /** Writes {@code extension_data}, without type and length. */
  void write(WireWriter writer);
}
