package dev.glassine.core.registry;

import org.jspecify.annotations.Nullable;

/** The type octet of a handshake message (RFC 9846 §4; RFC 5246 §7.4; RFC 6066 §8; RFC 8879). */
public enum HandshakeType {
  /** TLS 1.2 and before: a server asks for renegotiation (RFC 5246 §7.4.1.1). */
  HELLO_REQUEST(0, "hello_request"),
  /** RFC 9846 §4.2.2. */
  CLIENT_HELLO(1, "client_hello"),
  /** RFC 9846 §4.2.3; with the special random it is a HelloRetryRequest (§4.2.4). */
  SERVER_HELLO(2, "server_hello"),
  /** RFC 9846 §4.7.1; RFC 5077. */
  NEW_SESSION_TICKET(4, "new_session_ticket"),
  /** RFC 9846 §4.6. */
  END_OF_EARLY_DATA(5, "end_of_early_data"),
  /** RFC 9846 §4.4.1. */
  ENCRYPTED_EXTENSIONS(8, "encrypted_extensions"),
  /** RFC 9846 §4.5.1. */
  CERTIFICATE(11, "certificate"),
  /** TLS 1.2 and before (RFC 5246 §7.4.3). */
  SERVER_KEY_EXCHANGE(12, "server_key_exchange"),
  /** RFC 9846 §4.4.2. */
  CERTIFICATE_REQUEST(13, "certificate_request"),
  /** TLS 1.2 and before (RFC 5246 §7.4.5). */
  SERVER_HELLO_DONE(14, "server_hello_done"),
  /** RFC 9846 §4.5.2. */
  CERTIFICATE_VERIFY(15, "certificate_verify"),
  /** TLS 1.2 and before (RFC 5246 §7.4.7). */
  CLIENT_KEY_EXCHANGE(16, "client_key_exchange"),
  /** RFC 9846 §4.5.3. */
  FINISHED(20, "finished"),
  /** TLS 1.2 and before (RFC 6066 §8). */
  CERTIFICATE_STATUS(22, "certificate_status"),
  /** RFC 9846 §4.7.3. */
  KEY_UPDATE(24, "key_update"),
  /** RFC 8879. */
  COMPRESSED_CERTIFICATE(25, "compressed_certificate"),
  /**
   * Synthetic: stands for the first ClientHello in the transcript after a HelloRetryRequest (RFC
   * 9846 §4.1).
   */
  MESSAGE_HASH(254, "message_hash");

  /** {@code values()} makes a copy each time. */
  private static final HandshakeType[] ALL = values();

  private final int code;
  private final String wireName;

  HandshakeType(int code, String wireName) {
    this.code = code;
    this.wireName = wireName;
  }

  /** The octet on the wire. */
  public int code() {
    return code;
  }

  /** The name in the RFC, in lower case: {@code client_hello}. */
  public String wireName() {
    return wireName;
  }

  /** The type with this code, or null where no type has it. */
  public static @Nullable HandshakeType of(int code) {
    for (HandshakeType type : ALL) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}
