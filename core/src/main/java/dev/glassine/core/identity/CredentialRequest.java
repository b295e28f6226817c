package dev.glassine.core.identity;

import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate is wanted for.
 *
 * @param side whose certificate is wanted: ours
 * @param version the negotiated version
 * @param serverName the name that the client asked for (RFC 6066 §3), on the server; null without
 *     one, and on the client
 * @param signatureSchemes what the peer verifies in handshakes, restricted to what we can sign, in
 *     the peer's order (RFC 9846 §4.3.3)
 * @param certificateSchemes what the peer verifies in certificates
 * @param authentications TLS 1.2: the kinds of key that the offered cipher suites or certificate
 *     types accept; ANY in TLS 1.3
 * @param authorities DER names of acceptable issuers; empty for any
 * @param curves TLS 1.2 and before, on the server: the curves that the client has, which an EC key
 *     must be on (RFC 8422 §5.1); empty for any
 */
public record CredentialRequest(
    Side side,
    ProtocolVersion version,
    @Nullable String serverName,
    List<SignatureScheme> signatureSchemes,
    List<SignatureScheme> certificateSchemes,
    List<AuthenticationMethod> authentications,
    List<Bytes> authorities,
    List<NamedGroup> curves) {
  /** Any curve will do. */
  public CredentialRequest(
      Side side,
      ProtocolVersion version,
      @Nullable String serverName,
      List<SignatureScheme> signatureSchemes,
      List<SignatureScheme> certificateSchemes,
      List<AuthenticationMethod> authentications,
      List<Bytes> authorities) {
    this(
        side,
        version,
        serverName,
        signatureSchemes,
        certificateSchemes,
        authentications,
        authorities,
        List.of());
  }

  /** Copies the lists. */
  public CredentialRequest {
    signatureSchemes = List.copyOf(signatureSchemes);
    certificateSchemes = List.copyOf(certificateSchemes);
    authentications = List.copyOf(authentications);
    authorities = List.copyOf(authorities);
    curves = List.copyOf(curves);
  }
}
