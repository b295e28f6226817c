package dev.glassine.core.identity;

import java.time.Duration;

/**
 * What {@link Trust} insists on beside a path to an anchor.
 *
 * @param strength of keys and signatures, anchors apart
 * @param verdictLifetime how long an acceptance is remembered; zero for not at all
 */
record TrustRules(
    int maxChainLength,
    CertificateStrength strength,
    StapledStatusRule staple,
    LeafKeyUsage leafKeyUsage,
    HostNames hostNames,
    Duration verdictLifetime) {
  static final TrustRules DEFAULT =
      new TrustRules(
          10,
          CertificateStrength.SOUND,
          StapledStatusRule.CHECKED_IF_PRESENT,
          LeafKeyUsage.DIGITAL_SIGNATURE,
          HostNames.IN_ALTERNATIVE_NAME,
          Duration.ofMinutes(5));

  /** What is made of a stapled OCSP response. */
  enum StapledStatusRule {
    REQUIRED,
    CHECKED_IF_PRESENT,
    /** Revoked is revoked; what does not verify is as good as absent. */
    IGNORED_IF_BAD
  }

  /** What keyUsage, where there is one, must allow to the peer's own certificate. */
  enum LeafKeyUsage {
    DIGITAL_SIGNATURE,
    ANY
  }

  /** Where a certificate says which hosts it is for. */
  enum HostNames {
    IN_ALTERNATIVE_NAME,
    /** A certificate without that extension is for its common name. */
    ELSE_IN_COMMON_NAME
  }

  /** Adds everything that decides about a chain. */
  void addTo(Digests digest) {
    digest.add(
        "rules/2 "
            + maxChainLength
            + " "
            + strength
            + " "
            + staple
            + " "
            + leafKeyUsage
            + " "
            + hostNames);
  }
}
