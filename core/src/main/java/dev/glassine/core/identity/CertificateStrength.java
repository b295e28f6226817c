package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Refuses keys and signatures that can be broken today. Anchors are exempt: they are trusted for
 * what they are, not for what signed them.
 */
final class CertificateStrength {
  private static final int MINIMUM_EC_BITS = 224;

  private CertificateStrength() {}

  static ChainVerdict.@Nullable Refused check(CandidatePath path, TrustRules rules) {
    for (X509Certificate certificate : path.certificates()) {
      String weakness = weakness(certificate, rules);
      if (weakness != null) {
        return new ChainVerdict.Refused(
            Reason.WEAK_CERTIFICATE,
            DistinguishedNames.text(certificate.getSubjectX500Principal()) + ": " + weakness,
            null);
      }
    }
    return null;
  }

  private static @Nullable String weakness(X509Certificate certificate, TrustRules rules) {
    KeyKind key = KeyKind.of(certificate.getPublicKey());
    boolean weakKey =
        switch (key.family()) {
          case RSA, RSA_PSS -> key.bits() < rules.minimumRsaBits();
          case DSA -> key.bits() < 2048;
          case EC -> key.bits() < MINIMUM_EC_BITS;
          case ED25519, ED448, OTHER -> false;
        };
    if (weakKey) {
      return "its key is only " + key.describe();
    }
    CertificateSignature signature = CertificateSignature.of(certificate);
    if (signature.weak() && !(signature.isSha1() && rules.sha1() == TrustRules.Sha1.ALLOWED)) {
      return "it is signed by " + signature.name();
    }
    return null;
  }
}
