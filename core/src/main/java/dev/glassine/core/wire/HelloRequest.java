package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;

/** RFC 5246 §7.4.1.1: the server asks for a new handshake; no body. */
public record HelloRequest() implements HandshakeMessage {

  static HelloRequest read(WireReader reader) {
    return new HelloRequest();
  }

  @Override
  public void write(WireWriter writer) {
    // no body
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.HELLO_REQUEST;
  }
}
