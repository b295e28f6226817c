package dev.glassine.core.handshake.tls12;

import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The octets of CertificateRequest.certificate_types and the kinds of key that they stand for (RFC
 * 5246 §7.4.4, RFC 8422 §5.5). The fixed Diffie-Hellman types are left out: nobody has such
 * certificates.
 *
 * <pre>
 *   enum {
 *       rsa_sign(1), dss_sign(2), ecdsa_sign(64), (255)
 *   } ClientCertificateType;
 * </pre>
 */
final class ClientCertificateTypes {
  private static final int RSA_SIGN = 1;
  private static final int DSS_SIGN = 2;
  private static final int ECDSA_SIGN = 64;

  private ClientCertificateTypes() {}

  /** The kinds of key that a request accepts, in its order. */
  static List<AuthenticationMethod> kinds(Bytes types) {
    List<AuthenticationMethod> kinds = new ArrayList<>();
    for (int i = 0; i < types.length(); i++) {
      switch (types.at(i)) {
        case RSA_SIGN -> kinds.add(AuthenticationMethod.RSA);
        case DSS_SIGN -> kinds.add(AuthenticationMethod.DSS);
        case ECDSA_SIGN -> kinds.add(AuthenticationMethod.ECDSA);
        default -> {}
      }
    }
    return List.copyOf(kinds);
  }

  /** What a client should look for. */
  static CredentialRequest wanted(
      TlsConfig config, VersionRules rules, CertificateRequest12 request) {
    List<SignatureScheme> verified = rules.verifiedBy(request);
    return new CredentialRequest(
        Side.CLIENT,
        rules.version(),
        null,
        new Signatures(config, rules).common(verified),
        verified,
        kinds(request.certificateTypes()),
        request.certificateAuthorities());
  }

  /** The types that signatures by these schemes need. */
  static Bytes forSchemes(List<SignatureScheme> schemes) {
    WireWriter types = new WireWriter();
    if (schemes.stream().anyMatch(scheme -> kind(scheme) == AuthenticationMethod.RSA)) {
      types.u8(RSA_SIGN);
    }
    if (schemes.stream().anyMatch(scheme -> kind(scheme) == AuthenticationMethod.ECDSA)) {
      types.u8(ECDSA_SIGN);
    }
    if (schemes.stream().anyMatch(scheme -> kind(scheme) == AuthenticationMethod.DSS)) {
      types.u8(DSS_SIGN);
    }
    return types.toBytes();
  }

  private static AuthenticationMethod kind(SignatureScheme scheme) {
    return switch (scheme.kind()) {
      case RSA_PKCS1, RSA_PSS_RSAE, RSA_PSS_PSS -> AuthenticationMethod.RSA;
      // RFC 8422 §5.5: ecdsa_sign stands for EdDSA keys too
      case ECDSA, EDDSA -> AuthenticationMethod.ECDSA;
      case DSA -> AuthenticationMethod.DSS;
      case OTHER -> AuthenticationMethod.OTHER;
    };
  }
}
