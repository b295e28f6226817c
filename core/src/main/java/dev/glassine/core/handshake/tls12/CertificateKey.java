package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.ClientHello;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the key in an end-entity certificate may be used for in TLS 1.2 (RFC 5246 §7.4.2, §7.4.6;
 * RFC 8422 §5.3).
 */
record CertificateKey(X509Certificate certificate) {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;

  private static final List<SignatureScheme> BOUND_TO_A_CURVE =
      List.of(
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.ECDSA_SECP384R1_SHA384,
          SignatureScheme.ECDSA_SECP521R1_SHA512);

  PublicKey publicKey() {
    return certificate.getPublicKey();
  }

  /** Its kind in the terms of cipher suites and ClientCertificateType; OTHER where it has none. */
  AuthenticationMethod kind() {
    return switch (publicKey().getAlgorithm()) {
      case "RSA", "RSASSA-PSS" -> AuthenticationMethod.RSA;
      // RFC 8422 §5.3: an EdDSA key stands in ECDHE_ECDSA suites
      case "EC", "EdDSA", "Ed25519", "Ed448" -> AuthenticationMethod.ECDSA;
      case "DSA" -> AuthenticationMethod.DSS;
      default -> AuthenticationMethod.OTHER;
    };
  }

  /**
   * The curve of an ECDSA key, or null for other keys and other curves. TLS 1.3 binds its schemes
   * to curves, which tells it.
   */
  @Nullable NamedGroup curve(CryptoProvider crypto) {
    for (SignatureScheme scheme : BOUND_TO_A_CURVE) {
      SignatureAlgorithm algorithm = crypto.signature(scheme);
      if (algorithm != null && algorithm.fits(publicKey(), ProtocolVersion.TLS_1_3)) {
        return scheme.curve();
      }
    }
    return null;
  }

  /** Why a key cannot be used, and what a client says of a server that uses it all the same. */
  record Obstacle(Reason reason, String why) {}

  /** Why a server cannot use this key in {@code suite} with this client; null where it can. */
  @Nullable Obstacle obstacle(CryptoProvider crypto, CipherSuite suite, ClientHello hello) {
    // RFC 5246 §7.4.2: "The end entity certificate's public key (and associated restrictions) MUST
    // be compatible with the selected key exchange algorithm."
    if (kind() != suite.authentication()) {
      return new Obstacle(
          Reason.UNSUPPORTED_CERTIFICATE_TYPE,
          "needs a certificate with a key of kind "
              + suite.authentication()
              + ", this one is "
              + publicKey().getAlgorithm());
    }
    if (encrypts(suite.keyExchange())) {
      return encryptionObstacle();
    }
    // RFC 5246 §7.4.2: "The public key MUST use a curve and point format supported by the client"
    NamedGroup curve = curve(crypto);
    List<NamedGroup> offered = Ecdhe.offeredGroups(hello);
    if (curve != null && !offered.isEmpty() && !offered.contains(curve)) {
      return new Obstacle(
          Reason.UNOFFERED_GROUP,
          "the certificate's key is on " + curve + ", the client has " + offered);
    }
    return signingObstacle();
  }

  /** RFC 2246 §7.4.2: an export suite encrypts under the certificate's key if it is weak enough. */
  private boolean encrypts(KeyExchangeMethod method) {
    return switch (method) {
      case RSA -> true;
      case RSA_EXPORT, RSA_EXPORT1024 ->
          publicKey() instanceof RSAKey rsa
              && rsa.getModulus().bitLength() <= method.exportKeyBits();
      default -> false;
    };
  }

  /** Why this key may not sign; null where it may. */
  @Nullable Obstacle signingObstacle() {
    // RFC 5246 §7.4.2: "the digitalSignature bit MUST be set if the key usage extension is present"
    return allows(DIGITAL_SIGNATURE)
        ? null
        : new Obstacle(Reason.WRONG_USAGE, "the certificate's keyUsage lacks digitalSignature");
  }

  private @Nullable Obstacle encryptionObstacle() {
    if (!publicKey().getAlgorithm().equals("RSA")) {
      return new Obstacle(Reason.UNSUPPORTED_CERTIFICATE_TYPE, "an RSASSA-PSS key cannot encrypt");
    }
    // RFC 5246 §7.4.2: "the keyEncipherment bit MUST be set if the key usage extension is present"
    return allows(KEY_ENCIPHERMENT)
        ? null
        : new Obstacle(Reason.WRONG_USAGE, "the certificate's keyUsage lacks keyEncipherment");
  }

  private boolean allows(int usage) {
    boolean[] usages = certificate.getKeyUsage();
    return usages == null || usages[usage];
  }
}
