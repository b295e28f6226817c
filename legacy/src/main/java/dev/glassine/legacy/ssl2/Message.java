package dev.glassine.legacy.ssl2;

import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Field;
import dev.glassine.core.wire.Ssl2Message;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of SSL 2.0 (§2.4): an octet that says which, and its data. Each record's file opens
 * with the draft's struct and has {@code read} and {@link #writeBody} side by side. Field names are
 * the draft's.
 */
sealed interface Message extends Ssl2Message
    permits Ssl2ClientHello,
        ClientMasterKey,
        ClientFinished,
        Ssl2ServerHello,
        ServerVerify,
        ServerFinished,
        RequestCertificate,
        ClientCertificate,
        ErrorMessage {
  /** Which message it is. */
  MessageType type();

  /** Writes what follows the message type. */
  void writeBody(WireWriter writer);

  @Override
  default String messageName() {
    return type().wireName();
  }

  @Override
  default String reference() {
    return type().reference();
  }

  @Override
  default void write(WireWriter writer) {
    writer.u8(type().code());
    writeBody(writer);
  }

  /** The whole message. */
  default Bytes encoded() {
    WireWriter writer = new WireWriter();
    write(writer);
    return writer.toBytes();
  }

  @Override
  default List<Field> fields(Bytes raw) {
    List<Field> fields = new ArrayList<>();
    MessageType.read(WireReader.recording(raw, fields::add));
    return List.copyOf(fields);
  }
}
