package dev.glassine.core.wire;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Octets to handshake message and back, with no connection needed: the version is a parameter (RFC
 * 9846 §4).
 *
 * <pre>
 *   struct {
 *       HandshakeType msg_type;
 *       uint24 length;
 *       select (Handshake.msg_type) { ... };
 *   } Handshake;
 * </pre>
 */
public final class HandshakeCodec {
  private HandshakeCodec() {}

  /**
   * Reads one whole message, header included.
   *
   * @param version decides between the shapes of TLS 1.3 and of 1.2 and before; hellos read the
   *     same in all
   * @throws TlsFailure where the octets do not parse, or the version has no such message
   */
  public static HandshakeMessage decode(Bytes raw, ProtocolVersion version) {
    return decode(raw.reader(), version);
  }

  /** The fields of a whole message with their octet ranges, for a trace; reads it anew. */
  public static List<Field> fields(Bytes raw, ProtocolVersion version) {
    List<Field> fields = new ArrayList<>();
    decode(WireReader.recording(raw, fields::add), version);
    return List.copyOf(fields);
  }

  /** Reads one whole message, reporting each field to {@code sink}. */
  public static HandshakeMessage decode(Bytes raw, ProtocolVersion version, Consumer<Field> sink) {
    return decode(WireReader.recording(raw, sink), version);
  }

  private static HandshakeMessage decode(WireReader reader, ProtocolVersion version) {
    int code = reader.u8("msg_type", HandshakeCodec::typeName);
    int length = reader.u24("length");
    WireReader body = reader.inner("", length);
    reader.end();
    HandshakeType type = HandshakeType.of(code);
    if (type == null) {
      throw new TlsFailure.Malformed(Reason.UNKNOWN_HANDSHAKE_TYPE, "handshake type " + code);
    }
    HandshakeMessage message =
        version.atLeast(ProtocolVersion.TLS_1_3) ? body13(type, body) : body12(type, body, version);
    body.end();
    return message;
  }

  private static HandshakeMessage body13(HandshakeType type, WireReader body) {
    return switch (type) {
      case CLIENT_HELLO -> ClientHello.read(body);
      case SERVER_HELLO -> ServerHello.read(body);
      case NEW_SESSION_TICKET -> NewSessionTicket.read(body);
      case END_OF_EARLY_DATA -> EndOfEarlyData.read(body);
      case ENCRYPTED_EXTENSIONS -> EncryptedExtensions.read(body);
      case CERTIFICATE -> CertificateMessage.read(body);
      case CERTIFICATE_REQUEST -> CertificateRequest.read(body);
      case CERTIFICATE_VERIFY -> CertificateVerify.read(body);
      case FINISHED -> Finished.read(body);
      case KEY_UPDATE -> KeyUpdate.read(body);
      default ->
          throw new TlsFailure.Malformed(
              Reason.UNKNOWN_HANDSHAKE_TYPE, type.wireName() + " does not exist in TLS 1.3");
    };
  }

  private static HandshakeMessage body12(
      HandshakeType type, WireReader body, ProtocolVersion version) {
    return switch (type) {
      case HELLO_REQUEST -> HelloRequest.read(body);
      case CLIENT_HELLO -> ClientHello.read(body);
      case SERVER_HELLO -> ServerHello.read(body);
      case NEW_SESSION_TICKET -> NewSessionTicket12.read(body);
      case CERTIFICATE -> CertificateMessage12.read(body);
      case SERVER_KEY_EXCHANGE -> ServerKeyExchange.read(body);
      case CERTIFICATE_REQUEST -> CertificateRequest12.read(body, version);
      case SERVER_HELLO_DONE -> ServerHelloDone.read(body);
      case CERTIFICATE_VERIFY -> CertificateVerify.read(body, version);
      case CLIENT_KEY_EXCHANGE -> ClientKeyExchange.read(body);
      case FINISHED -> Finished.read(body);
      case CERTIFICATE_STATUS -> CertificateStatus.read(body);
      default ->
          throw new TlsFailure.Malformed(
              Reason.UNKNOWN_HANDSHAKE_TYPE, type.wireName() + " does not exist in " + version);
    };
  }

  private static String typeName(int code) {
    HandshakeType type = HandshakeType.of(code);
    return type == null ? Integer.toString(code) : type.wireName();
  }

  /** The whole message, header included. */
  public static Bytes encode(HandshakeMessage message) {
    WireWriter writer = new WireWriter(256);
    encode(message, writer);
    return writer.toBytes();
  }

  /** Writes the whole message, header included. */
  public static void encode(HandshakeMessage message, WireWriter writer) {
    writer.u8(message.type().code());
    writer.vector24(() -> message.write(writer));
  }
}
