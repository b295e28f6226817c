package dev.glassine.core.identity;

import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust: certificates to begin with (anchors), and rules for what is between them and the
 * peer. Immutable and thread-safe.
 *
 * <p>A chain is accepted where some order of the presented certificates leads to an anchor and the
 * JDK's PKIX validator accepts it at the given time (RFC 5280 §6.1); its certificates are meant for
 * the presenter's side, strong enough and, anchor included, within their validity; a stapled OCSP
 * response says good; and the certificate is for the expected name ({@link HostName}). A
 * certificate that is itself an anchor needs no issuer. No network is used, ever. {@code
 * jdk.certpath.disabledAlgorithms} applies on top, for it is the JVM's; it gives way only for a
 * chain with a key or signature that a builder call has let in by name, and nothing else that the
 * validator checks does. A stapled response for such a chain does not verify.
 *
 * <p>An acceptance is remembered for five minutes, keyed by everything that led to it, within this
 * object only.
 */
public final class Trust implements ChainJudge {
  /** Read at the first need; whoever reads it twice at once reads the same. */
  private static volatile @Nullable Trust platform;

  private final ChainJudge judge;
  private final List<X509Certificate> anchors;
  private final Bytes policyDigest;

  private Trust(ChainJudge judge, List<X509Certificate> anchors, Bytes policyDigest) {
    this.judge = judge;
    this.anchors = anchors;
    this.policyDigest = policyDigest;
  }

  /**
   * The certificates that this Java platform trusts, read once: its {@code cacerts}, or what {@code
   * javax.net.ssl.trustStore} names.
   */
  public static Trust system() {
    Trust known = platform;
    if (known == null) {
      known = builder().addSystem().build();
      platform = known;
    }
    return known;
  }

  /** These certificates and no others. */
  public static Trust of(Collection<X509Certificate> anchors) {
    return builder().add(anchors).build();
  }

  /** These certificates and no others. */
  public static Trust of(X509Certificate... anchors) {
    return of(Arrays.asList(anchors));
  }

  /**
   * The certificates in a PEM file and no others; see {@link Pem#certificates(Path)} for what is
   * thrown.
   */
  public static Trust fromPem(Path file) {
    return builder().addPem(file).build();
  }

  /**
   * The trusted certificates of a key store and no others; chains of its private keys do not count.
   */
  public static Trust fromKeyStore(KeyStore store) {
    return builder().add(store).build();
  }

  /**
   * Accepts every chain, whoever signed it, for every name, expired or not. Whoever sits between
   * the two sides can then read and change everything: for looking at a server only, never for
   * talking to one.
   */
  public static Trust acceptAnyoneInsecurely() {
    return new Trust(
        presented -> new ChainVerdict.Accepted(presented.certificates()),
        List.of(),
        Digests.over("glassine trust/1 accept anyone").finish());
  }

  /** A builder with no anchors and the default rules. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public ChainVerdict judge(PresentedChain presented) {
    return judge.judge(presented);
  }

  /** The trusted certificates; none for {@link #acceptAnyoneInsecurely()}. */
  public List<X509Certificate> anchors() {
    return anchors;
  }

  /** DER names of the anchors, to send to clients as acceptable issuers (RFC 9846 §4.3.4). */
  public List<Bytes> authorities() {
    return anchors.stream()
        .map(anchor -> Bytes.wrap(anchor.getSubjectX500Principal().getEncoded()))
        .distinct()
        .toList();
  }

  /**
   * SHA-256 over anchors and rules: equal on every machine where they are, whatever the order the
   * anchors were given in.
   */
  @Override
  public Bytes policyDigest() {
    return policyDigest;
  }

  @Override
  public String toString() {
    return "Trust(" + anchors.size() + " certificates)";
  }

  /** Builds a {@link Trust}. Not thread-safe. */
  public static final class Builder {
    private final Set<X509Certificate> anchors = new LinkedHashSet<>();
    private int maxChainLength = TrustRules.DEFAULT.maxChainLength();
    private int minimumRsaBits = CertificateStrength.SOUND.minimumRsaBits();
    private int minimumDsaBits = CertificateStrength.SOUND.minimumDsaBits();
    private final Set<HashAlgorithm> brokenHashes = EnumSet.noneOf(HashAlgorithm.class);
    private TrustRules.StapledStatusRule staple = TrustRules.DEFAULT.staple();
    private TrustRules.LeafKeyUsage leafKeyUsage = TrustRules.DEFAULT.leafKeyUsage();
    private TrustRules.HostNames hostNames = TrustRules.DEFAULT.hostNames();
    private Duration verdictLifetime = TrustRules.DEFAULT.verdictLifetime();

    private Builder() {}

    /** Adds what this Java platform trusts. */
    public Builder addSystem() {
      return add(PlatformAnchors.load());
    }

    /** Adds a certificate. */
    public Builder add(X509Certificate anchor) {
      anchors.add(anchor);
      return this;
    }

    /** Adds certificates. */
    public Builder add(Collection<X509Certificate> certificates) {
      anchors.addAll(certificates);
      return this;
    }

    /** Adds the trusted certificates of a key store. */
    public Builder add(KeyStore store) {
      try {
        for (String alias : Collections.list(store.aliases())) {
          Certificate certificate =
              store.isCertificateEntry(alias) ? store.getCertificate(alias) : null;
          if (certificate instanceof X509Certificate x509) {
            anchors.add(x509);
          }
        }
        return this;
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("the key store is not loaded", e);
      }
    }

    /** Adds the certificates in a PEM file. */
    public Builder addPem(Path file) {
      return add(Pem.certificates(file));
    }

    /**
     * How many certificates a peer may send, and a path may have before its anchor, 1..100; by
     * default 10.
     */
    public Builder maxChainLength(int length) {
      if (length < 1 || length > 100) {
        throw new IllegalArgumentException("maxChainLength is 1..100, not " + length);
      }
      maxChainLength = length;
      return this;
    }

    /**
     * Refuses a chain without a good stapled OCSP response. A certificate with must-staple (RFC
     * 7633) is refused without one in any case.
     */
    public Builder requireStapledStatus() {
      staple = TrustRules.StapledStatusRule.REQUIRED;
      return this;
    }

    /**
     * Takes a stapled OCSP response that is stale or does not verify as absent, where RFC 6066 §8
     * says to abort; one that says revoked still counts.
     */
    public Builder ignoreBadStapledStatus() {
      staple = TrustRules.StapledStatusRule.IGNORED_IF_BAD;
      return this;
    }

    /**
     * Accepts RSA keys from {@code minimumBits} on, 512..2048; by default from 2048 on. 512 bits
     * are factored within hours on rented machines (Valenta and others, "Factoring as a Service",
     * 2015); for 1024 bits, states may suffice.
     */
    public Builder allowWeakRsaKeys(int minimumBits) {
      if (minimumBits < 512 || minimumBits > 2048) {
        throw new IllegalArgumentException(
            "the shortest RSA key is 512..2048 bits, not " + minimumBits);
      }
      minimumRsaBits = minimumBits;
      return this;
    }

    /**
     * Accepts DSA keys from {@code minimumBits} on, 512..2048, as old servers with DHE_DSS suites
     * have them; by default from 2048 on. Their signatures are usually over SHA-1, which {@link
     * #allowWeakSha1Signatures()} lets in.
     */
    public Builder allowWeakDsaKeys(int minimumBits) {
      if (minimumBits < 512 || minimumBits > 2048) {
        throw new IllegalArgumentException(
            "the shortest DSA key is 512..2048 bits, not " + minimumBits);
      }
      minimumDsaBits = minimumBits;
      return this;
    }

    /**
     * Accepts certificates signed with SHA-1, for which collisions can be bought (SHAttered, RFC
     * 9155).
     */
    public Builder allowWeakSha1Signatures() {
      brokenHashes.add(HashAlgorithm.SHA1);
      return this;
    }

    /**
     * Accepts certificates signed with MD5. Collisions take seconds: Sotirov, Stevens and others
     * made an issuer's certificate out of a server's with them (2008), and the Flame malware a code
     * signer's (2012). Whoever can have one certificate signed with MD5 below an anchor given here
     * can be anybody; so give the peer's own certificate, or an issuer that signs no more.
     */
    public Builder allowMd5SignaturesBrokenByCollisions() {
      brokenHashes.add(HashAlgorithm.MD5);
      return this;
    }

    /**
     * Accepts a peer's certificate whose keyUsage lacks digitalSignature, as some made for TLS
     * 1.2's static RSA do.
     */
    public Builder allowKeysNotMeantForSignatures() {
      leafKeyUsage = TrustRules.LeafKeyUsage.ANY;
      return this;
    }

    /**
     * Takes the common name for the host's name where a certificate has no subjectAltName at all
     * (RFC 6125 §6.4.4), as those of old appliances have none. RFC 9525 §2 ended that: a common
     * name was never meant to be a host, and issuers do not check it as one. No wildcards.
     */
    public Builder allowHostInCommonName() {
      hostNames = TrustRules.HostNames.ELSE_IN_COMMON_NAME;
      return this;
    }

    /**
     * How long an acceptance is remembered, up to an hour; zero for not at all; by default five
     * minutes.
     */
    public Builder verdictLifetime(Duration lifetime) {
      if (lifetime.isNegative() || lifetime.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException("verdictLifetime is up to an hour, not " + lifetime);
      }
      verdictLifetime = lifetime;
      return this;
    }

    /**
     * The trust.
     *
     * @throws IllegalArgumentException where no certificate was added
     */
    public Trust build() {
      if (anchors.isEmpty()) {
        throw new IllegalArgumentException("no certificate to trust was given");
      }
      TrustRules rules =
          new TrustRules(
              maxChainLength,
              new CertificateStrength(minimumRsaBits, minimumDsaBits, brokenHashes),
              staple,
              leafKeyUsage,
              hostNames,
              verdictLifetime);
      Anchors trusted = new Anchors(anchors);
      Digests digest = Digests.over("glassine trust/1");
      trusted.addTo(digest);
      rules.addTo(digest);
      ChainJudge judge = new PathJudge(trusted, rules);
      return new Trust(
          verdictLifetime.isZero() ? judge : new VerdictCache(judge, verdictLifetime),
          trusted.all(),
          digest.finish());
    }
  }
}
