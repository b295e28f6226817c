package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.Side;
import org.jspecify.annotations.Nullable;

/** The errors of SSL 2.0 (§2.3, §C.3), and what TLS has in their place. */
enum ErrorCode {
  NO_CIPHER(
      1,
      "NO-CIPHER-ERROR",
      AlertDescription.HANDSHAKE_FAILURE,
      "no cipher kind in common: enable one that the other side has"),
  NO_CERTIFICATE(
      2,
      "NO-CERTIFICATE-ERROR",
      AlertDescription.NO_CERTIFICATE,
      "a client certificate was asked for and there is none"),
  BAD_CERTIFICATE(
      4,
      "BAD-CERTIFICATE-ERROR",
      AlertDescription.BAD_CERTIFICATE,
      "it did not accept the certificate that this side presented; its own log says why"),
  UNSUPPORTED_CERTIFICATE_TYPE(
      6,
      "UNSUPPORTED-CERTIFICATE-TYPE-ERROR",
      AlertDescription.UNSUPPORTED_CERTIFICATE,
      "it can do nothing with a certificate of this type");

  private final int code;
  private final String wireName;
  private final AlertDescription nearest;
  private final String meaning;

  ErrorCode(int code, String wireName, AlertDescription nearest, String meaning) {
    this.code = code;
    this.wireName = wireName;
    this.nearest = nearest;
    this.meaning = meaning;
  }

  static @Nullable ErrorCode of(int code) {
    for (ErrorCode error : values()) {
      if (error.code == code) {
        return error;
      }
    }
    return null;
  }

  int code() {
    return code;
  }

  String wireName() {
    return wireName;
  }

  /** What to throw where {@code sender} sent this error. */
  static TlsFailure received(Side sender, ErrorMessage message) {
    ErrorCode error = message.error();
    return error == null
        ? TlsFailure.PeerAlert.ofSsl2(
            AlertDescription.HANDSHAKE_FAILURE,
            "the " + sender + " sent error " + message.code() + ", which has no name")
        : TlsFailure.PeerAlert.ofSsl2(
            error.nearest,
            "the " + sender + " sent " + error.wireName + ", which says: " + error.meaning);
  }

  /**
   * What to send because of {@code failure}, or null where SSL 2.0 has no word for it: then the
   * connection just ends.
   */
  static @Nullable ErrorCode sentFor(TlsFailure failure) {
    return switch (failure.reason()) {
      case NO_COMMON_SUITE, UNOFFERED_SUITE -> NO_CIPHER;
      case NO_CLIENT_CERTIFICATE -> NO_CERTIFICATE;
      case UNSUPPORTED_CERTIFICATE_TYPE -> UNSUPPORTED_CERTIFICATE_TYPE;
      case BAD_SIGNATURE -> BAD_CERTIFICATE;
      default -> failure.reason().kind() == Reason.Kind.BAD_CERTIFICATE ? BAD_CERTIFICATE : null;
    };
  }
}
