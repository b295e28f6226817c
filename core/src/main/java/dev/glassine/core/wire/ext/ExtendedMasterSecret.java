package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * extended_master_secret (RFC 7627 §5.1): the main secret of TLS 1.2 and before depends on the
 * whole handshake; {@code extension_data} is empty in both directions.
 */
public record ExtendedMasterSecret() implements Extension {
  static ExtendedMasterSecret read(WireReader reader) {
    return new ExtendedMasterSecret();
  }

  @Override
  public void write(WireWriter writer) {
    // extension_data is empty
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.EXTENDED_MASTER_SECRET;
  }
}
