package dev.glassine.jsse;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Bytes;
import java.security.AlgorithmConstraints;
import java.security.CryptoPrimitive;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The engine configurations of one context, made once for each {@link ConfigKey} that is in use.
 * Managers are asked through the connection, which they want to see, so the configurations leave
 * the questions for them to the owner of the engine. Thread-safe.
 */
final class Configurations {
  /** More kinds of connection than this in one context are somebody's accident. */
  private static final int MAX_KEPT = 256;

  /** Smaller packets than this are not made, whatever is asked for. */
  private static final int SMALLEST_PACKET = 256;

  private static final Duration LONGEST_SESSION = Duration.ofDays(7);
  private static final Set<CryptoPrimitive> KEY_AGREEMENT =
      Collections.unmodifiableSet(EnumSet.of(CryptoPrimitive.KEY_AGREEMENT));
  private static final Set<CryptoPrimitive> SIGNATURE =
      Collections.unmodifiableSet(EnumSet.of(CryptoPrimitive.SIGNATURE));

  private final SecureRandom random;
  private final GlassineSessionContext clientSessions;
  private final GlassineSessionContext serverSessions;
  private final TicketKeys tickets;
  private final @Nullable KeyLog keyLog;
  private final Bytes scope;
  private final AtomicLong serial = new AtomicLong();
  private final Map<ConfigKey, ClientConfig> clients = new ConcurrentHashMap<>();
  private final Map<ConfigKey, ServerConfig> servers = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param keyLog who gets the secrets of all connections, or null
   * @param scope see {@link SessionScope}
   */
  Configurations(
      SecureRandom random,
      GlassineSessionContext clientSessions,
      GlassineSessionContext serverSessions,
      TicketKeys tickets,
      @Nullable KeyLog keyLog,
      Bytes scope) {
    this.random = random;
    this.clientSessions = clientSessions;
    this.serverSessions = serverSessions;
    this.tickets = tickets;
    this.keyLog = keyLog;
    this.scope = scope;
  }

  /**
   * For a client.
   *
   * @param log who gets the secrets of this connection alone, or null
   * @throws IllegalArgumentException where the settings contradict each other
   */
  ClientConfig client(ConfigKey key, @Nullable KeyLog log) {
    if (log != null) {
      return makeClient(key, both(log));
    }
    ClientConfig known = clients.get(key);
    return known != null ? known : keep(clients, key, makeClient(key, keyLog));
  }

  /** The same for a server. */
  ServerConfig server(ConfigKey key, @Nullable KeyLog log) {
    if (log != null) {
      return makeServer(key, both(log));
    }
    ServerConfig known = servers.get(key);
    return known != null ? known : keep(servers, key, makeServer(key, keyLog));
  }

  private KeyLog both(KeyLog own) {
    KeyLog shared = keyLog;
    return shared == null
        ? own
        : (label, clientRandom, secret) -> {
          shared.log(label, clientRandom, secret);
          own.log(label, clientRandom, secret);
        };
  }

  private static <C> C keep(Map<ConfigKey, C> kept, ConfigKey key, C config) {
    if (kept.size() >= MAX_KEPT) {
      kept.clear();
    }
    C earlier = kept.putIfAbsent(key, config);
    return earlier != null ? earlier : config;
  }

  private ClientConfig makeClient(ConfigKey key, @Nullable KeyLog log) {
    ClientConfig.Builder builder = ClientConfig.builder();
    common(builder, key, log);
    // Without a place to keep them no tickets are asked for, but those of earlier sessions are good
    if (key.createsSessions()) {
      builder.sessions(clientSessions);
    }
    return builder.build();
  }

  private ServerConfig makeServer(ConfigKey key, @Nullable KeyLog log) {
    ServerConfig.Builder builder = ServerConfig.builder();
    common(builder, key, log);
    builder.clientAuthentication(key.clientAuthentication());
    if (key.clientAuthentication() != ClientAuthentication.NONE) {
      builder.authorities(key.authorities());
    }
    if (!key.ownSuiteOrder()) {
      builder.followClientPreference();
    }
    Duration lifetime =
        key.sessionSeconds() == 0 ? LONGEST_SESSION : Duration.ofSeconds(key.sessionSeconds());
    builder.sessionLifetime(lifetime.compareTo(LONGEST_SESSION) < 0 ? lifetime : LONGEST_SESSION);
    // Old tickets are good even where no new ones are given out
    builder.tickets(tickets);
    if (key.createsSessions()) {
      builder.sessions(serverSessions);
    } else {
      builder.ticketCount(0);
    }
    return builder.build();
  }

  private void common(TlsConfig.Builder<?> builder, ConfigKey key, @Nullable KeyLog log) {
    builder
        .random(random)
        .credentials(
            request ->
                CredentialChoice.none(Reason.NO_COMMON_CERTIFICATE, "nobody asked the key manager"))
        .trust(
            presented ->
                new ChainVerdict.Refused(
                    Reason.UNKNOWN_ISSUER, "nobody asked the trust manager", null))
        .policy(key.policy(scope, serial.incrementAndGet()))
        .legacy(key.legacy())
        .versions(permitted(key))
        .protocols(key.protocols().toArray(String[]::new))
        .answerLater(Question.ChooseCertificate.class)
        .answerLater(Question.JudgeChain.class)
        .answerLater(Question.Sign.class)
        .answerLater(Question.DecryptPremaster.class)
        .answerLater(Question.DecryptSecretKey.class)
        .answerLater(Question.FindSession.class);
    if (key.chooserSet()) {
      builder.answerLater(Question.ChooseProtocol.class);
    }
    if (log != null) {
      builder.logSecretsForDebugging(log);
    }
    suites(builder, key);
    groupsAndSchemes(builder, key);
    if (key.maximumPacketSize() > 0) {
      builder.maxSentRecord(Math.max(SMALLEST_PACKET, key.maximumPacketSize()));
    }
  }

  private static void suites(TlsConfig.Builder<?> builder, ConfigKey key) {
    List<CipherSuite> suites =
        key.suites().stream().filter(suite -> permits(key, KEY_AGREEMENT, suite.name())).toList();
    builder.suites(suites);
    if (suites.stream().anyMatch(SuiteNames::isCbc)) {
      builder.allowCbcSuites();
    }
    if (suites.stream().anyMatch(SuiteNames::isStaticRsa)) {
      builder.allowStaticRsaWithoutForwardSecrecy();
    }
    if (key.versions().stream().anyMatch(v -> !v.atLeast(ProtocolVersion.TLS_1_2))) {
      builder.allowPeersWithoutSecureRenegotiation();
    }
  }

  private static void groupsAndSchemes(TlsConfig.Builder<?> builder, ConfigKey key) {
    List<NamedGroup> groups = key.groups();
    List<SignatureScheme> schemes = key.schemes();
    if (key.constraints() != null && (groups == null || schemes == null)) {
      TlsConfig defaults = SchemeDefaults.CONFIG;
      groups = groups != null ? groups : defaults.groups();
      schemes = schemes != null ? schemes : defaults.signatureSchemes();
    }
    if (groups != null) {
      builder.groups(
          groups.stream().filter(group -> permits(key, KEY_AGREEMENT, group.name())).toList());
    }
    if (schemes != null) {
      builder.signatureSchemes(
          schemes.stream()
              .filter(scheme -> permits(key, SIGNATURE, SchemeNames.algorithm(scheme)))
              .toList());
    }
  }

  private static ProtocolVersion[] permitted(ConfigKey key) {
    return key.versions().stream()
        .filter(version -> hasSuite(key, version))
        .filter(version -> permits(key, KEY_AGREEMENT, ProtocolNames.of(version)))
        .toArray(ProtocolVersion[]::new);
  }

  /** A version without a suite cannot be spoken: as with SunJSSE, the suites decide then. */
  private static boolean hasSuite(ConfigKey key, ProtocolVersion version) {
    return key.suites().stream()
        .anyMatch(suite -> suite.usableIn(version) && permits(key, KEY_AGREEMENT, suite.name()));
  }

  private static boolean permits(ConfigKey key, Set<CryptoPrimitive> use, String algorithm) {
    AlgorithmConstraints constraints = key.constraints();
    return constraints == null || algorithm.isEmpty() || constraints.permits(use, algorithm, null);
  }

  private static final class SchemeDefaults {
    static final TlsConfig CONFIG =
        ClientConfig.builder()
            .trust(presented -> new ChainVerdict.Accepted(presented.certificates()))
            .build();
  }
}
