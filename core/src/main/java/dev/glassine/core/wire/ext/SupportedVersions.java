package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.List;

/**
 * supported_versions in a ClientHello (RFC 9846 §4.3.1); {@link SupportedVersion} answers it.
 *
 * <pre>
 *   ProtocolVersion versions&lt;2..254&gt;;
 * </pre>
 *
 * @param versions in the client's order of preference
 */
public record SupportedVersions(List<ProtocolVersion> versions) implements Extension {
  /** Copies the list. */
  public SupportedVersions {
    versions = List.copyOf(versions);
  }

  static SupportedVersions read(WireReader reader) {
    return new SupportedVersions(reader.codes8("versions", 2, 254, ProtocolVersion::of));
  }

  @Override
  public void write(WireWriter writer) {
    writer.codes8(versions);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.SUPPORTED_VERSIONS;
  }
}
