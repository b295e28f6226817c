package dev.glassine.testkit.jsse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ChannelBinding;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.engine.TlsListener;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.jsse.Answerer;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.GlassineConnection;
import dev.glassine.jsse.Identity;
import dev.glassine.jsse.LaterTask;
import dev.glassine.jsse.RemoteKey;
import dev.glassine.testkit.KeyKind;
import dev.glassine.testkit.TransportShape;
import java.nio.ByteBuffer;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Glassine says beyond JSSE: {@link Glassine}, {@link GlassineConnection}, its contexts. */
class ExtensionTest {
  private static final Trust TRUST = Trust.of(Jsse.CA.certificate());

  private static SSLContext client() {
    return Glassine.newContext().identity(Identity.NONE.with(TRUST)).build();
  }

  private static SSLContext server() {
    return Glassine.newContext().identity(Identity.of(Jsse.SERVER).with(TRUST)).build();
  }

  private static SslEnginePair pair(SSLContext client, SSLContext server, String... protocols) {
    return SslEnginePair.of(client, server, TransportShape.COALESCED, protocols);
  }

  private static GlassineConnection ours(SslEnginePair.End end) {
    return Glassine.of(end.engine());
  }

  // What was agreed on

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void tellsGroupSignatureAndResumption(String protocol) {
    SSLContext client = client();
    SSLContext server = server();
    for (boolean resumed : new boolean[] {false, true}) {
      SslEnginePair pair = pair(client, server, protocol).handshake();
      pair.send(pair.server(), new byte[1]);
      for (SslEnginePair.End end : List.of(pair.client(), pair.server())) {
        for (Glassine told : List.of(ours(end), Glassine.of(end.engine().getSession()))) {
          assertThat(told.wasResumed()).isEqualTo(resumed);
          assertThat(told.failure()).isNull();
          assertThat(told.info()).isNotNull();
          assertThat(told.serverSignature())
              .isEqualTo(resumed ? null : SignatureScheme.ECDSA_SECP256R1_SHA256);
          assertThat(told.clientSignature()).isNull();
          assertThat(told.group() == null).isEqualTo(resumed && protocol.equals("TLSv1.2"));
        }
      }
    }
  }

  @Test
  void tellsThatThePostQuantumGroupWasUsed() {
    SslEnginePair pair = pair(client(), server()).handshake();
    assertThat(ours(pair.client()).group()).isEqualTo(NamedGroup.X25519_MLKEM768);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void givesBothSidesTheSameChannelBindings(String protocol) {
    SslEnginePair pair = pair(client(), server(), protocol).handshake();
    for (ChannelBinding kind : ChannelBinding.values()) {
      Bytes binding = ours(pair.client()).channelBinding(kind);
      assertThat(ours(pair.server()).channelBinding(kind)).isEqualTo(binding);
      assertThat(Glassine.of(pair.client().engine().getSession()).channelBinding(kind))
          .isEqualTo(binding);
      // RFC 9266 §1: TLS 1.3 has no tls-unique
      assertThat(binding == null)
          .isEqualTo(kind == ChannelBinding.TLS_UNIQUE && protocol.equals("TLSv1.3"));
    }
  }

  @Test
  void hasNothingToTellBeforeTheHandshake() {
    SslEnginePair pair = pair(client(), server());
    for (Glassine told :
        List.of(ours(pair.client()), Glassine.of(pair.client().engine().getSession()))) {
      assertThat(told.info()).isNull();
      assertThat(told.group()).isNull();
      assertThat(told.wasResumed()).isFalse();
      assertThat(told.failure()).isNull();
      assertThatIllegalStateException()
          .isThrownBy(() -> told.channelBinding(ChannelBinding.TLS_EXPORTER))
          .withMessageContaining("complete");
    }
  }

  @Test
  void bindsNothingToASessionOutOfTheCache() {
    SSLContext client = client();
    SslEnginePair pair = pair(client, server(), "TLSv1.2").handshake();
    byte[] id = pair.client().engine().getSession().getId();
    Glassine kept = Glassine.of(client.getClientSessionContext().getSession(id));
    assertThat(kept.info()).isNotNull();
    assertThatIllegalStateException()
        .isThrownBy(() -> kept.channelBinding(ChannelBinding.TLS_UNIQUE))
        .withMessageContaining("connection");
  }

  @ParameterizedTest
  @EnumSource(
      value = Jsse.class,
      names = {"SUN", "BOUNCY"})
  void saysWhoseTheyAreIfTheyAreNotOurs(Jsse jsse) throws Exception {
    SSLEngine engine = jsse.client().createSSLEngine();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Glassine.of(engine))
        .withMessageContaining(engine.getClass().getName());
    assertThatIllegalArgumentException().isThrownBy(() -> Glassine.of(engine.getSession()));
    try (SSLSocket socket = (SSLSocket) jsse.client().getSocketFactory().createSocket()) {
      assertThatIllegalArgumentException().isThrownBy(() -> Glassine.of(socket));
    }
  }

  // Failures

  @Test
  void keepsWhyAConnectionFailed() {
    SSLContext stranger =
        Glassine.newContext()
            .identity(Identity.NONE.with(Trust.of(Jsse.CLIENT.certificate())))
            .build();
    SslEnginePair pair = pair(stranger, server()).run();
    TlsFailure failure = ours(pair.client()).failure();
    assertThat(failure).isNotNull();
    assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_ISSUER);
    assertThat(pair.client().expectFailure()).hasCause(failure);
    assertThat(Glassine.of(pair.client().engine().getSession()).failure()).isSameAs(failure);
    assertThat(ours(pair.server()).failure().reason()).isEqualTo(Reason.PEER_ALERT_RECEIVED);
  }

  @Test
  void keepsWhyASocketFailed() throws Exception {
    Credential other = Jsse.CA.server(KeyKind.ECDSA_P256, "other.example");
    SSLContext server = Glassine.newContext().identity(Identity.of(other)).build();
    try (Loopback loopback = Loopback.serving(server, SSLSocket::startHandshake);
        SSLSocket socket = loopback.connect(client())) {
      socket.setSSLParameters(checkingTheName(socket));
      assertThatThrownBy(socket::startHandshake)
          .hasMessageContaining("localhost")
          .hasMessageContaining("other.example");
      assertThat(Glassine.of(socket).failure().reason()).isEqualTo(Reason.WRONG_HOST);
      assertThat(Glassine.of(socket.getSession()).failure().reason()).isEqualTo(Reason.WRONG_HOST);
    }
  }

  private static SSLParameters checkingTheName(SSLSocket socket) {
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    return parameters;
  }

  // Listeners

  @Test
  void tellsAListenerOfTheConnectionAndOneOfTheContext() {
    List<TlsEvent> shared = new ArrayList<>();
    SSLContext client =
        Glassine.newContext()
            .identity(Identity.NONE.with(TRUST))
            .listeners(() -> shared::add)
            .build();
    SslEnginePair pair = pair(client, server());
    List<TlsEvent> own = new ArrayList<>();
    ours(pair.client()).setListener(own::add);
    pair.handshake();
    assertThat(own).isEqualTo(shared).isNotEmpty();
    assertThat(own)
        .anyMatch(
            event ->
                event instanceof TlsEvent.Decided(Decision decision)
                    && decision.topic() == Decision.Topic.CIPHER_SUITE
                    && !decision.clientOffer().isEmpty())
        .anyMatch(event -> event instanceof TlsEvent.Completed)
        .noneMatch(event -> event instanceof TlsEvent.RecordSeen);
  }

  @Test
  void tellsOfRecordsToThoseWhoWantThem() {
    SslEnginePair pair = pair(client(), server());
    AtomicInteger records = new AtomicInteger();
    ours(pair.server())
        .setListener(
            new TlsListener() {
              @Override
              public void on(TlsEvent event) {
                if (event instanceof TlsEvent.RecordSeen) {
                  records.incrementAndGet();
                }
              }

              @Override
              public boolean wantsRecords() {
                return true;
              }
            });
    pair.handshake();
    assertThat(records.get()).isPositive();
  }

  // Key log

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void logsTheSameSecretsOnBothSidesWhereAsked(String protocol) {
    Map<String, String> clientLog = new ConcurrentHashMap<>();
    Map<String, String> serverLog = new ConcurrentHashMap<>();
    SSLContext server =
        Glassine.newContext()
            .identity(Identity.of(Jsse.SERVER).with(TRUST))
            .logSecretsForDebugging(into(serverLog))
            .build();
    SSLContext client = client();
    SslEnginePair pair = pair(client, server, protocol);
    ours(pair.client()).setKeyLog(into(clientLog));
    pair.handshake();
    assertThat(clientLog).isEqualTo(serverLog);
    assertThat(clientLog)
        .containsKey(
            protocol.equals("TLSv1.3") ? KeyLog.CLIENT_TRAFFIC_SECRET_0 : KeyLog.CLIENT_RANDOM);
    // The next connection of the same context, whose log was not asked for
    clientLog.clear();
    pair(client, server, protocol).handshake();
    assertThat(clientLog).isEmpty();
  }

  private static KeyLog into(Map<String, String> log) {
    return (label, clientRandom, secret) ->
        log.put(label, KeyLog.line(label, clientRandom, secret));
  }

  @Test
  void takesNoHooksOnceTheHandshakeHasBegun() throws Exception {
    SslEnginePair pair = pair(client(), server());
    pair.client().engine().beginHandshake();
    GlassineConnection begun = ours(pair.client());
    assertThatIllegalStateException().isThrownBy(() -> begun.setKeyLog(null));
    assertThatIllegalStateException().isThrownBy(() -> begun.setListener(null));
    assertThatIllegalStateException()
        .isThrownBy(() -> begun.setAnswerer(null))
        .withMessageContaining("before");
  }

  // Answers that take their time

  private static final Credential REMOTE =
      Credential.of(Jsse.SERVER.chain(), RemoteKey.of(Jsse.SERVER.certificate()));

  private static SSLContext remoteServer(Answerer answerer) {
    return Glassine.newContext().identity(Identity.of(REMOTE)).answerer(answerer).build();
  }

  private static Bytes signElsewhere(Question.Sign sign) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(Jsse.SERVER.key());
      signature.update(sign.input().toArray());
      return Bytes.wrap(signature.sign());
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void waitsForARemoteSignerWithoutBlockingAnybody(String protocol) throws Exception {
    CompletableFuture<Question.Sign> asked = new CompletableFuture<>();
    CompletableFuture<Answer> signed = new CompletableFuture<>();
    SSLContext server =
        remoteServer(
            question -> {
              if (question instanceof Question.Sign sign) {
                asked.complete(sign);
                return signed;
              }
              return null;
            });
    SslEnginePair pair = pair(client(), server, protocol);
    SSLEngine engine = pair.server().engine();
    ByteBuffer hello = ByteBuffer.allocate(20_000);
    pair.client().engine().wrap(ByteBuffer.allocate(0), hello);
    engine.unwrap(hello.flip(), ByteBuffer.allocate(20_000));
    AtomicBoolean done = new AtomicBoolean();
    while (!asked.isDone()) {
      LaterTask task = (LaterTask) engine.getDelegatedTask();
      task.start(() -> done.set(true));
    }
    done.set(false);
    assertThat(engine.getDelegatedTask()).isNull();
    assertThat(engine.getHandshakeStatus()).isNotEqualTo(HandshakeStatus.NEED_UNWRAP);
    assertThat(done).isFalse();
    signed.complete(new Answer.Signed(signElsewhere(asked.get())));
    assertThat(done).isTrue();
    assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    pair.handshake();
  }

  @Test
  void waitsForARemoteSignerInATaskThatIsRun() {
    SSLContext server =
        remoteServer(
            question ->
                question instanceof Question.Sign sign
                    ? CompletableFuture.supplyAsync(() -> new Answer.Signed(signElsewhere(sign)))
                    : null);
    pair(client(), server).handshake();
  }

  @Test
  void waitsForARemoteSignerOnASocket() throws Exception {
    SSLContext server =
        remoteServer(
            question ->
                question instanceof Question.Sign sign
                    ? CompletableFuture.supplyAsync(() -> new Answer.Signed(signElsewhere(sign)))
                    : null);
    try (Loopback loopback =
            Loopback.serving(
                server, socket -> socket.getOutputStream().write("hi".getBytes(UTF_8)));
        SSLSocket socket = loopback.connect(client())) {
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo("hi".getBytes(UTF_8));
    }
  }

  @Test
  void endsTheHandshakeWhereTheRemoteSignerFails() {
    SSLContext server =
        remoteServer(
            question ->
                question instanceof Question.Sign
                    ? CompletableFuture.failedFuture(new java.io.IOException("the signer is down"))
                    : null);
    SslEnginePair pair = pair(client(), server).run();
    assertThat(pair.server().expectFailure())
        .hasStackTraceContaining("the signer is down")
        .hasMessageContaining("the application failed to answer")
        .hasMessageContaining("Sign");
  }

  @Test
  void saysThatNobodySignsForARemoteKey() {
    SslEnginePair pair =
        pair(client(), Glassine.newContext().identity(Identity.of(REMOTE)).build()).run();
    assertThat(pair.server().expectFailure()).hasMessageContaining("no Answerer signed for it");
  }

  @Test
  void letsAnAnswererJudgeTheChain() {
    for (boolean accepts : new boolean[] {true, false}) {
      SslEnginePair pair = pair(Glassine.newContext().identity(Identity.NONE).build(), server());
      ours(pair.client())
          .setAnswerer(
              question ->
                  question instanceof Question.JudgeChain(var presented)
                      ? CompletableFuture.completedFuture(
                          new Answer.ChainJudged(
                              accepts
                                  ? new ChainVerdict.Accepted(presented.certificates())
                                  : new ChainVerdict.Refused(
                                      Reason.CHAIN_REFUSED, "the trust service says no", null)))
                      : null);
      pair.run();
      if (accepts) {
        assertThat(pair.client().failure()).isNull();
        assertThat(pair.client().finishedReports()).isEqualTo(1);
      } else {
        assertThat(pair.client().expectFailure()).hasMessageContaining("the trust service says no");
      }
    }
  }

  // A provider of such contexts

  @Test
  void makesProvidersWhoseContextsBeginWithTheSettings() throws Exception {
    Map<String, String> log = new ConcurrentHashMap<>();
    java.security.Provider provider =
        Glassine.newContext()
            .identity(Identity.of(Credentials.of(Jsse.SERVER)).with(TRUST))
            .logSecretsForDebugging(into(log))
            .provider();
    SSLContext byDefault = SSLContext.getInstance("Default", provider);
    SSLContext initialised = SSLContext.getInstance("TLS", provider);
    initialised.init(null, null, null);
    SSLContext managed = SSLContext.getInstance("TLSv1.3", provider);
    managed.init(Jsse.keys(Jsse.RSA_SERVER), null, null);
    for (SSLContext server : List.of(byDefault, initialised, managed)) {
      SslEnginePair pair = pair(client(), server).handshake();
      assertThat(pair.client().engine().getSession().getPeerCertificates()[0])
          .isEqualTo((server.equals(managed) ? Jsse.RSA_SERVER : Jsse.SERVER).certificate());
      assertThat(log).isNotEmpty();
      log.clear();
    }
  }
}
