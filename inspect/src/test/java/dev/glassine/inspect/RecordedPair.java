package dev.glassine.inspect;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.RotatingTicketKeys;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.SeededRandom;
import dev.glassine.testkit.TestCa;
import dev.glassine.testkit.TransportShape;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A handshake between two engines of ours that is recorded on both sides. */
final class RecordedPair {
  static final TestCa CA = TestCa.shared();
  static final TestCa OTHER_CA =
      new TestCa("Another CA", KeyKind.ECDSA_P256, new SecureRandom(), FixedClock.NOON);
  static final Credential SERVER = CA.server(KeyKind.ECDSA_P256, "localhost");
  static final Credential CLIENT = CA.client(KeyKind.ECDSA_P256, "alice");

  static final Credential RSA_SERVER = CA.server(KeyKind.RSA_2048, "localhost");
  static final Credential RSA_CLIENT = CA.client(KeyKind.RSA_2048, "alice");

  final TraceRecorder client;
  final TraceRecorder server;
  final EnginePair pair;

  RecordedPair(ClientConfig visitor, ServerConfig host) {
    FixedClock clock = new FixedClock();
    client = TraceRecorder.client("localhost:443", clock);
    server = TraceRecorder.server("192.0.2.1:5000", clock);
    pair =
        new EnginePair(
            visitor,
            Destination.of("localhost", 443),
            host,
            TransportShape.COALESCED,
            client,
            server);
  }

  /** A pair that has done what it can. */
  static RecordedPair of(ClientConfig.Builder visitor, ServerConfig.Builder host) {
    RecordedPair recorded = new RecordedPair(visitor.build(), host.build());
    recorded.pair.run();
    return recorded;
  }

  static ClientConfig.Builder visitor(ProtocolVersion... versions) {
    return ClientConfig.builder()
        .versions(versions)
        .trust(Trust.of(java.util.List.of(CA.certificate())))
        .clock(new FixedClock())
        .random(new SeededRandom(1))
        .protocols("h2", "http/1.1")
        .sessions(new InMemoryStore(1 << 20, new FixedClock()));
  }

  static ServerConfig.Builder host(ProtocolVersion... versions) {
    return ServerConfig.builder()
        .versions(versions)
        .credential(SERVER)
        .clock(new FixedClock())
        .random(new SeededRandom(2))
        .protocols("http/1.1")
        .tickets(new RotatingTicketKeys(JcaCrypto.standard(), new SecureRandom()));
  }

  @Nullable TlsFailure clientFailure() {
    return pair.client().failure();
  }
}
