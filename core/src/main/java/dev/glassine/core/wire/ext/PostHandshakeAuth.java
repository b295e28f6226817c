package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * post_handshake_auth (RFC 9846 §4.3.6): the client will answer a CertificateRequest after the
 * handshake; empty.
 */
public record PostHandshakeAuth() implements Extension {
  static PostHandshakeAuth read(WireReader reader) {
    return new PostHandshakeAuth();
  }

  @Override
  public void write(WireWriter writer) {
    // extension_data is empty
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.POST_HANDSHAKE_AUTH;
  }
}
