package dev.glassine.core.identity;

import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The TLS feature extension (RFC 7633): a certificate that is worth nothing without a stapled OCSP
 * response.
 */
final class MustStaple {
  private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";
  private static final byte STATUS_REQUEST = 5;

  private MustStaple() {}

  /** Whether {@code certificate} demands a stapled response; a damaged extension does. */
  static boolean isDemandedBy(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(TLS_FEATURE);
    if (extension == null) {
      return false;
    }
    try {
      DerReader features =
          new DerReader(new DerReader(extension).content(Der.OCTET_STRING)).enter(Der.SEQUENCE);
      while (features.hasRemaining()) {
        byte[] feature = features.content(Der.INTEGER);
        if (feature.length == 1 && feature[0] == STATUS_REQUEST) {
          return true;
        }
      }
      return false;
    } catch (DerReader.Invalid e) {
      return true;
    }
  }

  /**
   * Tells the PKIX validator that the extension is processed, for certificates that mark it
   * critical.
   */
  static final class Processed extends PKIXCertPathChecker {
    @Override
    public void init(boolean forward) {}

    @Override
    public boolean isForwardCheckingSupported() {
      return true;
    }

    @Override
    public Set<String> getSupportedExtensions() {
      return Set.of(TLS_FEATURE);
    }

    @Override
    public void check(Certificate certificate, @Nullable Collection<String> unresolved) {
      if (unresolved != null) {
        unresolved.remove(TLS_FEATURE);
      }
    }
  }
}
