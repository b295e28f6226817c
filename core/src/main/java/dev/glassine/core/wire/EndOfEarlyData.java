package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;

/** RFC 9846 §4.6; no body. */
public record EndOfEarlyData() implements HandshakeMessage {

  static EndOfEarlyData read(WireReader reader) {
    return new EndOfEarlyData();
  }

  @Override
  public void write(WireWriter writer) {
    // no body
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.END_OF_EARLY_DATA;
  }
}
