package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.handshake.ClientOffer;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ServerHello;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a session may be resumed, and what of a handshake becomes a session (RFC 5246 §7.3, RFC
 * 5077, RFC 7627 §5.3). A session without extended main secret is not resumed, from either side:
 * the triple handshake of 2014 needs no more than that. Versions before TLS 1.2 are the exception,
 * for peers that never heard of RFC 7627 ({@link VersionRules#resumesUnboundSessions}).
 */
final class Resumption {
  private Resumption() {}

  /** Server: why {@code session} is not resumed by this hello, or null where it is. */
  static @Nullable String obstacle(
      ServerContext context, VersionRules rules, ClientHello hello, SessionState session) {
    if (!session.version().equals(rules.version())) {
      return "the session is one of " + session.version();
    }
    if (!session.isUsableAt(context.now())) {
      return "the session has expired";
    }
    // CVE-2025-23419: a session of one context must not open another
    if (!session.policy().equals(context.config().policy())) {
      return "the session was made under another policy";
    }
    // RFC 6066 §3: "MUST NOT accept the request to resume the session if the server_name extension
    // contains a different name"
    if (!sameName(session.serverName(), Handshake.serverName(hello))) {
      return "the session is for another server name";
    }
    // RFC 5246 §7.4.1.2: with a session the list "MUST include at least the cipher_suite from that
    // session"
    if (!hello.cipherSuites().contains(session.suite())
        || !context.config().suites().contains(session.suite())) {
      return session.suite() + " is not offered by both any more";
    }
    if (session.compression() != 0
        && !(hello.legacyCompressionMethods().has(session.compression())
            && context.config().legacy().allows(Danger.COMPRESSION))) {
      return "the session is compressed, which is not offered by both any more";
    }
    if (context.config().clientAuthentication() == ClientAuthentication.REQUIRED
        && session.peerChain().isEmpty()) {
      return "the session has no client certificate, and one is required";
    }
    return bindingObstacle(rules, hello, session);
  }

  private static @Nullable String bindingObstacle(
      VersionRules rules, ClientHello hello, SessionState session) {
    boolean offered = hello.extensions().has(ExtensionType.EXTENDED_MASTER_SECRET);
    // RFC 7627 §5.3: "If the original session used the "extended_master_secret" extension but the
    // new ClientHello does not contain it, the server MUST abort the abbreviated handshake."
    if (session.extendedMainSecret() && !offered) {
      throw new TlsFailure.Misbehaved(
          Reason.EXTENDED_MAIN_SECRET_CHANGED,
          "the session has it, the ClientHello does not offer it");
    }
    // RFC 7627 §5.3: "If the original session did not use the "extended_master_secret" extension
    // but the new ClientHello contains the extension, then the server MUST NOT perform the
    // abbreviated handshake."
    boolean unboundOnBothSides = rules.resumesUnboundSessions() && !offered;
    return session.extendedMainSecret() || unboundOnBothSides
        ? null
        : "the session lacks the extended main secret";
  }

  /** Server: whether a ticket is old enough to get a new one, sealed by newer keys. */
  static boolean isDueForRenewal(SessionState session, Instant now) {
    return now.isAfter(session.created().plus(session.lifetime().dividedBy(2)));
  }

  /** Client: the session that the server resumes, or null in a full handshake. */
  static @Nullable SessionState accepted(
      VersionRules rules, ClientOffer offer, ServerHello answer) {
    Bytes id = answer.legacySessionIdEcho();
    // RFC 5246 §7.4.1.3: "If the ClientHello.session_id was non-empty ... the server will respond
    // with the same value as was supplied by the client"
    if (id.isEmpty() || !id.equals(offer.hello().legacySessionId())) {
      return null;
    }
    SessionState session = offer.session();
    if (session == null || !session.version().equals(rules.version())) {
      throw new TlsFailure.Misbehaved(
          Reason.RESUMPTION_MISMATCH,
          "ServerHello.session_id: the server resumes where no session was offered");
    }
    // RFC 5246 §7.4.1.3: "For resumed sessions, this field is the value from the state of the
    // session being resumed."
    if (!session.suite().equals(answer.cipherSuite())) {
      throw new TlsFailure.Misbehaved(
          Reason.RESUMPTION_MISMATCH,
          "ServerHello.cipher_suite: the session has "
              + session.suite()
              + ", the server chose "
              + answer.cipherSuite());
    }
    if (session.compression() != answer.legacyCompressionMethod()) {
      throw new TlsFailure.Misbehaved(
          Reason.RESUMPTION_MISMATCH,
          "ServerHello.compression_method: the session has "
              + session.compression()
              + ", the server chose "
              + answer.legacyCompressionMethod());
    }
    // RFC 7627 §5.3: "If the original session used the extension but the new ServerHello does not
    // contain the extension, the client MUST abort the handshake", and the other way round
    boolean extended = answer.extensions().has(ExtensionType.EXTENDED_MASTER_SECRET);
    if (session.extendedMainSecret() != extended) {
      throw new TlsFailure.Misbehaved(
          Reason.EXTENDED_MAIN_SECRET_CHANGED,
          extended
              ? "the session lacks it, the ServerHello has it"
              : "the session has it, the ServerHello lacks it");
    }
    return session;
  }

  private static boolean sameName(@Nullable String one, @Nullable String other) {
    return (one == null || other == null)
        ? Objects.equals(one, other)
        : one.equalsIgnoreCase(other);
  }
}
