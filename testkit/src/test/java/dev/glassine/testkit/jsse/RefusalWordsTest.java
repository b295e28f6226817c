package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.testkit.TransportShape;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No bare handshake_failure: where two sides have nothing in common, the exception has both offers
 * and the setting to change, and its cause the reason as a value.
 */
class RefusalWordsTest {
  /**
   * Two sides that have nothing in common.
   *
   * @param words of both offers
   */
  record Mismatch(
      Reason reason,
      Consumer<SSLParameters> client,
      Consumer<SSLParameters> server,
      List<String> words) {
    @Override
    public String toString() {
      return reason.name();
    }
  }

  static Stream<Mismatch> mismatches() {
    return Stream.of(
        new Mismatch(
            Reason.NO_COMMON_VERSION,
            client -> client.setProtocols(new String[] {"TLSv1.2"}),
            server -> server.setProtocols(new String[] {"TLSv1.3"}),
            List.of("TLS 1.2", "TLS 1.3")),
        new Mismatch(
            Reason.NO_COMMON_SUITE,
            client -> client.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"}),
            server -> server.setCipherSuites(new String[] {"TLS_AES_256_GCM_SHA384"}),
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384")),
        new Mismatch(
            Reason.NO_COMMON_GROUP,
            client -> client.setNamedGroups(new String[] {"x25519"}),
            server -> server.setNamedGroups(new String[] {"secp384r1"}),
            List.of("x25519", "secp384r1")),
        new Mismatch(
            Reason.NO_COMMON_PROTOCOL,
            client -> client.setApplicationProtocols(new String[] {"spdy/3"}),
            server -> server.setApplicationProtocols(new String[] {"h2", "http/1.1"}),
            List.of("spdy/3", "h2", "http/1.1")));
  }

  private static SslEnginePair pair(Mismatch mismatch) {
    SslEnginePair pair =
        SslEnginePair.of(Jsse.GLASSINE.client(), Jsse.GLASSINE.server(), TransportShape.COALESCED);
    set(pair.client().engine(), mismatch.client());
    set(pair.server().engine(), mismatch.server());
    pair.run();
    return pair;
  }

  private static void set(SSLEngine engine, Consumer<SSLParameters> change) {
    SSLParameters parameters = engine.getSSLParameters();
    change.accept(parameters);
    engine.setSSLParameters(parameters);
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void hasBothOffersAndTheSettingToChange(Mismatch mismatch) {
    SSLException failure = pair(mismatch).server().failure();
    assertThat(failure)
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContainingAll(mismatch.words().toArray(String[]::new))
        .hasMessageContaining("What to do: ");
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            TlsFailure.class, cause -> assertThat(cause.reason()).isEqualTo(mismatch.reason()));
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void tellsTheOtherSideWhatItsAlertMeans(Mismatch mismatch) {
    SSLException failure = pair(mismatch).client().failure();
    assertThat(failure)
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("which says: ");
  }
}
