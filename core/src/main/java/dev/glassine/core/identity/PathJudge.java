package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges chains by anchors and rules: finds candidate paths, has each checked, then asks whether
 * the certificate is for the expected name.
 */
final class PathJudge implements ChainJudge {
  private final Anchors anchors;
  private final TrustRules rules;

  PathJudge(Anchors anchors, TrustRules rules) {
    this.anchors = anchors;
    this.rules = rules;
  }

  @Override
  public ChainVerdict judge(PresentedChain presented) {
    List<X509Certificate> chain = presented.certificates();
    if (chain.size() > rules.maxChainLength()) {
      return new ChainVerdict.Refused(
          Reason.CHAIN_REFUSED,
          "the peer sent "
              + chain.size()
              + " certificates, at most "
              + rules.maxChainLength()
              + " are looked at",
          null);
    }
    ChainVerdict verdict =
        anchors.contains(chain.getFirst()) ? judgeTrustedLeaf(presented) : judgePaths(presented);
    if (verdict instanceof ChainVerdict.Accepted) {
      ChainVerdict.Refused wrongHost = host(presented);
      return wrongHost != null ? wrongHost : verdict;
    }
    return verdict;
  }

  /**
   * The peer's own certificate is trusted as it is: no issuer is needed, and none could tell its
   * status.
   */
  private ChainVerdict judgeTrustedLeaf(PresentedChain presented) {
    X509Certificate leaf = presented.certificates().getFirst();
    ChainVerdict.Refused refused =
        PathCheck.dates(leaf, presented.now(), "the trusted certificate ");
    if (refused == null) {
      refused = CertificateUsage.checkLeaf(leaf, presented.presenter(), rules);
    }
    return refused != null ? refused : new ChainVerdict.Accepted(List.of(leaf));
  }

  private ChainVerdict judgePaths(PresentedChain presented) {
    List<CandidatePath> candidates =
        PathFinder.find(anchors, presented.certificates(), rules.maxChainLength());
    ChainVerdict.Refused first = null;
    for (CandidatePath path : candidates) {
      ChainVerdict.Refused refused = check(path, presented);
      if (refused == null) {
        return new ChainVerdict.Accepted(path.whole());
      }
      if (first == null) {
        first = refused;
      }
    }
    return first != null ? first : noPath(presented.certificates());
  }

  /** What is cheap comes first: signatures are verified last. */
  private ChainVerdict.@Nullable Refused check(CandidatePath path, PresentedChain presented) {
    PathCheck check = new PathCheck(path, presented.now());
    ChainVerdict.Refused refused = check.dates();
    if (refused == null) {
      refused = rules.strength().check(path);
    }
    if (refused == null) {
      refused = CertificateUsage.check(path, presented.presenter(), rules);
    }
    if (refused == null) {
      refused = pkix(check, path, presented.now());
    }
    return refused != null ? refused : status(check, presented);
  }

  /**
   * The JVM's rules for algorithms give way where a call named what they refuse, and only there.
   */
  private ChainVerdict.@Nullable Refused pkix(PathCheck check, CandidatePath path, Instant now) {
    ChainVerdict.Refused refused = check.pkix();
    if (refused == null
        || refused.reason() != Reason.WEAK_CERTIFICATE
        || !rules.strength().letsInByName(path)) {
      return refused;
    }
    ChainVerdict.Refused weak = rules.strength().checkWithoutTheJvm(path);
    return weak != null ? weak : StandInPath.check(path, now);
  }

  private ChainVerdict.@Nullable Refused status(PathCheck check, PresentedChain presented) {
    X509Certificate leaf = presented.certificates().getFirst();
    Bytes response = presented.ocspResponse();
    // RFC 7633 speaks of servers; a client's certificate cannot demand what most servers never ask
    // for
    boolean demanded = presented.presenter() == Side.SERVER && MustStaple.isDemandedBy(leaf);
    if (response == null) {
      if (demanded || rules.staple() == TrustRules.StapledStatusRule.REQUIRED) {
        return new ChainVerdict.Refused(
            Reason.MISSING_OCSP_RESPONSE,
            DistinguishedNames.text(leaf.getSubjectX500Principal())
                + (demanded ? "" : ": this side requires one (requireStapledStatus)"),
            null);
      }
      return null;
    }
    ChainVerdict.Refused refused = check.status(response);
    boolean ignorable =
        refused != null
            && refused.reason() == Reason.BAD_OCSP_RESPONSE
            && !demanded
            && rules.staple() == TrustRules.StapledStatusRule.IGNORED_IF_BAD;
    return ignorable ? null : refused;
  }

  private static ChainVerdict.Refused noPath(List<X509Certificate> chain) {
    X509Certificate leaf = chain.getFirst();
    if (leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
      return new ChainVerdict.Refused(
          Reason.SELF_SIGNED, DistinguishedNames.text(leaf.getSubjectX500Principal()), null);
    }
    return new ChainVerdict.Refused(
        Reason.UNKNOWN_ISSUER,
        "no trusted certificate for \""
            + DistinguishedNames.text(PathFinder.missingIssuer(chain))
            + "\"; the peer sent "
            + (chain.size() == 1
                ? "one certificate, without issuers"
                : chain.size() + " certificates"),
        null);
  }

  private ChainVerdict.@Nullable Refused host(PresentedChain presented) {
    if (presented.expectedName() == null) {
      return null;
    }
    try {
      HostName expected = HostName.of(presented.expectedName());
      X509Certificate leaf = presented.certificates().getFirst();
      HostName.Match match = expected.match(leaf);
      return match.accepted() || isOnlyInCommonName(expected, leaf)
          ? null
          : new ChainVerdict.Refused(
              Reason.WRONG_HOST, "not for " + expected + "; " + match.describe(), null);
    } catch (IllegalArgumentException e) {
      return new ChainVerdict.Refused(Reason.WRONG_HOST, String.valueOf(e.getMessage()), e);
    }
  }

  private boolean isOnlyInCommonName(HostName expected, X509Certificate leaf) {
    String commonName =
        rules.hostNames() == TrustRules.HostNames.ELSE_IN_COMMON_NAME
            ? SubjectNames.onlyCommonName(leaf)
            : null;
    try {
      return commonName != null && HostName.of(commonName).equals(expected);
    } catch (IllegalArgumentException e) {
      return false; // a common name may be anybody's, a person's for one
    }
  }
}
