package dev.glassine.core.identity;

import dev.glassine.core.registry.SignatureScheme;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * A credential with what a choice asks about it, worked out once.
 *
 * @param issuers names of the issuers of its chain
 * @param signatures how its chain is signed, without self-signed certificates, whose signatures
 *     nobody verifies (RFC 9846 §4.5.1.2)
 */
record Candidate(
    Credential credential,
    SubjectNames names,
    KeyKind key,
    Set<X500Principal> issuers,
    List<CertificateSignature> signatures) {
  static final int EXACT_NAME = 0;
  static final int WILDCARD_NAME = 1;
  static final int OTHER_NAME = 2;

  static Candidate of(Credential credential) {
    Set<X500Principal> issuers = new HashSet<>();
    for (X509Certificate certificate : credential.chain()) {
      issuers.add(certificate.getIssuerX500Principal());
    }
    List<CertificateSignature> signatures =
        credential.chain().stream()
            .filter(
                certificate ->
                    !certificate
                        .getIssuerX500Principal()
                        .equals(certificate.getSubjectX500Principal()))
            .map(CertificateSignature::of)
            .toList();
    return new Candidate(
        credential,
        SubjectNames.of(credential.certificate()),
        KeyKind.of(credential.publicKey()),
        Set.copyOf(issuers),
        signatures);
  }

  /** How well its names fit; smaller is better. */
  int nameRank(HostName asked) {
    int rank = OTHER_NAME;
    for (String name : names.dnsNames()) {
      if (asked.isCoveredBy(name)) {
        rank = Math.min(rank, name.startsWith("*") ? WILDCARD_NAME : EXACT_NAME);
      }
    }
    return rank;
  }

  /**
   * Whether every signature in its chain is of a scheme that the peer verifies; true where the peer
   * names none.
   */
  boolean chainVerifiedBy(List<SignatureScheme> schemes) {
    if (schemes.isEmpty()) {
      return true;
    }
    for (CertificateSignature signature : signatures) {
      if (!isVerifiedBy(schemes, signature)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVerifiedBy(
      List<SignatureScheme> schemes, CertificateSignature signature) {
    for (SignatureScheme scheme : schemes) {
      if (signature.verifiedBy(scheme)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an issuer of its chain is among {@code authorities} (RFC 5280 §7.1 compares names). */
  boolean isFrom(Set<X500Principal> authorities) {
    return !Collections.disjoint(issuers, authorities);
  }

  String subject() {
    String subject = credential.certificate().getSubjectX500Principal().getName();
    return subject.isEmpty() ? String.join("+", names.texts()) : subject;
  }
}
