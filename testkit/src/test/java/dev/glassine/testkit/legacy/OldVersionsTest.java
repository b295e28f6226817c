package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.TransportShape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every suite of every version before TLS 1.3, against ourselves. */
class OldVersionsTest {
  static Stream<Arguments> everySuite() {
    return OldPeers.VERSIONS.stream()
        .flatMap(
            version ->
                OldPeers.suites(version).stream().map(suite -> Arguments.of(version, suite)));
  }

  static Stream<Arguments> everyShape() {
    return OldPeers.VERSIONS.stream()
        .flatMap(
            version ->
                Stream.of(TransportShape.values()).map(shape -> Arguments.of(version, shape)));
  }

  private static EnginePair pair(ProtocolVersion version, CipherSuite suite, TransportShape shape) {
    return new EnginePair(
        OldPeers.client(version).suites(List.of(suite)).build(),
        Destination.of("localhost", 443),
        OldPeers.server(version)
            .suites(List.of(suite))
            .credential(OldPeers.credential(suite))
            .build(),
        shape);
  }

  @ParameterizedTest
  @MethodSource("everySuite")
  void carriesDataBothWaysInEverySuite(ProtocolVersion version, CipherSuite suite) {
    EnginePair pair = pair(version, suite, TransportShape.COALESCED).establish();

    ConnectionInfo info = pair.client().info();
    assertThat(info.version()).isEqualTo(version);
    assertThat(info.suite()).isEqualTo(suite);
    assertThat(info.peerCertificates().isEmpty())
        .isEqualTo(suite.authentication() == AuthenticationMethod.ANONYMOUS);
    carriesBothWays(pair, 1, 2, 3_000, 40_000);
  }

  @ParameterizedTest
  @MethodSource("everyShape")
  void readsOctetsHoweverTheyArrive(ProtocolVersion version, TransportShape shape) {
    for (CipherSuite suite :
        List.of(
            CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
            CipherSuite.TLS_RSA_WITH_RC4_128_MD5,
            CipherSuite.TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA)) {
      carriesBothWays(pair(version, suite, shape).establish(), 1, 2, 2_000);
    }
  }

  private static void carriesBothWays(EnginePair pair, int... sizes) {
    for (int size : sizes) {
      byte[] data = new byte[size];
      new SplittableRandom(size).nextBytes(data);
      pair.send(Side.CLIENT, data);
      assertThat(pair.server().read()).isEqualTo(data);
      pair.send(Side.SERVER, data);
      assertThat(pair.client().read()).isEqualTo(data);
    }
  }

  @ParameterizedTest
  @MethodSource("everySuite")
  void saysNothingOfAServerKeyWhereTheCertificatesKeyDoesItAll(
      ProtocolVersion version, CipherSuite suite) {
    if (suite.keyExchange() != KeyExchangeMethod.RSA) {
      return;
    }
    assertThat(pair(version, suite, TransportShape.COALESCED).establish().client().info().group())
        .isNull();
  }
}
