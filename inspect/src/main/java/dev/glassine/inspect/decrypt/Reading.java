package dev.glassine.inspect.decrypt;

import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeMessage;

/** How the handshake goes on after the hellos, as a third follows it. */
interface Reading {
  /** By which messages are read from here on. */
  ProtocolVersion version();

  /** The next message, told already. */
  void message(Side sender, HandshakeMessage message, Bytes raw);

  /** change_cipher_spec of one side, told already. */
  void changeCipherSpec(Side sender);

  /** Lets go of secrets. */
  void close();
}
