package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * key_share in a HelloRetryRequest (RFC 9846 §4.3.8).
 *
 * <pre>
 *   struct {
 *       NamedGroup selected_group;
 *   } KeyShareHelloRetryRequest;
 * </pre>
 *
 * @param selectedGroup the group of which the server would like a share
 */
public record RequestedGroup(NamedGroup selectedGroup) implements Extension {
  static RequestedGroup read(WireReader reader) {
    return new RequestedGroup(reader.code16("selected_group", NamedGroup::of));
  }

  @Override
  public void write(WireWriter writer) {
    writer.code16(selectedGroup);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.KEY_SHARE;
  }
}
