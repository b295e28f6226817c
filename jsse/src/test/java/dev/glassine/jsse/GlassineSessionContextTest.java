package dev.glassine.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which sessions the store keeps, for how long, and which it hands out. */
class GlassineSessionContextTest {
  private static final Bytes KEY = Bytes.ofString("server.example.test:443");

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final GlassineSessionContext sessions = new GlassineSessionContext(now::get);

  private SessionState ticket(ProtocolVersion version, String ticket, int chainOctets) {
    Instant created = Instant.ofEpochMilli(now.get());
    CipherSuite suite =
        version.equals(ProtocolVersion.TLS_1_3)
            ? CipherSuite.TLS_AES_128_GCM_SHA256
            : CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
    return new SessionState(
        version,
        suite,
        Secret.zeros(32),
        true,
        null,
        null,
        List.of(Bytes.wrap(new byte[chainOctets])),
        Bytes.EMPTY,
        created,
        Duration.ofDays(7),
        new SessionState.Ticket.Sealed(Bytes.ofString(ticket), created),
        0);
  }

  private SessionState ticket13(String ticket) {
    return ticket(ProtocolVersion.TLS_1_3, ticket, 1000);
  }

  @Test
  void handsOutEachTicketOfTls13OnceTheNewestFirst() {
    SessionState older = ticket13("older");
    SessionState newer = ticket13("newer");
    sessions.put(KEY, older);
    sessions.put(KEY, newer);
    assertThat(sessions.take(KEY)).isSameAs(newer);
    assertThat(sessions.take(KEY)).isSameAs(older);
    assertThat(sessions.take(KEY)).isNull();
  }

  @Test
  void handsOutATicketOfTls12AgainAndAgain() {
    SessionState session = ticket(ProtocolVersion.TLS_1_2, "a", 1000);
    sessions.put(KEY, session);
    assertThat(sessions.take(KEY)).isSameAs(session);
    sessions.put(KEY, session);
    assertThat(sessions.take(KEY)).isSameAs(session);
    sessions.remove(KEY);
    assertThat(sessions.find(KEY)).isNull();
  }

  @Test
  void keepsFourTicketsOfOneServer() {
    for (int i = 0; i < 10; i++) {
      sessions.put(KEY, ticket13("ticket " + i));
    }
    int taken = 0;
    while (sessions.take(KEY) != null) {
      taken++;
    }
    assertThat(taken).isEqualTo(4);
  }

  @Test
  void forgetsWhatIsOlderThanTheTimeout() {
    sessions.setSessionTimeout(60);
    sessions.put(KEY, ticket13("a"));
    now.addAndGet(59_999);
    assertThat(sessions.find(KEY)).isNotNull();
    now.addAndGet(1);
    assertThat(sessions.find(KEY)).isNull();
  }

  @Test
  void keepsThemWithoutATimeout() {
    sessions.setSessionTimeout(0);
    sessions.put(KEY, ticket13("a"));
    now.addAndGet(Duration.ofDays(6).toMillis());
    assertThat(sessions.find(KEY)).isNotNull();
  }

  @Test
  void makesRoomForNewSessionsAtTheExpenseOfThoseUsedLongestAgo() {
    sessions.setSessionCacheSize(2);
    sessions.put(Bytes.ofString("one"), ticket13("1"));
    sessions.put(Bytes.ofString("two"), ticket13("2"));
    assertThat(sessions.find(Bytes.ofString("one"))).isNotNull();
    sessions.put(Bytes.ofString("three"), ticket13("3"));
    assertThat(sessions.find(Bytes.ofString("two"))).isNull();
    assertThat(sessions.find(Bytes.ofString("one"))).isNotNull();
    sessions.setSessionCacheSize(1);
    assertThat(sessions.find(Bytes.ofString("three"))).isNull();
  }

  @Test
  void isBoundedInOctetsToo() {
    sessions.setSessionCacheSize(0);
    int large = 1024 * 1024;
    for (int i = 0; i < 40; i++) {
      sessions.put(Bytes.ofString("server " + i), ticket(ProtocolVersion.TLS_1_3, "t" + i, large));
    }
    int kept = 0;
    for (int i = 0; i < 40; i++) {
      kept += sessions.find(Bytes.ofString("server " + i)) == null ? 0 : 1;
    }
    assertThat(kept).isBetween(30, 32);
  }
}
