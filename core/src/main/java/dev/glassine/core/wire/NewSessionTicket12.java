package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;

/**
 * NewSessionTicket of TLS 1.2 and before (RFC 5077 §3.3).
 *
 * <pre>
 *   struct {
 *       uint32 ticket_lifetime_hint;
 *       opaque ticket&lt;0..2^16-1&gt;;
 *   } NewSessionTicket;
 * </pre>
 *
 * @param ticketLifetimeHint seconds; 0 leaves it to the client
 */
public record NewSessionTicket12(long ticketLifetimeHint, Bytes ticket)
    implements HandshakeMessage {

  static NewSessionTicket12 read(WireReader reader) {
    return new NewSessionTicket12(
        reader.u32("ticket_lifetime_hint"), reader.opaque16("ticket", 0, 0xFFFF));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(ticketLifetimeHint).opaque16(ticket);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.NEW_SESSION_TICKET;
  }
}
