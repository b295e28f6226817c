package dev.glassine.core.wire;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.MessagePlace;

/**
 * NewSessionTicket of TLS 1.3 (RFC 9846 §4.7.1).
 *
 * <pre>
 *   struct {
 *       uint32 ticket_lifetime;
 *       uint32 ticket_age_add;
 *       opaque ticket_nonce&lt;0..255&gt;;
 *       opaque ticket&lt;1..2^16-1&gt;;
 *       Extension extensions&lt;0..2^16-1&gt;;
 *   } NewSessionTicket;
 * </pre>
 *
 * @param ticketLifetime seconds, at most 604800
 * @param ticketAgeAdd added to the ticket's age to hide it
 */
public record NewSessionTicket(
    long ticketLifetime, long ticketAgeAdd, Bytes ticketNonce, Bytes ticket, Extensions extensions)
    implements HandshakeMessage {

  static NewSessionTicket read(WireReader reader) {
    long lifetime = reader.u32("ticket_lifetime");
    long ageAdd = reader.u32("ticket_age_add");
    Bytes nonce = reader.opaque8("ticket_nonce", 0, 0xFF);
    Bytes ticket = reader.opaque16("ticket", 1, 0xFFFF);
    return new NewSessionTicket(
        lifetime, ageAdd, nonce, ticket, Extensions.read(reader, MessagePlace.NEW_SESSION_TICKET));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(ticketLifetime).u32(ticketAgeAdd).opaque8(ticketNonce).opaque16(ticket);
    extensions.write(writer);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.NEW_SESSION_TICKET;
  }
}
