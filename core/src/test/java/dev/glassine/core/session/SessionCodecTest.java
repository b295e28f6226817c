package dev.glassine.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionCodecTest {
  private static final CipherSuite TLS12_SUITE = CipherSuite.of(0xC02B);

  static Stream<SessionState> sessions() {
    Instant nanos = Instant.ofEpochSecond(1_780_000_000L, 123_456_789);
    return Stream.of(
        Sessions.session(0),
        Sessions.session(7, null, List.of()),
        Sessions.session(7, "", List.of(Bytes.ofHex("01"), Bytes.wrap(new byte[70_000]))),
        state(new SessionState.Ticket.SessionId(Bytes.ofHex("ab")), "h2", Instant.EPOCH, 0),
        state(
            new SessionState.Ticket.SessionId(Bytes.wrap(new byte[32])),
            "\u00ff\u0000",
            nanos,
            0xFFFF_FFFFL),
        state(new SessionState.Ticket.Sealed(Bytes.wrap(new byte[0xFFFF]), nanos), null, nanos, 1));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void readsWhatItWrote(SessionState session) {
    SessionState read = SessionCodec.decode(SessionCodec.encode(session));

    assertThat(read)
        .usingRecursiveComparison()
        .usingOverriddenEquals()
        .ignoringFields("secret")
        .isEqualTo(session);
    assertThat(octets(read)).isEqualTo(octets(session));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void refusesEveryPrefixAndAnythingLonger(SessionState session) {
    byte[] whole = SessionCodec.encode(session).reveal(Secret.Access.TEST);
    int step = Math.max(1, whole.length / 2000);

    for (int length = 0; length < whole.length; length += step) {
      byte[] part = Arrays.copyOf(whole, length);
      assertMalformed(part);
    }
    assertMalformed(Arrays.copyOf(whole, whole.length + 1));
  }

  @Test
  void failsInNoOtherWayOnGarbage() {
    Random random = new Random(20260101);
    byte[] original =
        SessionCodec.encode(
                state(
                    new SessionState.Ticket.Sealed(Bytes.ofHex("0102"), Sessions.NOON),
                    "h2",
                    Sessions.NOON,
                    5))
            .reveal(Secret.Access.TEST);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = original.clone();
      for (int j = 0; j <= random.nextInt(4); j++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        SessionState read = SessionCodec.decode(Secret.wrap(changed));
        assertThat(SessionCodec.encode(read).reveal(Secret.Access.TEST)).isEqualTo(changed);
      } catch (TlsFailure.Malformed e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void refusesAnotherFormat() {
    byte[] octets = SessionCodec.encode(Sessions.session(1)).reveal(Secret.Access.TEST);
    octets[0] = 3;

    assertThatThrownBy(() -> SessionCodec.decode(Secret.wrap(octets)))
        .isInstanceOf(TlsFailure.Malformed.class)
        .hasMessageContaining("format is 3, not 2");
  }

  @Test
  void refusesAVersionOrSuiteThatIsNotKnown() {
    byte[] version = SessionCodec.encode(Sessions.session(1)).reveal(Secret.Access.TEST);
    version[2] = 0x7F;
    byte[] suite = SessionCodec.encode(Sessions.session(1)).reveal(Secret.Access.TEST);
    suite[5] = (byte) 0xEE;

    assertMalformed(version);
    assertMalformed(suite);
  }

  @Test
  void refusesToWriteWhatItCouldNotRead() {
    assertThatThrownBy(
            () ->
                SessionCodec.encode(
                    state(new SessionState.Ticket.None(), "a".repeat(256), Sessions.NOON, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                SessionCodec.encode(
                    state(new SessionState.Ticket.None(), "\u0100", Sessions.NOON, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                SessionCodec.encode(
                    state(new SessionState.Ticket.None(), null, Instant.EPOCH.minusSeconds(1), 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> SessionCodec.encode(state(new SessionState.Ticket.None(), null, Instant.MAX, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesTheSessionASecretOfItsOwn() {
    Secret encoded = SessionCodec.encode(Sessions.session(9));
    SessionState read = SessionCodec.decode(encoded);

    encoded.close();

    assertThat(octets(read)).containsOnly(9);
  }

  private static void assertMalformed(byte[] octets) {
    assertThatThrownBy(() -> SessionCodec.decode(Secret.wrap(octets)))
        .isInstanceOf(TlsFailure.Malformed.class);
  }

  private static byte[] octets(SessionState session) {
    return session.secret().reveal(Secret.Access.TEST);
  }

  private static SessionState state(
      SessionState.Ticket ticket, @Nullable String protocol, Instant created, long ageAdd) {
    return new SessionState(
        ProtocolVersion.TLS_1_2,
        TLS12_SUITE,
        Secret.wrap(new byte[] {1, 2, 3}),
        false,
        "www.example",
        protocol,
        List.of(),
        Bytes.EMPTY,
        created,
        Duration.ofSeconds(7, 5),
        ticket,
        ageAdd);
  }
}
