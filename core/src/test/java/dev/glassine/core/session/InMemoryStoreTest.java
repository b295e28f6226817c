package dev.glassine.core.session;

import static dev.glassine.core.session.Sessions.NOON;
import static dev.glassine.core.session.Sessions.number;
import static dev.glassine.core.session.Sessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.wire.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {
  private static final Bytes KEY = Bytes.ofString("www.example:443");
  private static final Bytes OTHER = Bytes.ofString("other.example:443");

  private Instant now = NOON;
  private final InMemoryStore store = new InMemoryStore(100_000, () -> now);

  @Test
  void findsTheNewestAndKeepsIt() {
    store.put(KEY, session(1));
    store.put(KEY, session(2));

    assertThat(number(store.find(KEY))).isEqualTo(2);
    assertThat(number(store.find(KEY))).isEqualTo(2);
  }

  @Test
  void takesEachOnceNewestFirst() {
    store.put(KEY, session(1));
    store.put(KEY, session(2));

    assertThat(number(store.take(KEY))).isEqualTo(2);
    assertThat(number(store.take(KEY))).isEqualTo(1);
    assertThat(store.take(KEY)).isNull();
    assertThat(store.octets()).isZero();
  }

  @Test
  void keepsKeysApart() {
    store.put(KEY, session(1));

    assertThat(store.find(OTHER)).isNull();
    assertThat(store.take(OTHER)).isNull();
    assertThat(number(store.find(KEY))).isEqualTo(1);
  }

  @Test
  void keepsFourForAKeyAndForgetsTheOldest() {
    for (int i = 1; i <= 6; i++) {
      store.put(KEY, session(i));
    }

    List<Integer> taken = new ArrayList<>();
    for (SessionState next = store.take(KEY); next != null; next = store.take(KEY)) {
      taken.add(number(next));
    }
    assertThat(taken).containsExactly(6, 5, 4, 3);
  }

  @Test
  void forgetsEverythingForAKey() {
    store.put(KEY, session(1));
    store.put(KEY, session(2));
    store.put(OTHER, session(3));

    store.remove(KEY);
    store.remove(Bytes.ofString("never seen"));

    assertThat(store.find(KEY)).isNull();
    assertThat(number(store.find(OTHER))).isEqualTo(3);
  }

  @Test
  void doesNotGiveOutWhatHasExpired() {
    store.put(KEY, session(1));

    now = NOON.plus(Sessions.LIFETIME).minusNanos(1);
    assertThat(store.find(KEY)).isNotNull();
    now = NOON.plus(Sessions.LIFETIME);
    assertThat(store.find(KEY)).isNull();
    assertThat(store.octets()).isZero();
  }

  @Test
  void staysWithinItsOctetsAndForgetsTheLeastRecentlyUsed() {
    InMemoryStore small = new InMemoryStore(3000, InstantSource.fixed(NOON));
    small.put(KEY, session(1));
    for (int i = 0; i < 20; i++) {
      assertThat(small.find(KEY)).as("used all the time").isNotNull();
      small.put(Bytes.ofString("host" + i), session(i));
      assertThat(small.octets()).isBetween(1L, 3000L);
    }

    assertThat(small.find(Bytes.ofString("host0"))).isNull();
    assertThat(number(small.find(Bytes.ofString("host19")))).isEqualTo(19);
  }

  @Test
  void countsThePeersCertificates() {
    InMemoryStore small = new InMemoryStore(3000, InstantSource.fixed(NOON));
    small.put(KEY, session(1));
    small.put(OTHER, Sessions.withChain(2000));

    assertThat(small.find(KEY)).as("made room").isNull();
    assertThat(small.find(OTHER)).isNotNull();
  }

  @Test
  void doesNotKeepWhatIsLargerThanTheStore() {
    InMemoryStore small = new InMemoryStore(3000, InstantSource.fixed(NOON));
    small.put(KEY, session(1));
    small.put(OTHER, Sessions.withChain(5000));

    assertThat(small.find(OTHER)).isNull();
    assertThat(number(small.find(KEY))).as("is not pushed out for it").isEqualTo(1);
  }

  @Test
  void refusesToBeTooSmallForAnySession() {
    assertThatThrownBy(() -> new InMemoryStore(1023, InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesATicketToOneTakerOnly() throws Exception {
    InMemoryStore shared = new InMemoryStore(10_000_000, InstantSource.fixed(NOON));
    for (int i = 0; i < 1000; i++) {
      shared.put(Bytes.ofString("key" + i), session(i));
    }
    Set<Integer> taken = ConcurrentHashMap.newKeySet();
    Callable<Integer> taker =
        () -> {
          int count = 0;
          for (int i = 0; i < 1000; i++) {
            SessionState session = shared.take(Bytes.ofString("key" + i));
            if (session != null) {
              taken.add(number(session));
              count++;
            }
          }
          return count;
        };

    int total = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> count : threads.invokeAll(List.of(taker, taker, taker, taker))) {
        total += count.get();
      }
    }

    assertThat(total).isEqualTo(1000);
    assertThat(taken).hasSize(1000);
    assertThat(shared.octets()).isZero();
  }
}
