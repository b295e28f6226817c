package dev.glassine.jsse;

import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.RotatingTicketKeys;
import java.security.SecureRandom;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of an initialised context share. Thread-safe.
 *
 * @param defaults of new engines and sockets, which copy them
 * @param keyManager null for a context that presents no certificate
 * @param known what the key manager's aliases stand for
 * @param issuers what is said to clients about whom the trust manager trusts
 * @param arrays lends buffers to sockets
 */
record ContextParts(
    Settings defaults,
    @Nullable X509KeyManager keyManager,
    X509TrustManager trustManager,
    GlassineSessionContext clientSessions,
    GlassineSessionContext serverSessions,
    Configurations configurations,
    KeyManagerChooser.KnownCredentials known,
    AcceptedIssuers issuers,
    ArrayPool arrays) {

  static ContextParts of(
      ContextKind kind,
      @Nullable X509KeyManager keyManager,
      X509TrustManager trustManager,
      SecureRandom random) {
    GlassineSessionContext clients = new GlassineSessionContext(System::currentTimeMillis);
    GlassineSessionContext servers = new GlassineSessionContext(System::currentTimeMillis);
    RotatingTicketKeys tickets = new RotatingTicketKeys(JcaCrypto.standard(), random);
    return new ContextParts(
        new Settings(kind.versions()),
        keyManager,
        trustManager,
        clients,
        servers,
        new Configurations(random, clients, servers, tickets),
        new KeyManagerChooser.KnownCredentials(),
        new AcceptedIssuers(trustManager),
        new ArrayPool());
  }

  GlassineSessionContext sessions(Side side) {
    return side == Side.CLIENT ? clientSessions : serverSessions;
  }

  Settings defaultSettings() {
    return defaults.copy();
  }
}
