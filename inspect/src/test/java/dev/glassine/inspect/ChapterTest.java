package dev.glassine.inspect;

import static dev.glassine.inspect.HandshakeStep.CLIENT_CERTIFICATE;
import static dev.glassine.inspect.HandshakeStep.CLIENT_FINISHED;
import static dev.glassine.inspect.HandshakeStep.CLIENT_HELLO;
import static dev.glassine.inspect.HandshakeStep.EXCHANGE;
import static dev.glassine.inspect.HandshakeStep.KEY_EXCHANGE;
import static dev.glassine.inspect.HandshakeStep.SERVER_FINISHED;
import static dev.glassine.inspect.HandshakeStep.SERVER_HELLO;
import static dev.glassine.inspect.HandshakeStep.VERIFY_CLIENT;
import static dev.glassine.inspect.HandshakeStep.VERIFY_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.registry.ProtocolVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The textbook's nine steps, found in real handshakes of every shape. */
class ChapterTest {
  private static final Map<String, RecordedPair> HANDSHAKES = Handshakes.all();

  static Stream<Arguments> everyTrace() {
    return HANDSHAKES.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(
                    Arguments.of(entry.getKey() + ", client", entry.getValue().client.trace()),
                    Arguments.of(entry.getKey() + ", server", entry.getValue().server.trace())));
  }

  private static List<HandshakeStep> steps(Trace trace) {
    return Chapter.of(trace).stream().map(Chapter::step).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTrace")
  void putsEveryEntryIntoOneChapterInItsOrder(String name, Trace trace) {
    assertThat(Chapter.of(trace).stream().flatMap(chapter -> chapter.entries().stream()))
        .containsExactlyElementsOf(trace.entries());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTrace")
  void tellsOfEachStepOrWhyItWasLeftOut(String name, Trace trace) {
    Map<HandshakeStep, String> leftOut = Chapter.leftOut(trace);

    for (HandshakeStep step : HandshakeStep.values()) {
      assertThat(steps(trace).contains(step)).isNotEqualTo(leftOut.containsKey(step));
    }
    assertThat(leftOut.values()).allSatisfy(why -> assertThat(why).isNotBlank());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTrace")
  void beginsWithTheClientsHelloAndSaysWhatEachStepIsForOnce(String name, Trace trace) {
    List<Chapter> chapters = Chapter.of(trace);

    assertThat(chapters.getFirst().step()).isEqualTo(CLIENT_HELLO);
    assertThat(chapters.stream().filter(chapter -> !chapter.isContinued()).map(Chapter::step))
        .doesNotHaveDuplicates();
    assertThat(TextLadder.plain(200).render(trace))
        .containsOnlyOnce("The client says what it can speak");
  }

  @Test
  void takesTheNineStepsInTheTextbooksOrderWithTls12AndClientAuthentication() {
    Trace trace = HANDSHAKES.get("TLS 1.2 with client authentication").server.trace();

    assertThat(steps(trace))
        .containsSubsequence(
            CLIENT_HELLO, SERVER_HELLO, VERIFY_CLIENT, CLIENT_FINISHED, SERVER_FINISHED);
    assertThat(steps(HANDSHAKES.get("TLS 1.2 with client authentication").client.trace()))
        .containsSubsequence(
            CLIENT_HELLO,
            SERVER_HELLO,
            VERIFY_SERVER,
            KEY_EXCHANGE,
            CLIENT_CERTIFICATE,
            CLIENT_FINISHED,
            SERVER_FINISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS 1.1", "TLS 1.0", "SSL 3.0", "SSL 2.0"})
  void findsTheStepsInOldVersionsToo(String version) {
    RecordedPair recorded = HANDSHAKES.get(version + " with client authentication");

    assertThat(recorded.client.trace().isComplete()).as(version).isTrue();
    assertThat(steps(recorded.client.trace()))
        .contains(
            CLIENT_HELLO,
            SERVER_HELLO,
            VERIFY_SERVER,
            KEY_EXCHANGE,
            CLIENT_CERTIFICATE,
            CLIENT_FINISHED,
            SERVER_FINISHED);
    assertThat(steps(recorded.server.trace())).contains(VERIFY_CLIENT);
  }

  /** Its Finished messages say nothing of what was said before them. */
  @Test
  void claimsNoMacOverTheHandshakeOfSsl20() {
    Trace ssl2 = HANDSHAKES.get("SSL 2.0 with client authentication").client.trace();
    Trace ssl3 = HANDSHAKES.get("SSL 3.0 with client authentication").client.trace();

    assertThat(Chapter.of(ssl2))
        .extracting(Chapter::purpose)
        .noneMatch(purpose -> purpose.contains("MAC"))
        .anyMatch(purpose -> purpose.contains("Nothing shows that the hellos arrived"));
    assertThat(Chapter.of(ssl3))
        .extracting(Chapter::purpose)
        .anyMatch(purpose -> purpose.contains("a MAC over everything said so far"));
    for (String view :
        List.of(
            TextLadder.plain(200).render(ssl2),
            TracePage.render("", "", ssl2),
            LadderPicture.svg(ssl2))) {
      assertThat(view)
          .contains("Under the new keys the client sends the server")
          .doesNotContain("MAC over");
    }
  }

  @Test
  void showsThatTls13ExchangesKeysBeforeCertificatesAndLetsTheServerFinishFirst() {
    assertThat(steps(HANDSHAKES.get("TLS 1.3").client.trace()))
        .containsExactly(
            CLIENT_HELLO,
            SERVER_HELLO,
            KEY_EXCHANGE,
            SERVER_HELLO,
            VERIFY_SERVER,
            SERVER_FINISHED,
            CLIENT_FINISHED,
            EXCHANGE);
  }

  @Test
  void leavesOutWhatAResumedSessionDidBefore() {
    for (ProtocolVersion version : List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)) {
      Trace trace = HANDSHAKES.get(version.name() + " resumed").client.trace();

      assertThat(steps(trace)).doesNotContain(VERIFY_SERVER, CLIENT_CERTIFICATE);
      assertThat(Chapter.leftOut(trace).get(VERIFY_SERVER))
          .startsWith("was done when this session began");
    }
    assertThat(Chapter.leftOut(HANDSHAKES.get("TLS 1.2 resumed").client.trace()).get(KEY_EXCHANGE))
        .contains("the keys come from its secret");
  }

  @Test
  void keepsBothHellosOfARetryInTheFirstStep() {
    assertThat(steps(HANDSHAKES.get("TLS 1.3 with HelloRetryRequest").client.trace()))
        .startsWith(CLIENT_HELLO, SERVER_HELLO, KEY_EXCHANGE);
  }

  @Test
  void saysWhatAFailedHandshakeDidNotReach() {
    assertThat(
            Chapter.leftOut(HANDSHAKES.get("TLS 1.3 without a common group").client.trace())
                .keySet())
        .contains(SERVER_HELLO, KEY_EXCHANGE, EXCHANGE);
    assertThat(
            TextLadder.plain(100)
                .render(HANDSHAKES.get("TLS 1.3 without a common group").client.trace()))
        .contains("Not reached: 2 Server hello, 3 The client verifies the server");
  }
}
