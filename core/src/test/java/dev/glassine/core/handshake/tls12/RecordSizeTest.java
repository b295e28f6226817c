package dev.glassine.core.handshake.tls12;

import static dev.glassine.core.handshake.tls12.Given12.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** max_fragment_length and record_size_limit. */
class RecordSizeTest {
  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2048, 4096})
  void grantsEveryFragmentLength(int octets) {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_ECDSA).maxFragmentLength(octets),
                Given12.server(TestCertificate.P256))
            .run();

    for (Talk.End end : new Talk.End[] {talk.client(), talk.server()}) {
      assertThat(end.effects(Effect.LimitFragments.class))
          .startsWith(new Effect.LimitFragments(octets));
      assertThat(end.effects(Effect.LimitPeerFragments.class))
          .startsWith(new Effect.LimitPeerFragments(octets));
      assertThat(end.decision(Topic.RECORD_SIZE).chosen()).contains(String.valueOf(octets));
    }
    // RFC 6066 §4: it holds for handshake messages too, from the ServerHello on
    assertThat(talk.server().effects().indexOf(new Effect.LimitFragments(octets)))
        .isLessThan(indexOf(talk.server(), "Certificate"));
  }

  private static int indexOf(Talk.End end, String message) {
    for (int i = 0; i < end.effects().size(); i++) {
      if (end.effects().get(i) instanceof Effect.Send(var m, var raw)
          && m.messageName().equals(message)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void limitsProtectedRecordsOfEachSideByTheOthersWish() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_ECDSA).recordSizeLimit(1000),
                Given12.server(TestCertificate.P256).recordSizeLimit(2000))
            .run();

    assertThat(talk.client().effects(Effect.LimitFragments.class))
        .containsExactly(new Effect.LimitFragments(2000));
    assertThat(talk.client().effects(Effect.LimitPeerFragments.class))
        .containsExactly(new Effect.LimitPeerFragments(1000));
    assertThat(talk.server().effects(Effect.LimitFragments.class))
        .containsExactly(new Effect.LimitFragments(1000));
    assertThat(talk.server().effects(Effect.LimitPeerFragments.class))
        .containsExactly(new Effect.LimitPeerFragments(2000));
    assertThat(talk.server().effects().indexOf(new Effect.LimitFragments(1000)))
        .isGreaterThan(indexOf(talk.server(), "ServerHelloDone"));
    assertThat(talk.client().decision(Topic.RECORD_SIZE).chosen())
        .contains("client 2000")
        .contains("server 1000");
  }

  @Test
  void heedsTheClientsLimitWhereItHasNoneItself() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_ECDSA).recordSizeLimit(1000),
                Given12.server(TestCertificate.P256))
            .run();

    assertThat(talk.server().effects(Effect.LimitFragments.class))
        .containsExactly(new Effect.LimitFragments(1000));
    assertThat(talk.client().effects(Effect.LimitFragments.class)).isEmpty();
  }

  @Test
  void takesALimitBeyondTheProtocolsForTheProtocols() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .saying(hello -> with(hello, hello.extensions().plus(new RecordSizeLimit(0xFFFF))))
            .run();

    assertThat(talk.server().effects(Effect.LimitFragments.class)).isEmpty();
    assertThat(talk.client().isComplete()).isTrue();
  }

  @Test
  void prefersRecordSizeLimitToMaxFragmentLength() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_ECDSA).recordSizeLimit(1000),
                Given12.server(TestCertificate.P256))
            .saying(hello -> with(hello, hello.extensions().plus(new MaxFragmentLength(1))))
            .run();

    ServerHello hello = talk.server().sent(ServerHello.class).getFirst();
    assertThat(hello.extensions().get(RecordSizeLimit.class)).isNotNull();
    assertThat(hello.extensions().get(MaxFragmentLength.class)).isNull();
  }
}
