package dev.glassine.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.AlertDescription;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's failures in JSSE's terms. */
class ExplainedTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(Reason.NO_COMMON_SUITE, false, SSLHandshakeException.class),
        Arguments.of(Reason.UNKNOWN_ISSUER, false, SSLHandshakeException.class),
        Arguments.of(Reason.HANDSHAKE_CUT_OFF, false, SSLHandshakeException.class),
        Arguments.of(Reason.RESOLVER_FAILED, false, SSLHandshakeException.class),
        Arguments.of(Reason.NOT_TLS_HTTP, false, SSLProtocolException.class),
        Arguments.of(Reason.UNEXPECTED_MESSAGE, false, SSLProtocolException.class),
        Arguments.of(Reason.BAD_RECORD_MAC, true, SSLProtocolException.class),
        Arguments.of(Reason.TRUNCATED_STREAM, true, SSLException.class),
        Arguments.of(Reason.INTERNAL_ERROR, true, SSLException.class));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void choosesTheTypeThatProgramsExpect(
      Reason reason, boolean established, Class<? extends SSLException> type) {
    TlsFailure failure = TlsFailure.of(reason, "detail");
    SSLException explained = Explained.of(failure, established);
    assertThat(explained).isExactlyInstanceOf(type).hasCause(failure);
    assertThat(explained.getMessage()).isEqualTo(failure.getMessage()).contains("detail");
  }

  /** A server of TLS 1.3 may refuse the client's certificate after the client is done. */
  @ParameterizedTest
  @EnumSource(
      value = AlertDescription.class,
      names = {"CERTIFICATE_REQUIRED", "BAD_CERTIFICATE", "UNKNOWN_CA", "HANDSHAKE_FAILURE"})
  void knowsAlertsThatAreAboutTheHandshakeWheneverTheyCome(AlertDescription alert) {
    SSLException late = Explained.of(new TlsFailure.PeerAlert(alert.code(), ""), true);
    assertThat(late).isInstanceOf(SSLHandshakeException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = AlertDescription.class,
      names = {"INTERNAL_ERROR", "BAD_RECORD_MAC", "RECORD_OVERFLOW"})
  void takesOtherAlertsForTheHandshakesOnlyDuringIt(AlertDescription alert) {
    TlsFailure failure = new TlsFailure.PeerAlert(alert.code(), "");
    assertThat(Explained.of(failure, false)).isInstanceOf(SSLHandshakeException.class);
    assertThat(Explained.of(failure, true)).isExactlyInstanceOf(SSLException.class);
  }
}
