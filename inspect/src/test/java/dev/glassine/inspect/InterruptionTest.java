package dev.glassine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.testkit.FixedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures that the trace alone tells of: time-outs, resets, and alerts between two others. */
class InterruptionTest {
  private static TraceRecorder clientThatSaidHello() {
    TraceRecorder recorder = TraceRecorder.client("localhost:443", new FixedClock());
    TlsEngine.client(
        RecordedPair.visitor(ProtocolVersion.TLS_1_3).build(),
        dev.glassine.core.engine.Destination.of("localhost", 443),
        recorder);
    return recorder;
  }

  @Test
  void saysThatNothingCameBackToTheHello() {
    Explanation why = Interruption.timedOut(clientThatSaidHello().trace(), Duration.ofSeconds(20));

    assertThat(why.code()).isEqualTo(Explanation.TIMED_OUT);
    assertThat(why.what())
        .isEqualTo(
            "the server did not answer the client's first message in time, which is longer than one packet");
    assertThat(why.detail())
        .isEqualTo(
            "waited 20 seconds for the server's ServerHello, after the client's ClientHello");
    assertThat(why.evidence().getFirst().where()).isEqualTo("ClientHello");
    assertThat(why.causes().getFirst().onClient()).contains("--groups x25519");
  }

  @Test
  void blamesNoPacketsWhereTheHelloFitsIntoOne() {
    TraceRecorder recorder = TraceRecorder.client("localhost:443", new FixedClock());
    TlsEngine.client(
        RecordedPair.visitor(ProtocolVersion.TLS_1_3).groups(List.of(NamedGroup.X25519)).build(),
        dev.glassine.core.engine.Destination.of("localhost", 443),
        recorder);

    Explanation why = Interruption.timedOut(recorder.trace(), Duration.ofSeconds(20));

    assertThat(why.what())
        .isEqualTo("the server did not answer the client's first message in time");
    assertThat(why.causes().getFirst().onClient()).contains("STARTTLS");
  }

  @Test
  void tellsARecordThatCameInPartFromSilence() {
    TraceRecorder recorder = TraceRecorder.server("192.0.2.1:5000", new FixedClock());

    Explanation why = Interruption.timedOut(recorder.trace(), Duration.ofSeconds(5), 1400);

    assertThat(why.what()).isEqualTo("the client's message began to arrive, and its end did not");
    assertThat(why.detail())
        .isEqualTo(
            "waited 5 seconds for the client's ClientHello, before the first message; 1400 octets of a record came, and its end did not");
    assertThat(why.causes().getFirst().onServer()).contains("MTU");
    assertThat(Interruption.connectionReset(recorder.trace(), 1400).what())
        .isEqualTo("the connection was reset in the middle of a message of the client");
  }

  @Test
  void saysAfterWhichMessageItHung() {
    TraceRecorder recorder = TraceRecorder.client("localhost:443", new FixedClock());
    for (TlsEvent event : Handshakes.complete(ProtocolVersion.TLS_1_2).pair.client().events()) {
      recorder.on(event);
      if (event instanceof TlsEvent.Message message
          && message.message().messageName().equals("Certificate")) {
        break;
      }
    }

    Explanation why = Interruption.timedOut(recorder.trace(), Duration.ofMillis(300));

    assertThat(why.what()).isEqualTo("the server stopped in the middle of the handshake");
    assertThat(why.detail())
        .isEqualTo("waited 300 ms for the server's ServerKeyExchange, after its Certificate");
  }

  @Test
  void tellsAVisitorWhoSaidNothing() {
    TraceRecorder recorder = TraceRecorder.server("192.0.2.1:5000", new FixedClock());

    assertThat(Interruption.timedOut(recorder.trace(), Duration.ofSeconds(1)).what())
        .isEqualTo("the client connected and said nothing");
    assertThat(Interruption.connectionReset(recorder.trace()).detail())
        .isEqualTo("before the first message");
  }

  @Test
  void suspectsAMiddleboxWhereTheHelloIsResetAtOnce() {
    Explanation why = Interruption.connectionReset(clientThatSaidHello().trace());

    assertThat(why.what())
        .isEqualTo(
            "the connection was reset as soon as the client sent its first message, which is longer than one packet");
    assertThat(why.causes().getFirst().what())
        .contains("firewall or middlebox cannot read a hello that is split");
  }

  private static RecordedPair serverThatNeverSigns() {
    RecordedPair recorded =
        new RecordedPair(
            RecordedPair.visitor(ProtocolVersion.TLS_1_3).build(),
            RecordedPair.host(ProtocolVersion.TLS_1_3).answerLater(Question.Sign.class).build());
    recorded.pair.leaveQuestionsOpen(Side.SERVER).run();
    return recorded;
  }

  @Test
  void namesTheOwnSideWhereItsSignerIsLate() {
    RecordedPair recorded = serverThatNeverSigns();
    Trace server = recorded.server.trace();

    Explanation why = Interruption.timedOut(server, Duration.ofSeconds(5), 300);

    assertThat(why.what()).startsWith("this side's own work did not finish");
    assertThat(why.detail())
        .isEqualTo(
            "waited 5 seconds for the own signer (a signature of the private key), after the server's Certificate");
    assertThat(why.causes().getFirst().onServer()).isNotEmpty();
    assertThat(why.causes().getFirst().onClient()).isEmpty();
    Explanation bare = recorded.pair.server().engine().explainSilence(Duration.ofSeconds(5));
    assertThat(bare.what()).isEqualTo(why.what());
    assertThat(bare.detail()).isEqualTo("waited 5000 ms for the own answer to Sign");
    assertThat(server.entries(TraceEntry.Asked.class)).hasSize(1);
    assertThat(TraceJson.read(TraceJson.write(server))).isEqualTo(server);
    assertThat(TextLadder.plain(100).render(server)).contains("waits for the signer");
  }

  @Test
  void saysThatThePeerLeftWhileTheOwnSignerWasLate() {
    RecordedPair recorded = serverThatNeverSigns();

    assertThatThrownBy(() -> recorded.pair.server().engine().inputEnded())
        .isInstanceOfSatisfying(
            TlsFailure.class,
            failure ->
                assertThat(failure.explanation().what())
                    .isEqualTo("the client hung up while this side still owed it an answer"));
    assertThat(Interruption.connectionReset(recorded.server.trace()).what())
        .isEqualTo("the client gave up while this side still owed it an answer");
  }

  /** A signer that takes three seconds of the test's clock, and a client that has less patience. */
  @Test
  void remembersThatTheOwnSignerWasLateWhenThePeerLeavesAfterIt() {
    FixedClock clock = new FixedClock();
    RecordedPair recorded =
        new RecordedPair(
            RecordedPair.visitor(ProtocolVersion.TLS_1_3).build(),
            RecordedPair.host(ProtocolVersion.TLS_1_3)
                .clock(clock)
                .listeners(
                    () ->
                        event -> {
                          if (event instanceof TlsEvent.Asked(Question.Sign sign)) {
                            clock.advance(Duration.ofSeconds(3));
                          }
                        })
                .build());
    recorded.pair.handshakeUpTo(Side.SERVER, HandshakeType.FINISHED).cut(Side.CLIENT).run();

    Explanation why = recorded.pair.server().failure().explanation();

    assertThat(why.what()).isEqualTo("the client hung up while this side still owed it an answer");
    assertThat(why.detail()).endsWith("; Sign had taken this side 3000 ms");
  }

  @Test
  void isKeptInTheTraceAsAnyFailure() {
    TraceRecorder recorder = clientThatSaidHello();
    Explanation why = Interruption.timedOut(recorder.trace(), Duration.ofSeconds(20));

    recorder.failed(why);

    assertThat(recorder.trace().hasFailed()).isTrue();
    assertThat(TraceJson.read(TraceJson.write(recorder.trace()))).isEqualTo(recorder.trace());
    assertThat(TextLadder.plain(100).render(recorder.trace())).contains("✘ the server did not");
  }

  @Test
  void explainsAnAlertThatWasSeenOnTheWire() {
    TraceRecorder recorder =
        TraceRecorder.onTheWire("192.0.2.1:5000", "192.0.2.2:443", new FixedClock());
    Handshakes.incompatible().pair.client().events().stream()
        .filter(TlsEvent.Message.class::isInstance)
        .forEach(recorder::on);
    recorder.on(new TlsEvent.AlertSeen(Side.SERVER, Alert.fatal(AlertDescription.UNKNOWN_CA)));

    assertThat(recorder.trace().entries(TraceEntry.Failed.class))
        .singleElement()
        .satisfies(
            failed ->
                assertThat(failed.explanation().what())
                    .isEqualTo("the server does not trust the issuer of the client's certificate"));
  }

  @Test
  void takesNoFailureFromAWarning() {
    TraceRecorder recorder = TraceRecorder.onTheWire("a", "b", new FixedClock());
    recorder.on(
        new TlsEvent.AlertSeen(Side.SERVER, Alert.warning(AlertDescription.UNRECOGNIZED_NAME)));

    assertThat(recorder.trace().hasFailed()).isFalse();
  }
}
