package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * key_share in a ServerHello (RFC 9846 §4.3.8).
 *
 * <pre>
 *   struct {
 *       KeyShareEntry server_share;
 *   } KeyShareServerHello;
 * </pre>
 *
 * @param serverShare in a group of which the client offered a share
 */
public record SelectedKeyShare(KeyShareEntry serverShare) implements Extension {
  static SelectedKeyShare read(WireReader reader) {
    WireReader share = reader.restAs("server_share");
    KeyShareEntry serverShare = KeyShareEntry.read(share);
    share.end();
    return new SelectedKeyShare(serverShare);
  }

  @Override
  public void write(WireWriter writer) {
    serverShare.write(writer);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.KEY_SHARE;
  }
}
