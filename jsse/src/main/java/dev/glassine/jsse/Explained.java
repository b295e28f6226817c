package dev.glassine.jsse;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.AlertDescription;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSSE's exceptions of the engine's failures: the message is the explanation, the cause is
 * the {@link TlsFailure} with its reason, and its cause is what a manager threw, if one did.
 */
final class Explained {
  private Explained() {}

  /**
   * The exception of the type that programs expect.
   *
   * @param established whether the handshake was complete
   */
  static SSLException of(TlsFailure failure, boolean established) {
    String message = failure.getMessage();
    SSLException exception =
        isHandshakeFailure(failure, established)
            ? new SSLHandshakeException(message)
            : isProtocolFailure(failure)
                ? new SSLProtocolException(message)
                : new SSLException(message);
    exception.initCause(failure);
    return exception;
  }

  /** A handshake that could not begin, because what is set contradicts itself. */
  static SSLException contradiction(IllegalArgumentException cause) {
    SSLHandshakeException exception =
        new SSLHandshakeException("this side is not configured to connect: " + cause.getMessage());
    exception.initCause(cause);
    return exception;
  }

  /** For calls after the connection has failed. */
  static SSLException again(TlsFailure failure) {
    SSLException exception =
        new SSLException("the connection has already failed: " + failure.getMessage());
    exception.initCause(failure);
    return exception;
  }

  private static boolean isHandshakeFailure(TlsFailure failure, boolean established) {
    return switch (failure) {
      case TlsFailure.Malformed malformed -> false;
      case TlsFailure.Misbehaved misbehaved ->
          !established && misbehaved.reason() == Reason.HANDSHAKE_CUT_OFF;
      case TlsFailure.Incompatible incompatible -> true;
      case TlsFailure.BadCertificate bad -> true;
      // In TLS 1.3 a server refuses the client's certificate after the client is done
      case TlsFailure.PeerAlert alert -> !established || isAboutHandshake(alert.received());
      case TlsFailure.Misuse misuse -> false;
      case TlsFailure.Internal internal -> !established;
    };
  }

  private static boolean isProtocolFailure(TlsFailure failure) {
    return switch (failure) {
      case TlsFailure.Malformed malformed -> true;
      case TlsFailure.Misbehaved misbehaved -> misbehaved.reason() != Reason.TRUNCATED_STREAM;
      default -> false;
    };
  }

  private static boolean isAboutHandshake(@Nullable AlertDescription alert) {
    return alert != null
        && switch (alert) {
          case HANDSHAKE_FAILURE,
              BAD_CERTIFICATE,
              UNSUPPORTED_CERTIFICATE,
              CERTIFICATE_REVOKED,
              CERTIFICATE_EXPIRED,
              CERTIFICATE_UNKNOWN,
              UNKNOWN_CA,
              ACCESS_DENIED,
              CERTIFICATE_REQUIRED,
              BAD_CERTIFICATE_STATUS_RESPONSE,
              DECRYPT_ERROR ->
              true;
          default -> false;
        };
  }
}
