package dev.glassine.core.handshake.tls12;

import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake found out between hellos and Finished.
 *
 * @param group the key-exchange group, or null
 * @param serverSignature what ServerKeyExchange was signed with, or null
 * @param clientSignature what CertificateVerify was signed with, or null
 * @param peer the peer's certificates
 * @param local ours, as far as they were presented
 * @param ocspResponse what the server stapled, or null
 */
record Outcome(
    @Nullable NamedGroup group,
    @Nullable SignatureScheme serverSignature,
    @Nullable SignatureScheme clientSignature,
    PeerChain peer,
    List<X509Certificate> local,
    @Nullable Bytes ocspResponse) {

  /** That of an abbreviated handshake: only the peer is known, from the session. */
  static Outcome resumed(PeerChain peer) {
    return new Outcome(null, null, null, peer, List.of(), null);
  }

  /** The same once the client has signed. */
  Outcome signedByClient(SignatureScheme scheme) {
    return new Outcome(group, serverSignature, scheme, peer, local, ocspResponse);
  }

  /** All of it for the owner of the connection. */
  ConnectionInfo info(VersionRules rules, Handshake handshake, boolean resumed) {
    return new ConnectionInfo(
        rules.version(),
        handshake.suite(),
        group,
        serverSignature,
        clientSignature,
        handshake.protocol(),
        handshake.serverName(),
        peer.certificates(),
        local,
        resumed,
        handshake.extendedMainSecret(),
        handshake.server().legacySessionIdEcho(),
        ocspResponse);
  }
}
