package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What both flows say of a handshake that is complete.
 *
 * @param clientSignature what the client signed with, or null where it did not
 * @param local our certificate, if we presented one
 * @param sessionId as SERVER-FINISHED had it
 */
record Established(
    Secured secured,
    PeerIdentity peer,
    @Nullable SignatureScheme clientSignature,
    List<X509Certificate> local,
    Bytes sessionId) {

  /** The effect that completes the handshake; the keys' material is let go. */
  Effect complete() {
    secured.keys().forget();
    ConnectionInfo info =
        new ConnectionInfo(
            ProtocolVersion.SSL_2_0,
            secured.kind().suite(),
            null,
            null,
            clientSignature,
            null,
            null,
            peer.certificates(),
            local,
            secured.hellos().resumed(),
            false,
            sessionId,
            null);
    return new Effect.Complete(info, new Nothing(secured.master().secret()), Bytes.EMPTY);
  }

  /** SSL 2.0 has no way to derive keys for others. */
  private record Nothing(Secret master) implements Exporter {
    @Override
    public Secret export(String label, byte @Nullable [] context, int length) {
      throw new TlsFailure.Misuse("SSL 2.0 exports no keying material");
    }

    @Override
    public void close() {
      master.close();
    }
  }
}
