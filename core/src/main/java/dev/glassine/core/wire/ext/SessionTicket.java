package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;

/**
 * session_ticket of TLS 1.2 and before (RFC 5077 §3.2).
 *
 * @param ticket the ticket fills {@code extension_data}, without a length of its own; empty where a
 *     client asks for one or a server promises one
 */
public record SessionTicket(Bytes ticket) implements Extension {
  /** A client that would like a ticket, or a server that will send one. */
  public static final SessionTicket EMPTY = new SessionTicket(Bytes.EMPTY);

  static SessionTicket readOffer(WireReader reader) {
    return new SessionTicket(reader.rest("ticket"));
  }

  static SessionTicket readPromise(WireReader reader) {
    return EMPTY;
  }

  @Override
  public void write(WireWriter writer) {
    writer.fixed(ticket);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.SESSION_TICKET;
  }
}
