package dev.glassine.core.handshake.tls12;

import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake found out between hellos and Finished.
 *
 * @param group the key-exchange group, or null
 * @param serverSignature what ServerKeyExchange was signed with, or null
 * @param clientSignature what CertificateVerify was signed with, or null
 * @param peer how the peer is known
 * @param local our certificates, as far as they were presented
 */
record Outcome(
    @Nullable NamedGroup group,
    @Nullable SignatureScheme serverSignature,
    @Nullable SignatureScheme clientSignature,
    PeerProof peer,
    List<X509Certificate> local) {

  /** That of an abbreviated handshake: only the peer is known, from the session. */
  static Outcome resumed(PeerProof peer) {
    return new Outcome(null, null, null, peer, List.of());
  }

  /** The same once the client has signed; {@code proof} is how this side then knows its peer. */
  Outcome signedByClient(SignatureScheme scheme, PeerProof proof) {
    return new Outcome(group, serverSignature, scheme, proof, local);
  }

  /** All of it for the owner of the connection. */
  ConnectionInfo info(VersionRules rules, Handshake handshake, PeerIdentity peer, boolean resumed) {
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
        peer.ocspResponse());
  }
}
