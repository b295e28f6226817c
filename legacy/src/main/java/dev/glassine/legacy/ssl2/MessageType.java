package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The octet in front of each message (SSL 2.0 §C.2). */
enum MessageType {
  ERROR(0, "ERROR", "§2.7", ErrorMessage::read),
  CLIENT_HELLO(1, "CLIENT-HELLO", "§2.5", Ssl2ClientHello::read),
  CLIENT_MASTER_KEY(2, "CLIENT-MASTER-KEY", "§2.5", ClientMasterKey::read),
  CLIENT_FINISHED(3, "CLIENT-FINISHED", "§2.5", ClientFinished::read),
  SERVER_HELLO(4, "SERVER-HELLO", "§2.6", Ssl2ServerHello::read),
  SERVER_VERIFY(5, "SERVER-VERIFY", "§2.6", ServerVerify::read),
  SERVER_FINISHED(6, "SERVER-FINISHED", "§2.6", ServerFinished::read),
  REQUEST_CERTIFICATE(7, "REQUEST-CERTIFICATE", "§2.6", RequestCertificate::read),
  CLIENT_CERTIFICATE(8, "CLIENT-CERTIFICATE", "§2.5", ClientCertificate::read);

  private final int code;
  private final String wireName;
  private final String section;

  @SuppressWarnings("ImmutableEnumChecker") // a method
  private final Function<WireReader, Message> body;

  MessageType(int code, String wireName, String section, Function<WireReader, Message> body) {
    this.code = code;
    this.wireName = wireName;
    this.section = section;
    this.body = body;
  }

  /** Reads one whole message. */
  static Message read(Bytes raw) {
    return read(raw.reader());
  }

  /** Reads one whole message, up to the end of {@code reader}. */
  static Message read(WireReader reader) {
    int code = reader.u8("MSG", MessageType::label);
    MessageType type = of(code);
    if (type == null) {
      throw new TlsFailure.Malformed(
          Reason.UNKNOWN_HANDSHAKE_TYPE, "SSL 2.0 has no message type " + code);
    }
    Message message = type.body.apply(reader);
    reader.end();
    return message;
  }

  private static @Nullable MessageType of(int code) {
    return code < values().length ? values()[code] : null;
  }

  private static String label(int code) {
    MessageType type = of(code);
    return type == null ? Integer.toString(code) : type.wireName + "(" + code + ")";
  }

  int code() {
    return code;
  }

  String wireName() {
    return wireName;
  }

  String reference() {
    return "SSL 2.0 " + section;
  }
}
