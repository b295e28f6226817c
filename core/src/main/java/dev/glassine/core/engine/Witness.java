package dev.glassine.core.engine;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.Ssl2Message;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees all that one connection does, tells its listener, and notes which doors of {@link Legacy}
 * were used. What a listener throws ends the connection; where that has ended already, it is kept
 * with why. One owner thread.
 */
final class Witness {
  private final @Nullable TlsListener listener;
  private final boolean wantsRecords;
  private @Nullable DoorsUsed doors;
  private @Nullable TlsFailure end;

  /**
   * For a connection that has done nothing yet.
   *
   * @param listener the connection's own, or null; the configuration's comes first
   */
  Witness(TlsConfig config, @Nullable TlsListener listener) {
    this.listener = TlsListener.both(config.newListener(), listener);
    this.wantsRecords = this.listener != null && this.listener.wantsRecords();
    this.doors = config.legacy().isNone() ? null : new DoorsUsed();
  }

  /** Whether somebody wants to hear of each record. */
  boolean wantsRecords() {
    return wantsRecords;
  }

  /** Tells the listener, if there is one. */
  void tell(TlsEvent event) {
    if (listener == null) {
      return;
    }
    try {
      listener.on(event);
    } catch (RuntimeException e) {
      if (end == null) {
        throw TlsFailure.ofCallback("TlsListener", e);
      }
      if (end != e) {
        end.addSuppressed(e);
      }
    }
  }

  /** A message was sent or has arrived. */
  void message(Side sender, HandshakeMessage message, Bytes raw, ProtocolVersion version) {
    tell(new TlsEvent.Message(sender, message, raw, version));
    if (doors != null) {
      doors.saw(message);
    }
  }

  /** The same in SSL 2.0 format. */
  void message(Side sender, Ssl2Message message, Bytes raw) {
    tell(new TlsEvent.MessageInSsl2(sender, message, raw));
    if (doors != null) {
      doors.sawSsl2Hello();
    }
  }

  /** The handshake is complete. */
  void completed(ConnectionInfo agreed) {
    tell(new TlsEvent.Completed(agreed));
    Set<Danger> used = doors == null ? Set.of() : doors.in(agreed);
    doors = null;
    if (!used.isEmpty()) {
      tell(new TlsEvent.LegacyUsed(used, agreed));
    }
  }

  /** The connection has failed: from here on a listener that throws changes nothing. */
  void ended(TlsFailure failure) {
    end = failure;
  }
}
