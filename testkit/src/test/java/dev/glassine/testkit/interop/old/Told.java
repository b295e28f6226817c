package dev.glassine.testkit.interop.old;

import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.HandshakeMessage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one connection of ours came to.
 *
 * @param info null where the handshake failed
 * @param failure null where nothing failed
 */
record Told(@Nullable ConnectionInfo info, List<TlsEvent> events, @Nullable Exception failure) {
  /** Copies the list. */
  Told {
    events = List.copyOf(events);
  }

  /** What the handshake agreed on; fails with the reason where it failed. */
  ConnectionInfo agreed() {
    if (info == null) {
      throw new AssertionError("our side failed", failure);
    }
    return info;
  }

  private <E extends TlsEvent> Stream<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The messages that one side sent. */
  List<HandshakeMessage> messages(Side sender) {
    return all(TlsEvent.Message.class)
        .filter(message -> message.sender() == sender)
        .map(TlsEvent.Message::message)
        .toList();
  }

  /** Whether the client's hello was in SSL 2.0 format. */
  boolean greetsInSsl2() {
    return all(TlsEvent.MessageInSsl2.class)
        .anyMatch(message -> message.message().messageName().equals("CLIENT-HELLO"));
  }

  /** The alerts that one side sent. */
  List<Alert> alerts(Side sender) {
    return all(TlsEvent.AlertSeen.class)
        .filter(alert -> alert.sender() == sender)
        .map(TlsEvent.AlertSeen::alert)
        .toList();
  }

  /** Whether the connection went through this door. */
  boolean used(Danger door) {
    return all(TlsEvent.LegacyUsed.class).anyMatch(event -> event.dangers().contains(door));
  }

  /** Whether one side has said close_notify. */
  boolean closed(Side sender) {
    return all(TlsEvent.Closed.class).anyMatch(event -> event.sender() == sender && event.clean());
  }
}
