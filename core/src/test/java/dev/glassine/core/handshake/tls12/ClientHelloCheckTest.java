package dev.glassine.core.handshake.tls12;

import static dev.glassine.core.handshake.tls12.Given12.failure;
import static dev.glassine.core.handshake.tls12.Given12.replacing;
import static dev.glassine.core.handshake.tls12.Given12.with;
import static dev.glassine.core.handshake.tls12.Given12.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.ExtendedMainSecret;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.RenegotiationInfo;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import dev.glassine.core.wire.ext.SupportedGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a server refuses in a ClientHello, and what it makes of the rest. */
class ClientHelloCheckTest {
  @Test
  void refusesHelloWithoutNullCompression() {
    refused(
        Reason.NO_NULL_COMPRESSION,
        hello ->
            new ClientHello(
                hello.legacyVersion(),
                hello.random(),
                hello.legacySessionId(),
                hello.cipherSuites(),
                Bytes.ofHex("01"),
                hello.extensions()));
  }

  @Test
  void refusesRenegotiationInfoThatIsNotEmpty() {
    refused(
        Reason.BAD_RENEGOTIATION_INFO,
        hello ->
            with(hello, replacing(hello.extensions(), new RenegotiationInfo(Bytes.ofHex("00")))));
  }

  @Test
  void refusesHelloWithoutExtendedMainSecretWhereItIsRequired() {
    Talk talk =
        Talk.between(
                Given12.client(),
                Given12.server(TestCertificate.P256)
                    .extendedMainSecret(ExtendedMainSecret.REQUIRED))
            .saying(Given12::withoutExtendedMainSecret);

    failure(Reason.NO_EXTENDED_MAIN_SECRET, talk::run);
  }

  @Test
  void refusesPointFormatsWithoutUncompressed() {
    TlsFailure failure =
        refused(
            Reason.BAD_FIELD_VALUE,
            hello ->
                with(hello, replacing(hello.extensions(), new EcPointFormats(Bytes.ofHex("01")))));

    assertThat(failure.alert()).isEqualTo(AlertDescription.ILLEGAL_PARAMETER);
  }

  @Test
  void explainsWhyNoSuiteIsInCommon() {
    Talk talk =
        Talk.between(
            Given12.client(Given12.ECDHE_ECDSA),
            Given12.server(TestCertificate.RSA).suites(List.of(Given12.ECDHE_RSA)));

    TlsFailure failure = failure(Reason.NO_COMMON_SUITE, talk::run);

    assertThat(failure.detail())
        .contains("the client offers [" + Given12.ECDHE_ECDSA)
        .contains("this server has [" + Given12.ECDHE_RSA);
  }

  @Test
  void explainsWhichSuitesTheCertificateRulesOut() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.RSA));

    TlsFailure failure = failure(Reason.NO_COMMON_SUITE, talk::run);

    assertThat(failure.detail())
        .contains("passed over " + Given12.ECDHE_ECDSA)
        .contains("a key of kind ECDSA, this one is RSA");
  }

  @Test
  void passesOverCurveSuitesWhereNoCurveIsInCommon() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA, Given12.STATIC_RSA)
                    .groups(List.of(NamedGroup.X25519)),
                Given12.server(TestCertificate.RSA).groups(List.of(NamedGroup.SECP256R1)))
            .run();

    assertThat(talk.client().info().suite()).isEqualTo(Given12.STATIC_RSA);
    assertThat(talk.server().decision(Topic.CIPHER_SUITE).why())
        .contains("no curve in common")
        .contains("x25519")
        .contains("secp256r1");
  }

  @Test
  void passesOverCurveSuitesWhereTheClientNamesNoCurve() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA, Given12.STATIC_RSA),
                Given12.server(TestCertificate.RSA))
            .saying(hello -> with(hello, without(hello.extensions(), SupportedGroups.class)))
            .run();

    assertThat(talk.client().info().suite()).isEqualTo(Given12.STATIC_RSA);
  }

  @Test
  void passesOverFiniteFieldSuitesWhereNoGroupIsInCommon() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.DHE_RSA, Given12.STATIC_RSA)
                    .groups(List.of(NamedGroup.FFDHE4096)),
                Given12.server(TestCertificate.RSA).groups(List.of(NamedGroup.FFDHE2048)))
            .run();

    assertThat(talk.client().info().suite()).isEqualTo(Given12.STATIC_RSA);
    assertThat(talk.server().decision(Topic.CIPHER_SUITE).why())
        .contains("no finite-field group in common");
  }

  @Test
  void takesTheSmallestFiniteFieldForAClientThatNamesNone() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.DHE_RSA).groups(List.of(NamedGroup.X25519)),
                Given12.server(TestCertificate.RSA))
            .run();

    assertThat(talk.client().info().group()).isEqualTo(NamedGroup.FFDHE2048);
  }

  @Test
  void passesOverCertificateOnACurveThatTheClientLacks() {
    Talk talk =
        Talk.between(
            Given12.client(Given12.ECDHE_ECDSA)
                .groups(List.of(NamedGroup.X25519, NamedGroup.SECP384R1)),
            Given12.server(TestCertificate.P256));

    TlsFailure failure = failure(Reason.NO_COMMON_SUITE, talk::run);

    assertThat(failure.detail()).contains("the certificate's key is on secp256r1");
  }

  @Test
  void refusesClientThatVerifiesNothingWeSign() {
    TlsFailure failure =
        refused(
            Reason.NO_COMMON_SIGNATURE_SCHEME,
            hello -> verifying(hello, SignatureScheme.ECDSA_SHA1));

    assertThat(failure.detail()).contains("ecdsa_sha1").contains("ecdsa_secp256r1_sha256");
  }

  @Test
  void takesClientWithoutSignatureAlgorithmsForOneThatVerifiesSha1Only() {
    refused(
        Reason.NO_COMMON_SIGNATURE_SCHEME,
        hello -> with(hello, without(hello.extensions(), SignatureAlgorithms.class)));
  }

  @Test
  void needsNoSignatureSchemeWithStaticRsa() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA, Given12.STATIC_RSA),
                Given12.server(TestCertificate.RSA))
            .saying(hello -> with(hello, without(hello.extensions(), SignatureAlgorithms.class)))
            .run();

    assertThat(talk.client().info().suite()).isEqualTo(Given12.STATIC_RSA);
  }

  @Test
  void refusesKeyForWhichTheClientVerifiesNothing() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .saying(hello -> verifying(hello, SignatureScheme.ED25519));

    failure(Reason.NO_COMMON_SIGNATURE_SCHEME, talk::run);
  }

  @Test
  void sendsOnWhatTheChooserSaysWhereNoCertificateFits() {
    Talk talk =
        Talk.between(
            Given12.client(),
            Given12.server(TestCertificate.P256)
                .credentials(
                    request ->
                        CredentialChoice.none(Reason.UNRECOGNIZED_NAME, "none for this name")));

    TlsFailure failure = failure(Reason.UNRECOGNIZED_NAME, talk::run);

    assertThat(failure.detail()).contains("none for this name").contains("suites in common");
  }

  @Test
  void saysThatNoCertificateFitsWhereTheChooserGivesNoReason() {
    Talk talk =
        Talk.between(
            Given12.client(),
            Given12.server(TestCertificate.P256)
                .credentials(request -> new CredentialChoice(null, "out of stock", null)));

    TlsFailure failure = failure(Reason.NO_COMMON_CERTIFICATE, talk::run);

    assertThat(failure.detail()).contains("out of stock");
  }

  @Test
  void asksForACertificateThatFitsTheSuites() {
    List<CredentialRequest> asked = new ArrayList<>();
    Talk.between(
            Given12.client(Given12.ECDHE_ECDSA, CipherSuite.TLS_AES_128_GCM_SHA256)
                .suites(List.of(Given12.ECDHE_ECDSA))
                .signatureSchemes(
                    List.of(SignatureScheme.ED25519, SignatureScheme.ECDSA_SECP256R1_SHA256)),
            Given12.server(TestCertificate.P256)
                .credentials(
                    request -> {
                      asked.add(request);
                      return CredentialChoice.of(TestCertificate.P256.credential(), "");
                    }))
        .run();

    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().authentications()).containsExactly(AuthenticationMethod.ECDSA);
    assertThat(asked.getFirst().serverName()).isEqualTo("glassine.test");
    assertThat(asked.getFirst().signatureSchemes())
        .containsExactly(SignatureScheme.ED25519, SignatureScheme.ECDSA_SECP256R1_SHA256);
  }

  @Test
  void followsTheOrderOfTheClientWhereToldTo() {
    CipherSuite chacha = CipherSuite.of(0xCCA8);
    Talk ours =
        Talk.between(Given12.client(chacha, Given12.ECDHE_RSA), Given12.server(TestCertificate.RSA))
            .run();
    Talk theirs =
        Talk.between(
                Given12.client(chacha, Given12.ECDHE_RSA),
                Given12.server(TestCertificate.RSA).followClientPreference())
            .run();

    assertThat(ours.client().info().suite()).isEqualTo(Given12.ECDHE_RSA);
    assertThat(theirs.client().info().suite()).isEqualTo(chacha);
  }

  @Test
  void refusesClientsProtocolsWhereNoneIsInCommon() {
    Talk talk =
        Talk.between(
            Given12.client().protocols("h2"),
            Given12.server(TestCertificate.P256).protocols("http/1.1"));

    TlsFailure failure = failure(Reason.NO_COMMON_PROTOCOL, talk::run);

    assertThat(failure.alert()).isEqualTo(AlertDescription.NO_APPLICATION_PROTOCOL);
  }

  @Test
  void ignoresTheClientsProtocolsWhereItHasNone() {
    Talk talk =
        Talk.between(Given12.client().protocols("h2"), Given12.server(TestCertificate.P256)).run();

    assertThat(talk.client().info().protocol()).isNull();
    assertThat(talk.client().decision(Topic.APPLICATION_PROTOCOL).chosen()).isNull();
  }

  @Test
  void answersOnlyWhatWasAsked() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_RSA), Given12.server(TestCertificate.RSA))
            .saying(
                hello ->
                    with(
                        hello,
                        new Extensions(
                            hello.extensions().list().stream()
                                .filter(
                                    extension ->
                                        extension instanceof SupportedGroups
                                            || extension instanceof SignatureAlgorithms
                                            || extension instanceof RenegotiationInfo)
                                .toList())))
            .run();

    assertThat(talk.server().sent(ServerHello.class).getFirst().extensions().list())
        .containsExactly(RenegotiationInfo.EMPTY);
    assertThat(talk.client().isComplete()).isTrue();
  }

  private static ClientHello verifying(ClientHello hello, SignatureScheme... schemes) {
    return with(hello, replacing(hello.extensions(), new SignatureAlgorithms(List.of(schemes))));
  }

  private static TlsFailure refused(Reason reason, UnaryOperator<ClientHello> change) {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .saying(change);
    return failure(reason, talk::run);
  }
}
