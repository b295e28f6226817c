package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;

/**
 * RFC 5246 §7.4.7; its shape depends on the key exchange, so the body stays opaque until {@code
 * KeyAgreement} decodes it.
 *
 * @param body everything after the header
 */
public record ClientKeyExchange(Bytes body) implements HandshakeMessage {

  static ClientKeyExchange read(WireReader reader) {
    return new ClientKeyExchange(reader.rest("exchange_keys"));
  }

  @Override
  public void write(WireWriter writer) {
    writer.fixed(body);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CLIENT_KEY_EXCHANGE;
  }
}
