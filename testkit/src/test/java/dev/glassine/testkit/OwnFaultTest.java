package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsEngine;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.RotatingTicketKeys;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.session.SessionStore;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.InvalidKeyException;
import java.security.MessageDigestSpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

  // Callbacks that fail

  @ParameterizedTest
  @MethodSource("everyVersion")
  void saysThatTheKeyLogFailed(ProtocolVersion version) {
    ServerConfig.Builder server =
        Peers.server(version)
            .logSecretsForDebugging(
                (label, clientRandom, secret) -> {
                  throw new UncheckedIOException(new IOException("disk full"));
                });

    assertThat(ownFault(pair(Peers.client(version), server), Side.SERVER, Reason.CALLBACK_FAILED))
        .hasMessageContaining("KeyLog threw")
        .hasMessageContaining("disk full")
        .hasCauseInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void saysThatTheSessionStoreFailedToRemember(ProtocolVersion version) {
    EnginePair pair =
        pair(
            Peers.client(version).sessions(new InMemoryStore()),
            Peers.server(version).sessions(new UnreachableStore(new InMemoryStore())));

    assertThat(ownFault(pair, Side.SERVER, Reason.CALLBACK_FAILED))
        .hasMessageContaining("SessionStore threw")
        .hasMessageContaining("store unreachable");
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void saysThatTheTicketKeysFailedToSeal(ProtocolVersion version) {
    EnginePair pair =
        pair(
            Peers.client(version).sessions(new InMemoryStore()),
            Peers.server(version).tickets(new SealedVault()));

    assertThat(ownFault(pair, Side.SERVER, Reason.CALLBACK_FAILED))
        .hasMessageContaining("TicketKeys threw")
        .hasMessageContaining("vault");
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void saysThatTheTicketKeysFailedToOpen(ProtocolVersion version) {
    ClientConfig client = Peers.client(version).sessions(new InMemoryStore()).build();
    TicketKeys working = new RotatingTicketKeys(JcaCrypto.standard(), new SeededRandom(3));
    new EnginePair(client, Peers.server(version).tickets(working).build()).run();

    EnginePair second =
        new EnginePair(client, Peers.server(version).tickets(new SealedVault()).build());

    assertThat(ownFault(second, Side.SERVER, Reason.CALLBACK_FAILED))
        .hasMessageContaining("TicketKeys threw");
  }

  @Test
  void saysThatThePaddingFailed() {
    ServerConfig.Builder server =
        Peers.server(ProtocolVersion.TLS_1_3)
            .padding(
                (type, length) -> {
                  throw new ArithmeticException("by zero");
                });
    EnginePair pair = pair(Peers.client(ProtocolVersion.TLS_1_3), server).run();

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.CALLBACK_FAILED);
    assertThat(failure(pair, Side.SERVER)).hasMessageContaining("RecordPadding threw");
  }

  // Listeners that fail

  static Stream<Arguments> everyEvent() {
    return everyVersion()
        .flatMap(
            version ->
                Stream.of(
                        TlsEvent.Message.class,
                        TlsEvent.KeysInstalled.class,
                        TlsEvent.Decided.class,
                        TlsEvent.Asked.class,
                        TlsEvent.Answered.class,
                        TlsEvent.RecordSeen.class,
                        TlsEvent.Completed.class)
                    .map(kind -> Arguments.of(version, kind)));
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void endsTheConnectionOfAListenerThatThrows(
      ProtocolVersion version, Class<? extends TlsEvent> kind) {
    EnginePair pair =
        pair(Peers.client(version), Peers.server(version).listeners(() -> new Thrower(kind)));

    assertThat(ownFault(pair, Side.SERVER, Reason.CALLBACK_FAILED))
        .hasMessageContaining("TlsListener threw")
        .hasMessageContaining(kind.getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void tellsThePeerEvenWhereTheListenerThrowsAtTheAlert(ProtocolVersion version) {
    ServerConfig.Builder server =
        Peers.server(version)
            .credential(Credential.of(Peers.SERVER.chain(), new RemovedToken()))
            .listeners(() -> new Thrower(TlsEvent.AlertSeen.class, TlsEvent.Failed.class));
    EnginePair pair = pair(Peers.client(version), server);

    TlsFailure failure = ownFault(pair, Side.SERVER, Reason.SIGNER_FAILED);

    assertThat(failure.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("AlertSeen", "Failed");
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void failsOnceWhereTheListenerThrowsWhenAnEstablishedConnectionIsClosed(ProtocolVersion version) {
    EnginePair pair =
        pair(
                Peers.client(version),
                Peers.server(version).listeners(() -> new Thrower(TlsEvent.AlertSeen.class)))
            .run();

    TlsFailure thrown =
        catchThrowableOfType(TlsFailure.class, () -> pair.server().engine().closeWrite());

    assertThat(thrown.reason()).isEqualTo(Reason.CALLBACK_FAILED);
    assertThat(pair.server().engine().failure()).isSameAs(thrown);
    pair.server().engine().closeWrite();
    assertThat(pair.server().engine().wants()).isEqualTo(TlsEngine.Want.OUTPUT);
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void letsAListenerRefuseWithAReasonOfItsOwn(ProtocolVersion version) {
    ServerConfig.Builder server =
        Peers.server(version)
            .listeners(
                () ->
                    event -> {
                      if (event instanceof TlsEvent.Message) {
                        throw new TlsFailure.Incompatible(Reason.UNRECOGNIZED_NAME, "not here");
                      }
                    });
    EnginePair pair = pair(Peers.client(version), server).run();

    assertThat(failure(pair, Side.SERVER).reason()).isEqualTo(Reason.UNRECOGNIZED_NAME);
    assertThat(received(pair, Side.CLIENT)).isEqualTo(AlertDescription.UNRECOGNIZED_NAME);
  }

  @Test
  void beginsNoConnectionWhereTheSupplierOfListenersThrows() {
    ServerConfig server =
        Peers.server(ProtocolVersion.TLS_1_3)
            .listeners(
                () -> {
                  throw new IllegalStateException("no disk");
                })
            .build();

    TlsFailure thrown =
        catchThrowableOfType(TlsFailure.class, () -> TlsEngine.server(server, null));

    assertThat(thrown.reason()).isEqualTo(Reason.CALLBACK_FAILED);
    assertThat(thrown).hasMessageContaining("the supplier of listeners threw");
  }

  @Test
  void asksTheConfigurationForAListenerOfEachConnectionAndTellsItFirst() {
    List<String> heard = new ArrayList<>();
    AtomicInteger made = new AtomicInteger();
    ServerConfig server =
        Peers.server(ProtocolVersion.TLS_1_3)
            .listeners(
                () -> {
                  int number = made.incrementAndGet();
                  return number == 3 ? null : event -> heard.add("connection " + number);
                })
            .build();

    for (int i = 0; i < 3; i++) {
      new EnginePair(
              Peers.client(ProtocolVersion.TLS_1_3).build(),
              Destination.of("localhost", 443),
              server,
              TransportShape.COALESCED,
              event -> {},
              event -> heard.add("engine"))
          .run();
    }

    assertThat(made).hasValue(3);
    assertThat(heard.subList(0, 2)).containsExactly("connection 1", "engine");
    assertThat(heard).contains("connection 2").doesNotContain("connection 3");
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

  /** Throws at events of these kinds, saying which. */
  private static final class Thrower implements TlsListener {
    private final List<Class<? extends TlsEvent>> kinds;

    Thrower(Class<? extends TlsEvent> kind) {
      this.kinds = List.of(kind);
    }

    Thrower(Class<? extends TlsEvent> kind, Class<? extends TlsEvent> another) {
      this.kinds = List.of(kind, another);
    }

    @Override
    public void on(TlsEvent event) {
      if (kinds.contains(event.getClass())) {
        throw new IllegalStateException(event.getClass().getSimpleName());
      }
    }

    @Override
    public boolean wantsRecords() {
      return true;
    }
  }

  /** Finds, and can neither remember nor forget. */
  private record UnreachableStore(InMemoryStore store) implements SessionStore {
    @Override
    public void put(Bytes key, SessionState session) {
      throw new IllegalStateException("store unreachable");
    }

    @Override
    public @Nullable SessionState find(Bytes key) {
      return store.find(key);
    }

    @Override
    public @Nullable SessionState take(Bytes key) {
      return store.take(key);
    }

    @Override
    public void remove(Bytes key) {
      throw new IllegalStateException("store unreachable");
    }
  }

  /** Ticket keys that nobody can get at. */
  private static final class SealedVault implements TicketKeys {
    @Override
    public Bytes seal(SessionState session, Instant now) {
      throw new IllegalStateException("the vault is sealed");
    }

    @Override
    public @Nullable SessionState open(Bytes ticket, Instant now) {
      throw new IllegalStateException("the vault is sealed");
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
