package dev.glassine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Circumstances.Stage;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure is explained: by what lies behind it, with something to do. */
class ExplanationTest {
  static final Set<String> OF_PROGRAMS_AROUND =
      Set.of(Explanation.TIMED_OUT, Explanation.CONNECTION_RESET);

  private static Circumstances where(Side side, Stage stage) {
    return new Circumstances(side, stage, false, null, "");
  }

  @ParameterizedTest
  @EnumSource
  void hasAnEntryForEveryReason(Reason reason) {
    ExplanationTable.Row row = ExplanationTable.REASONS.get(reason.name());

    assertThat(row)
        .as(
            "%1$s is not explained. Add to core/src/main/resources/dev/glassine/core/alert/reasons.txt:%n%n"
                + "[%1$s]%nrule: the standard's sentence%ncause: what probably lies behind it | peer: what to change there | self: what to change here",
            reason)
        .isNotNull();
    assertThat(row.causes()).as("causes of %s", reason).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void hasAnEntryForEveryAlert(AlertDescription alert) {
    ExplanationTable.Row row = ExplanationTable.ALERTS.get(alert.wireName());

    assertThat(row)
        .as(
            "the alert %1$s is not explained. Add to core/src/main/resources/dev/glassine/core/alert/alerts.txt:%n%n"
                + "[%1$s]%nwhat: the {peer} ...%ncause: what probably lies behind it | peer: ... | self: ...",
            alert.wireName())
        .isNotNull();
    assertThat(row.what()).as("what %s says", alert.wireName()).isNotEmpty();
    assertThat(row.causes()).as("causes of %s", alert.wireName()).isNotEmpty();
  }

  static Stream<Arguments> everyAlertEverywhere() {
    return Arrays.stream(AlertDescription.values())
        .flatMap(
            alert ->
                Arrays.stream(Stage.values())
                    .flatMap(
                        stage ->
                            Arrays.stream(Side.values())
                                .map(side -> Arguments.of(alert, stage, side))));
  }

  @ParameterizedTest(name = "{0} in {1} to the {2}")
  @MethodSource("everyAlertEverywhere")
  void saysOfEveryReceivedAlertWhatToDo(AlertDescription alert, Stage stage, Side side) {
    Explanation explanation = Explanation.ofAlert(alert.code(), "", where(side, stage));

    assertThat(explanation.what()).isNotEmpty().doesNotContain("{", "}").doesNotEndWith(".");
    assertThat(explanation.alert()).isEqualTo(alert.wireName());
    assertThat(explanation.alertWasReceived()).isTrue();
    assertThat(explanation.noticedBy()).isEqualTo(side);
    assertThat(explanation.causes()).isNotEmpty().allSatisfy(ExplanationTest::isUseful);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"PEER_ALERT_RECEIVED", "SSL2_ERROR_RECEIVED"},
      mode = EnumSource.Mode.EXCLUDE)
  void saysOfEveryReasonWhatToDo(Reason reason) {
    for (Side side : Side.values()) {
      Explanation explanation =
          TlsFailure.of(reason, "detail").during(where(side, Stage.HANDSHAKE)).explanation();

      assertThat(explanation.code()).isEqualTo(reason.name());
      assertThat(explanation.what()).isNotEmpty().doesNotContain("{", "}");
      assertThat(explanation.detail()).contains("detail");
      assertThat(explanation.alertWasReceived()).isFalse();
      assertThat(explanation.causes()).isNotEmpty().allSatisfy(ExplanationTest::isUseful);
    }
  }

  private static void isUseful(Explanation.Cause cause) {
    assertThat(cause.what()).isNotEmpty().doesNotContain("{", "}");
    assertThat(cause.onClient() + cause.onServer())
        .as("what to do about: %s", cause.what())
        .isNotEmpty()
        .doesNotContain("{", "}");
  }

  @Test
  void namesOnlyReasonsAndAlertsThatExist() {
    Set<String> known = new TreeSet<>(OF_PROGRAMS_AROUND);
    Arrays.stream(Reason.values()).map(Reason::name).forEach(known::add);
    assertThat(names(ExplanationTable.REASONS)).isEqualTo(known);

    Set<String> alerts =
        Arrays.stream(AlertDescription.values())
            .map(AlertDescription::wireName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(names(ExplanationTable.ALERTS)).isEqualTo(alerts);
  }

  private static Set<String> names(ExplanationTable table) {
    return table.rows().keySet().stream()
        .map(name -> name.replaceFirst("/.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void namesOnlyPositionsThatAHandshakeCanHave() {
    Set<String> positions =
        Arrays.stream(Stage.values())
            .flatMap(
                stage ->
                    Arrays.stream(Side.values())
                        .flatMap(side -> Explaining.positions(where(side, stage)).stream()))
            .collect(Collectors.toCollection(TreeSet::new));
    positions.add("no certificate");

    assertThat(ExplanationTable.ALERTS.rows().keySet())
        .filteredOn(name -> name.contains("/"))
        .allSatisfy(name -> assertThat(positions).contains(name.replaceFirst(".*/", "")));
  }

  @Test
  void tellsTheFirstRecordUnderNewKeysFromALaterOne() {
    TlsFailure first =
        TlsFailure.of(Reason.BAD_RECORD_MAC, "")
            .during(new Circumstances(Side.CLIENT, Stage.HANDSHAKE, true, null, "1703030045"));
    TlsFailure later =
        TlsFailure.of(Reason.BAD_RECORD_MAC, "").during(where(Side.CLIENT, Stage.ESTABLISHED));

    assertThat(first.explanation().what())
        .isEqualTo("the server has a different key: its first protected record does not open");
    assertThat(first.explanation().causes().getFirst().what())
        .startsWith("the other side has a different key");
    assertThat(first.explanation().evidence())
        .containsExactly(new Explanation.Evidence("what was being read", 0, 5, "1703030045"));
    assertThat(later.explanation().causes().getFirst().what())
        .startsWith("bytes were changed on the way");
  }

  @Test
  void saysWhyNoCertificateWasSentWhereTheServerGaveUpForIt() {
    Circumstances where =
        new Circumstances(
            Side.CLIENT, Stage.ESTABLISHED, false, "none of our certificates fits: CN=me: RSA", "");
    Explanation explanation =
        new TlsFailure.PeerAlert(AlertDescription.HANDSHAKE_FAILURE.code(), "")
            .during(where)
            .explanation();

    assertThat(explanation.what())
        .isEqualTo("the server requires a client certificate, and the client sent none");
    assertThat(explanation.detail())
        .isEqualTo("this side sent no certificate: none of our certificates fits: CN=me: RSA");
  }

  @Test
  void explainsAnAlertWithoutAName() {
    Explanation explanation = Explanation.ofAlert(250, "", where(Side.SERVER, Stage.HELLO));

    assertThat(explanation.alert()).isEqualTo("alert 250");
    assertThat(explanation.causes().getFirst().what()).startsWith("the client gave up");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhereATimeOutHung(Stage stage) {
    for (Side side : Side.values()) {
      assertThat(Explanation.timedOut("20 s", where(side, stage)).causes()).isNotEmpty();
      assertThat(Explanation.connectionReset("", where(side, stage)).causes()).isNotEmpty();
    }
    assertThat(Explanation.timedOut("20 s", where(Side.CLIENT, Stage.HELLO)).what())
        .isEqualTo("the server did not answer the client's first message in time");
    assertThat(Explanation.timedOut("20 s", where(Side.SERVER, Stage.HELLO)).what())
        .isEqualTo("the client connected and said nothing");
  }

  @ParameterizedTest
  @EnumSource
  void tellsByAMarkWhatLiesBehindAnEnd(Circumstances.Mark mark) {
    Circumstances plain = where(Side.CLIENT, Stage.HELLO);
    Circumstances marked = plain.with(mark);

    assertThat(marked.marks()).containsExactly(mark);
    assertThat(Explanation.timedOut("20 s", marked).causes()).allSatisfy(ExplanationTest::isUseful);
    assertThat(
            Explanation.timedOut("20 s", marked)
                .causes()
                .equals(Explanation.timedOut("20 s", plain).causes()))
        .as("who has had a late answer waits for the peer")
        .isEqualTo(mark == Circumstances.Mark.OWN_ANSWER_LATE);
    assertThat(Explanation.connectionReset("", marked).causes())
        .isNotEqualTo(Explanation.connectionReset("", plain).causes())
        .allSatisfy(ExplanationTest::isUseful);
  }

  @Test
  void namesTheOwnSideWhereItOwesAnAnswer() {
    Circumstances owing =
        where(Side.SERVER, Stage.HANDSHAKE).with(Circumstances.Mark.OWN_ANSWER_DUE);

    assertThat(Explanation.timedOut("20 s", owing).what())
        .startsWith("this side's own work did not finish");
    assertThat(TlsFailure.of(Reason.HANDSHAKE_CUT_OFF, "").during(owing).explanation().what())
        .isEqualTo("the client hung up while this side still owed it an answer");
  }

  @Test
  void readsAsText() {
    Explanation explanation =
        TlsFailure.of(Reason.NO_COMMON_PROTOCOL, "client offers [h3]")
            .during(where(Side.SERVER, Stage.HANDSHAKE))
            .explanation();

    assertThat(explanation.text().lines())
        .startsWith(
            "no application protocol (ALPN) in common: client offers [h3]",
            "  sent the alert no_application_protocol")
        .anyMatch(line -> line.startsWith("  RFC 7301 §3.2: \"In the event that the server"))
        .anyMatch(line -> line.startsWith("  1. client and server are made for different"))
        .anyMatch(line -> line.startsWith("     on the client: offer one"))
        .anyMatch(line -> line.startsWith("     on the server: add one"));
  }

  @Test
  void refusesATableWithALineThatItDoesNotUnderstand() {
    for (String broken :
        List.of(
            "[A]\nnonsense: x\n",
            "[A]\ncause: x | nobody: y\n",
            "[A]\ncause: x\n[A]\ncause: y\n")) {
      assertThatThrownBy(() -> ExplanationTable.parse(broken))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[A]");
    }
  }
}
