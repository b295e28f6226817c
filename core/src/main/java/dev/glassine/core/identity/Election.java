package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** One choice among candidates: who is skipped and why, and who is best. One owner thread. */
final class Election {
  private static final int MAX_EXPLAINED = 8;
  private static final int MAX_AUTHORITIES = 256;

  private record Standing(
      Candidate candidate,
      int nameRank,
      boolean chainVerified,
      boolean fromAuthority,
      int schemeRank,
      String fit) {
    static final Comparator<Standing> BEST_FIRST =
        Comparator.comparingInt(Standing::nameRank)
            .thenComparing(Standing::chainVerified, Comparator.reverseOrder())
            .thenComparing(Standing::fromAuthority, Comparator.reverseOrder())
            .thenComparingInt(Standing::schemeRank);
  }

  private final CredentialRequest request;
  private final Set<X500Principal> authorities;
  private final List<Standing> standing = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final Set<Reason> causes = EnumSet.noneOf(Reason.class);
  private final boolean neverWithout;

  /**
   * An election without candidates yet.
   *
   * @param neverWithout whether a client gives up where none fits
   */
  Election(CredentialRequest request, boolean neverWithout) {
    this.request = request;
    this.neverWithout = neverWithout;
    this.authorities = readable(request.authorities());
  }

  /** Names are compared by their meaning, which costs: only so many are. */
  private static Set<X500Principal> readable(List<Bytes> authorities) {
    Set<X500Principal> names = new HashSet<>();
    for (Bytes authority : authorities.subList(0, Math.min(MAX_AUTHORITIES, authorities.size()))) {
      try {
        names.add(new X500Principal(authority.toArray()));
      } catch (IllegalArgumentException e) {
        // what is no name is nobody's issuer
      }
    }
    return names;
  }

  /** Leaves it out for its names. */
  void skip(Candidate candidate, String why) {
    skip(candidate, Reason.NO_COMMON_CERTIFICATE, why);
  }

  private void skip(Candidate candidate, Reason cause, String why) {
    causes.add(cause);
    if (skipped.size() < MAX_EXPLAINED) {
      skipped.add(candidate.subject() + ": " + why);
    } else if (skipped.size() == MAX_EXPLAINED) {
      skipped.add("and others");
    }
  }

  /** Lets it stand if it fits, heeding the issuers that the peer names. */
  void consider(Candidate candidate, int nameRank) {
    boolean heeded = request.side() == Side.CLIENT && !request.authorities().isEmpty();
    stand(candidate, nameRank, heeded || candidate.credential().isForNamedIssuersOnly());
  }

  /** Lets it stand if it fits; whether it does. */
  boolean considerUnordered(Candidate candidate) {
    return stand(candidate, Candidate.OTHER_NAME, candidate.credential().isForNamedIssuersOnly());
  }

  private boolean stand(Candidate candidate, int nameRank, boolean byNamedIssuer) {
    KeyKind key = candidate.key();
    if (!servesSuites(key)) {
      skip(
          candidate,
          Reason.NO_COMMON_CERTIFICATE,
          "key is "
              + key.describe()
              + ", "
              + request.side().peer()
              + " accepts only "
              + request.authentications()
              + " authentication");
      return false;
    }
    NamedGroup curve = key.curve();
    if (curve != null && !request.curves().isEmpty() && !request.curves().contains(curve)) {
      skip(
          candidate,
          Reason.NO_COMMON_GROUP,
          "key is on " + curve + ", " + request.side().peer() + " has " + request.curves());
      return false;
    }
    int schemeRank = firstScheme(candidate);
    if (schemeRank < 0) {
      skip(
          candidate,
          Reason.NO_COMMON_SIGNATURE_SCHEME,
          "key is "
              + key.describe()
              + ", "
              + request.side().peer()
              + " verifies only "
              + names(request.signatureSchemes()));
      return false;
    }
    boolean isFromNamed = candidate.isFrom(authorities);
    if (byNamedIssuer && !isFromNamed) {
      skip(
          candidate,
          Reason.NO_CERTIFICATE_OF_NAMED_ISSUER,
          "issuer not among the "
              + request.authorities().size()
              + " authorities that the "
              + request.side().peer()
              + " named"
              + (request.authorities().isEmpty() ? "" : ": " + named()));
      return false;
    }
    boolean fromAuthority = request.authorities().isEmpty() || isFromNamed;
    boolean chainVerified = candidate.chainVerifiedBy(request.certificateSchemes());
    String fit =
        namePart(nameRank)
            + "key "
            + key.describe()
            + schemePart(schemeRank)
            + (chainVerified || !saysSchemes()
                ? ""
                : ", though its chain has a signature that the peer does not list");
    standing.add(new Standing(candidate, nameRank, chainVerified, fromAuthority, schemeRank, fit));
    return true;
  }

  CredentialChoice result() {
    Standing best = standing.stream().min(Standing.BEST_FIRST).orElse(null);
    if (best != null) {
      return CredentialChoice.of(
          best.candidate().credential(), best.candidate().subject() + ": " + best.fit() + losers());
    }
    String why = "none of our certificates fits: " + String.join("; ", skipped);
    return request.side() == Side.SERVER || neverWithout
        ? CredentialChoice.none(refusal(), why)
        : new CredentialChoice(null, why, null);
  }

  /** What kept all of them out, where it was one thing. */
  private Reason refusal() {
    return causes.size() == 1 ? causes.iterator().next() : Reason.NO_COMMON_CERTIFICATE;
  }

  private String losers() {
    return skipped.isEmpty() ? "" : " (skipped " + String.join("; ", skipped) + ")";
  }

  private boolean servesSuites(KeyKind key) {
    List<AuthenticationMethod> wanted = request.authentications();
    return wanted.isEmpty()
        || wanted.contains(AuthenticationMethod.ANY)
        || wanted.contains(key.authentication());
  }

  /**
   * The place of the peer's first scheme that the key signs with; -1 for none. Before TLS 1.2,
   * which has no schemes, 0 where the key's kind implies one.
   */
  private int firstScheme(Candidate candidate) {
    if (!saysSchemes()) {
      return candidate.key().signsWithoutSchemes() ? 0 : -1;
    }
    List<SignatureScheme> wanted = request.signatureSchemes();
    List<SignatureScheme> own = candidate.credential().signingSchemes(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      SignatureScheme scheme = wanted.get(i);
      if (own.contains(scheme) && candidate.key().signs(scheme, request.version())) {
        return i;
      }
    }
    return -1;
  }

  /** Before TLS 1.2 nobody says which signatures it verifies, so nothing is told of them. */
  private boolean saysSchemes() {
    return request.version().atLeast(ProtocolVersion.TLS_1_2);
  }

  private String namePart(int nameRank) {
    return switch (nameRank) {
      case Candidate.EXACT_NAME -> "it is for " + request.serverName() + ", ";
      case Candidate.WILDCARD_NAME -> "its wildcard covers " + request.serverName() + ", ";
      default ->
          request.side() == Side.SERVER && request.serverName() != null
              ? "no certificate is for " + request.serverName() + ", "
              : "";
    };
  }

  private String schemePart(int schemeRank) {
    @Nullable SignatureScheme scheme =
        saysSchemes() && schemeRank < request.signatureSchemes().size()
            ? request.signatureSchemes().get(schemeRank)
            : null;
    return scheme == null ? "" : " signs " + scheme.name();
  }

  private String named() {
    return request.authorities().stream()
            .limit(5)
            .map(DistinguishedNames::text)
            .collect(Collectors.joining(" | "))
        + (request.authorities().size() > 5 ? " | ..." : "");
  }

  private static String names(List<SignatureScheme> schemes) {
    return schemes.isEmpty()
        ? "nothing that we sign with"
        : schemes.stream().map(SignatureScheme::name).collect(Collectors.joining(", "));
  }
}
