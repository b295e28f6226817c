package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * supported_versions in a ServerHello or HelloRetryRequest (RFC 9846 §4.3.1).
 *
 * @param selectedVersion the server's choice
 */
public record SupportedVersion(ProtocolVersion selectedVersion) implements Extension {
  static SupportedVersion read(WireReader reader) {
    return new SupportedVersion(reader.code16("selected_version", ProtocolVersion::of));
  }

  @Override
  public void write(WireWriter writer) {
    writer.code16(selectedVersion);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.SUPPORTED_VERSIONS;
  }
}
