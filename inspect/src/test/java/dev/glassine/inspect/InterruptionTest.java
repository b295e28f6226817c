package dev.glassine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.testkit.FixedClock;
import java.time.Duration;
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
        .isEqualTo("the server did not answer the client's first message in time");
    assertThat(why.detail()).isEqualTo("waited 20 seconds after the client's ClientHello");
    assertThat(why.evidence().getFirst().where()).isEqualTo("ClientHello");
    assertThat(why.causes().getFirst().onClient()).contains("STARTTLS");
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
    assertThat(why.detail()).isEqualTo("waited 300 ms after the server's Certificate");
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
        .isEqualTo("the connection was reset as soon as the client sent its first message");
    assertThat(why.causes().getFirst().what()).contains("firewall or middlebox");
  }

  @Test
  void namesTheOwnSideWhereItsSignerIsLate() {
    Explanation why =
        Interruption.ownSideTimedOut(
            clientThatSaidHello().trace(), "a signature of the private key", Duration.ofSeconds(5));

    assertThat(why.what()).startsWith("this side's own work did not finish");
    assertThat(why.detail()).contains("5 seconds for a signature of the private key");
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
