package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * Empty status_request: in a ServerHello of TLS 1.2 a CertificateStatus message will follow (RFC
 * 6066 §8), in a CertificateRequest of TLS 1.3 the server would like a stapled response with the
 * client's certificate (RFC 9846 §4.5.1.1).
 */
public record StatusRequestAcknowledged() implements Extension {
  static StatusRequestAcknowledged read(WireReader reader) {
    return new StatusRequestAcknowledged();
  }

  @Override
  public void write(WireWriter writer) {
    // extension_data is empty
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.STATUS_REQUEST;
  }
}
