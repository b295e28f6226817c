package dev.glassine.core.identity;

import static dev.glassine.core.identity.Issuer.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictCacheTest {
  private static final Issuer ROOT = Issuer.root("root");
  private static final X509Certificate LEAF = ROOT.server("www.example", "two.example").issue();
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private int asked;
  private boolean accepts = true;
  private final VerdictCache cache = new VerdictCache(this::judge, FIVE_MINUTES);

  @Test
  void asksOnceForTheSameQuestion() {
    ChainVerdict first = ask("www.example", NOON);

    assertThat(ask("www.example", NOON.plusSeconds(299))).isSameAs(first);
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void asksAgainAfterItsLifetime() {
    ask("www.example", NOON);
    ask("www.example", NOON.plus(FIVE_MINUTES));

    assertThat(asked).isEqualTo(2);
  }

  @Test
  void asksAgainForATimeBeforeTheVerdict() {
    ask("www.example", NOON);
    ask("www.example", NOON.minusSeconds(1));

    assertThat(asked).isEqualTo(2);
  }

  @Test
  void asksAgainForEveryOtherQuestion() {
    X509Certificate other = ROOT.server("www.example").issue();
    List<PresentedChain> questions =
        List.of(
            question(Side.SERVER, "www.example", null, LEAF),
            question(Side.CLIENT, "www.example", null, LEAF),
            question(Side.SERVER, "two.example", null, LEAF),
            question(Side.SERVER, null, null, LEAF),
            question(Side.SERVER, "", null, LEAF),
            question(Side.SERVER, "www.example", Bytes.EMPTY, LEAF),
            question(Side.SERVER, "www.example", Bytes.ofHex("00"), LEAF),
            question(Side.SERVER, "www.example", null, other),
            question(Side.SERVER, "www.example", null, LEAF, other),
            question(Side.SERVER, "www.example", null, LEAF, other, other),
            question(Side.SERVER, "www.example", null, other, LEAF));

    questions.forEach(cache::judge);

    assertThat(asked).isEqualTo(questions.size());
    questions.forEach(cache::judge);
    assertThat(asked).as("now all are known").isEqualTo(questions.size());
  }

  @Test
  void doesNotRememberRefusals() {
    accepts = false;
    ask("www.example", NOON);
    accepts = true;

    assertThat(ask("www.example", NOON)).isInstanceOf(ChainVerdict.Accepted.class);
  }

  @Test
  void forgetsBeforeACertificateExpires() {
    X509Certificate brief =
        ROOT.server("www.example").valid(NOON.minusSeconds(9), NOON.plusSeconds(60)).issue();
    PresentedChain before = new PresentedChain(Side.SERVER, List.of(brief), null, null, NOON);
    PresentedChain after =
        new PresentedChain(Side.SERVER, List.of(brief), null, null, NOON.plusSeconds(60));

    cache.judge(before);
    cache.judge(after);

    assertThat(asked).isEqualTo(2);
  }

  @Test
  void forgetsTheLeastRecentlyAskedFirst() {
    ask("first", NOON);
    for (int i = 0; i < VerdictCache.MAX_ENTRIES; i++) {
      ask("name" + i, NOON);
    }
    asked = 0;

    ask("name" + (VerdictCache.MAX_ENTRIES - 1), NOON);
    assertThat(asked).isZero();
    ask("first", NOON);
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void isNotSharedBetweenTrusts() {
    Trust before = Trust.of(ROOT.certificate);
    Trust after = Trust.of(Issuer.root("another").certificate);
    PresentedChain question = question(Side.SERVER, "www.example", null, LEAF);

    assertThat(before.judge(question)).isInstanceOf(ChainVerdict.Accepted.class);
    assertThat(after.judge(question))
        .isInstanceOfSatisfying(
            ChainVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_ISSUER));
  }

  @Test
  void doesNotOutliveTheCertificateInATrust() {
    X509Certificate brief =
        ROOT.server("www.example").valid(NOON.minusSeconds(9), NOON.plusSeconds(60)).issue();
    Trust trust = Trust.of(ROOT.certificate);
    PresentedChain late =
        new PresentedChain(Side.SERVER, List.of(brief), "www.example", null, NOON.plusSeconds(61));

    assertThat(trust.judge(question(Side.SERVER, "www.example", null, brief)))
        .isInstanceOf(ChainVerdict.Accepted.class);
    assertThat(trust.judge(late))
        .isInstanceOfSatisfying(
            ChainVerdict.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.CERTIFICATE_EXPIRED));
  }

  @Test
  void doesNotTakeAWrongNameForAKnownOne() {
    Trust trust = Trust.of(ROOT.certificate);
    trust.judge(question(Side.SERVER, "www.example", null, LEAF));

    assertThat(trust.judge(question(Side.SERVER, "evil.example", null, LEAF)))
        .isInstanceOf(ChainVerdict.Refused.class);
  }

  private ChainVerdict judge(PresentedChain presented) {
    asked++;
    return accepts
        ? new ChainVerdict.Accepted(presented.certificates())
        : new ChainVerdict.Refused(Reason.CHAIN_REFUSED, "", null);
  }

  private ChainVerdict ask(String name, Instant now) {
    return cache.judge(new PresentedChain(Side.SERVER, List.of(LEAF), name, null, now));
  }

  private static PresentedChain question(
      Side presenter, @Nullable String name, @Nullable Bytes response, X509Certificate... chain) {
    return new PresentedChain(presenter, List.of(chain), name, response, NOON);
  }
}
