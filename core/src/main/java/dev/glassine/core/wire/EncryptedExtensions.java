package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.MessagePlace;

/**
 * RFC 9846 §4.4.1.
 *
 * <pre>
 *   struct {
 *       Extension extensions&lt;0..2^16-1&gt;;
 *   } EncryptedExtensions;
 * </pre>
 */
public record EncryptedExtensions(Extensions extensions) implements HandshakeMessage {

  static EncryptedExtensions read(WireReader reader) {
    return new EncryptedExtensions(Extensions.read(reader, MessagePlace.ENCRYPTED_EXTENSIONS));
  }

  @Override
  public void write(WireWriter writer) {
    extensions.write(writer);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.ENCRYPTED_EXTENSIONS;
  }
}
