package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;

/**
 * RFC 9846 §4.5.3, RFC 5246 §7.4.9: the verify data fills the message.
 *
 * @param verifyData 12 octets in TLS 1.2 and before, the hash's length in TLS 1.3, 36 in SSL 3.0
 */
public record Finished(Bytes verifyData) implements HandshakeMessage {

  static Finished read(WireReader reader) {
    return new Finished(reader.rest("verify_data"));
  }

  @Override
  public void write(WireWriter writer) {
    writer.fixed(verifyData);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.FINISHED;
  }
}
