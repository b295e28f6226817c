package dev.glassine.core.handshake;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The application's ticket keys; what they throw is the application's failure, and says so. */
record ApplicationTicketKeys(TicketKeys keys) implements TicketKeys {
  @Override
  public Bytes seal(SessionState session, Instant now) {
    try {
      return keys.seal(session, now);
    } catch (RuntimeException e) {
      throw TlsFailure.ofCallback("TicketKeys", e);
    }
  }

  @Override
  public @Nullable SessionState open(Bytes ticket, Instant now) {
    try {
      return keys.open(ticket, now);
    } catch (RuntimeException e) {
      throw TlsFailure.ofCallback("TicketKeys", e);
    }
  }
}
