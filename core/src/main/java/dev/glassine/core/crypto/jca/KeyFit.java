package dev.glassine.core.crypto.jca;

import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which scheme may be used with which key (RFC 9846 §4.3.3, RFC 8422 §5.1.1, RFC 4055 §1.2). */
final class KeyFit {
  private KeyFit() {}

  /** Whether {@code scheme} may be used with {@code key} in {@code version}. */
  static boolean fits(SignatureScheme scheme, PublicKey key, ProtocolVersion version) {
    return switch (scheme.kind()) {
      case RSA_PKCS1 -> isRsa(key, "RSA") && octets((RSAKey) key) >= pkcs1Octets(scheme);
      case RSA_PSS_RSAE -> isRsa(key, "RSA") && fitsPss(scheme, (RSAKey) key);
      case RSA_PSS_PSS ->
          isRsa(key, "RSASSA-PSS")
              && fitsPss(scheme, (RSAKey) key)
              && allows(((RSAKey) key).getParams(), scheme);
      case ECDSA -> fitsEcdsa(scheme, key, version);
      case EDDSA -> edwardsCurve(key).equals(scheme.name());
      case DSA -> key.getAlgorithm().equals("DSA");
      case OTHER -> false;
    };
  }

  private static boolean isRsa(PublicKey key, String algorithm) {
    return key instanceof RSAKey && key.getAlgorithm().equals(algorithm);
  }

  private static int octets(RSAKey key) {
    return (key.getModulus().bitLength() + 7) / 8;
  }

  /**
   * RFC 8017 §9.2: DigestInfo (19 octets and the hash; SHA-1: 15), and 11 octets of padding; MD5
   * and SHA-1 side by side stand there without DigestInfo (RFC 4346 §4.7).
   */
  private static int pkcs1Octets(SignatureScheme scheme) {
    HashAlgorithm hash = scheme.hash();
    return hash == null
        ? HashAlgorithm.MD5.length() + HashAlgorithm.SHA1.length() + 11
        : (hash == HashAlgorithm.SHA1 ? 15 : 19) + hash.length() + 11;
  }

  /** RFC 8017 §9.1.1: the hash, a salt as long (RFC 9846 §4.3.3), and two octets. */
  private static boolean fitsPss(SignatureScheme scheme, RSAKey key) {
    HashAlgorithm hash = scheme.hash();
    int encoded = (key.getModulus().bitLength() - 1 + 7) / 8;
    return hash != null && encoded >= 2 * hash.length() + 2;
  }

  /** Whether a key that is bound to parameters allows the scheme's; the salt is a minimum. */
  private static boolean allows(@Nullable AlgorithmParameterSpec bound, SignatureScheme scheme) {
    HashAlgorithm hash = scheme.hash();
    if (bound == null || hash == null) {
      return hash != null;
    }
    return bound instanceof PSSParameterSpec pss
        && pss.getDigestAlgorithm().equalsIgnoreCase(hash.standardName())
        && pss.getMGFParameters() instanceof MGF1ParameterSpec mgf
        && mgf.getDigestAlgorithm().equalsIgnoreCase(hash.standardName())
        && pss.getSaltLength() <= hash.length();
  }

  /** TLS 1.3 binds the scheme to a curve, TLS 1.2 only to ECDSA. */
  private static boolean fitsEcdsa(SignatureScheme scheme, PublicKey key, ProtocolVersion version) {
    if (!(key instanceof ECKey ec)) {
      return false;
    }
    NamedGroup curve = scheme.curve();
    return !version.atLeast(ProtocolVersion.TLS_1_3)
        || (curve != null && isCurve(ec.getParams(), curve));
  }

  /** By the order of the generator, which no two of the curves share. */
  private static boolean isCurve(ECParameterSpec parameters, NamedGroup curve) {
    return parameters
        .getOrder()
        .equals(
            switch (curve.algorithm()) {
              case "secp256r1" -> Order.P256;
              case "secp384r1" -> Order.P384;
              case "secp521r1" -> Order.P521;
              default -> BigInteger.ZERO;
            });
  }

  /** SEC 2 v2 §2.4, §2.5, §2.6: the n of each curve. */
  private static final class Order {
    static final BigInteger P256 =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    static final BigInteger P384 =
        new BigInteger(
            "ffffffffffffffffffffffffffffffffffffffffffffffff"
                + "c7634d81f4372ddf581a0db248b0a77aecec196accc52973",
            16);
    static final BigInteger P521 =
        new BigInteger(
            "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                + "fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
            16);
  }

  /** The JDK calls all of them EdDSA, Bouncy Castle each by its name. */
  private static String edwardsCurve(PublicKey key) {
    String name =
        key instanceof EdECKey edwards ? edwards.getParams().getName() : key.getAlgorithm();
    return name.toLowerCase(Locale.ROOT);
  }
}
