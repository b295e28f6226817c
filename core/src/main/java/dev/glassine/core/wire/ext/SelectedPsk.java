package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * pre_shared_key in a ServerHello (RFC 9846 §4.3.11).
 *
 * <pre>
 *   uint16 selected_identity;
 * </pre>
 *
 * @param selectedIdentity index into the client's identities, from 0
 */
public record SelectedPsk(int selectedIdentity) implements Extension {
  static SelectedPsk read(WireReader reader) {
    return new SelectedPsk(reader.u16("selected_identity"));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(selectedIdentity);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.PRE_SHARED_KEY;
  }
}
