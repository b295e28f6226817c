package dev.glassine.core.handshake.tls13;

import static dev.glassine.core.handshake.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Altered;
import dev.glassine.core.handshake.Conversation;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.handshake.TestIdentity;
import dev.glassine.core.handshake.tls12.TestCertificate;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage;
import dev.glassine.core.wire.CertificateMessage.CertificateEntry;
import dev.glassine.core.wire.CertificateRequest;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.ext.CertificateAuthorities;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import dev.glassine.core.wire.ext.SignedCertificateTimestamps;
import dev.glassine.core.wire.ext.StapledStatus;
import dev.glassine.core.wire.ext.StatusRequestAcknowledged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Certificate, CertificateRequest, CertificateVerify and Finished (RFC 9846 §4.4.2, §4.5). */
class CertificateTest {
  private static final Bytes STAPLE = Bytes.ofString("an OCSP response");

  @Nested
  class OfTheServer {
    private final Conversation conversation = Given.between(Given.client(), Given.server());

    @Test
    void isJudgedByTheNameThatWasMeant() {
      List<PresentedChain> judged = new ArrayList<>();
      ClientConfig.Builder client =
          Given.client()
              .trust(
                  presented -> {
                    judged.add(presented);
                    return new ChainVerdict.Accepted(presented.certificates());
                  });
      Given.between(client, Given.server()).handshake();
      assertThat(judged)
          .containsExactly(
              new PresentedChain(
                  Side.SERVER, TestIdentity.ECDSA.chain(), "glassine.test", null, Given.NOW));
    }

    @Test
    void isRefusedForTheReasonOfItsJudge() {
      ClientConfig.Builder client =
          Given.client()
              .trust(presented -> new ChainVerdict.Refused(Reason.WRONG_HOST, "it is for x", null));
      Conversation refusing = Given.between(client, Given.server());
      assertThat(failure(Reason.WRONG_HOST, refusing::handshake).detail()).isEqualTo("it is for x");
    }

    @Test
    void mustBeAllowedToSignWhateverItsJudgeSays() {
      ClientConfig.Builder client =
          Given.client().trust(presented -> new ChainVerdict.Accepted(presented.certificates()));
      ServerConfig.Builder server = Given.server(TestCertificate.P256_AGREEMENT_ONLY.credential());
      assertThat(failure(Reason.WRONG_USAGE, Given.between(client, server)::handshake).detail())
          .contains("digitalSignature");
    }

    @Test
    void mayBeJudgedLater() {
      ClientConfig.Builder client = Given.client().answerLater(Question.JudgeChain.class);
      Conversation waiting = Given.between(client, Given.server()).handshake();
      assertThat(waiting.client().isComplete()).isFalse();
      PresentedChain presented = waiting.client().question(Question.JudgeChain.class).presented();
      waiting
          .client()
          .answer(new Answer.ChainJudged(new ChainVerdict.Accepted(presented.certificates())));
      assertThat(waiting.handshake().server().isComplete()).isTrue();
    }

    @Test
    void carriesAStapledResponseToTheJudgeAndTheApplication() {
      ServerConfig.Builder server = Given.server(TestIdentity.ECDSA.withOcspResponse(STAPLE));
      Conversation stapling = Given.between(Given.client(), server).handshake();
      assertThat(stapling.client().info().ocspResponse()).isEqualTo(STAPLE);
      assertThat(stapling.client().decision(Topic.STAPLED_STATUS).chosen()).contains("16 octets");
    }

    @Test
    void staplesNothingUnasked() {
      ServerConfig.Builder server = Given.server(TestIdentity.ECDSA.withOcspResponse(STAPLE));
      Conversation asking = Given.between(Given.client().withoutStapledStatus(), server);
      assertThat(asking.handshake().client().info().ocspResponse()).isNull();
    }

    @Test
    void mustNotBeEmpty() {
      refuses(Reason.EMPTY_SERVER_CERTIFICATE, new CertificateMessage(Bytes.EMPTY, List.of()));
    }

    @Test
    void mustParse() {
      CertificateEntry entry = new CertificateEntry(Bytes.ofHex("3000"), Extensions.NONE);
      refuses(Reason.CERTIFICATE_UNPARSEABLE, new CertificateMessage(Bytes.EMPTY, List.of(entry)));
    }

    @Test
    void mustNotHaveAContext() {
      CertificateMessage message = conversation.handshakeUpTo(CertificateMessage.class);
      failure(
          Reason.UNREQUESTED_CERTIFICATE_CONTEXT,
          () ->
              conversation
                  .client()
                  .receive(new CertificateMessage(Bytes.ofHex("01"), message.certificateList())));
    }

    @Test
    void mustNotCarryTimestampsThatNobodyAskedFor() {
      Bytes timestamps = Bytes.ofHex("000400020102");
      CertificateEntry entry =
          new CertificateEntry(
              TestIdentity.ECDSA.encodedChain().getFirst(),
              Extensions.of(new SignedCertificateTimestamps(timestamps)));
      refuses(Reason.UNSOLICITED_EXTENSION, new CertificateMessage(Bytes.EMPTY, List.of(entry)));
    }

    @Test
    void mustComeBeforeFinished() {
      conversation.handshakeUpTo(CertificateMessage.class);
      failure(
          Reason.UNEXPECTED_MESSAGE,
          () -> conversation.client().receive(new Finished(Bytes.wrap(new byte[32]))));
    }

    private void refuses(Reason reason, CertificateMessage message) {
      conversation.handshakeUpTo(CertificateMessage.class);
      failure(reason, () -> conversation.client().receive(message));
    }
  }

  @Nested
  class SignatureOfTheServer {
    private final Conversation conversation = Given.between(Given.client(), Given.server());
    private final CertificateVerify message = conversation.handshakeUpTo(CertificateVerify.class);

    @Test
    void mustVerify() {
      byte[] signature = message.signature().toArray();
      signature[signature.length - 1] ^= 1;
      refuses(Reason.BAD_SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256, Bytes.wrap(signature));
    }

    @Test
    void mustNotBeEmpty() {
      refuses(Reason.BAD_SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256, Bytes.EMPTY);
    }

    @Test
    void mustUseASchemeThatWasOffered() {
      refuses(Reason.UNOFFERED_SIGNATURE_SCHEME, SignatureScheme.ECDSA_SHA1, message.signature());
    }

    @Test
    void mustUseASchemeForHandshakes() {
      refuses(
          Reason.UNOFFERED_SIGNATURE_SCHEME, SignatureScheme.RSA_PKCS1_SHA256, message.signature());
    }

    @Test
    void mustUseASchemeThatFitsTheKey() {
      refuses(Reason.SIGNATURE_SCHEME_NOT_FOR_KEY, SignatureScheme.ED25519, message.signature());
    }

    @Test
    void mustBeMadeForThisHandshake() {
      Conversation other = Given.between(Given.client(), Given.server());
      CertificateVerify replayed = other.handshakeUpTo(CertificateVerify.class);
      refuses(Reason.BAD_SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256, replayed.signature());
    }

    @Test
    void mayBeMadeLater() {
      ServerConfig.Builder server = Given.server().answerLater(Question.Sign.class);
      Conversation waiting = Given.between(Given.client(), server).handshake();
      Question.Sign question = waiting.server().question(Question.Sign.class);
      assertThat(question.scheme()).isEqualTo(SignatureScheme.ECDSA_SECP256R1_SHA256);
      waiting.server().answer(Given.server().build().answer(question));
      assertThat(waiting.handshake().server().isComplete()).isTrue();
    }

    private void refuses(Reason reason, SignatureScheme scheme, Bytes signature) {
      failure(
          reason, () -> conversation.client().receive(new CertificateVerify(scheme, signature)));
    }
  }

  @Nested
  class OfTheClient {
    private final List<CredentialRequest> asked = new ArrayList<>();
    private final ClientConfig.Builder client =
        Given.client()
            .credentials(
                request -> {
                  asked.add(request);
                  return CredentialChoice.of(
                      TestIdentity.ED25519.withOcspResponse(STAPLE), "the only one");
                });

    @Test
    void isChosenByWhatTheServerSaid() {
      Bytes authority = Bytes.ofHex("300030");
      Given.between(client, requiring().authorities(List.of(authority))).handshake();
      CredentialRequest request = asked.getFirst();
      assertThat(request.side()).isEqualTo(Side.CLIENT);
      assertThat(request.authorities()).containsExactly(authority);
      assertThat(request.signatureSchemes())
          .contains(SignatureScheme.ED25519)
          .doesNotContain(SignatureScheme.RSA_PKCS1_SHA256);
      assertThat(request.certificateSchemes()).contains(SignatureScheme.RSA_PKCS1_SHA256);
    }

    @Test
    void isMissedWhereItIsRequired() {
      Conversation conversation = Given.between(Given.client(), requiring());
      failure(Reason.CERTIFICATE_REQUIRED, conversation::handshake);
    }

    @Test
    void isNotMissedWhereItIsOnlyRequested() {
      Conversation conversation =
          Given.between(
                  Given.client(),
                  Given.server().clientAuthentication(ClientAuthentication.REQUESTED))
              .handshake();
      assertThat(conversation.server().info().peerCertificates()).isEmpty();
      assertThat(conversation.server().decision(Topic.CLIENT_AUTHENTICATION).why())
          .contains("none is required");
    }

    @Test
    void isRefusedForTheReasonOfItsJudge() {
      ServerConfig.Builder server =
          requiring().trust(presented -> new ChainVerdict.Refused(Reason.UNKNOWN_ISSUER, "", null));
      Conversation conversation = Given.between(client, server);
      failure(Reason.UNKNOWN_ISSUER, conversation::handshake);
    }

    @Test
    void isStapledOnlyIfTheServerAsked() {
      Extensions asking = Extensions.of(new StatusRequestAcknowledged());
      assertThat(staple(asking)).isEqualTo(new StapledStatus(STAPLE));
      assertThat(staple(Extensions.NONE)).isNull();
    }

    private static @Nullable StapledStatus staple(Extensions asking) {
      return Certificates.message(TestIdentity.ED25519.withOcspResponse(STAPLE), asking)
          .certificateList()
          .getFirst()
          .extensions()
          .get(StapledStatus.class);
    }

    @Test
    void mustNotCarryAStapleThatNobodyAskedFor() {
      Conversation conversation = Given.between(client, requiring());
      CertificateMessage message = own(conversation);
      CertificateEntry entry =
          new CertificateEntry(
              message.certificateList().getFirst().certData(),
              Extensions.of(new StapledStatus(STAPLE)));
      failure(
          Reason.UNSOLICITED_EXTENSION,
          () -> conversation.server().receive(new CertificateMessage(Bytes.EMPTY, List.of(entry))));
    }

    @Test
    void mustNotHaveAContext() {
      Conversation conversation = Given.between(client, requiring());
      CertificateMessage message = own(conversation);
      failure(
          Reason.UNREQUESTED_CERTIFICATE_CONTEXT,
          () ->
              conversation
                  .server()
                  .receive(new CertificateMessage(Bytes.ofHex("07"), message.certificateList())));
    }

    @Test
    void mustBeProven() {
      Conversation conversation = Given.between(client, requiring());
      own(conversation);
      CertificateVerify proof = conversation.handshakeUpTo(CertificateVerify.class);
      byte[] signature = proof.signature().toArray();
      signature[0] ^= 1;
      conversation.server().receive(Certificates.message(TestIdentity.ED25519, Extensions.NONE));
      failure(
          Reason.BAD_SIGNATURE,
          () ->
              conversation
                  .server()
                  .receive(new CertificateVerify(proof.algorithm(), Bytes.wrap(signature))));
    }

    @Test
    void isNotSignedWithASchemeThatTheServerDoesNotVerify() {
      Conversation conversation =
          Given.between(
              client,
              requiring().signatureSchemes(List.of(SignatureScheme.ECDSA_SECP256R1_SHA256)));
      failure(Reason.NO_COMMON_SIGNATURE_SCHEME, conversation::handshake);
    }

    private CertificateMessage own(Conversation conversation) {
      CertificateMessage first = conversation.handshakeUpTo(CertificateMessage.class);
      conversation.client().receive(first);
      return conversation.handshakeUpTo(CertificateMessage.class);
    }

    private static ServerConfig.Builder requiring() {
      return Given.server().clientAuthentication(ClientAuthentication.REQUIRED);
    }
  }

  @Nested
  class Request {
    private final Conversation conversation =
        Given.between(
            Given.client(), Given.server().clientAuthentication(ClientAuthentication.REQUESTED));
    private final CertificateRequest request = conversation.handshakeUpTo(CertificateRequest.class);

    @Test
    void mustNotHaveAContext() {
      refuses(
          Reason.UNREQUESTED_CERTIFICATE_CONTEXT,
          new CertificateRequest(Bytes.ofHex("00"), request.extensions()));
    }

    @Test
    void mustSayWhichSchemesAreVerified() {
      refuses(
          Reason.MISSING_EXTENSION,
          new CertificateRequest(
              Bytes.EMPTY,
              Altered.without(request.extensions(), ExtensionType.SIGNATURE_ALGORITHMS)));
    }

    @Test
    void mustNotComeTwice() {
      conversation.client().receive(request);
      refuses(Reason.UNEXPECTED_MESSAGE, request);
    }

    @Test
    void mustNotComeAfterTheHandshake() {
      Conversation established = Given.between(Given.client(), Given.server()).handshake();
      failure(Reason.UNEXPECTED_MESSAGE, () -> established.client().receive(request));
    }

    @Test
    void namesAuthoritiesOnlyWhereThereAreSome() {
      assertThat(request.extensions().get(CertificateAuthorities.class)).isNull();
      assertThat(request.extensions().get(SignatureAlgorithms.class)).isNotNull();
    }

    private void refuses(Reason reason, CertificateRequest altered) {
      failure(reason, () -> conversation.client().receive(altered));
    }
  }

  @Nested
  class LastMessage {
    @Test
    void ofTheServerMustVerify() {
      Conversation conversation = Given.between(Given.client(), Given.server());
      Finished finished = conversation.handshakeUpTo(Finished.class);
      failure(Reason.BAD_FINISHED, () -> conversation.client().receive(altered(finished)));
    }

    @Test
    void ofTheClientMustVerify() {
      Conversation conversation = Given.between(Given.client(), Given.server());
      conversation.client().receive(conversation.handshakeUpTo(Finished.class));
      Finished finished = conversation.handshakeUpTo(Finished.class);
      failure(Reason.BAD_FINISHED, () -> conversation.server().receive(altered(finished)));
    }

    @Test
    void mustHaveTheHashsLength() {
      Conversation conversation = Given.between(Given.client(), Given.server());
      Finished finished = conversation.handshakeUpTo(Finished.class);
      Bytes cut = finished.verifyData().slice(0, 12);
      failure(Reason.BAD_FINISHED, () -> conversation.client().receive(new Finished(cut)));
    }

    private static Finished altered(Finished finished) {
      byte[] verifyData = finished.verifyData().toArray();
      verifyData[0] ^= 1;
      return new Finished(Bytes.wrap(verifyData));
    }
  }
}
