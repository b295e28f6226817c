package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.Side;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the certificates of a path are meant for (RFC 5280 §4.2.1.3, §4.2.1.12). */
final class CertificateUsage {
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  private CertificateUsage() {}

  /**
   * Refuses certificates of {@code presenter}'s that are not meant for it; an issuer's
   * extendedKeyUsage limits what is below it.
   */
  static ChainVerdict.@Nullable Refused check(
      CandidatePath path, Side presenter, TrustRules rules) {
    for (X509Certificate certificate : path.certificates()) {
      ChainVerdict.Refused refused = extendedKeyUsage(certificate, presenter);
      if (refused != null) {
        return refused;
      }
    }
    ChainVerdict.Refused refused = leaf(path.leaf(), rules);
    return refused != null ? refused : anchor(path);
  }

  /** Refuses the peer's own certificate where it is not meant for {@code presenter}. */
  static ChainVerdict.@Nullable Refused checkLeaf(
      X509Certificate leaf, Side presenter, TrustRules rules) {
    ChainVerdict.Refused refused = extendedKeyUsage(leaf, presenter);
    return refused != null ? refused : leaf(leaf, rules);
  }

  private static ChainVerdict.@Nullable Refused leaf(X509Certificate leaf, TrustRules rules) {
    boolean[] usage = leaf.getKeyUsage();
    // RFC 9846 §4.5.1.2: digitalSignature must be set where keyUsage is present
    if (usage != null
        && !usage[DIGITAL_SIGNATURE]
        && rules.leafKeyUsage() == TrustRules.LeafKeyUsage.DIGITAL_SIGNATURE) {
      return refused(leaf, "keyUsage does not allow digitalSignature");
    }
    return null;
  }

  private static ChainVerdict.@Nullable Refused extendedKeyUsage(
      X509Certificate certificate, Side presenter) {
    List<String> purposes;
    try {
      purposes = certificate.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      return new ChainVerdict.Refused(
          Reason.CERTIFICATE_UNPARSEABLE,
          subject(certificate) + ": extendedKeyUsage cannot be parsed",
          e);
    }
    String wanted = presenter == Side.SERVER ? SERVER_AUTH : CLIENT_AUTH;
    if (purposes == null
        || purposes.contains(wanted)
        || purposes.contains(ANY_EXTENDED_KEY_USAGE)) {
      return null;
    }
    return refused(
        certificate,
        "extendedKeyUsage is "
            + names(purposes)
            + ", without "
            + (presenter == Side.SERVER ? "serverAuth" : "clientAuth"));
  }

  /**
   * The PKIX validator takes an anchor as a name and a key; what its certificate says about itself
   * is held against it here.
   */
  private static ChainVerdict.@Nullable Refused anchor(CandidatePath path) {
    X509Certificate anchor = path.anchor();
    if (anchor.getVersion() < 3) {
      return null; // has no extensions to say it with; whoever trusts it as an issuer says it is
      // one
    }
    int pathLength = anchor.getBasicConstraints();
    if (pathLength < 0) {
      return chainRefused(
          anchor, "it is trusted, but not as an issuer: basicConstraints does not say CA");
    }
    long below =
        path.certificates().stream()
            .skip(1)
            .filter(
                certificate ->
                    !certificate
                        .getSubjectX500Principal()
                        .equals(certificate.getIssuerX500Principal()))
            .count();
    if (below > pathLength) {
      return chainRefused(
          anchor,
          "its path length allows "
              + pathLength
              + " intermediate certificates, there are "
              + below);
    }
    boolean[] usage = anchor.getKeyUsage();
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      return chainRefused(anchor, "its keyUsage does not allow keyCertSign");
    }
    if (anchor.hasUnsupportedCriticalExtension()) {
      return chainRefused(
          anchor,
          "it has a critical extension that is not known: " + anchor.getCriticalExtensionOIDs());
    }
    return null;
  }

  private static ChainVerdict.Refused refused(X509Certificate certificate, String what) {
    return new ChainVerdict.Refused(Reason.WRONG_USAGE, subject(certificate) + ": " + what, null);
  }

  private static ChainVerdict.Refused chainRefused(X509Certificate certificate, String what) {
    return new ChainVerdict.Refused(Reason.CHAIN_REFUSED, subject(certificate) + ": " + what, null);
  }

  private static String subject(X509Certificate certificate) {
    return DistinguishedNames.text(certificate.getSubjectX500Principal());
  }

  private static List<String> names(Collection<String> purposes) {
    return purposes.stream()
        .limit(10)
        .map(
            purpose ->
                switch (purpose) {
                  case SERVER_AUTH -> "serverAuth";
                  case CLIENT_AUTH -> "clientAuth";
                  case "1.3.6.1.5.5.7.3.3" -> "codeSigning";
                  case "1.3.6.1.5.5.7.3.4" -> "emailProtection";
                  case "1.3.6.1.5.5.7.3.8" -> "timeStamping";
                  case "1.3.6.1.5.5.7.3.9" -> "OCSPSigning";
                  default -> purpose;
                })
        .toList();
  }
}
