package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.testkit.EnginePair;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Known attacks on the old versions, carried out, or the door that stays shut before them. */
class OldAttacksTest {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_KEY_EXCHANGE = 16;

  static List<ProtocolVersion> oldVersions() {
    return List.of(ProtocolVersion.SSL_3_0, ProtocolVersion.TLS_1_0, ProtocolVersion.TLS_1_1);
  }

  @ParameterizedTest
  @MethodSource("oldVersions")
  void withoutItsDoorNoSideSpeaksAnOldVersion(ProtocolVersion version) {
    ServerConfig closed =
        ServerConfig.builder().clock(OldPeers.CLOCK).credential(OldPeers.RSA).build();
    EnginePair pair = new EnginePair(OldPeers.client(version).build(), closed).run();

    assertThat(reason(pair.server())).isEqualTo(Reason.NO_COMMON_VERSION);
    assertThatThrownBy(() -> ClientConfig.builder().versions(version).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is broken");
  }

  @Test
  void aDoorToAVersionOpensNoDoorToASuite() {
    ClientConfig client =
        ClientConfig.builder()
            .legacy(Legacy.builder().enableSsl3BrokenByPoodle().build())
            .trust(OldPeers.ANYBODY)
            .build();

    assertThat(client.suites())
        .isNotEmpty()
        .noneMatch(
            suite ->
                suite.name().contains("RC4")
                    || suite.name().contains("DES")
                    || suite.name().contains("EXPORT")
                    || suite.name().contains("NULL")
                    || suite.name().contains("anon"));
  }

  /** FREAK: somebody changes both hellos, so that the server uses a key of 512 bits. */
  @Test
  void aClientThatOfferedNoExportSuiteTakesNoKeyOf512Bits() {
    CipherSuite asked = suite("TLS_RSA_WITH_RC4_128_MD5");
    CipherSuite export = suite("TLS_RSA_EXPORT_WITH_RC4_40_MD5");
    EnginePair pair = inTheMiddle(asked, export);

    assertThat(reason(pair.client())).isEqualTo(Reason.UNEXPECTED_MESSAGE);
    assertThat(pair.client().failure()).hasMessageContaining("ServerKeyExchange");
  }

  /** Logjam: the same with Diffie-Hellman, whose message is due in either case. */
  @Test
  void aClientThatOfferedNoExportSuiteTakesNoPrimeOf512Bits() {
    CipherSuite asked = suite("TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA");
    CipherSuite export = suite("TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA");
    EnginePair pair = inTheMiddle(asked, export);

    assertThat(reason(pair.client())).isEqualTo(Reason.WEAK_DH_PARAMETERS);
    assertThat(pair.client().failure()).hasMessageContaining("512 bits");
  }

  private static EnginePair inTheMiddle(CipherSuite asked, CipherSuite export) {
    ProtocolVersion version = ProtocolVersion.TLS_1_0;
    EnginePair pair =
        new EnginePair(
            OldPeers.client(version).suites(List.of(asked)).build(),
            OldPeers.server(version).suites(List.of(export)).build());
    pair.changeToServer(replacing(asked, export));
    pair.changeToClient(replacing(export, asked));
    return pair.run();
  }

  /** The first place of the code behind the random of a hello. */
  private static UnaryOperator<byte[]> replacing(CipherSuite from, CipherSuite to) {
    return octets -> {
      if (octets.length < 44 || octets[0] != HANDSHAKE || octets[5] > 2) {
        return octets;
      }
      int length = (octets[3] & 0xFF) << 8 | (octets[4] & 0xFF);
      for (int at = 43; at + 1 < Math.min(octets.length, 5 + length); at++) {
        if (octets[at] == (byte) (from.code() >> 8) && octets[at + 1] == (byte) from.code()) {
          octets[at] = (byte) (to.code() >> 8);
          octets[at + 1] = (byte) to.code();
          break;
        }
      }
      return octets;
    };
  }

  /** BEAST: whoever chooses the plaintext does not know the IV of what follows its first octet. */
  @Test
  void aRecordOfTls10BeginsWithOneOctetOnItsOwn() {
    assertThat(recordsOf(ProtocolVersion.TLS_1_0, "TLS_RSA_WITH_AES_128_CBC_SHA")).hasSize(2);
    assertThat(recordsOf(ProtocolVersion.TLS_1_0, "TLS_RSA_WITH_AES_128_CBC_SHA").getFirst())
        .as("one octet, its MAC and padding")
        .isLessThanOrEqualTo(48);
    assertThat(recordsOf(ProtocolVersion.SSL_3_0, "TLS_RSA_WITH_3DES_EDE_CBC_SHA")).hasSize(2);
    assertThat(recordsOf(ProtocolVersion.TLS_1_0, "TLS_RSA_WITH_RC4_128_SHA")).hasSize(1);
    assertThat(recordsOf(ProtocolVersion.TLS_1_1, "TLS_RSA_WITH_AES_128_CBC_SHA")).hasSize(1);
  }

  /** Lengths of the records that carry a thousand octets. */
  private static List<Integer> recordsOf(ProtocolVersion version, String suite) {
    EnginePair pair =
        new EnginePair(
                OldPeers.client(version).suites(List.of(suite(suite))).build(),
                OldPeers.server(version).suites(List.of(suite(suite))).build())
            .establish();
    List<Integer> lengths = new ArrayList<>();
    byte[] sent = pair.client().conduit().write(ByteBuffer.allocate(1000));
    for (int at = 0; at + 5 <= sent.length; ) {
      int length = (sent[at + 3] & 0xFF) << 8 | (sent[at + 4] & 0xFF);
      lengths.add(length);
      at += 5 + length;
    }
    return lengths;
  }

  /** Bleichenbacher: a premaster that does not decrypt looks like one that does, until Finished. */
  @ParameterizedTest
  @MethodSource("oldVersions")
  void aPremasterThatDoesNotDecryptIsRefusedNoSoonerThanAWrongFinished(ProtocolVersion version) {
    CipherSuite suite = suite("TLS_RSA_WITH_RC4_128_SHA");
    EnginePair pair =
        new EnginePair(
                OldPeers.client(version).suites(List.of(suite)).build(),
                OldPeers.server(version).suites(List.of(suite)).build())
            .changeToServer(OldAttacksTest::withWrongPremaster)
            .run();

    assertThat(reason(pair.server())).isEqualTo(Reason.BAD_RECORD_MAC);
    assertThat(pair.client().failure()).isInstanceOf(TlsFailure.PeerAlert.class);
  }

  private static byte[] withWrongPremaster(byte[] octets) {
    for (int at = 0; at + 6 <= octets.length; ) {
      int length = (octets[at + 3] & 0xFF) << 8 | (octets[at + 4] & 0xFF);
      if (octets[at] == HANDSHAKE && octets[at + 5] == CLIENT_KEY_EXCHANGE) {
        octets[at + 5 + length - 1] ^= 1;
      }
      at += 5 + length;
    }
    return octets;
  }

  /**
   * Rollback: the version in the hello is not what the premaster says, and Finished covers both.
   */
  @Test
  void aHelloWhoseVersionWasLoweredOnTheWayEndsInNoConnection() {
    EnginePair pair =
        new EnginePair(
                OldPeers.client(ProtocolVersion.TLS_1_0, ProtocolVersion.SSL_3_0).build(),
                OldPeers.server(ProtocolVersion.TLS_1_0, ProtocolVersion.SSL_3_0).build())
            .changeToServer(OldAttacksTest::loweredToSsl30)
            .run();

    assertThat(pair.client().failure()).isNotNull();
    assertThat(pair.client().engine().info()).isNull();
    assertThat(pair.server().engine().info()).isNull();
  }

  private static byte[] loweredToSsl30(byte[] octets) {
    if (octets.length > 10 && octets[0] == HANDSHAKE && octets[5] == 1) {
      octets[10] = 0;
    }
    return octets;
  }

  /** Triple handshake: without the extension nothing outside may be bound to the connection. */
  @Test
  void nothingCanBeBoundToAConnectionOfSsl30() {
    EnginePair pair =
        new EnginePair(
                OldPeers.client(ProtocolVersion.SSL_3_0).build(),
                OldPeers.server(ProtocolVersion.SSL_3_0).build())
            .establish();

    assertThat(pair.end(Side.CLIENT).info().extendedMainSecret()).isFalse();
    assertThat(pair.client().engine().channelBinding(ChannelBinding.TLS_UNIQUE)).isNull();
  }

  private static CipherSuite suite(String name) {
    return CipherSuite.named(name).orElseThrow();
  }

  private static Reason reason(EnginePair.End end) {
    TlsFailure failure = end.failure();
    assertThat(failure).isNotNull();
    return failure.reason();
  }
}
