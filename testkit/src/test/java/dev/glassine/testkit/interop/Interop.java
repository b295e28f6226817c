package dev.glassine.testkit.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.RotatingTicketKeys;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.LoopbackServer;
import dev.glassine.testkit.SocketLink;
import dev.glassine.testkit.TestCa;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Our side of an interop case, in both roles, with what is asserted of its outcome. */
final class Interop {
  private static final SecureRandom RANDOM = new SecureRandom();

  static final CryptoProvider CRYPTO = JcaCrypto.standard();
  static final TestCa CA = certificatesOfToday();
  private static final Map<KeyKind, Credential> SERVERS = new EnumMap<>(KeyKind.class);
  static final Credential CLIENT = CA.client(KeyKind.ECDSA_P256, "interop client");

  private Interop() {}

  /** Real peers go by the real clock. */
  private static TestCa certificatesOfToday() {
    return new TestCa("Glassine interop CA", KeyKind.ECDSA_P256, RANDOM, Instant.now());
  }

  static synchronized Credential server(KeyKind kind) {
    return SERVERS.computeIfAbsent(kind, k -> CA.server(k, "localhost", "127.0.0.1"));
  }

  /**
   * What the peer does as a client: connects to {@code port}, sends a request, and answers what it
   * read.
   */
  interface Visit {
    String request(int port, int connection) throws Exception;
  }

  /** Our server against a peer's client. */
  static void asServer(Case wanted, Visit visit) throws Exception {
    try (LoopbackServer server = new LoopbackServer(serverConfig(wanted))) {
      int connections = wanted.resume() ? 2 : 1;
      for (int i = 0; i < connections; i++) {
        assertThat(request(visit, server, i)).contains(LoopbackServer.ANSWER);
        LoopbackServer.Outcome outcome = server.next();
        if (outcome.info() == null) {
          throw new AssertionError("our server failed", outcome.failure());
        }
        check(wanted, outcome.info(), i);
        if (wanted.clientAuthentication() == ClientAuthentication.REQUIRED) {
          assertThat(outcome.info().peerCertificates()).isNotEmpty();
        }
      }
    }
  }

  /** What the peer read; where it fails, what our server says of it is told as well. */
  private static String request(Visit visit, LoopbackServer server, int connection)
      throws Exception {
    try {
      return visit.request(server.port(), connection);
    } catch (Exception | AssertionError e) {
      Exception ours = server.next().failure();
      throw new AssertionError(
          (ours == null ? "our server saw nothing wrong" : "our server: " + ours.getMessage())
              + "; the peer: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Our client against a peer's server that answers an HTTP request with {@code expected}
   * somewhere.
   */
  static void asClient(Case wanted, int port, String expected) throws Exception {
    ClientConfig config = clientConfig(wanted);
    int connections = wanted.resume() ? 2 : 1;
    for (int i = 0; i < connections; i++) {
      AtomicBoolean retried = new AtomicBoolean();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        TlsEngine engine =
            TlsEngine.client(
                config,
                Destination.of("localhost", port),
                event -> {
                  if (event instanceof TlsEvent.Message m
                      && m.message() instanceof HelloRetryRequest) {
                    retried.set(true);
                  }
                });
        try (SocketLink link = new SocketLink(socket, engine)) {
          ConnectionInfo info = link.handshake();
          check(wanted, info, i);
          link.write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          assertThat(new String(link.readUntil(expected, 64 * 1024), StandardCharsets.ISO_8859_1))
              .contains(expected);
        }
      }
      if (i == 0) {
        assertThat(retried.get()).as("HelloRetryRequest").isEqualTo(wanted.retry());
      }
    }
  }

  private static void check(Case wanted, ConnectionInfo info, int connection) {
    assertThat(info.version()).isEqualTo(wanted.version());
    assertThat(info.suite()).isEqualTo(wanted.suite());
    boolean resumed = connection > 0;
    assertThat(info.resumed()).as("resumed").isEqualTo(resumed);
    boolean hasGroup =
        wanted.suite().keyExchange() != KeyExchangeMethod.RSA && (wanted.isTls13() || !resumed);
    if (hasGroup && wanted.group().kind() != NamedGroup.Kind.FFDHE) {
      assertThat(info.group()).isEqualTo(wanted.group());
    }
  }

  private static Legacy legacy(Case wanted) {
    return wanted.isLegacy()
        ? Legacy.builder()
            .enableTls11Deprecated()
            .enableTls10BrokenByBeast()
            .enableBrokenSuitesOfTheNineties()
            .build()
        : Legacy.NONE;
  }

  static ServerConfig serverConfig(Case wanted) {
    ServerConfig.Builder builder =
        ServerConfig.builder().legacy(legacy(wanted)).versions(wanted.version());
    if (wanted.suite().cipher().kind() == BulkCipher.Kind.BLOCK) {
      builder.allowCbcSuites();
    }
    if (wanted.suite().keyExchange() == KeyExchangeMethod.RSA) {
      builder.allowStaticRsaWithoutForwardSecrecy();
    }
    builder
        .suites(List.of(wanted.suite()))
        .groups(List.of(wanted.group()))
        .credential(server(wanted.certificate()))
        .sessions(new InMemoryStore());
    if (wanted.resume()) {
      builder.tickets(new RotatingTicketKeys(CRYPTO, RANDOM));
    }
    if (wanted.clientAuthentication() != ClientAuthentication.NONE) {
      Trust trust = Trust.of(CA.certificate());
      builder
          .clientAuthentication(wanted.clientAuthentication())
          .trust(trust)
          .authorities(trust.authorities())
          .policy(trust.policyDigest());
    }
    return builder.build();
  }

  /**
   * TLS 1.2 holds the curve of an ECDSA certificate against supported_groups (RFC 8422 §5.1), so it
   * is offered as well.
   */
  private static List<NamedGroup> groups(Case wanted) {
    if (wanted.retry()) {
      return List.of(NamedGroup.X25519, wanted.group());
    }
    boolean certificateCurve =
        !wanted.isTls13()
            && wanted.certificate() == KeyKind.ECDSA_P256
            && !wanted.group().equals(NamedGroup.SECP256R1);
    return certificateCurve
        ? List.of(wanted.group(), NamedGroup.SECP256R1)
        : List.of(wanted.group());
  }

  private static ClientConfig clientConfig(Case wanted) {
    ClientConfig.Builder builder =
        ClientConfig.builder().legacy(legacy(wanted)).versions(wanted.version());
    if (wanted.suite().cipher().kind() == BulkCipher.Kind.BLOCK) {
      builder.allowCbcSuites();
    }
    if (wanted.suite().keyExchange() == KeyExchangeMethod.RSA) {
      builder.allowStaticRsaWithoutForwardSecrecy();
    }
    List<NamedGroup> groups = groups(wanted);
    builder
        .suites(List.of(wanted.suite()))
        .groups(groups)
        .keyShares(groups.subList(0, 1))
        .trust(Trust.of(CA.certificate()))
        .sessions(new InMemoryStore());
    if (wanted.clientAuthentication() != ClientAuthentication.NONE) {
      builder.credential(CLIENT);
    }
    return builder.build();
  }
}
