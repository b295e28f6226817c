package dev.glassine.core.wire;

/**
 * What one side says to the other above the record layer, and what a trace can show: handshake
 * messages, alerts and change_cipher_spec. A plain interface, so that the legacy module can add SSL
 * 2.0's messages.
 */
public interface ProtocolMessage {
  /** The name in the RFC: {@code ClientHello}. */
  String messageName();
}
