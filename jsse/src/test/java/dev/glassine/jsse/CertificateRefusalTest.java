package dev.glassine.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.identity.ChainVerdict;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads a trust manager's reason from its exception. */
class CertificateRefusalTest {
  private static final X509TrustManager MANAGER =
      new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
          return new X509Certificate[0];
        }
      };

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(new CertificateException("I do not like it"), Reason.CHAIN_REFUSED),
        Arguments.of(new CertificateExpiredException(), Reason.CERTIFICATE_EXPIRED),
        Arguments.of(new CertificateNotYetValidException(), Reason.CERTIFICATE_NOT_YET_VALID),
        Arguments.of(
            new CertificateException("no path", new CertPathBuilderException("none")),
            Reason.UNKNOWN_ISSUER),
        Arguments.of(
            new CertificateException(
                new CertPathBuilderException(
                    "none",
                    new CertPathValidatorException(
                        "old", new CertificateExpiredException(), null, -1, BasicReason.EXPIRED))),
            Reason.CERTIFICATE_EXPIRED),
        Arguments.of(because(BasicReason.REVOKED), Reason.CERTIFICATE_REVOKED),
        Arguments.of(because(BasicReason.NOT_YET_VALID), Reason.CERTIFICATE_NOT_YET_VALID),
        Arguments.of(because(BasicReason.ALGORITHM_CONSTRAINED), Reason.WEAK_CERTIFICATE),
        Arguments.of(because(BasicReason.INVALID_SIGNATURE), Reason.CHAIN_REFUSED),
        Arguments.of(
            new CertificateException("No subject alternative DNS name matching a.test found."),
            Reason.WRONG_HOST),
        Arguments.of(new CertificateException("No name matching a.test found"), Reason.WRONG_HOST));
  }

  private static CertificateException because(BasicReason reason) {
    return new CertificateException(
        new CertPathValidatorException("invalid", null, null, -1, reason));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void findsTheReason(CertificateException refusal, Reason reason) {
    ChainVerdict.Refused refused = CertificateRefusal.by(MANAGER, refusal, List.of());
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.reason().kind()).isEqualTo(Reason.Kind.BAD_CERTIFICATE);
    assertThat(refused.cause()).isSameAs(refusal);
    assertThat(refused.detail()).contains(MANAGER.getClass().getName());
  }

  @Test
  void givesUpOnCausesThatGoInACircle() {
    CertificateException one = new CertificateException("one");
    CertificateException other = new CertificateException("other", one);
    one.initCause(other);
    assertThat(CertificateRefusal.by(MANAGER, one, List.of()).reason())
        .isEqualTo(Reason.CHAIN_REFUSED);
  }
}
