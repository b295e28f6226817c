package dev.glassine.core.identity;

import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.security.PublicKey;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate's key can sign, read from its SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) and so
 * the same with every provider.
 *
 * @param bits of the modulus or field; 0 where it has no such size
 * @param curve of an EC key, or null where it is none that TLS 1.3 signs with
 * @param pssHash the object identifier of the only hash that an RSASSA-PSS key may use, or null for
 *     any
 */
record KeyKind(Family family, int bits, @Nullable NamedGroup curve, @Nullable String pssHash) {
  enum Family {
    RSA("RSA"),
    RSA_PSS("RSASSA-PSS"),
    EC("EC"),
    ED25519("Ed25519"),
    ED448("Ed448"),
    DSA("DSA"),
    OTHER("of an unknown kind");

    private final String text;

    Family(String text) {
      this.text = text;
    }
  }

  static KeyKind of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      return new KeyKind(Family.OTHER, 0, null, null);
    }
    try {
      DerReader identifier = new DerReader(encoded).enter(Der.SEQUENCE).enter(Der.SEQUENCE);
      return switch (DerReader.dotted(identifier.content(Der.OBJECT_IDENTIFIER))) {
        case "1.2.840.113549.1.1.1" -> new KeyKind(Family.RSA, bits(key), null, null);
        case "1.2.840.113549.1.1.10" ->
            new KeyKind(Family.RSA_PSS, bits(key), null, pssHash(identifier));
        case "1.2.840.10045.2.1" -> new KeyKind(Family.EC, bits(key), curve(identifier), null);
        case "1.3.101.112" -> new KeyKind(Family.ED25519, 0, null, null);
        case "1.3.101.113" -> new KeyKind(Family.ED448, 0, null, null);
        case "1.2.840.10040.4.1" -> new KeyKind(Family.DSA, bits(key), null, null);
        default -> new KeyKind(Family.OTHER, 0, null, null);
      };
    } catch (DerReader.Invalid e) {
      return new KeyKind(Family.OTHER, 0, null, null);
    }
  }

  /**
   * What kind of TLS 1.2 suite it authenticates; EdDSA keys serve ECDSA suites (RFC 8422 §5.10).
   */
  AuthenticationMethod authentication() {
    return switch (family) {
      case RSA, RSA_PSS -> AuthenticationMethod.RSA;
      case EC, ED25519, ED448 -> AuthenticationMethod.ECDSA;
      case DSA -> AuthenticationMethod.DSS;
      case OTHER -> AuthenticationMethod.OTHER;
    };
  }

  /** Whether it can sign a handshake of {@code version} with {@code scheme} (RFC 9846 §4.3.3). */
  boolean signs(SignatureScheme scheme, ProtocolVersion version) {
    if (!scheme.signsHandshakeIn(version)) {
      return false;
    }
    return switch (scheme.kind()) {
      case RSA_PKCS1 -> family == Family.RSA && fitsPkcs1(scheme.hash());
      case RSA_PSS_RSAE -> family == Family.RSA && fitsPss(scheme.hash());
      case RSA_PSS_PSS ->
          family == Family.RSA_PSS && fitsPss(scheme.hash()) && mayUse(scheme.hash());
      case ECDSA ->
          family == Family.EC
              && (!version.atLeast(ProtocolVersion.TLS_1_3)
                  || (curve != null && Objects.equals(curve, scheme.curve())));
      case EDDSA ->
          family == (scheme.equals(SignatureScheme.ED25519) ? Family.ED25519 : Family.ED448);
      case DSA -> family == Family.DSA;
      case OTHER -> false;
    };
  }

  /**
   * Whether it signs in versions where the key implies the scheme (RFC 4346 §7.4.3, RFC 4492 §5.4).
   */
  boolean signsWithoutSchemes() {
    return family == Family.RSA || family == Family.EC || family == Family.DSA;
  }

  /** For people: {@code RSA (2048 bits)}, {@code EC (secp256r1)}. */
  String describe() {
    if (curve != null) {
      return family.text + " (" + curve.name() + ")";
    }
    return bits > 0 ? family.text + " (" + bits + " bits)" : family.text;
  }

  /** RFC 8017 §9.1.1: emLen is at least hLen + sLen + 2, and sLen is hLen here. */
  private boolean fitsPss(@Nullable HashAlgorithm hash) {
    return hash != null && (bits - 1 + 7) / 8 >= 2 * hash.length() + 2;
  }

  /** RFC 8017 §9.2: the DigestInfo (19 octets before the hash) and 11 octets of padding fit. */
  private boolean fitsPkcs1(@Nullable HashAlgorithm hash) {
    return hash != null && (bits + 7) / 8 >= hash.length() + 19 + 11;
  }

  private boolean mayUse(@Nullable HashAlgorithm hash) {
    return pssHash == null
        || (hash != null && pssHash.equals(CertificateSignature.objectIdentifier(hash)));
  }

  private static int bits(PublicKey key) {
    return switch (key) {
      case RSAKey rsa -> rsa.getModulus().bitLength();
      case ECKey ec -> ec.getParams().getCurve().getField().getFieldSize();
      case DSAKey dsa when dsa.getParams() != null -> dsa.getParams().getP().bitLength();
      default -> 0;
    };
  }

  private static @Nullable NamedGroup curve(DerReader identifier) throws DerReader.Invalid {
    if (identifier.tag() != Der.OBJECT_IDENTIFIER) {
      return null;
    }
    return switch (DerReader.dotted(identifier.content(Der.OBJECT_IDENTIFIER))) {
      case "1.2.840.10045.3.1.7" -> NamedGroup.SECP256R1;
      case "1.3.132.0.34" -> NamedGroup.SECP384R1;
      case "1.3.132.0.35" -> NamedGroup.SECP521R1;
      default -> null;
    };
  }

  private static @Nullable String pssHash(DerReader identifier) throws DerReader.Invalid {
    return identifier.tag() == Der.SEQUENCE
        ? CertificateSignature.pssHash(identifier.enter(Der.SEQUENCE))
        : null;
  }
}
