package dev.glassine.jsse;

import dev.glassine.core.registry.Side;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of a context share while its identity lasts. Thread-safe.
 *
 * @param keyManager null for a context that presents no certificate
 * @param known what the key manager's aliases stand for
 * @param issuers what is said to clients about whom the trust manager trusts
 * @param presented what servers presented, for the sessions that are resumed
 * @param arrays lends buffers to sockets
 */
record ContextParts(
    ContextSettings settings,
    @Nullable X509KeyManager keyManager,
    X509TrustManager trustManager,
    GlassineSessionContext clientSessions,
    GlassineSessionContext serverSessions,
    Configurations configurations,
    KeyManagerChooser.KnownCredentials known,
    AcceptedIssuers issuers,
    PresentedCertificates presented,
    ArrayPool arrays) {
  GlassineSessionContext sessions(Side side) {
    return side == Side.CLIENT ? clientSessions : serverSessions;
  }
}
