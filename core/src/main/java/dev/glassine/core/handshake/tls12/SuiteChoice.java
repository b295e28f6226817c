package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ext.CertificateAuthorities;
import dev.glassine.core.wire.ext.SignatureAlgorithmsCert;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which suite a server chooses. In TLS 1.2 that depends on the certificate, so it goes in two
 * rounds: what both have and the key exchange allows ({@link #among}), then, once a certificate was
 * chosen for those, what its key allows ({@link #choose}). Each suite that falls out says why.
 *
 * @param candidates in order of preference
 * @param schemes what the client verifies and this side can sign, in the client's order
 * @param passedOver why a common suite is none of the candidates
 */
record SuiteChoice(
    ServerContext context,
    VersionRules rules,
    ClientHello hello,
    List<CipherSuite> candidates,
    List<SignatureScheme> schemes,
    List<String> passedOver) {

  /** The suite, and what ServerKeyExchange will be signed with; null where there is none. */
  record Choice(
      CipherSuite suite,
      Negotiation.@Nullable Outcome<SignatureScheme> scheme,
      Decision decision) {}

  /** The suites that both have, as far as the hello alone can tell. */
  static SuiteChoice among(ServerContext context, VersionRules rules, ClientHello hello) {
    List<SignatureScheme> verified = rules.verifiedBy(hello);
    List<SignatureScheme> schemes = new Signatures(context.config(), rules).common(verified);
    List<CipherSuite> candidates = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    boolean onlySchemesLack = false;
    boolean mustKnowClient =
        context.config().clientAuthentication() == ClientAuthentication.REQUIRED;
    for (CipherSuite suite : common(context, rules, hello)) {
      KeyAgreement agreement = rules.keyAgreement(suite.keyExchange());
      String obstacle = agreement.obstacle(context, hello);
      if (obstacle != null) {
        passedOver.add(suite + ": " + obstacle);
      } else if (!agreement.isSigned() && mustKnowClient) {
        // RFC 5246 §7.4.4: "It is a fatal handshake_failure alert for an anonymous server to
        // request
        // client authentication."
        passedOver.add(suite + ": an anonymous server cannot ask for the client's certificate");
      } else if (isSigned(agreement, null) && schemes.isEmpty()) {
        // RFC 5246 §7.4.3: "the server MUST check any candidate cipher suites against the
        // "signature_algorithms" extension before selecting them"
        passedOver.add(suite + ": no signature scheme in common");
        onlySchemesLack = true;
      } else {
        candidates.add(suite);
      }
    }
    SuiteChoice choice =
        new SuiteChoice(
            context, rules, hello, List.copyOf(candidates), schemes, List.copyOf(passedOver));
    if (candidates.isEmpty()) {
      throw onlySchemesLack
          ? new TlsFailure.Incompatible(
              Reason.NO_COMMON_SIGNATURE_SCHEME,
              "the client verifies "
                  + verified
                  + ", this server signs with "
                  + context.config().signingSchemes())
          : choice.nothingInCommon(passedOver);
    }
    return choice;
  }

  /** Whether this suite leaves the server without a name. */
  static boolean isAnonymous(CipherSuite suite) {
    return suite.authentication() == AuthenticationMethod.ANONYMOUS;
  }

  /** Whether no candidate needs a certificate. */
  boolean onlyAnonymous() {
    return candidates.stream().allMatch(SuiteChoice::isAnonymous);
  }

  /** Whether it can go on without a certificate. */
  boolean hasAnonymous() {
    return candidates.stream().anyMatch(SuiteChoice::isAnonymous);
  }

  private static boolean isSigned(KeyAgreement agreement, @Nullable PublicKey certificate) {
    return agreement.hasServerKeyExchange(certificate) && agreement.isSigned();
  }

  /** What the certificate must fit. */
  CredentialRequest request() {
    CertificateAuthorities authorities = hello.extensions().get(CertificateAuthorities.class);
    SignatureAlgorithmsCert inCertificates = hello.extensions().get(SignatureAlgorithmsCert.class);
    return new CredentialRequest(
        Side.SERVER,
        rules.version(),
        Handshake.serverName(hello),
        schemesThatFit(),
        inCertificates == null ? rules.verifiedBy(hello) : inCertificates.schemes(),
        candidates.stream()
            .filter(suite -> !isAnonymous(suite))
            .map(CipherSuite::authentication)
            .distinct()
            .toList(),
        authorities == null ? List.of() : authorities.authorities(),
        Ecdhe.offeredGroups(hello));
  }

  /** Where a suite needs no signature, a key that can only encrypt for this client will do. */
  private List<SignatureScheme> schemesThatFit() {
    boolean signed =
        candidates.stream()
            .anyMatch(suite -> isSigned(rules.keyAgreement(suite.keyExchange()), null));
    if (!signed) {
      return context.config().signingSchemes();
    }
    List<SignatureScheme> fit = new ArrayList<>(schemes);
    if (candidates.stream().anyMatch(suite -> suite.keyExchange() == KeyExchangeMethod.RSA)) {
      context.config().signingSchemes().stream()
          .filter(
              scheme ->
                  scheme.kind() == SignatureScheme.Kind.RSA_PKCS1
                      || scheme.kind() == SignatureScheme.Kind.RSA_PSS_RSAE)
          .filter(scheme -> !fit.contains(scheme))
          .forEach(fit::add);
    }
    return fit;
  }

  /**
   * The first candidate that this certificate's key allows.
   *
   * @param credential null where none fits, and only anonymous suites are left
   */
  Choice choose(@Nullable Credential credential) {
    return credential == null ? withoutCertificate() : with(credential);
  }

  private Choice withoutCertificate() {
    CipherSuite suite =
        candidates.stream().filter(SuiteChoice::isAnonymous).findFirst().orElseThrow();
    List<String> skipped = new ArrayList<>(passedOver);
    candidates.stream()
        .takeWhile(candidate -> !candidate.equals(suite))
        .forEach(candidate -> skipped.add(candidate + ": there is no certificate for it"));
    return new Choice(suite, null, decision(suite, skipped));
  }

  private Choice with(Credential credential) {
    Negotiation.Outcome<SignatureScheme> scheme =
        new Signatures(context.config(), rules)
            .choose(Side.SERVER, rules.verifiedBy(hello), credential);
    CertificateKey key = new CertificateKey(credential.certificate());
    List<String> skipped = new ArrayList<>(passedOver);
    boolean onlySchemesLack = false;
    for (CipherSuite suite : candidates) {
      if (isAnonymous(suite)) {
        return new Choice(suite, null, decision(suite, skipped));
      }
      CertificateKey.Obstacle obstacle = key.obstacle(context.crypto(), suite, hello);
      if (obstacle != null) {
        skipped.add(suite + ": " + obstacle.why());
        continue;
      }
      if (!isSigned(rules.keyAgreement(suite.keyExchange()), key.publicKey())) {
        return new Choice(suite, null, decision(suite, skipped));
      }
      if (scheme.chosen() != null) {
        return new Choice(suite, scheme, decision(suite, skipped));
      }
      skipped.add(suite + ": no signature scheme fits the certificate's key");
      onlySchemesLack = true;
    }
    throw onlySchemesLack
        ? new TlsFailure.Incompatible(
            Reason.NO_COMMON_SIGNATURE_SCHEME,
            "the client verifies "
                + scheme.clientOffer()
                + ", the certificate's key signs with "
                + scheme.serverOffer())
        : nothingInCommon(skipped);
  }

  private Decision decision(CipherSuite suite, List<String> skipped) {
    String first =
        context.config().followsClientPreference()
            ? "first of the client's suites that fits"
            : "first of this server's suites that fits";
    String why = skipped.isEmpty() ? first : first + "; passed over " + String.join("; ", skipped);
    return Decisions.suite(hello.cipherSuites(), ours(context, rules), suite, why);
  }

  private TlsFailure nothingInCommon(List<String> skipped) {
    String detail =
        "the client offers " + hello.cipherSuites() + ", this server has " + ours(context, rules);
    return new TlsFailure.Incompatible(
        Reason.NO_COMMON_SUITE,
        skipped.isEmpty() ? detail : detail + "; passed over " + String.join("; ", skipped));
  }

  private static List<CipherSuite> common(
      ServerContext context, VersionRules rules, ClientHello hello) {
    List<CipherSuite> ours = ours(context, rules);
    return context.config().followsClientPreference()
        ? hello.cipherSuites().stream().filter(ours::contains).distinct().toList()
        : ours.stream().filter(hello.cipherSuites()::contains).toList();
  }

  private static List<CipherSuite> ours(ServerContext context, VersionRules rules) {
    return context.config().suites().stream()
        .filter(suite -> suite.usableIn(rules.version()))
        .toList();
  }
}
