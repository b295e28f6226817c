package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has one candidate path validated by the JDK's PKIX validator (RFC 5280 §6.1), and says in our
 * terms what it found. Never goes to the network: revocation is judged by a stapled response or not
 * at all.
 */
final class PathCheck {
  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  private final CandidatePath path;
  private final Instant now;

  PathCheck(CandidatePath path, Instant now) {
    this.path = path;
    this.now = now;
  }

  /** Refuses a certificate outside its validity period; the anchor is not exempt. */
  ChainVerdict.@Nullable Refused dates() {
    for (X509Certificate certificate : path.certificates()) {
      ChainVerdict.Refused refused = dates(certificate, now, "");
      if (refused != null) {
        return refused;
      }
    }
    return dates(path.anchor(), now, "the trusted certificate ");
  }

  static ChainVerdict.@Nullable Refused dates(
      X509Certificate certificate, Instant now, String role) {
    Instant notBefore = certificate.getNotBefore().toInstant();
    Instant notAfter = certificate.getNotAfter().toInstant();
    String subject = role + DistinguishedNames.text(certificate.getSubjectX500Principal());
    if (now.isAfter(notAfter)) {
      return new ChainVerdict.Refused(
          Reason.CERTIFICATE_EXPIRED, subject + " expired at " + notAfter + "; it is " + now, null);
    }
    if (now.isBefore(notBefore)) {
      return new ChainVerdict.Refused(
          Reason.CERTIFICATE_NOT_YET_VALID,
          subject + " is valid from " + notBefore + "; it is " + now,
          null);
    }
    return null;
  }

  /** Refuses a path that does not validate. */
  ChainVerdict.@Nullable Refused pkix() {
    try {
      validate(null);
      return null;
    } catch (CertPathValidatorException e) {
      return diagnose(e);
    } catch (GeneralSecurityException e) {
      return new ChainVerdict.Refused(
          Reason.CHAIN_REFUSED, "the path cannot be validated: " + e.getMessage(), e);
    }
  }

  /**
   * Refuses where the stapled response (RFC 6066 §8, RFC 6960 §3.2) says revoked, or does not
   * verify for this path.
   */
  ChainVerdict.@Nullable Refused status(Bytes ocspResponse) {
    String subject = subject(path.leaf());
    try {
      validate(ocspResponse);
      return null;
    } catch (CertPathValidatorException e) {
      if (e.getReason() == BasicReason.REVOKED) {
        return new ChainVerdict.Refused(
            Reason.CERTIFICATE_REVOKED, subject + ": " + e.getMessage(), e);
      }
      return new ChainVerdict.Refused(Reason.BAD_OCSP_RESPONSE, subject + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      return new ChainVerdict.Refused(Reason.BAD_OCSP_RESPONSE, subject + ": " + e.getMessage(), e);
    }
  }

  private void validate(@Nullable Bytes ocspResponse) throws GeneralSecurityException {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    PKIXParameters parameters = new PKIXParameters(Set.of(trustAnchor()));
    parameters.setDate(Date.from(now));
    parameters.setRevocationEnabled(false);
    parameters.addCertPathChecker(new MustStaple.Processed());
    if (ocspResponse != null) {
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOptions(
          EnumSet.of(
              PKIXRevocationChecker.Option.ONLY_END_ENTITY,
              PKIXRevocationChecker.Option.NO_FALLBACK));
      checker.setOcspResponses(Map.of(path.leaf(), ocspResponse.toArray()));
      parameters.addCertPathChecker(checker);
    }
    validator.validate(certPath(), parameters);
  }

  /**
   * The JDK ignores name constraints of an anchor. Where a self-signed anchor has some, it goes
   * into the path under its own name and key, so that they count.
   */
  private boolean anchorIsConstrained() {
    return path.anchor().getExtensionValue(NAME_CONSTRAINTS) != null;
  }

  private TrustAnchor trustAnchor() throws CertPathValidatorException {
    X509Certificate anchor = path.anchor();
    if (!anchorIsConstrained()) {
      return new TrustAnchor(anchor, null);
    }
    if (!anchor.getSubjectX500Principal().equals(anchor.getIssuerX500Principal())) {
      throw new CertPathValidatorException(
          subject(anchor)
              + " is trusted, but is an intermediate with name constraints, which cannot be enforced for an anchor that is not self-signed");
    }
    return new TrustAnchor(anchor.getSubjectX500Principal(), anchor.getPublicKey(), null);
  }

  private CertPath certPath() throws GeneralSecurityException {
    List<X509Certificate> certificates = anchorIsConstrained() ? path.whole() : path.certificates();
    return CertificateFactory.getInstance("X.509").generateCertPath(certificates);
  }

  private ChainVerdict.Refused diagnose(CertPathValidatorException e) {
    int index = e.getIndex();
    X509Certificate culprit =
        index >= 0 && index < path.certificates().size()
            ? path.certificates().get(index)
            : path.leaf();
    CertPathValidatorException.Reason said = e.getReason();
    String detail = subject(culprit) + ": " + e.getMessage();
    if (said == BasicReason.EXPIRED) {
      return new ChainVerdict.Refused(Reason.CERTIFICATE_EXPIRED, detail, e);
    }
    if (said == BasicReason.NOT_YET_VALID) {
      return new ChainVerdict.Refused(Reason.CERTIFICATE_NOT_YET_VALID, detail, e);
    }
    if (said == BasicReason.ALGORITHM_CONSTRAINED) {
      return new ChainVerdict.Refused(
          Reason.WEAK_CERTIFICATE, detail + " (this JVM's jdk.certpath.disabledAlgorithms)", e);
    }
    if (said == BasicReason.INVALID_SIGNATURE) {
      return badSignature(culprit, e);
    }
    if (said == PKIXReason.NO_TRUST_ANCHOR) {
      // The names agree, or this would be no candidate: the key identifiers do not
      return badSignature(path.certificates().getLast(), e);
    }
    if (said == PKIXReason.INVALID_KEY_USAGE) {
      return new ChainVerdict.Refused(Reason.WRONG_USAGE, detail, e);
    }
    return new ChainVerdict.Refused(Reason.CHAIN_REFUSED, detail, e);
  }

  /** A certificate whose issuer has the right name and the wrong key. */
  ChainVerdict.Refused badSignature(X509Certificate culprit, Exception cause) {
    int place = path.certificates().indexOf(culprit);
    boolean byAnchor = place == path.certificates().size() - 1;
    X509Certificate issuer = byAnchor ? path.anchor() : path.certificates().get(place + 1);
    String detail =
        "the signature on " + subject(culprit) + " is not by the key of " + subject(issuer);
    return byAnchor
        ? new ChainVerdict.Refused(
            Reason.UNKNOWN_ISSUER,
            detail
                + ", the trusted certificate of that name: was the issuer made anew with the same name?",
            cause)
        : new ChainVerdict.Refused(Reason.CHAIN_REFUSED, detail, cause);
  }

  private static String subject(X509Certificate certificate) {
    return DistinguishedNames.text(certificate.getSubjectX500Principal());
  }
}
