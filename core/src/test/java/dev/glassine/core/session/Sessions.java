package dev.glassine.core.session;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions for tests, created at {@link #NOON} for two hours. */
final class Sessions {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final Duration LIFETIME = Duration.ofHours(2);

  private Sessions() {}

  static SessionState session(int number) {
    return session(number, "www.example", List.of());
  }

  static SessionState withChain(int octets) {
    return session(1, "www.example", List.of(Bytes.wrap(new byte[octets])));
  }

  static SessionState session(int number, @Nullable String name, List<Bytes> chain) {
    byte[] secret = new byte[48];
    Arrays.fill(secret, (byte) number);
    return new SessionState(
        ProtocolVersion.TLS_1_3,
        CipherSuite.TLS_AES_256_GCM_SHA384,
        Secret.wrap(secret),
        true,
        name,
        null,
        chain,
        Bytes.ofHex("70".repeat(32)),
        NOON,
        LIFETIME,
        new SessionState.Ticket.None(),
        number);
  }

  static int number(@Nullable SessionState session) {
    return session == null ? -1 : (int) session.ticketAgeAdd();
  }
}
