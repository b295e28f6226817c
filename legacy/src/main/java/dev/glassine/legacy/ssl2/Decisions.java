package dev.glassine.legacy.ssl2;

import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of what is decided in SSL 2.0, so that both flows tell a thing alike. */
final class Decisions {
  private Decisions() {}

  static Decision version(ProtocolVersion offered, String why) {
    return new Decision(
        Topic.VERSION,
        List.of(offered.toString()),
        List.of(),
        ProtocolVersion.SSL_2_0.toString(),
        why,
        "SSL 2.0 §2.6");
  }

  static Decision kind(List<CipherSuite> client, List<CipherSuite> server, CipherSuite chosen) {
    return new Decision(
        Topic.CIPHER_SUITE,
        names(client),
        names(server),
        chosen.name(),
        "the client's choice among the kinds that the server accepts; nothing protects either list",
        "SSL 2.0 §2.5");
  }

  static Decision certificate(X509Certificate chosen, String why) {
    return new Decision(
        Topic.CERTIFICATE, List.of(), List.of(), subject(chosen), why, "SSL 2.0 §2.6");
  }

  static Decision noCertificate(String why) {
    return new Decision(Topic.CERTIFICATE, List.of(), List.of(), null, why, "SSL 2.0 §2.3");
  }

  static Decision peerIdentity(AcceptedChain chain, @Nullable String expectedName) {
    return new Decision(
        Topic.PEER_IDENTITY,
        expectedName == null ? List.of() : List.of(expectedName),
        List.of(),
        subject(chain.certificate()),
        "its certificate was accepted",
        "SSL 2.0 §A");
  }

  static Decision noPeerIdentity(String why) {
    return new Decision(Topic.PEER_IDENTITY, List.of(), List.of(), null, why, "SSL 2.0 §2.3");
  }

  static Decision clientAuthentication(String wanted, String why) {
    return new Decision(
        Topic.CLIENT_AUTHENTICATION, List.of(), List.of(wanted), wanted, why, "SSL 2.0 §2.6");
  }

  static Decision resumed(CipherSuite kind, String why) {
    return new Decision(Topic.RESUMPTION, List.of(), List.of(), kind.name(), why, "SSL 2.0 §2.2.2");
  }

  /** As one sees it who does not know the session. */
  static Decision resumed(String why) {
    return new Decision(
        Topic.RESUMPTION, List.of(), List.of(), "an earlier session", why, "SSL 2.0 §2.2.2");
  }

  static Decision notResumed(String why) {
    return new Decision(Topic.RESUMPTION, List.of(), List.of(), null, why, "SSL 2.0 §2.2.1");
  }

  static List<String> names(List<CipherSuite> kinds) {
    return kinds.stream().map(CipherSuite::name).toList();
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
