package dev.glassine.core.handshake;

import dev.glassine.core.wire.ProtocolMessage;

/** A message in a state: what the switch of a flow's {@code step} looks at. */
public record On(State state, ProtocolMessage message) {}
