package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * early_data in a ClientHello (0-RTT data follows) and in EncryptedExtensions (the server reads
 * it); empty (RFC 9846 §4.3.10). {@link EarlyDataLimit} is its form in a NewSessionTicket.
 */
public record EarlyData() implements Extension {
  static EarlyData read(WireReader reader) {
    return new EarlyData();
  }

  @Override
  public void write(WireWriter writer) {
    // extension_data is empty
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.EARLY_DATA;
  }
}
