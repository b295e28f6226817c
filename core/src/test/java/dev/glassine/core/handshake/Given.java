package dev.glassine.core.handshake;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.session.SessionStore;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** What flow tests start from. */
public final class Given {
  /** The time of every test that does not move it. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** Under which clients remember sessions. */
  public static final Bytes SESSION_KEY = Bytes.ofString("glassine.test:443");

  /** Where clients go. */
  public static final Destination DESTINATION =
      new Destination("glassine.test", "glassine.test", SESSION_KEY);

  /** The suites of TLS 1.3 that everybody has. */
  public static final List<CipherSuite> SUITES =
      List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384);

  /** The groups of everybody. */
  public static final List<NamedGroup> GROUPS = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);

  private Given() {}

  /** Where primitives come from. */
  public static CryptoProvider crypto() {
    return JcaCrypto.standard();
  }

  /** A client of TLS 1.3 that trusts everybody. */
  public static ClientConfig.Builder client() {
    return ClientConfig.builder()
        .crypto(crypto())
        .versions(ProtocolVersion.TLS_1_3)
        .suites(SUITES)
        .groups(GROUPS)
        .clock(InstantSource.fixed(NOW))
        .policy(Bytes.EMPTY)
        .trust(presented -> new ChainVerdict.Accepted(presented.certificates()));
  }

  /** A server with a P-256 certificate that trusts everybody. */
  public static ServerConfig.Builder server() {
    return server(TestIdentity.ECDSA);
  }

  /** A server with this certificate. */
  public static ServerConfig.Builder server(Credential credential) {
    return ServerConfig.builder()
        .crypto(crypto())
        .versions(ProtocolVersion.TLS_1_3)
        .suites(SUITES)
        .groups(GROUPS)
        .clock(InstantSource.fixed(NOW))
        .policy(Bytes.EMPTY)
        .trust(presented -> new ChainVerdict.Accepted(presented.certificates()))
        .credentials(request -> CredentialChoice.of(credential, "the only one"));
  }

  /** Between these two. */
  public static Conversation between(ClientConfig.Builder client, ServerConfig.Builder server) {
    return new Conversation(client.build(), DESTINATION, server.build());
  }

  /** The failure of this call, whose reason must be {@code reason}. */
  public static TlsFailure failure(Reason reason, ThrowingCallable call) {
    TlsFailure failure = catchThrowableOfType(TlsFailure.class, call);
    Assertions.assertThat(failure).as("failure").isNotNull();
    Assertions.assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
    return failure;
  }

  /** The extension of this class, which must be there. */
  public static <E extends Extension> E extension(Extensions extensions, Class<E> kind) {
    E extension = extensions.get(kind);
    Assertions.assertThat(extension).as(kind.getSimpleName()).isNotNull();
    return Objects.requireNonNull(extension);
  }

  /** A store that keeps several sessions for a key, newest first. */
  public static final class Memory implements SessionStore {
    private final Map<Bytes, Deque<SessionState>> sessions = new HashMap<>();

    @Override
    public void put(Bytes key, SessionState session) {
      sessions.computeIfAbsent(key, k -> new ArrayDeque<>()).addFirst(session);
    }

    @Override
    public @Nullable SessionState find(Bytes key) {
      Deque<SessionState> found = sessions.get(key);
      return found == null ? null : found.peekFirst();
    }

    @Override
    public @Nullable SessionState take(Bytes key) {
      Deque<SessionState> found = sessions.get(key);
      return found == null ? null : found.pollFirst();
    }

    @Override
    public void remove(Bytes key) {
      sessions.remove(key);
    }
  }

  /** Ticket keys whose tickets are names: what is inside stays here. */
  public static final class NamedTickets implements TicketKeys {
    private final Map<Bytes, SessionState> sealed = new HashMap<>();

    @Override
    public Bytes seal(SessionState session, Instant now) {
      Bytes name = Bytes.ofString("ticket " + sealed.size());
      sealed.put(name, withOwnSecret(session));
      return name;
    }

    @Override
    public @Nullable SessionState open(Bytes ticket, Instant now) {
      return sealed.get(ticket);
    }

    private static SessionState withOwnSecret(SessionState s) {
      return new SessionState(
          s.version(),
          s.suite(),
          s.secret().copy(),
          s.extendedMainSecret(),
          s.serverName(),
          s.protocol(),
          s.peerChain(),
          s.policy(),
          s.created(),
          s.lifetime(),
          s.ticket(),
          s.ticketAgeAdd());
    }
  }
}
