package dev.glassine.core.session;

import dev.glassine.core.wire.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Seals sessions into tickets, so that the server keeps nothing (RFC 5077, RFC 9846 §4.7.1).
 * Thread-safe.
 */
public interface TicketKeys {
  /**
   * The sealed session, or no octets where it is not to be sealed: it would make too long a ticket
   * (the peer's chain is in it), or no key may seal any more. Then no ticket is sent.
   */
  Bytes seal(SessionState session, Instant now);

  /** The session inside, or null where no key opens it, it is malformed, or it has expired. */
  @Nullable SessionState open(Bytes ticket, Instant now);
}
