package dev.glassine.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.glassine.core.alert.Reason.Kind;
import dev.glassine.core.registry.AlertDescription;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What all reasons have in common, and the message that a failure makes of one. */
class ReasonTest {
  private static final Set<Kind> OF_THIS_SIDE = EnumSet.of(Kind.MISUSE, Kind.INTERNAL);

  /** The stream is gone: there is nobody left to tell. */
  private static final Set<Reason> AFTER_THE_END =
      EnumSet.of(Reason.TRUNCATED_STREAM, Reason.HANDSHAKE_CUT_OFF);

  /** SSL 2.0 never became an RFC. */
  private static final String SSL_2_0 = "draft-hickman-netscape-ssl-00 §[12]\\.[1-9]";

  static Stream<Reason> causedByThePeer() {
    return Arrays.stream(Reason.values()).filter(reason -> !OF_THIS_SIDE.contains(reason.kind()));
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatHappenedInOneClause(Reason reason) {
    assertThat(reason.sentence()).hasSizeGreaterThan(10).matches("\\S.*[^.!?\\s]");
    assertThat(reason.sentence()).doesNotContain(". ", "\n");
  }

  @ParameterizedTest
  @EnumSource
  void givesAdviceThatEndsWithoutAFullStop(Reason reason) {
    assertThat(reason.advice()).matches("|\\S.*[^.!?\\s]").isNotEqualTo(reason.sentence());
  }

  @ParameterizedTest
  @MethodSource("causedByThePeer")
  void namesTheSectionThatThePeerBroke(Reason reason) {
    assertThat(reason.reference())
        .matches("RFC [1-9][0-9]{3}( §[1-9A-F][0-9]*(\\.[1-9][0-9]*)*)?|" + SSL_2_0);
  }

  @ParameterizedTest
  @EnumSource
  void tellsThePeerExactlyWhereThatHelpsIt(Reason reason) {
    boolean silent =
        reason.kind() == Kind.MISUSE
            || reason.kind() == Kind.PEER_ALERT
            || AFTER_THE_END.contains(reason);

    assertThat(reason.alert() == null).isEqualTo(silent);
  }

  @ParameterizedTest
  @MethodSource("causedByThePeer")
  void blamesNoFaultOfThePeerOnThisSide(Reason reason) {
    assertThat(reason.alert()).isNotEqualTo(AlertDescription.INTERNAL_ERROR);
  }

  @ParameterizedTest
  @EnumSource
  void tellsThePeerNothingOfWhatBrokeOnThisSide(Reason reason) {
    assertThat(reason.alert() == AlertDescription.INTERNAL_ERROR)
        .isEqualTo(reason.kind() == Kind.INTERNAL);
  }

  @ParameterizedTest
  @EnumSource
  void neverEndsAConnectionByAnAlertThatClosesOrWarns(Reason reason) {
    assertThat(reason.alert())
        .isNotIn(AlertDescription.CLOSE_NOTIFY, AlertDescription.USER_CANCELED);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PEER_ALERT_RECEIVED", "SSL2_ERROR_RECEIVED"})
  void makesTheFailureOfItsKind(Reason reason) {
    TlsFailure failure = TlsFailure.of(reason, "the evidence");

    assertThat(failure.getClass().getSimpleName().toUpperCase(Locale.ROOT))
        .isEqualTo(reason.kind().name().replace("_", ""));
    assertThat(failure.reason()).isSameAs(reason);
    assertThat(failure.alert()).isSameAs(reason.alert());
    assertThat(failure.detail()).isEqualTo("the evidence");
  }

  @Test
  void makesNoPeerAlertWithoutItsDescription() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsFailure.of(Reason.PEER_ALERT_RECEIVED, ""));
  }

  @Test
  void refusesAReasonOfAnotherKind() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TlsFailure.Malformed(Reason.BAD_FINISHED, ""))
        .withMessage("BAD_FINISHED is MISBEHAVED, not MALFORMED");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PEER_ALERT_RECEIVED", "SSL2_ERROR_RECEIVED"})
  void buildsTheMessageOfEveryReasonFromItsParts(Reason reason) {
    StringBuilder expected = new StringBuilder(reason.sentence()).append(": seen 3, limit 2");
    if (!reason.reference().isEmpty()) {
      expected.append(" (").append(reason.reference()).append(')');
    }
    AlertDescription alert = reason.alert();
    if (alert != null) {
      expected.append("; sent ").append(alert.wireName());
    }
    if (!reason.advice().isEmpty()) {
      expected.append(". What to do: ").append(reason.advice());
    }

    assertThat(TlsFailure.of(reason, "seen 3, limit 2")).hasMessage(expected.toString());
  }

  @Test
  void readsAsOneSentenceWithItsEvidence() {
    assertThat(new TlsFailure.Incompatible(Reason.NO_COMMON_GROUP, "offered x448"))
        .hasMessage(
            "no group in common: offered x448 (RFC 9846 §4.2.1); sent handshake_failure. "
                + "What to do: enable a group that the other side offers");
  }

  @Test
  void leavesNoColonWhereThereIsNoEvidence() {
    assertThat(new TlsFailure.Misbehaved(Reason.DUPLICATE_KEY_SHARE, ""))
        .hasMessage("two key shares name the same group (RFC 9846 §4.3.8); sent illegal_parameter");
  }

  @Test
  void claimsNoAlertAndNoStandardWhereThisSideWasMisused() {
    assertThat(new TlsFailure.Misuse("call it once"))
        .hasMessage(
            "the engine was used in a way that its documentation does not allow: call it once");
  }

  @Test
  void claimsToHaveSentNothingWhereThePeerGaveUp() {
    TlsFailure.PeerAlert failure = new TlsFailure.PeerAlert(200, "alert 200");

    assertThat(failure)
        .hasMessage("the peer ended the connection with an alert: alert 200 (RFC 9846 §6.2)");
    assertThat(failure.code()).isEqualTo(200);
    assertThat(failure.received()).isNull();
    assertThat(new TlsFailure.PeerAlert(40, "").received())
        .isSameAs(AlertDescription.HANDSHAKE_FAILURE);
  }
}
