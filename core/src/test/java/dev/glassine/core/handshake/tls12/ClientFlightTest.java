package dev.glassine.core.handshake.tls12;

import static dev.glassine.core.handshake.tls12.Given12.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Client authentication, and what a server refuses between ServerHelloDone and Finished. */
class ClientFlightTest {
  @ParameterizedTest
  @EnumSource(names = {"RSA", "RSA_PSS", "P256", "P384", "ED25519", "ED448"})
  void authenticatesClientsWithEveryKindOfCertificate(TestCertificate kind) {
    Talk talk = Talk.between(client(kind), asking(ClientAuthentication.REQUIRED)).run();

    assertThat(talk.client().sent())
        .containsExactly(
            "ClientHello",
            "Certificate",
            "ClientKeyExchange",
            "CertificateVerify",
            "ChangeCipherSpec",
            "Finished");
    assertThat(talk.server().sent()).containsSequence("CertificateRequest", "ServerHelloDone");
    assertThat(talk.server().info().peerCertificates()).isEqualTo(kind.credential().chain());
    assertThat(talk.client().info().localCertificates()).isEqualTo(kind.credential().chain());
    assertThat(talk.server().info().clientSignature())
        .isNotNull()
        .isEqualTo(talk.client().info().clientSignature());
    assertThat(talk.server().decision(Topic.PEER_IDENTITY).chosen()).contains(kind.name());
    assertThat(talk.server().decision(Topic.CLIENT_AUTHENTICATION).chosen()).isEqualTo("required");
    assertThat(talk.client().decision(Topic.CERTIFICATE).chosen()).contains(kind.name());
  }

  @Test
  void authenticatesClientsWithStaticRsaToo() {
    Talk talk =
        Talk.between(
                client(TestCertificate.P256).suites(List.of(Given12.STATIC_RSA)),
                Given12.server(TestCertificate.RSA)
                    .clientAuthentication(ClientAuthentication.REQUIRED))
            .run();

    assertThat(talk.server().info().peerCertificates()).hasSize(1);
  }

  @Test
  void goesOnWithoutCertificateWhereItIsOnlyRequested() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), asking(ClientAuthentication.REQUESTED))
            .run();

    assertThat(talk.client().sent())
        .containsExactly(
            "ClientHello", "Certificate", "ClientKeyExchange", "ChangeCipherSpec", "Finished");
    assertThat(talk.server().info().peerCertificates()).isEmpty();
    assertThat(talk.server().decision(Topic.PEER_IDENTITY).chosen()).isNull();
    assertThat(talk.client().decision(Topic.CERTIFICATE).chosen()).isNull();
  }

  @Test
  void refusesClientWithoutCertificateWhereItIsRequired() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), asking(ClientAuthentication.REQUIRED));

    TlsFailure failure = failure(Reason.NO_CLIENT_CERTIFICATE, talk::run);

    assertThat(failure.alert()).isEqualTo(AlertDescription.HANDSHAKE_FAILURE);
  }

  @Test
  void tellsTheClientWhatItAccepts() {
    List<CredentialRequest> asked = new ArrayList<>();
    Bytes authority = Bytes.ofHex("3000");
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_ECDSA)
                    .credentials(
                        request -> {
                          asked.add(request);
                          return CredentialChoice.of(TestCertificate.P256.credential(), "");
                        }),
                asking(ClientAuthentication.REQUIRED)
                    .authorities(List.of(authority))
                    .signatureSchemes(List.of(SignatureScheme.ECDSA_SECP256R1_SHA256)))
            .run();

    CertificateRequest12 request = talk.server().sent(CertificateRequest12.class).getFirst();
    assertThat(request.certificateTypes()).isEqualTo(Bytes.ofHex("40"));
    assertThat(asked.getFirst().authentications()).containsExactly(AuthenticationMethod.ECDSA);
    assertThat(asked.getFirst().authorities()).containsExactly(authority);
    assertThat(asked.getFirst().signatureSchemes())
        .containsExactly(SignatureScheme.ECDSA_SECP256R1_SHA256);
  }

  @Test
  void readsTheTypesOfARequest() {
    assertThat(ClientCertificateTypes.kinds(Bytes.ofHex("01024005")))
        .containsExactly(
            AuthenticationMethod.RSA, AuthenticationMethod.DSS, AuthenticationMethod.ECDSA);
  }

  @Test
  void refusesToSignWithWhatTheServerCannotVerify() {
    Talk talk =
        Talk.between(
            client(TestCertificate.ED25519),
            asking(ClientAuthentication.REQUIRED)
                .signatureSchemes(List.of(SignatureScheme.ECDSA_SECP256R1_SHA256)));

    failure(Reason.NO_COMMON_SIGNATURE_SCHEME, talk::run);
  }

  @ParameterizedTest
  @EnumSource(names = {"DSA", "X25519"})
  void refusesKeyThatItDidNotAskFor(TestCertificate kind) {
    certificateRefused(Reason.UNSUPPORTED_CERTIFICATE_TYPE, kind);
  }

  @Test
  void refusesClientsKeyThatMayNotSign() {
    certificateRefused(Reason.WRONG_USAGE, TestCertificate.P256_AGREEMENT_ONLY);
  }

  @Test
  void refusesClientsChainThatItsJudgeRefuses() {
    Talk talk =
        Talk.between(
            client(TestCertificate.P256),
            asking(ClientAuthentication.REQUIRED)
                .trust(
                    presented ->
                        new ChainVerdict.Refused(Reason.SELF_SIGNED, "who is this", null)));

    failure(Reason.SELF_SIGNED, talk::run);
  }

  @Test
  void refusesCertificateThatSomebodyElseSignsFor() {
    Talk talk =
        Talk.between(client(TestCertificate.RSA), asking(ClientAuthentication.REQUIRED))
            .changing(
                Side.CLIENT,
                CertificateMessage12.class,
                m ->
                    new CertificateMessage12(
                        TestCertificate.RSA_SIGNING_ONLY.credential().encodedChain()));

    failure(Reason.BAD_SIGNATURE, talk::run);
  }

  @Test
  void refusesSignatureOverAnotherHandshake() {
    Talk other = Talk.between(client(TestCertificate.P256), asking(ClientAuthentication.REQUIRED));
    CertificateVerify replayed = other.upTo(Side.CLIENT, CertificateVerify.class);

    verifyRefused(Reason.BAD_SIGNATURE, m -> replayed);
  }

  @Test
  void refusesSchemeThatItDidNotAskFor() {
    verifyRefused(
        Reason.UNOFFERED_SIGNATURE_SCHEME,
        m -> new CertificateVerify(SignatureScheme.ECDSA_SHA1, m.signature()));
  }

  @Test
  void refusesSchemeForAnotherKey() {
    verifyRefused(
        Reason.SIGNATURE_SCHEME_NOT_FOR_KEY,
        m -> new CertificateVerify(SignatureScheme.RSA_PSS_RSAE_SHA256, m.signature()));
  }

  @Test
  void refusesChangeOfCiphersBeforeTheClientHasSigned() {
    Talk talk = Talk.between(client(TestCertificate.P256), asking(ClientAuthentication.REQUIRED));
    talk.upTo(Side.CLIENT, CertificateVerify.class);

    failure(Reason.UNEXPECTED_CHANGE_CIPHER_SPEC, talk::run);
  }

  @Test
  void refusesSignatureOfAClientThatShowedNoCertificate() {
    Talk other = Talk.between(client(TestCertificate.P256), asking(ClientAuthentication.REQUIRED));
    CertificateVerify uncalledFor = other.upTo(Side.CLIENT, CertificateVerify.class);
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), asking(ClientAuthentication.REQUESTED));
    ClientKeyExchange exchange = talk.upTo(Side.CLIENT, ClientKeyExchange.class);
    talk.server().receive(exchange);

    failure(Reason.UNEXPECTED_MESSAGE, () -> talk.server().receive(uncalledFor));
  }

  @Test
  void refusesClientThatLeavesItsCertificateOut() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), asking(ClientAuthentication.REQUESTED));
    talk.upTo(Side.CLIENT, CertificateMessage12.class);

    failure(Reason.UNEXPECTED_MESSAGE, talk::run);
  }

  @Test
  void signsLaterWhereTheOwnerWants() {
    Talk talk =
        Talk.between(
                client(TestCertificate.P256).answerLater(Question.Sign.class),
                asking(ClientAuthentication.REQUIRED).answerLater(Question.JudgeChain.class))
            .run();
    assertThat(talk.client().question()).isInstanceOf(Question.Sign.class);
    Question.Sign sign = (Question.Sign) talk.client().question();
    assertThat(sign.credential()).isSameAs(TestCertificate.P256.credential());

    assertThat(talk.server().question()).isInstanceOf(Question.JudgeChain.class);
    talk.server()
        .answer(Given12.server(TestCertificate.P256).build().answer(talk.server().question()));
    talk.run();
    assertThat(talk.server().state()).isInstanceOf(ServerStates.WaitCertificateVerify.class);

    talk.client().answer(Given12.client().build().answer(sign));
    talk.run();
    assertThat(talk.server().isComplete()).isTrue();
  }

  @Test
  void refusesAnswerToAnotherQuestion() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_ECDSA).answerLater(Question.JudgeChain.class),
                Given12.server(TestCertificate.P256).answerLater(Question.Sign.class))
            .run();
    var wrong = new Answer.ProtocolChosen("h2");

    failure(Reason.API_MISUSE, () -> talk.server().answer(wrong));
    talk.server()
        .answer(
            Given12.server(TestCertificate.P256)
                .build()
                .answer(
                    new Question.Sign(
                        TestCertificate.P256.credential(),
                        SignatureScheme.ECDSA_SECP256R1_SHA256,
                        Bytes.EMPTY)));
    talk.run();
    failure(Reason.API_MISUSE, () -> talk.client().answer(wrong));
  }

  @Test
  void refusesPointThatIsNotOnTheCurve() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_ECDSA).groups(List.of(NamedGroup.SECP256R1)),
                Given12.server(TestCertificate.P256))
            .changing(
                Side.CLIENT,
                ClientKeyExchange.class,
                m ->
                    new ClientKeyExchange(
                        new WireWriter().opaque8(Bytes.ofHex("04" + "01".repeat(64))).toBytes()));

    failure(Reason.BAD_KEY_SHARE, talk::run);
  }

  @Test
  void refusesFiniteFieldValueOne() {
    exchangeRefused(Reason.BAD_KEY_SHARE, Given12.DHE_RSA, body -> Bytes.ofHex("000101"));
  }

  @Test
  void refusesShareOfWrongLength() {
    exchangeRefused(Reason.BAD_KEY_SHARE, Given12.ECDHE_RSA, body -> Bytes.ofHex("0101"));
  }

  @Test
  void refusesEmptyShare() {
    exchangeRefused(Reason.LENGTH_OUT_OF_RANGE, Given12.ECDHE_RSA, body -> Bytes.ofHex("00"));
  }

  @Test
  void refusesTruncatedKeyExchange() {
    for (CipherSuite suite : List.of(Given12.ECDHE_RSA, Given12.DHE_RSA, Given12.STATIC_RSA)) {
      exchangeRefused(Reason.TRUNCATED_FIELD, suite, body -> body.slice(0, body.length() - 1));
    }
  }

  @Test
  void refusesOctetsAfterTheKeyExchange() {
    for (CipherSuite suite : List.of(Given12.ECDHE_RSA, Given12.DHE_RSA, Given12.STATIC_RSA)) {
      exchangeRefused(
          Reason.TRAILING_BYTES, suite, body -> new WireWriter().fixed(body).u8(0).toBytes());
    }
  }

  @Test
  void refusesClientsFinishedThatDoesNotVerify() {
    finishedRefused(Side.CLIENT, data -> Bytes.ofHex("00".repeat(12)));
  }

  @Test
  void refusesServersFinishedThatDoesNotVerify() {
    finishedRefused(Side.SERVER, data -> Bytes.ofHex("00".repeat(12)));
  }

  @Test
  void refusesFinishedOfAnotherLength() {
    finishedRefused(Side.CLIENT, data -> data.slice(0, 11));
    finishedRefused(Side.SERVER, data -> Bytes.EMPTY);
  }

  private static void finishedRefused(Side sender, UnaryOperator<Bytes> change) {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .changing(sender, Finished.class, m -> new Finished(change.apply(m.verifyData())));
    failure(Reason.BAD_FINISHED, talk::run);
    assertThat(talk.end(sender.peer()).isComplete()).isFalse();
  }

  private static ClientConfig.Builder client(TestCertificate kind) {
    return Given12.client(Given12.ECDHE_ECDSA)
        .credentials(request -> CredentialChoice.of(kind.credential(), "the only one"));
  }

  private static ServerConfig.Builder asking(ClientAuthentication mode) {
    return Given12.server(TestCertificate.P256).clientAuthentication(mode);
  }

  private static void certificateRefused(Reason reason, TestCertificate shown) {
    Talk talk =
        Talk.between(client(TestCertificate.P256), asking(ClientAuthentication.REQUIRED))
            .changing(
                Side.CLIENT,
                CertificateMessage12.class,
                m -> new CertificateMessage12(shown.credential().encodedChain()));
    failure(reason, talk::run);
  }

  private static void verifyRefused(Reason reason, UnaryOperator<CertificateVerify> change) {
    Talk talk =
        Talk.between(client(TestCertificate.P256), asking(ClientAuthentication.REQUIRED))
            .changing(Side.CLIENT, CertificateVerify.class, change::apply);
    failure(reason, talk::run);
  }

  private static void exchangeRefused(
      Reason reason, CipherSuite suite, UnaryOperator<Bytes> change) {
    Talk talk =
        Talk.between(Given12.client(suite), Given12.server(TestCertificate.RSA))
            .changing(
                Side.CLIENT,
                ClientKeyExchange.class,
                m -> new ClientKeyExchange(change.apply(m.body())));
    failure(reason, talk::run);
  }
}
