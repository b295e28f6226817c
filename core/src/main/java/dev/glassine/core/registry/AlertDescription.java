package dev.glassine.core.registry;

import org.jspecify.annotations.Nullable;

/** What an alert says (RFC 9846 §6; older ones from RFC 5246 §7.2 and RFC 6101 §5.4). */
public enum AlertDescription {
  /** RFC 9846 §6.1. */
  CLOSE_NOTIFY(0, "close_notify"),
  UNEXPECTED_MESSAGE(10, "unexpected_message"),
  BAD_RECORD_MAC(20, "bad_record_mac"),
  /**
   * Reserved since TLS 1.1: telling it apart from bad_record_mac made padding oracles (RFC 5246
   * §7.2.2).
   */
  DECRYPTION_FAILED(21, "decryption_failed"),
  RECORD_OVERFLOW(22, "record_overflow"),
  DECOMPRESSION_FAILURE(30, "decompression_failure"),
  HANDSHAKE_FAILURE(40, "handshake_failure"),
  /** SSL 3.0 only: the client has no certificate (RFC 6101 §5.4.2). */
  NO_CERTIFICATE(41, "no_certificate"),
  BAD_CERTIFICATE(42, "bad_certificate"),
  UNSUPPORTED_CERTIFICATE(43, "unsupported_certificate"),
  CERTIFICATE_REVOKED(44, "certificate_revoked"),
  CERTIFICATE_EXPIRED(45, "certificate_expired"),
  CERTIFICATE_UNKNOWN(46, "certificate_unknown"),
  ILLEGAL_PARAMETER(47, "illegal_parameter"),
  UNKNOWN_CA(48, "unknown_ca"),
  ACCESS_DENIED(49, "access_denied"),
  DECODE_ERROR(50, "decode_error"),
  DECRYPT_ERROR(51, "decrypt_error"),
  /** TLS 1.0, export suites only. */
  EXPORT_RESTRICTION(60, "export_restriction"),
  PROTOCOL_VERSION(70, "protocol_version"),
  INSUFFICIENT_SECURITY(71, "insufficient_security"),
  INTERNAL_ERROR(80, "internal_error"),
  /** RFC 7507 §2. */
  INAPPROPRIATE_FALLBACK(86, "inappropriate_fallback"),
  USER_CANCELED(90, "user_canceled"),
  /** TLS 1.2 and before (RFC 5246 §7.2.2). */
  NO_RENEGOTIATION(100, "no_renegotiation"),
  MISSING_EXTENSION(109, "missing_extension"),
  UNSUPPORTED_EXTENSION(110, "unsupported_extension"),
  CERTIFICATE_UNOBTAINABLE(111, "certificate_unobtainable"),
  UNRECOGNIZED_NAME(112, "unrecognized_name"),
  BAD_CERTIFICATE_STATUS_RESPONSE(113, "bad_certificate_status_response"),
  BAD_CERTIFICATE_HASH_VALUE(114, "bad_certificate_hash_value"),
  UNKNOWN_PSK_IDENTITY(115, "unknown_psk_identity"),
  CERTIFICATE_REQUIRED(116, "certificate_required"),
  /** RFC 9846 §6.2. */
  GENERAL_ERROR(117, "general_error"),
  NO_APPLICATION_PROTOCOL(120, "no_application_protocol"),
  /** RFC 9849 §11.2. */
  ECH_REQUIRED(121, "ech_required");

  private final int code;
  private final String wireName;

  AlertDescription(int code, String wireName) {
    this.code = code;
    this.wireName = wireName;
  }

  /** The octet on the wire. */
  public int code() {
    return code;
  }

  /** The name in the RFC, in lower case: {@code handshake_failure}. */
  public String wireName() {
    return wireName;
  }

  /** The description with this code, or null where none has it. */
  public static @Nullable AlertDescription of(int code) {
    for (AlertDescription description : values()) {
      if (description.code == code) {
        return description;
      }
    }
    return null;
  }
}
