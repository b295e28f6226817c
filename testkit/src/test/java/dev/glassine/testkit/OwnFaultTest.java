package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.security.InvalidKeyException;
import java.security.MessageDigestSpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What breaks on this side: the owner learns what it was, the peer gets internal_error and nothing
 * more.
 */
class OwnFaultTest {
  static Stream<ProtocolVersion> everyVersion() {
    return EngineContractTest.everyVersion();
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void saysThatTheKeyCouldNotSign(ProtocolVersion version) {
    Credential removed = Credential.of(Peers.SERVER.chain(), new RemovedToken());
    EnginePair pair = pair(Peers.client(version), Peers.server(version).credential(removed));

    assertThat(ownFault(pair, Side.SERVER, Reason.SIGNER_FAILED))
        .hasMessageContaining("with a key of type EC")
        .hasCauseInstanceOf(InvalidKeyException.class);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void usesNoHashThatAnswersWrongly(ProtocolVersion version) {
    EnginePair pair =
        pair(Peers.client(version), Peers.server(version).crypto(withHashesOf(new WrongHashes())));

    assertThat(ownFault(pair, Side.SERVER, Reason.CRYPTO_FAILED))
        .hasMessageContaining("WrongHashes answers a known-answer test wrongly");
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void saysWhichQuestionAServersPartFailedToAnswer(ProtocolVersion version) {
    ServerConfig.Builder server =
        Peers.server(version)
            .credentials(
                request -> {
                  throw new IllegalStateException("the vault is sealed");
                });

    assertThat(ownFault(pair(Peers.client(version), server), Side.SERVER, Reason.RESOLVER_FAILED))
        .hasMessageContaining("ChooseCertificate")
        .hasMessageContaining("the vault is sealed")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void acceptsNoPeerWhereTheJudgeFails(ProtocolVersion version) {
    ClientConfig.Builder client =
        Peers.client(version)
            .trust(
                presented -> {
                  throw new IllegalStateException("no trust store");
                });

    assertThat(ownFault(pair(client, Peers.server(version)), Side.CLIENT, Reason.RESOLVER_FAILED))
        .hasMessageContaining("JudgeChain")
        .hasMessageContaining("no trust store");
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void keepsTheReasonThatAPartGives(ProtocolVersion version) {
    ClientConfig.Builder client =
        Peers.client(version)
            .trust(
                presented -> {
                  throw new TlsFailure.BadCertificate(Reason.CERTIFICATE_REVOKED, "serial 7", null);
                });
    EnginePair pair = pair(client, Peers.server(version)).run();

    assertThat(failure(pair, Side.CLIENT).reason()).isEqualTo(Reason.CERTIFICATE_REVOKED);
    assertThat(received(pair, Side.SERVER)).isEqualTo(AlertDescription.CERTIFICATE_REVOKED);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void endsTheConnectionWhereAnAnswerThatCameLaterFails(ProtocolVersion version) {
    ServerConfig.Builder server = Peers.server(version).answerLater(Question.Sign.class);
    EnginePair pair = pair(Peers.client(version), server).leaveQuestionsOpen(Side.SERVER).run();
    TlsEngine engine = pair.server().engine();

    TlsFailure thrown =
        catchThrowableOfType(
            TlsFailure.class, () -> engine.answerFailed(new IllegalStateException("no network")));
    pair.run();

    assertThat(thrown.reason()).isEqualTo(Reason.RESOLVER_FAILED);
    assertThat(engine.failure()).isSameAs(thrown);
    assertThat(received(pair, Side.CLIENT)).isEqualTo(AlertDescription.INTERNAL_ERROR);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void turnsWhatNobodyForesawIntoAFailureOfItsOwn(ProtocolVersion version) {
    EnginePair pair = pair(Peers.client(version), Peers.server(version).random(new NoEntropy()));

    assertThat(ownFault(pair, Side.SERVER, Reason.INTERNAL_ERROR))
        .hasMessageContaining("no entropy")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  private static EnginePair pair(ClientConfig.Builder client, ServerConfig.Builder server) {
    return new EnginePair(client.build(), server.build());
  }

  /** The failure of the side that broke, once it is sure that the other learned no more of it. */
  private static TlsFailure ownFault(EnginePair pair, Side broken, Reason reason) {
    pair.run();
    TlsFailure failure = failure(pair, broken);
    assertThat(failure).isInstanceOf(TlsFailure.Internal.class);
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure(pair, broken.peer()).reason()).isEqualTo(Reason.PEER_ALERT_RECEIVED);
    assertThat(received(pair, broken.peer())).isEqualTo(AlertDescription.INTERNAL_ERROR);
    assertThat(pair.end(broken).engine().wants()).isEqualTo(TlsEngine.Want.CLOSED);
    return failure;
  }

  private static TlsFailure failure(EnginePair pair, Side side) {
    TlsFailure failure = pair.end(side).failure();
    assertThat(failure).as("%s has failed", side).isNotNull();
    return Objects.requireNonNull(failure);
  }

  private static AlertDescription received(EnginePair pair, Side side) {
    TlsFailure.PeerAlert alert = (TlsFailure.PeerAlert) failure(pair, side);
    assertThat(alert.alert()).as("an alert is not answered").isNull();
    return Objects.requireNonNull(alert.received());
  }

  private static CryptoProvider withHashesOf(Provider provider) {
    CryptoProvider whole = JcaCrypto.standard();
    return new CryptoProvider(
        whole.name(),
        JcaCrypto.of(provider).hashes(),
        whole.hmacs(),
        whole.aeads(),
        whole.cbcCiphers(),
        whole.streamCiphers(),
        whole.keyExchanges(),
        whole.finiteField(),
        whole.signatures(),
        whole.rsaTransport());
  }

  /** A key that was in a token which no provider here knows any more. */
  @SuppressWarnings("serial")
  private static final class RemovedToken implements PrivateKey {
    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  private static final class NoEntropy extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] octets) {
      throw new IllegalStateException("no entropy");
    }
  }

  /** Has every hash function that TLS 1.2 and TLS 1.3 need, and computes none. */
  private static final class WrongHashes extends Provider {
    private static final long serialVersionUID = 1L;

    WrongHashes() {
      super("WrongHashes", "1", "answers zeros");
      zeros("SHA-256", 32);
      zeros("SHA-384", 48);
    }

    private void zeros(String algorithm, int length) {
      putService(
          new Service(this, "MessageDigest", algorithm, Zeros.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
              return new Zeros(length);
            }
          });
    }
  }

  private static final class Zeros extends MessageDigestSpi implements Cloneable {
    private final int length;

    Zeros(int length) {
      this.length = length;
    }

    @Override
    protected int engineGetDigestLength() {
      return length;
    }

    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int count) {}

    @Override
    protected byte[] engineDigest() {
      return new byte[length];
    }

    @Override
    protected void engineReset() {}

    @Override
    public Object clone() {
      return new Zeros(length);
    }
  }
}
