package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.TlsConduit;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.KeyUpdate;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Keys are replaced before they have protected as many records as they may (RFC 9846 §5.5): all of
 * those records are really sent.
 */
class KeyLimitTest {
  private static final long BEYOND = BulkCipher.AES_128_GCM.recordLimit() + 1000;

  @Test
  void updatesItsKeysBeforeTheLimitAndGoesOn() {
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger received = new AtomicInteger();
    TlsEngine client =
        TlsEngine.client(
            Peers.client(ProtocolVersion.TLS_1_3)
                .suites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
                .build(),
            Destination.of("localhost", 443),
            event -> count(event, sent));
    TlsEngine server =
        TlsEngine.server(
            Peers.server(ProtocolVersion.TLS_1_3).build(), event -> count(event, received));
    shakeHands(new TlsConduit(client), new TlsConduit(server));

    long read = 0;
    ByteBuffer octet = ByteBuffer.allocate(1);
    ByteBuffer network = ByteBuffer.allocate(32 * 1024);
    ByteBuffer application = ByteBuffer.allocate(16 * 1024);
    for (long i = 0; i < BEYOND; i++) {
      client.send(octet.clear(), network.clear());
      network.flip();
      while (network.hasRemaining()) {
        read += server.receive(network, application.clear()).produced();
      }
    }

    assertThat(read).isEqualTo(BEYOND);
    assertThat(sent).hasValue(1);
    assertThat(received).hasValue(1);
    assertThat(client.failure()).isNull();
  }

  private static void count(TlsEvent event, AtomicInteger updates) {
    if (event instanceof TlsEvent.Message m && m.message() instanceof KeyUpdate) {
      updates.incrementAndGet();
    }
  }

  private static void shakeHands(TlsConduit client, TlsConduit server) {
    while (!client.engine().isEstablished() || !server.engine().isEstablished()) {
      server.feed(ByteBuffer.wrap(client.drain()));
      client.feed(ByteBuffer.wrap(server.drain()));
    }
  }
}
