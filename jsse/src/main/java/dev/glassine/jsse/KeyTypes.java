package dev.glassine.jsse;

import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words by which JSSE tells managers what kind of key is in play: key types for key managers,
 * authentication types for trust managers.
 */
final class KeyTypes {
  private KeyTypes() {}

  /** The key types that answer a request, in the peer's order of preference. */
  static List<String> wanted(CredentialRequest request) {
    Set<String> types = new LinkedHashSet<>();
    for (SignatureScheme scheme : request.signatureSchemes()) {
      if (serves(scheme, request.authentications()) && scheme.signsHandshakeIn(request.version())) {
        types.add(of(scheme));
      }
    }
    types.remove("");
    return List.copyOf(types);
  }

  private static boolean serves(SignatureScheme scheme, List<AuthenticationMethod> accepted) {
    if (accepted.isEmpty() || accepted.contains(AuthenticationMethod.ANY)) {
      return true;
    }
    return switch (scheme.kind()) {
      case RSA_PKCS1, RSA_PSS_RSAE, RSA_PSS_PSS -> accepted.contains(AuthenticationMethod.RSA);
      // RFC 8422 §5.10: EdDSA keys serve ECDSA suites
      case ECDSA, EDDSA -> accepted.contains(AuthenticationMethod.ECDSA);
      case DSA -> accepted.contains(AuthenticationMethod.DSS);
      case OTHER -> false;
    };
  }

  private static String of(SignatureScheme scheme) {
    return switch (scheme.kind()) {
      case RSA_PKCS1, RSA_PSS_RSAE -> "RSA";
      case RSA_PSS_PSS -> "RSASSA-PSS";
      case ECDSA -> "EC";
      case EDDSA -> "EdDSA";
      case DSA -> "DSA";
      case OTHER -> "";
    };
  }

  /**
   * How a server is authenticated: the key exchange of TLS 1.2's suite, "UNKNOWN" in TLS 1.3, where
   * suites do not say ({@link javax.net.ssl.X509TrustManager#checkServerTrusted}).
   */
  static String serverAuthentication(
      @Nullable ProtocolVersion version, @Nullable CipherSuite suite) {
    if (version == null || suite == null || version.atLeast(ProtocolVersion.TLS_1_3)) {
      return "UNKNOWN";
    }
    return suite.keyExchange() == KeyExchangeMethod.RSA
        ? "RSA"
        : suite.keyExchange().name() + "_" + suite.authentication().name();
  }

  /** How a client is authenticated: the kind of its key. */
  static String clientAuthentication(X509Certificate certificate) {
    String algorithm = certificate.getPublicKey().getAlgorithm();
    return switch (algorithm) {
      case "RSA", "RSASSA-PSS", "EC", "EdDSA", "DSA" -> algorithm;
      case "Ed25519", "Ed448" -> "EdDSA";
      default -> "UNKNOWN";
    };
  }
}
