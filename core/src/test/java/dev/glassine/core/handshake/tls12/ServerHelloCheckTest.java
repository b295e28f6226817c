package dev.glassine.core.handshake.tls12;

import static dev.glassine.core.handshake.tls12.Given12.failure;
import static dev.glassine.core.handshake.tls12.Given12.replacing;
import static dev.glassine.core.handshake.tls12.Given12.with;
import static dev.glassine.core.handshake.tls12.Given12.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ExtendedMainSecret;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.EncryptThenMac;
import dev.glassine.core.wire.ext.ExtendedMasterSecret;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.RenegotiationInfo;
import dev.glassine.core.wire.ext.SessionTicket;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a client refuses in a ServerHello. */
class ServerHelloCheckTest {
  @Test
  void refusesSuiteThatWasNotOffered() {
    TlsFailure failure =
        refused(Reason.UNOFFERED_SUITE, client(), hello -> with(hello, Given12.ECDHE_ECDSA));

    assertThat(failure.alert()).isEqualTo(AlertDescription.ILLEGAL_PARAMETER);
    assertThat(failure.detail())
        .contains("cipher_suite")
        .contains(Given12.ECDHE_ECDSA.name())
        .contains(Given12.ECDHE_RSA.name());
  }

  @Test
  void refusesReservedSuiteThatWasOfferedForGreaseOnly() {
    Talk talk = Talk.between(client().grease(), server());

    talk.changing(
        Side.SERVER,
        ServerHello.class,
        hello ->
            with(hello, greased(talk.client().sent(ClientHello.class).getFirst().cipherSuites())));

    failure(Reason.SUITE_NOT_FOR_VERSION, talk::run);
  }

  @Test
  void refusesTheSignalOfAFallbackAsASuite() {
    refused(
        Reason.SUITE_NOT_FOR_VERSION,
        client().signalFallback(),
        hello -> with(hello, CipherSuite.TLS_FALLBACK_SCSV));
  }

  private static CipherSuite greased(List<CipherSuite> suites) {
    return suites.stream().filter(suite -> !suite.known()).findFirst().orElseThrow();
  }

  @Test
  void refusesSuiteOfAnotherVersion() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA, CipherSuite.TLS_AES_128_GCM_SHA256)
                    .versions(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2),
                server())
            .changing(
                Side.SERVER,
                ServerHello.class,
                hello -> with(hello, CipherSuite.TLS_AES_128_GCM_SHA256));

    failure(Reason.SUITE_NOT_FOR_VERSION, talk::run);
  }

  @Test
  void refusesCompression() {
    refused(
        Reason.UNOFFERED_COMPRESSION,
        client(),
        hello ->
            new ServerHello(
                hello.legacyVersion(),
                hello.random(),
                hello.legacySessionIdEcho(),
                hello.cipherSuite(),
                1,
                hello.extensions()));
  }

  @Test
  void refusesExtensionThatWasNotAskedFor() {
    TlsFailure failure =
        refused(Reason.UNSOLICITED_EXTENSION, client(), adding(SessionTicket.EMPTY));

    assertThat(failure.alert()).isEqualTo(AlertDescription.UNSUPPORTED_EXTENSION);
    assertThat(failure.detail()).contains("session_ticket");
  }

  @Test
  void refusesReservedExtensionThatItSentItself() {
    Talk talk = Talk.between(client().grease(), server());
    Extension reserved =
        talk.client().sent(ClientHello.class).getFirst().extensions().list().stream()
            .filter(extension -> !extension.type().known())
            .findFirst()
            .orElseThrow();
    talk.changing(
        Side.SERVER, ServerHello.class, hello -> with(hello, hello.extensions().plus(reserved)));

    failure(Reason.UNSOLICITED_EXTENSION, talk::run);
  }

  @Test
  void refusesServerWithoutSecureRenegotiation() {
    refused(
        Reason.NO_SECURE_RENEGOTIATION,
        client(),
        hello -> with(hello, without(hello.extensions(), RenegotiationInfo.class)));
  }

  @Test
  void takesServerWithoutSecureRenegotiationWhereThatIsAllowed() {
    Talk talk =
        Talk.between(client().allowPeersWithoutSecureRenegotiation(), server())
            .saying(hello -> with(hello, without(hello.extensions(), RenegotiationInfo.class)))
            .run();

    assertThat(talk.client().isComplete()).isTrue();
  }

  @Test
  void refusesRenegotiationInfoThatIsNotEmpty() {
    TlsFailure failure =
        refused(
            Reason.BAD_RENEGOTIATION_INFO,
            client(),
            adding(new RenegotiationInfo(Bytes.ofHex("0102"))));

    assertThat(failure.alert()).isEqualTo(AlertDescription.HANDSHAKE_FAILURE);
  }

  @Test
  void takesRenegotiationInfoThatTheSignallingSuiteAskedFor() {
    Talk talk =
        Talk.between(client(), server())
            .saying(
                hello ->
                    with(
                        with(hello, without(hello.extensions(), RenegotiationInfo.class)),
                        Given12.ECDHE_RSA,
                        CipherSuite.of(0x00FF)))
            .run();

    assertThat(
            talk.server()
                .sent(ServerHello.class)
                .getFirst()
                .extensions()
                .get(RenegotiationInfo.class))
        .isEqualTo(RenegotiationInfo.EMPTY);
    assertThat(talk.client().isComplete()).isTrue();
  }

  @Test
  void refusesServerWithoutExtendedMainSecretWhereItIsRequired() {
    refused(
        Reason.NO_EXTENDED_MAIN_SECRET,
        client().extendedMainSecret(ExtendedMainSecret.REQUIRED),
        hello -> with(hello, without(hello.extensions(), ExtendedMasterSecret.class)));
  }

  @Test
  void refusesEncryptThenMacBesideAnAead() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_RSA, Given12.ECDHE_RSA_CBC), server())
            .changing(Side.SERVER, ServerHello.class, adding(new EncryptThenMac())::apply);

    failure(Reason.MISPLACED_EXTENSION, talk::run);
  }

  @Test
  void refusesPointFormatsWithoutUncompressed() {
    refused(Reason.BAD_FIELD_VALUE, client(), adding(new EcPointFormats(Bytes.ofHex("0102"))));
  }

  @Test
  void refusesProtocolThatWasNotOffered() {
    TlsFailure failure =
        refused(
            Reason.UNOFFERED_PROTOCOL,
            client().protocols("h2"),
            adding(ApplicationProtocols.ofNames(List.of("http/1.1"))));

    assertThat(failure.detail()).contains("http/1.1").contains("h2");
  }

  @Test
  void refusesAnotherFragmentLengthThanItAskedFor() {
    refused(
        Reason.BAD_MAX_FRAGMENT_LENGTH,
        client().maxFragmentLength(512),
        adding(new MaxFragmentLength(2)));
  }

  @Test
  void refusesBothWaysToLimitRecords() {
    Talk talk =
        Talk.between(client().maxFragmentLength(512), server())
            .saying(hello -> with(hello, hello.extensions().plus(new RecordSizeLimit(1024))))
            .changing(Side.SERVER, ServerHello.class, adding(new MaxFragmentLength(1))::apply);

    failure(Reason.BAD_RECORD_SIZE_LIMIT, talk::run);
  }

  @Test
  void refusesSessionThatWasNeverOffered() {
    Bytes made = Bytes.ofHex("00112233");
    Talk talk =
        Talk.between(client(), server())
            .saying(hello -> with(hello, made))
            .changing(Side.SERVER, ServerHello.class, hello -> with(hello, made));

    failure(Reason.RESUMPTION_MISMATCH, talk::run);
  }

  private static ClientConfig.Builder client() {
    return Given12.client(Given12.ECDHE_RSA);
  }

  private static ServerConfig.Builder server() {
    return Given12.server(TestCertificate.RSA);
  }

  private static UnaryOperator<ServerHello> adding(Extension extension) {
    return hello -> with(hello, replacing(hello.extensions(), extension));
  }

  private static TlsFailure refused(
      Reason reason, ClientConfig.Builder client, UnaryOperator<ServerHello> change) {
    Talk talk =
        Talk.between(client, server()).changing(Side.SERVER, ServerHello.class, change::apply);
    return failure(reason, talk::run);
  }
}
