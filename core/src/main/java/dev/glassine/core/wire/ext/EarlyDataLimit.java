package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * early_data in a NewSessionTicket (RFC 9846 §4.3.10): this ticket may carry 0-RTT data.
 *
 * <pre>
 *   uint32 max_early_data_size;
 * </pre>
 *
 * @param maxEarlyDataSize octets of application data, 0..2^32-1
 */
public record EarlyDataLimit(long maxEarlyDataSize) implements Extension {
  static EarlyDataLimit read(WireReader reader) {
    return new EarlyDataLimit(reader.u32("max_early_data_size"));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(maxEarlyDataSize);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.EARLY_DATA;
  }
}
