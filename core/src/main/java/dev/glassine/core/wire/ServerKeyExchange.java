package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;

/**
 * RFC 5246 §7.4.3; its shape depends on the key exchange, so the body stays opaque until {@code
 * KeyAgreement} decodes it.
 *
 * @param body everything after the header
 */
public record ServerKeyExchange(Bytes body) implements HandshakeMessage {

  static ServerKeyExchange read(WireReader reader) {
    return new ServerKeyExchange(reader.rest("params"));
  }

  @Override
  public void write(WireWriter writer) {
    writer.fixed(body);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_KEY_EXCHANGE;
  }
}
