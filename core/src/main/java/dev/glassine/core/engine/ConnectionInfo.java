package dev.glassine.core.engine;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a completed handshake agreed on. Immutable.
 *
 * @param version the protocol version
 * @param suite the cipher suite
 * @param group the key-exchange group; null for static RSA, server-made finite-field parameters,
 *     and TLS 1.2 resumption
 * @param serverSignature the scheme that the server signed with; null where it did not (resumption,
 *     static RSA)
 * @param clientSignature the scheme that the client signed with; null without client authentication
 * @param protocol the application protocol (ALPN), or null
 * @param serverName the name that the client asked for (SNI), or null
 * @param peerCertificates the peer's own first, also after resumption; empty where it has none
 * @param localCertificates ours; empty where we presented none
 * @param resumed whether an earlier session was resumed
 * @param extendedMainSecret whether the main secret is bound to the handshake; always in TLS 1.3
 * @param sessionId TLS 1.2: the session id; TLS 1.3: legacy_session_id; may be empty
 * @param ocspResponse client: what the server stapled, in DER, or null
 */
public record ConnectionInfo(
    ProtocolVersion version,
    CipherSuite suite,
    @Nullable NamedGroup group,
    @Nullable SignatureScheme serverSignature,
    @Nullable SignatureScheme clientSignature,
    @Nullable String protocol,
    @Nullable String serverName,
    List<X509Certificate> peerCertificates,
    List<X509Certificate> localCertificates,
    boolean resumed,
    boolean extendedMainSecret,
    Bytes sessionId,
    @Nullable Bytes ocspResponse) {
  /** Copies the lists. */
  public ConnectionInfo {
    peerCertificates = List.copyOf(peerCertificates);
    localCertificates = List.copyOf(localCertificates);
  }
}
