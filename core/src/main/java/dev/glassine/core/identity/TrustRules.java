package dev.glassine.core.identity;

import java.time.Duration;

/**
 * What {@link Trust} insists on beside a path to an anchor.
 *
 * @param minimumRsaBits shortest RSA modulus of a certificate that is not an anchor
 * @param verdictLifetime how long an acceptance is remembered; zero for not at all
 */
record TrustRules(
    int maxChainLength,
    int minimumRsaBits,
    Sha1 sha1,
    StapledStatusRule staple,
    LeafKeyUsage leafKeyUsage,
    Duration verdictLifetime) {
  static final TrustRules DEFAULT =
      new TrustRules(
          10,
          2048,
          Sha1.REFUSED,
          StapledStatusRule.CHECKED_IF_PRESENT,
          LeafKeyUsage.DIGITAL_SIGNATURE,
          Duration.ofMinutes(5));

  /** SHA-1 in signatures of certificates. */
  enum Sha1 {
    REFUSED,
    ALLOWED
  }

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

  /** Adds everything that decides about a chain. */
  void addTo(Digests digest) {
    digest.add(
        "rules/1 "
            + maxChainLength
            + " "
            + minimumRsaBits
            + " "
            + sha1
            + " "
            + staple
            + " "
            + leafKeyUsage);
  }
}
