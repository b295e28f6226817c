package dev.glassine.core.session;

import static dev.glassine.core.session.Sessions.NOON;
import static dev.glassine.core.session.Sessions.number;
import static dev.glassine.core.session.Sessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.wire.Bytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TicketKeysTest {
  private static final CryptoProvider CRYPTO = JcaCrypto.standard();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration HOUR = Duration.ofHours(1);

  private final RotatingTicketKeys keys =
      new RotatingTicketKeys(CRYPTO, RANDOM, HOUR, Duration.ofHours(2));

  // Any keys

  @Test
  void opensWhatItSealed() {
    SessionState opened = keys.open(keys.seal(session(5), NOON), NOON);

    assertThat(number(opened)).isEqualTo(5);
    assertThat(opened.secret().reveal(Secret.Access.TEST)).containsOnly(5);
  }

  @Test
  void sealsTheSameSessionDifferentlyEachTime() {
    Set<Bytes> tickets = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      tickets.add(keys.seal(session(5), NOON));
    }

    assertThat(tickets).hasSize(100);
  }

  @Test
  void hidesTheSession() {
    String ticket = keys.seal(session(0x5A), NOON).hex();

    assertThat(ticket).doesNotContain("5a5a5a5a").doesNotContain(Bytes.ofString("www").hex());
  }

  @Test
  void opensNoTicketWithAnyBitChanged() {
    byte[] ticket = keys.seal(session(5), NOON).toArray();
    for (int bit = 0; bit < ticket.length * 8; bit++) {
      byte[] changed = ticket.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(keys.open(Bytes.wrap(changed), NOON)).as("bit %d", bit).isNull();
    }
    assertThat(keys.open(Bytes.wrap(ticket), NOON)).isNotNull();
  }

  @Test
  void opensNoTicketOfAnotherLength() {
    Bytes ticket = keys.seal(session(5), NOON);
    for (int length = 0; length < ticket.length(); length++) {
      assertThat(keys.open(ticket.slice(0, length), NOON)).isNull();
    }
    byte[] longer = java.util.Arrays.copyOf(ticket.toArray(), ticket.length() + 1);
    assertThat(keys.open(Bytes.wrap(longer), NOON)).isNull();
    byte[] longest = java.util.Arrays.copyOf(ticket.toArray(), 0xFFFF);
    assertThat(keys.open(Bytes.wrap(longest), NOON)).isNull();
  }

  @Test
  void opensNoTicketOfOtherKeys() {
    RotatingTicketKeys others = new RotatingTicketKeys(CRYPTO, RANDOM);

    assertThat(keys.open(others.seal(session(5), NOON), NOON)).isNull();
  }

  @Test
  void doesNotOpenWhatHasExpired() {
    Bytes ticket = keys.seal(session(5), NOON);

    assertThat(keys.open(ticket, NOON.plus(Sessions.LIFETIME).minusNanos(1))).isNotNull();
    assertThat(keys.open(ticket, NOON.plus(Sessions.LIFETIME))).isNull();
    assertThat(keys.open(ticket, NOON.minus(HOUR))).as("from the future").isNull();
  }

  @Test
  void makesNoTicketThatIsTooLong() {
    assertThat(keys.seal(Sessions.withChain(15_000), NOON).length()).isBetween(15_000, 16 * 1024);
    assertThat(keys.seal(Sessions.withChain(16 * 1024), NOON)).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void servesManyThreads() throws Exception {
    Callable<Integer> worker =
        () -> {
          int opened = 0;
          for (int i = 0; i < 300; i++) {
            SessionState session = keys.open(keys.seal(session(i), NOON), NOON);
            opened += number(session) == i ? 1 : 0;
          }
          return opened;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> opened : threads.invokeAll(List.of(worker, worker, worker, worker))) {
        assertThat(opened.get()).isEqualTo(300);
      }
    }
  }

  // Rotating ones

  @Test
  void sealsWithOneKeyForAnInterval() {
    assertThat(name(keys.seal(session(1), NOON)))
        .isEqualTo(name(keys.seal(session(2), NOON.plus(HOUR).minusNanos(1))));
    assertThat(name(keys.seal(session(1), NOON)))
        .isNotEqualTo(name(keys.seal(session(2), NOON.plus(HOUR))));
  }

  @Test
  void opensTicketsOfReplacedKeysUntilTheirTimeIsOver() {
    RotatingTicketKeys brief = new RotatingTicketKeys(CRYPTO, RANDOM, HOUR, HOUR);
    Bytes ticket = brief.seal(session(1), NOON);
    brief.seal(session(2), NOON.plus(HOUR));

    assertThat(number(brief.open(ticket, NOON.plus(HOUR)))).isEqualTo(1);
    assertThat(number(brief.open(ticket, NOON.plus(HOUR.multipliedBy(2)).minusNanos(1))))
        .isEqualTo(1);
    assertThat(brief.open(ticket, NOON.plus(HOUR.multipliedBy(2)))).isNull();
  }

  @Test
  void endsAKeysTimeEvenWhereNothingIsSealedMeanwhile() {
    RotatingTicketKeys brief = new RotatingTicketKeys(CRYPTO, RANDOM, HOUR, Duration.ZERO);
    Bytes ticket = brief.seal(session(1), NOON);

    assertThat(brief.open(ticket, NOON.plus(HOUR).minusNanos(1))).isNotNull();
    assertThat(brief.open(ticket, NOON.plus(HOUR))).isNull();
  }

  @Test
  void letsGoOfKeysWhoseTimeIsOver() {
    for (int hour = 0; hour < 50; hour++) {
      keys.seal(session(1), NOON.plus(HOUR.multipliedBy(hour)));
      assertThat(keys.size()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void replacesAKeyThatHasSealedAsMuchAsItMay() {
    RotatingTicketKeys worn = new RotatingTicketKeys(CRYPTO, RANDOM, HOUR, Duration.ofHours(2), 3);
    List<Bytes> tickets = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      tickets.add(worn.seal(session(i), NOON));
    }

    assertThat(tickets.stream().map(TicketKeysTest::name).distinct()).hasSize(3);
    assertThat(name(tickets.get(0))).isEqualTo(name(tickets.get(2)));
    assertThat(tickets).allMatch(ticket -> worn.open(ticket, NOON) != null);
  }

  @Test
  void refusesToRotateAllTheTime() {
    assertThatThrownBy(() -> new RotatingTicketKeys(CRYPTO, RANDOM, Duration.ofSeconds(59), HOUR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // Shared ones

  @Test
  void opensWhatAnotherMachineSealed() {
    TicketKey key = TicketKey.generate(RANDOM);
    TicketKey copy = new TicketKey(key.name(), key.secret().copy());
    Bytes ticket = new SharedTicketKeys(CRYPTO, RANDOM, List.of(key)).seal(session(5), NOON);

    assertThat(number(new SharedTicketKeys(CRYPTO, RANDOM, List.of(copy)).open(ticket, NOON)))
        .isEqualTo(5);
  }

  @Test
  void opensTicketsOfKeysBehindTheFirst() {
    TicketKey old = TicketKey.generate(RANDOM);
    TicketKey next = TicketKey.generate(RANDOM);
    SharedTicketKeys shared = new SharedTicketKeys(CRYPTO, RANDOM, List.of(old));
    Bytes ticket = shared.seal(session(5), NOON);

    shared.replace(List.of(next, old));
    assertThat(number(shared.open(ticket, NOON))).isEqualTo(5);
    assertThat(name(shared.seal(session(6), NOON))).isEqualTo(next.name());
    shared.replace(List.of(next));
    assertThat(shared.open(ticket, NOON)).isNull();
  }

  @Test
  void opensNothingUnderARightNameAndAWrongSecret() {
    TicketKey key = TicketKey.generate(RANDOM);
    TicketKey impostor = new TicketKey(key.name(), TicketKey.generate(RANDOM).secret());
    Bytes ticket = new SharedTicketKeys(CRYPTO, RANDOM, List.of(impostor)).seal(session(5), NOON);

    assertThat(new SharedTicketKeys(CRYPTO, RANDOM, List.of(key)).open(ticket, NOON)).isNull();
  }

  @Test
  void usesTheNewSecretWhereOneNameGetsAnother() {
    TicketKey key = TicketKey.generate(RANDOM);
    TicketKey again = new TicketKey(key.name(), TicketKey.generate(RANDOM).secret());
    SharedTicketKeys shared = new SharedTicketKeys(CRYPTO, RANDOM, List.of(key));
    Bytes ticket = shared.seal(session(5), NOON);

    shared.replace(List.of(again));

    assertThat(shared.open(ticket, NOON)).isNull();
  }

  @Test
  void refusesNoKeysAndKeysOfOneName() {
    TicketKey key = TicketKey.generate(RANDOM);

    assertThatThrownBy(() -> new SharedTicketKeys(CRYPTO, RANDOM, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SharedTicketKeys(CRYPTO, RANDOM, List.of(key, key)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesKeysOfWrongLengths() {
    List<Integer> wrong = new ArrayList<>(List.of(0, 16, 31, 33));
    for (int length : wrong) {
      assertThatThrownBy(
              () -> new TicketKey(Bytes.wrap(new byte[16]), Secret.wrap(new byte[length])))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new TicketKey(Bytes.wrap(new byte[15]), Secret.wrap(new byte[32])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNoSecret() {
    byte[] secret = new byte[32];
    java.util.Arrays.fill(secret, (byte) 0x5A);
    TicketKey key = new TicketKey(Bytes.wrap(new byte[16]), Secret.wrap(secret));

    assertThat(key.toString()).doesNotContain("5a").doesNotContain("90");
  }

  private static Bytes name(Bytes ticket) {
    return ticket.slice(0, TicketKey.NAME_LENGTH);
  }
}
