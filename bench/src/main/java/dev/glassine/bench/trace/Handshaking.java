package dev.glassine.bench.trace;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.inspect.TextLadder;
import dev.glassine.inspect.TraceRecorder;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TestCa;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Full handshakes of TLS 1.3 between two engines in memory: ECDSA P-256, x25519, AES-128-GCM. */
final class Handshaking {
  private static final Destination SERVER = Destination.of("localhost", 443);

  private final ClientConfig client;
  private final ServerConfig server;
  private long characters;

  Handshaking(CryptoProvider crypto, Instant now) {
    TestCa authority = new TestCa("Bench CA", KeyKind.ECDSA_P256, new SecureRandom(), now);
    client =
        ClientConfig.builder()
            .crypto(crypto)
            .versions(ProtocolVersion.TLS_1_3)
            .groups(List.of(NamedGroup.X25519))
            .trust(Trust.of(authority.certificate()))
            .build();
    server =
        ServerConfig.builder()
            .crypto(crypto)
            .versions(ProtocolVersion.TLS_1_3)
            .groups(List.of(NamedGroup.X25519))
            .credential(authority.server(KeyKind.ECDSA_P256, "localhost"))
            .build();
  }

  /** So many handshakes. */
  void shake(Onlookers onlookers, int count) {
    for (int i = 0; i < count; i++) {
      TlsListener ofClient = onlookers.listener(Side.CLIENT);
      TlsListener ofServer = onlookers.listener(Side.SERVER);
      once(ofClient, ofServer);
      if (onlookers == Onlookers.SHOWN) {
        characters += text(ofClient).length() + text(ofServer).length();
      }
    }
  }

  /** What was made, so that making it cannot be left out. */
  long characters() {
    return characters;
  }

  private void once(@Nullable TlsListener ofClient, @Nullable TlsListener ofServer) {
    TlsConduit left = new TlsConduit(TlsEngine.client(client, SERVER, ofClient));
    TlsConduit right = new TlsConduit(TlsEngine.server(server, ofServer));
    while (!left.engine().isEstablished() || !right.engine().isEstablished()) {
      byte[] there = left.drain();
      right.feed(ByteBuffer.wrap(there));
      byte[] back = right.drain();
      left.feed(ByteBuffer.wrap(back));
      if (there.length + back.length == 0) {
        throw new IllegalStateException("the handshake hangs");
      }
    }
  }

  private static String text(@Nullable TlsListener listener) {
    return listener instanceof TraceRecorder recorder
        ? TextLadder.plain(100).render(recorder.trace())
        : "";
  }
}
