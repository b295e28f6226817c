package dev.glassine.jsse;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.HostName;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a trust manager refused a chain: it says so only in the exception's causes, and not
 * what the chain was.
 */
final class CertificateRefusal {
  /** More causes than this are a circle. */
  private static final int MAX_DEPTH = 16;

  private CertificateRefusal() {}

  static ChainVerdict.Refused by(
      X509TrustManager manager, CertificateException refusal, List<X509Certificate> chain) {
    Reason reason = reason(refusal);
    return new ChainVerdict.Refused(
        reason,
        "trust manager "
            + manager.getClass().getName()
            + " says: "
            + refusal.getMessage()
            + evidence(reason, chain),
        refusal);
  }

  /** What of the chain the reason is about. */
  private static String evidence(Reason reason, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return "";
    }
    X509Certificate own = chain.getFirst();
    X509Certificate last = chain.getLast();
    return switch (reason) {
      // Any name will do: the answer lists those of the certificate
      case WRONG_HOST -> ". The certificate: " + HostName.of("localhost").match(own).describe();
      case UNKNOWN_ISSUER ->
          ". The certificate of "
              + own.getSubjectX500Principal()
              + " leads to the issuer "
              + last.getIssuerX500Principal();
      default -> ". The certificate is that of " + own.getSubjectX500Principal();
    };
  }

  private static Reason reason(CertificateException refusal) {
    Throwable cause = refusal;
    Reason found = Reason.CHAIN_REFUSED;
    for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
      Reason reason = reason(cause);
      // the deepest that says something is the most precise
      found = reason != null ? reason : found;
      cause = cause.getCause();
    }
    return found;
  }

  private static @Nullable Reason reason(Throwable cause) {
    return switch (cause) {
      case CertificateExpiredException e -> Reason.CERTIFICATE_EXPIRED;
      case CertificateNotYetValidException e -> Reason.CERTIFICATE_NOT_YET_VALID;
      case CertificateRevokedException e -> Reason.CERTIFICATE_REVOKED;
      case CertPathValidatorException e when e.getReason() instanceof BasicReason basic ->
          switch (basic) {
            case EXPIRED -> Reason.CERTIFICATE_EXPIRED;
            case NOT_YET_VALID -> Reason.CERTIFICATE_NOT_YET_VALID;
            case REVOKED -> Reason.CERTIFICATE_REVOKED;
            case ALGORITHM_CONSTRAINED -> Reason.WEAK_CERTIFICATE;
            default -> null;
          };
      case CertPathBuilderException e -> Reason.UNKNOWN_ISSUER;
      case CertificateException e when isAboutNames(e.getMessage()) -> Reason.WRONG_HOST;
      default -> null;
    };
  }

  /** The JDK's trust manager has no other way to say so. */
  private static boolean isAboutNames(@Nullable String message) {
    return message != null
        && (message.contains("subject alternative")
            || message.startsWith("No name matching")
            || message.contains("host name"));
  }
}
