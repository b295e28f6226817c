package dev.glassine.jsse;

import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;
import javax.net.ssl.X509TrustManager;

/**
 * Whose judgement of a peer a session carries: sessions are resumed only within one scope, however
 * far their ticket keys are shared (CVE-2025-23419). Glassine's own trust says what it is, so
 * machines that trust alike share sessions; a manager of somebody's own cannot, so its sessions
 * stay with its context.
 */
final class SessionScope {
  private static final int OCTETS = 16;

  private SessionScope() {}

  static Bytes of(X509TrustManager manager, SecureRandom random) {
    if (manager instanceof GlassineTrustManager ours) {
      return ours.trust().policyDigest();
    }
    byte[] own = new byte[OCTETS];
    random.nextBytes(own);
    return Bytes.wrap(own);
  }
}
