package dev.glassine.inspect.decrypt;

import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;

/** A certificate in one line. */
final class CertificateLine {
  private CertificateLine() {}

  /** {@code CN=localhost, issued by CN=Test CA, 2025-01-01 to 2026-01-01}, safe to show. */
  static String of(X509Certificate certificate) {
    return printable(
        certificate.getSubjectX500Principal().getName()
            + ", issued by "
            + certificate.getIssuerX500Principal().getName()
            + ", "
            + day(certificate.getNotBefore())
            + " to "
            + day(certificate.getNotAfter()));
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
  }

  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]", ".");
  }
}
