package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * encrypt_then_mac (RFC 7366 §2): CBC records authenticate the ciphertext; {@code extension_data}
 * is empty in both directions.
 */
public record EncryptThenMac() implements Extension {
  static EncryptThenMac read(WireReader reader) {
    return new EncryptThenMac();
  }

  @Override
  public void write(WireWriter writer) {
    // extension_data is empty
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.ENCRYPT_THEN_MAC;
  }
}
