package dev.glassine.bench.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.wire.ClientHello;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

/** Each benchmark, once: it does what its name says. */
class EveryPartOnceTest {
  @Test
  void readsAHelloWithAHybridShare() {
    assertThat(new HelloBenchmark().decode())
        .isInstanceOf(ClientHello.class)
        .extracting(Object::toString)
        .asString()
        .contains("X25519MLKEM768");
  }

  @Test
  void acceptsTheChainThatItJudges() {
    ChainBenchmark chain = new ChainBenchmark();
    ChainBenchmark.Strangers strangers = new ChainBenchmark.Strangers();
    strangers.issue();
    assertThat(chain.firstSight(strangers)).isInstanceOf(ChainVerdict.Accepted.class);
    assertThat(chain.seenBefore()).isInstanceOf(ChainVerdict.Accepted.class);
  }

  @Test
  void expandsALabel() {
    assertThat(new KeyScheduleBenchmark().expandLabel().length()).isEqualTo(32);
  }

  /** The values that JMH takes for the group. */
  static Stream<String> groups() throws NoSuchFieldException {
    return Stream.of(GroupBenchmark.class.getField("group").getAnnotation(Param.class).value());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void agreesOnASecretInEachGroup(String group) {
    GroupBenchmark exchange = new GroupBenchmark();
    exchange.group = group;
    exchange.prepare();
    assertThat(exchange.offer().length()).isPositive();
    assertThat(exchange.reply().share().length()).isPositive();
    assertThat(exchange.both().length()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(SignatureBenchmark.Kind.class)
  void verifiesWhatItSigned(SignatureBenchmark.Kind kind) {
    SignatureBenchmark signature = new SignatureBenchmark();
    signature.kind = kind;
    signature.prepare();
    assertThat(signature.verify()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_128_GCM", "CHACHA20_POLY1305"})
  void opensTheRecordThatItSealed(BulkCipher cipher) {
    RecordBenchmark record = new RecordBenchmark();
    record.cipher = cipher;
    record.size = 1024;
    record.prepare();
    assertThat(record.sealAndOpen()).isEqualTo(1024);
  }
}
