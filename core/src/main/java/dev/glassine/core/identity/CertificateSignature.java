package dev.glassine.core.identity;

import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.SignatureScheme;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * How a certificate is signed: its signatureAlgorithm (RFC 5280 §4.1.1.2) in the terms of TLS.
 *
 * @param kind the algorithm; RSA_PSS_RSAE also where the issuer's key is an RSASSA-PSS key, because
 *     the certificate does not say
 * @param hash null where the algorithm has its own, or where {@code name} says which
 * @param name for people
 * @param weak whether the hash can be made to collide in practice: MD2, MD5 or SHA-1 (RFC 9155)
 */
record CertificateSignature(
    SignatureScheme.Kind kind, @Nullable HashAlgorithm hash, String name, boolean weak) {
  private static final String SHA_1 = "1.3.14.3.2.26";

  static CertificateSignature of(X509Certificate certificate) {
    return switch (certificate.getSigAlgOID()) {
      case "1.2.840.113549.1.1.11" ->
          strong(SignatureScheme.Kind.RSA_PKCS1, HashAlgorithm.SHA256, "SHA-256 with RSA");
      case "1.2.840.113549.1.1.12" ->
          strong(SignatureScheme.Kind.RSA_PKCS1, HashAlgorithm.SHA384, "SHA-384 with RSA");
      case "1.2.840.113549.1.1.13" ->
          strong(SignatureScheme.Kind.RSA_PKCS1, HashAlgorithm.SHA512, "SHA-512 with RSA");
      case "1.2.840.113549.1.1.10" -> pss(certificate.getSigAlgParams());
      case "1.2.840.10045.4.3.2" ->
          strong(SignatureScheme.Kind.ECDSA, HashAlgorithm.SHA256, "SHA-256 with ECDSA");
      case "1.2.840.10045.4.3.3" ->
          strong(SignatureScheme.Kind.ECDSA, HashAlgorithm.SHA384, "SHA-384 with ECDSA");
      case "1.2.840.10045.4.3.4" ->
          strong(SignatureScheme.Kind.ECDSA, HashAlgorithm.SHA512, "SHA-512 with ECDSA");
      case "1.3.101.112" ->
          new CertificateSignature(SignatureScheme.Kind.EDDSA, null, "Ed25519", false);
      case "1.3.101.113" ->
          new CertificateSignature(SignatureScheme.Kind.EDDSA, null, "Ed448", false);
      case "1.2.840.113549.1.1.5", "1.3.14.3.2.29" ->
          new CertificateSignature(
              SignatureScheme.Kind.RSA_PKCS1, HashAlgorithm.SHA1, "SHA-1 with RSA", true);
      case "1.2.840.10045.4.1" ->
          new CertificateSignature(
              SignatureScheme.Kind.ECDSA, HashAlgorithm.SHA1, "SHA-1 with ECDSA", true);
      case "1.2.840.10040.4.3", "1.3.14.3.2.13", "1.3.14.3.2.27" ->
          new CertificateSignature(
              SignatureScheme.Kind.DSA, HashAlgorithm.SHA1, "SHA-1 with DSA", true);
      case "1.2.840.113549.1.1.4" ->
          new CertificateSignature(
              SignatureScheme.Kind.RSA_PKCS1, HashAlgorithm.MD5, "MD5 with RSA", true);
      case "1.2.840.113549.1.1.2" ->
          new CertificateSignature(SignatureScheme.Kind.OTHER, null, "MD2 with RSA", true);
      default ->
          new CertificateSignature(
              SignatureScheme.Kind.OTHER, null, certificate.getSigAlgName(), false);
    };
  }

  /**
   * Whether {@code scheme} verifies it; the curve of an ECDSA scheme is not held against a
   * certificate (RFC 9846 §4.3.3 leaves it to the issuer).
   */
  boolean verifiedBy(SignatureScheme scheme) {
    return switch (kind) {
      case OTHER -> false;
      case RSA_PSS_RSAE, RSA_PSS_PSS ->
          hash == scheme.hash()
              && (scheme.kind() == SignatureScheme.Kind.RSA_PSS_RSAE
                  || scheme.kind() == SignatureScheme.Kind.RSA_PSS_PSS);
      case EDDSA -> scheme.name().equalsIgnoreCase(name);
      case RSA_PKCS1, ECDSA, DSA -> kind == scheme.kind() && hash == scheme.hash();
    };
  }

  /** The object identifier of a hash. */
  static String objectIdentifier(HashAlgorithm hash) {
    return switch (hash) {
      case SHA1 -> SHA_1;
      case SHA256 -> "2.16.840.1.101.3.4.2.1";
      case SHA384 -> "2.16.840.1.101.3.4.2.2";
      case SHA512 -> "2.16.840.1.101.3.4.2.3";
      default -> "";
    };
  }

  /**
   * The object identifier of the hash in RSASSA-PSS-params (RFC 4055 §3.1), which is SHA-1 where it
   * is left out.
   */
  static String pssHash(DerReader parameters) throws DerReader.Invalid {
    if (parameters.tag() != 0xA0) {
      return SHA_1;
    }
    return DerReader.dotted(
        parameters.enter(0xA0).enter(Der.SEQUENCE).content(Der.OBJECT_IDENTIFIER));
  }

  private static CertificateSignature strong(
      SignatureScheme.Kind kind, HashAlgorithm hash, String name) {
    return new CertificateSignature(kind, hash, name, false);
  }

  private static CertificateSignature pss(byte @Nullable [] parameters) {
    try {
      String oid =
          parameters == null ? SHA_1 : pssHash(new DerReader(parameters).enter(Der.SEQUENCE));
      for (HashAlgorithm hash : HashAlgorithm.values()) {
        if (objectIdentifier(hash).equals(oid)) {
          return new CertificateSignature(
              SignatureScheme.Kind.RSA_PSS_RSAE,
              hash,
              "RSASSA-PSS with " + hash,
              hash == HashAlgorithm.SHA1);
        }
      }
      return new CertificateSignature(
          SignatureScheme.Kind.OTHER, null, "RSASSA-PSS with hash " + oid, false);
    } catch (DerReader.Invalid e) {
      return new CertificateSignature(
          SignatureScheme.Kind.OTHER, null, "RSASSA-PSS with damaged parameters", true);
    }
  }
}
