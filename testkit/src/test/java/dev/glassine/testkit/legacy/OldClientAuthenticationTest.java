package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HandshakeType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.testkit.EnginePair;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The client's certificate in the old versions: shown, not there, demanded, and forged. */
class OldClientAuthenticationTest {
  static Stream<ProtocolVersion> everyVersion() {
    return OldPeers.VERSIONS.stream();
  }

  static Stream<Arguments> everyVersionAndKey() {
    return everyVersion()
        .flatMap(
            version ->
                Stream.of(OldPeers.ALICE_RSA, OldPeers.ALICE_ECDSA, OldPeers.ALICE_DSA)
                    .map(credential -> Arguments.of(version, credential)));
  }

  private static ServerConfig.Builder server(ProtocolVersion version, ClientAuthentication mode) {
    return OldPeers.server(version).clientAuthentication(mode).trust(OldPeers.ANYBODY);
  }

  private static EnginePair pair(ClientConfig.Builder client, ServerConfig.Builder server) {
    return new EnginePair(client.build(), server.build());
  }

  @ParameterizedTest
  @MethodSource("everyVersionAndKey")
  void knowsTheClientByItsSignature(ProtocolVersion version, Credential alice) {
    EnginePair pair =
        pair(
                OldPeers.client(version).credential(alice),
                server(version, ClientAuthentication.REQUIRED))
            .establish();

    assertThat(pair.server().info().peerCertificates()).isEqualTo(alice.chain());
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void goesOnWithoutAClientsCertificateWhereItIsOnlyWanted(ProtocolVersion version) {
    EnginePair pair =
        pair(OldPeers.client(version), server(version, ClientAuthentication.REQUESTED)).establish();

    assertThat(pair.server().info().peerCertificates()).isEmpty();
  }

  @Test
  void saysNoCertificateByAWarningInSsl30() {
    EnginePair pair =
        pair(
                OldPeers.client(ProtocolVersion.SSL_3_0),
                server(ProtocolVersion.SSL_3_0, ClientAuthentication.REQUESTED))
            .establish();

    assertThat(pair.server().events())
        .contains(
            new TlsEvent.AlertSeen(Side.CLIENT, Alert.warning(AlertDescription.NO_CERTIFICATE)));
    assertThat(certificates(pair)).isEmpty();
  }

  @Test
  void saysNoCertificateByAnEmptyMessageInTls10() {
    EnginePair pair =
        pair(
                OldPeers.client(ProtocolVersion.TLS_1_0),
                server(ProtocolVersion.TLS_1_0, ClientAuthentication.REQUESTED))
            .establish();

    assertThat(certificates(pair)).containsExactly(new CertificateMessage12(List.of()));
  }

  private static List<CertificateMessage12> certificates(EnginePair pair) {
    return pair.server().events().stream()
        .filter(TlsEvent.Message.class::isInstance)
        .map(TlsEvent.Message.class::cast)
        .filter(message -> message.sender() == Side.CLIENT)
        .map(TlsEvent.Message::message)
        .filter(CertificateMessage12.class::isInstance)
        .map(CertificateMessage12.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void endsTheHandshakeWhereTheCertificateIsMandatory(ProtocolVersion version) {
    EnginePair pair =
        pair(OldPeers.client(version), server(version, ClientAuthentication.REQUIRED)).run();

    assertThat(Objects.requireNonNull(pair.server().failure()).reason())
        .isEqualTo(Reason.NO_CLIENT_CERTIFICATE);
    assertThat(Objects.requireNonNull(pair.client().failure()).reason())
        .isEqualTo(Reason.PEER_ALERT_RECEIVED);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void refusesAWrongSignature(ProtocolVersion version) {
    EnginePair pair =
        pair(
            OldPeers.client(version).credential(OldPeers.ALICE_RSA),
            server(version, ClientAuthentication.REQUIRED));
    pair.changeToServer(OldClientAuthenticationTest::withWrongSignature).run();

    assertThat(Objects.requireNonNull(pair.server().failure()).reason())
        .isEqualTo(Reason.BAD_SIGNATURE);
  }

  /** Changes the last octet of CertificateVerify. */
  private static byte[] withWrongSignature(byte[] octets) {
    for (int at = 0; at + 5 < octets.length; ) {
      int length = (octets[at + 3] & 0xFF) << 8 | (octets[at + 4] & 0xFF);
      if (octets[at] == 22 && octets[at + 5] == HandshakeType.CERTIFICATE_VERIFY.code()) {
        octets[at + 5 + length - 1] ^= 1;
        return octets;
      }
      at += 5 + length;
    }
    return octets;
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void doesNotTakeTheWarningForACertificateThatIsMandatory(ProtocolVersion version) {
    EnginePair pair =
        pair(OldPeers.client(version), server(version, ClientAuthentication.REQUIRED));
    pair.handshakeUpTo(Side.SERVER, HandshakeType.SERVER_HELLO_DONE);
    pair.inject(Side.CLIENT, new byte[] {21, 3, (byte) version.code(), 0, 2, Alert.WARNING, 41});

    assertThat(pair.server().failure()).isNotNull();
    assertThat(pair.server().engine().info()).isNull();
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void refusesAnAnonymousServerThatAsksForACertificate(ProtocolVersion version) {
    EnginePair pair =
        pair(
            OldPeers.client(version).suites(List.of(CipherSuite.TLS_DH_anon_WITH_AES_128_CBC_SHA)),
            OldPeers.server(version).suites(List.of(CipherSuite.TLS_DH_anon_WITH_AES_128_CBC_SHA)));
    pair.changeToClient(octets -> withRequest(octets, version)).run();

    assertThat(Objects.requireNonNull(pair.client().failure()).reason())
        .isEqualTo(Reason.ANONYMOUS_SERVER_ASKS);
  }

  /** Puts a CertificateRequest in front of the ServerHelloDone. */
  private static byte[] withRequest(byte[] octets, ProtocolVersion version) {
    byte[] done = HexFormat.of().parseHex("1603" + minor(version) + "00040e000000");
    int at = octets.length - done.length;
    if (at < 0 || !Arrays.equals(done, Arrays.copyOfRange(octets, at, octets.length))) {
      return octets;
    }
    String body =
        version.atLeast(ProtocolVersion.TLS_1_2) ? "0d0000080101000204010000" : "0d00000401010000";
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(octets, 0, at);
    changed.writeBytes(
        HexFormat.of()
            .parseHex("1603" + minor(version) + String.format("%04x", body.length() / 2) + body));
    changed.writeBytes(done);
    return changed.toByteArray();
  }

  private static String minor(ProtocolVersion version) {
    return String.format("%02x", version.code() & 0xFF);
  }

  @Test
  void doesNotAskForACertificateInAnAnonymousSuite() {
    EnginePair pair =
        pair(
                OldPeers.client(ProtocolVersion.SSL_3_0)
                    .suites(List.of(CipherSuite.TLS_DH_anon_WITH_RC4_128_MD5)),
                server(ProtocolVersion.SSL_3_0, ClientAuthentication.REQUESTED)
                    .suites(List.of(CipherSuite.TLS_DH_anon_WITH_RC4_128_MD5)))
            .establish();

    assertThat(pair.server().info().peerCertificates()).isEmpty();
  }

  @Test
  void leavesAnonymousSuitesOutWhereTheClientMustBeKnown() {
    EnginePair pair =
        pair(
                OldPeers.client(ProtocolVersion.SSL_3_0)
                    .suites(List.of(CipherSuite.TLS_DH_anon_WITH_RC4_128_MD5)),
                server(ProtocolVersion.SSL_3_0, ClientAuthentication.REQUIRED)
                    .suites(List.of(CipherSuite.TLS_DH_anon_WITH_RC4_128_MD5)))
            .run();

    assertThat(Objects.requireNonNull(pair.server().failure()).reason())
        .isEqualTo(Reason.NO_COMMON_SUITE);
    assertThat(pair.server().failure()).hasMessageContaining("anonymous server cannot ask");
  }
}
