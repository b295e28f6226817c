package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;

/** RFC 5246 §7.4.5; no body. */
public record ServerHelloDone() implements HandshakeMessage {

  static ServerHelloDone read(WireReader reader) {
    return new ServerHelloDone();
  }

  @Override
  public void write(WireWriter writer) {
    // no body
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_HELLO_DONE;
  }
}
