package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.SignatureScheme;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Refuses keys and signatures that can be broken today, but for those that were let in by name.
 * Anchors are exempt: they are trusted for what they are, not for what signed them.
 *
 * @param minimumRsaBits shortest RSA modulus
 * @param minimumDsaBits shortest DSA prime
 * @param brokenHashes MD5 and SHA-1, where signatures over them are let in
 */
record CertificateStrength(
    int minimumRsaBits, int minimumDsaBits, Set<HashAlgorithm> brokenHashes) {
  static final CertificateStrength SOUND = new CertificateStrength(2048, 2048, Set.of());
  private static final int MINIMUM_EC_BITS = 224;

  CertificateStrength {
    Set<HashAlgorithm> copy = EnumSet.noneOf(HashAlgorithm.class);
    copy.addAll(brokenHashes);
    brokenHashes = copy;
  }

  ChainVerdict.@Nullable Refused check(CandidatePath path) {
    for (X509Certificate certificate : path.certificates()) {
      String weakness = weaknessOfKey(certificate);
      if (weakness == null) {
        weakness = weaknessOfSignature(certificate);
      }
      if (weakness != null) {
        return refused(DistinguishedNames.text(certificate.getSubjectX500Principal()), weakness);
      }
    }
    return null;
  }

  /**
   * The same, stricter, for where the JVM's own rules do not apply any more: the anchor's key
   * counts, and so does every signature whose algorithm is not known here.
   */
  ChainVerdict.@Nullable Refused checkWithoutTheJvm(CandidatePath path) {
    String weakAnchor = weaknessOfKey(path.anchor());
    if (weakAnchor != null) {
      return refused(
          "the trusted certificate "
              + DistinguishedNames.text(path.anchor().getSubjectX500Principal()),
          weakAnchor);
    }
    for (X509Certificate certificate : path.certificates()) {
      CertificateSignature signature = CertificateSignature.of(certificate);
      if (signature.kind() == SignatureScheme.Kind.OTHER) {
        return refused(
            DistinguishedNames.text(certificate.getSubjectX500Principal()),
            "it is signed by " + signature.name() + ", which is not known here");
      }
    }
    return check(path);
  }

  /** Whether {@code path} has something that is only let in because a call named it. */
  boolean letsInByName(CandidatePath path) {
    return !equals(SOUND)
        && (SOUND.check(path) != null || SOUND.weaknessOfKey(path.anchor()) != null);
  }

  private @Nullable String weaknessOfKey(X509Certificate certificate) {
    KeyKind key = KeyKind.of(certificate.getPublicKey());
    return switch (key.family()) {
      case RSA, RSA_PSS ->
          key.bits() < minimumRsaBits
              ? "its key is only "
                  + key.describe()
                  + " (Trust.Builder.allowWeakRsaKeys would let it in)"
              : null;
      case DSA ->
          key.bits() < minimumDsaBits
              ? "its key is only "
                  + key.describe()
                  + " (Trust.Builder.allowWeakDsaKeys would let it in)"
              : null;
      case EC -> key.bits() < MINIMUM_EC_BITS ? "its key is only " + key.describe() : null;
      case ED25519, ED448, OTHER -> null;
    };
  }

  private @Nullable String weaknessOfSignature(X509Certificate certificate) {
    CertificateSignature signature = CertificateSignature.of(certificate);
    HashAlgorithm hash = signature.hash();
    if (!signature.weak() || (hash != null && brokenHashes.contains(hash))) {
      return null;
    }
    return "it is signed by "
        + signature.name()
        + (hash == HashAlgorithm.MD5
            ? " (Trust.Builder.allowMd5SignaturesBrokenByCollisions would let it in)"
            : hash == HashAlgorithm.SHA1
                ? " (Trust.Builder.allowWeakSha1Signatures would let it in)"
                : "");
  }

  private static ChainVerdict.Refused refused(String subject, String weakness) {
    return new ChainVerdict.Refused(Reason.WEAK_CERTIFICATE, subject + ": " + weakness, null);
  }

  /** Everything that decides, for a digest. */
  @Override
  public String toString() {
    return minimumRsaBits + " " + minimumDsaBits + " " + new TreeSet<>(brokenHashes);
  }
}
