package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.testkit.EnginePair;
import dev.glassine.testkit.TransportShape;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The client's certificate in SSL 2.0: shown, not there, demanded, refused. */
class Ssl2ClientAuthenticationTest {
  static List<CipherSuite> everyKind() {
    return Ssl2Peers.KINDS;
  }

  private static ServerConfig.Builder server(ClientAuthentication mode) {
    return Ssl2Peers.server().clientAuthentication(mode).trust(OldPeers.ANYBODY);
  }

  private static TlsFailure failure(EnginePair pair, Side side) {
    return Objects.requireNonNull(pair.run().end(side).failure(), () -> side + " did not fail");
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void knowsTheClientByItsSignatureInEveryKind(CipherSuite kind) {
    EnginePair pair =
        Ssl2Peers.pair(
                Ssl2Peers.client().suites(List.of(kind)).credential(OldPeers.ALICE_RSA),
                server(ClientAuthentication.REQUIRED).suites(List.of(kind)))
            .establish();

    assertThat(pair.server().info().peerCertificates())
        .containsExactly(OldPeers.ALICE_RSA.certificate());
    assertThat(pair.server().info().clientSignature())
        .isEqualTo(SignatureScheme.RSA_MD5_DIGEST_INFO);
    assertThat(pair.client().info().localCertificates())
        .containsExactly(OldPeers.ALICE_RSA.certificate());
  }

  @ParameterizedTest
  @EnumSource
  void readsTheExchangeHoweverItArrives(TransportShape shape) {
    EnginePair pair =
        Ssl2Peers.pair(
                Ssl2Peers.client().credential(OldPeers.ALICE_RSA),
                server(ClientAuthentication.REQUIRED),
                shape)
            .establish();

    assertThat(Ssl2Peers.messages(pair.server()))
        .endsWith(
            "CLIENT-FINISHED", "REQUEST-CERTIFICATE", "CLIENT-CERTIFICATE", "SERVER-FINISHED");
  }

  @Test
  void goesOnWithoutACertificateWhereItIsOnlyWanted() {
    EnginePair pair =
        Ssl2Peers.pair(Ssl2Peers.client(), server(ClientAuthentication.REQUESTED)).establish();

    assertThat(pair.server().info().peerCertificates()).isEmpty();
    assertThat(Ssl2Peers.messages(pair.server()))
        .endsWith("REQUEST-CERTIFICATE", "ERROR", "SERVER-FINISHED");
  }

  @Test
  void endsTheHandshakeWhereTheCertificateIsMandatory() {
    EnginePair pair = Ssl2Peers.pair(Ssl2Peers.client(), server(ClientAuthentication.REQUIRED));

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.NO_CLIENT_CERTIFICATE);
    assertThat(failure(pair, Side.CLIENT)).hasMessageContaining("NO-CERTIFICATE-ERROR");
  }

  @Test
  void hasNoUseForAKeyThatIsNotRsa() {
    EnginePair pair =
        Ssl2Peers.pair(
                Ssl2Peers.client().credential(OldPeers.ALICE_ECDSA),
                server(ClientAuthentication.REQUESTED))
            .establish();

    assertThat(pair.server().info().peerCertificates()).isEmpty();
  }

  @Test
  void refusesAClientThatItsJudgeRefuses() {
    EnginePair pair =
        Ssl2Peers.pair(
            Ssl2Peers.client().credential(OldPeers.ALICE_RSA),
            server(ClientAuthentication.REQUESTED)
                .trust(
                    presented ->
                        new ChainVerdict.Refused(Reason.UNKNOWN_ISSUER, "nobody knows her", null)));

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.UNKNOWN_ISSUER);
    assertThat(failure(pair, Side.CLIENT)).hasMessageContaining("BAD-CERTIFICATE-ERROR");
  }

  @Test
  void refusesASignatureByAnotherKey() {
    Credential forged = Credential.of(OldPeers.ALICE_RSA.chain(), OldPeers.RSA.key());
    EnginePair pair =
        Ssl2Peers.pair(
            Ssl2Peers.client().credentials(request -> CredentialChoice.of(forged, "forged")),
            server(ClientAuthentication.REQUIRED));

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.BAD_SIGNATURE);
    assertThat(failure(pair, Side.CLIENT)).hasMessageContaining("BAD-CERTIFICATE-ERROR");
  }

  @Test
  void refusesAServerWhoseJudgeRefusesIt() {
    EnginePair pair =
        Ssl2Peers.pair(
            Ssl2Peers.client()
                .trust(
                    presented -> new ChainVerdict.Refused(Reason.WRONG_HOST, "another name", null)),
            Ssl2Peers.server());

    assertThat(failure(pair, Side.CLIENT).reason()).isEqualTo(Reason.WRONG_HOST);
    assertThat(failure(pair, Side.SERVER)).hasMessageContaining("BAD-CERTIFICATE-ERROR");
  }

  @Test
  void needsAnRsaKeyToServe() {
    EnginePair pair =
        Ssl2Peers.pair(Ssl2Peers.client(), Ssl2Peers.server().credential(OldPeers.ECDSA));

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.NO_COMMON_CERTIFICATE);
  }

  @Test
  void servesWithAKeyAsShortAsTheyWere() {
    Ssl2Peers.pair(Ssl2Peers.client(), Ssl2Peers.server().credential(OldPeers.RSA_512)).establish();
  }

  /** What the client signs is made of its keys: a trace and a remote signer get the digest only. */
  @Test
  void asksForASignatureWithoutShowingItsKeys() {
    EnginePair pair =
        Ssl2Peers.pair(
                Ssl2Peers.client().credential(OldPeers.ALICE_RSA),
                server(ClientAuthentication.REQUIRED))
            .establish();

    assertThat(pair.client().events())
        .filteredOn(TlsEvent.Asked.class::isInstance)
        .map(event -> ((TlsEvent.Asked) event).question())
        .filteredOn(Question.Sign.class::isInstance)
        .singleElement()
        .satisfies(
            question -> assertThat(((Question.Sign) question).input().length()).isEqualTo(18 + 16));
  }

  @ParameterizedTest
  @EnumSource
  void waitsForAnswersThatComeLater(Side side) {
    EnginePair pair =
        Ssl2Peers.pair(
            later(Ssl2Peers.client().credential(OldPeers.ALICE_RSA), side == Side.CLIENT),
            later(server(ClientAuthentication.REQUIRED), side == Side.SERVER));

    assertThat(pair.establish().server().info().peerCertificates()).hasSize(1);
  }

  private static <B extends dev.glassine.core.engine.TlsConfig.Builder<B>> B later(
      B builder, boolean later) {
    return later
        ? builder
            .answerLater(Question.ChooseCertificate.class)
            .answerLater(Question.JudgeChain.class)
            .answerLater(Question.Sign.class)
            .answerLater(Question.FindSession.class)
            .answerLater(Question.DecryptSecretKey.class)
        : builder;
  }
}
