package dev.glassine.core.handshake.tls13;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ClientOffer;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.handshake.Peer;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.TestIdentity;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The handshakes that RFC 8448 records, message by message: what our flows derive and send must be
 * what stands there. The hellos of the recorded client are its own, so they are put in place of
 * ours; its private keys and signatures come from the RFC.
 */
class Rfc8448Test {
  // The client's side

  @ParameterizedTest
  @ValueSource(ints = {3, 7})
  void clientFinishesAsRecorded(int section) {
    Rfc8448 trace = new Rfc8448(section);
    Peer client = begun(trace, config());
    deliver(client, trace, "EncryptedExtensions", "server.Certificate");
    deliver(client, trace, "server.CertificateVerify", "server.Finished");
    assertThat(sent(client)).containsExactly(trace.bytes("client.Finished"));
    assertSecrets(client, trace);
  }

  @Test
  void clientMakesTheRecordedKeyOfItsTicket() {
    Rfc8448 trace = new Rfc8448(3);
    Peer client = begun(trace, config());
    deliver(client, trace, "EncryptedExtensions", "server.Certificate");
    deliver(client, trace, "server.CertificateVerify", "server.Finished");
    deliver(client, trace, "NewSessionTicket");
    SessionState session = client.effects(Effect.Remember.class).getFirst().session();
    assertThat(revealed(session.secret())).isEqualTo(trace.bytes("psk"));
  }

  @Test
  void clientFinishesAsRecordedAfterARetry() {
    Rfc8448 trace = new Rfc8448(5);
    HelloRetryRequest request = trace.message("HelloRetryRequest", HelloRetryRequest.class);
    Transcript transcript = new Transcript(Given.crypto());
    transcript.add(trace.bytes("ClientHello"));
    transcript.replaceWithMessageHash(HashAlgorithm.SHA256);
    transcript.add(trace.bytes("HelloRetryRequest"));
    ClientHello second = trace.message("ClientHello2", ClientHello.class);
    ClientOffer offer =
        offer(trace, second, NamedGroup.SECP256R1, "client.private2", transcript, null);
    transcript.add(trace.bytes("ClientHello2"));
    ClientContext context = new ClientContext(config().build(), destination());
    ClientStates.WaitServerHello waiting = new ClientStates.WaitServerHello(offer, request);
    Peer client = new Peer(context.config(), new ClientFlow(context), waiting);
    client.receive(trace.bytes("ServerHello"));
    deliver(client, trace, "EncryptedExtensions", "server.Certificate");
    deliver(client, trace, "server.CertificateVerify", "server.Finished");
    assertThat(sent(client)).containsExactly(trace.bytes("client.Finished"));
    assertSecrets(client, trace);
  }

  @Test
  void clientAuthenticatesAsRecorded() {
    Rfc8448 trace = new Rfc8448(6);
    ClientConfig.Builder config =
        config().answerLater(Question.ChooseCertificate.class).answerLater(Question.Sign.class);
    Peer client = begun(trace, config);
    deliver(client, trace, "EncryptedExtensions", "CertificateRequest", "server.Certificate");
    deliver(client, trace, "server.CertificateVerify", "server.Finished");
    Credential credential = credential(trace, "client.Certificate");
    client.answer(
        new Answer.CertificateChosen(CredentialChoice.of(credential, "it is in the RFC")));
    assertThat(client.question(Question.Sign.class).scheme())
        .isEqualTo(SignatureScheme.RSA_PSS_RSAE_SHA256);
    client.answer(
        new Answer.Signed(
            trace.message("client.CertificateVerify", CertificateVerify.class).signature()));
    assertThat(sent(client))
        .containsExactly(
            trace.bytes("client.Certificate"),
            trace.bytes("client.CertificateVerify"),
            trace.bytes("client.Finished"));
    assertSecrets(client, trace);
  }

  @Test
  void clientResumesAsRecordedUpToTheEarlyDataThatItDoesNotSend() {
    Rfc8448 trace = new Rfc8448(4);
    ClientHello hello = trace.message("ClientHello", ClientHello.class);
    Transcript transcript = new Transcript(Given.crypto());
    ClientOffer offer =
        offer(trace, hello, NamedGroup.X25519, "client.private", transcript, session(trace));
    transcript.add(offer.raw());
    Peer client = begun(trace, config(), offer);
    deliver(client, trace, "EncryptedExtensions", "server.Finished");
    assertSecrets(client, trace);
  }

  // The server's side

  @ParameterizedTest
  @ValueSource(ints = {3, 6, 7})
  void serverAnswersAsRecorded(int section) {
    Rfc8448 trace = new Rfc8448(section);
    Peer server = Peer.server(new ServerContext(serverConfig(trace).build()));
    server.receive(trace.bytes("ClientHello"));
    assertThat(sent(server).getFirst()).isEqualTo(trace.bytes("ServerHello"));
    assertThat(server.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET"))
        .isEqualTo(trace.bytes("s-hs-traffic"));
    assertThat(server.effects(Effect.SendChangeCipherSpec.class)).hasSize(section == 7 ? 1 : 0);
  }

  @Test
  void serverFindsTheRecordedBinderGood() {
    Rfc8448 trace = new Rfc8448(4);
    TicketKeys tickets =
        new TicketKeys() {
          @Override
          public Bytes seal(SessionState session, Instant now) {
            throw new AssertionError();
          }

          @Override
          public SessionState open(Bytes ticket, Instant now) {
            return session(trace);
          }
        };
    Peer server = Peer.server(new ServerContext(serverConfig(trace).tickets(tickets).build()));
    server.receive(trace.bytes("ClientHello"));
    assertThat(sent(server).getFirst()).isEqualTo(trace.bytes("ServerHello"));
    assertThat(server.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET"))
        .isEqualTo(trace.bytes("s-hs-traffic"));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7})
  void serverFinishesAsRecorded(int section) {
    Rfc8448 trace = new Rfc8448(section);
    Peer server = signing(trace, serverConfig(trace));
    assertThat(sent(server))
        .containsExactly(trace.bytes("server.CertificateVerify"), trace.bytes("server.Finished"));
    server.receive(trace.bytes("client.Finished"));
    assertThat(server.isComplete()).isTrue();
    assertSecrets(server, trace);
  }

  @Test
  void serverAuthenticatesTheRecordedClient() {
    Rfc8448 trace = new Rfc8448(6);
    Peer server =
        signing(trace, serverConfig(trace).clientAuthentication(ClientAuthentication.REQUIRED));
    deliver(server, trace, "client.Certificate", "client.CertificateVerify", "client.Finished");
    assertThat(server.info().clientSignature()).isEqualTo(SignatureScheme.RSA_PSS_RSAE_SHA256);
    assertSecrets(server, trace);
  }

  // Details

  private static ClientConfig.Builder config() {
    return Given.client().withoutCompatibilityMode();
  }

  private static Destination destination() {
    return new Destination("server", "server", Bytes.ofString("server"));
  }

  private static Peer begun(Rfc8448 trace, ClientConfig.Builder config) {
    ClientHello hello = trace.message("ClientHello", ClientHello.class);
    Transcript transcript = new Transcript(Given.crypto());
    ClientOffer offer = offer(trace, hello, NamedGroup.X25519, "client.private", transcript, null);
    transcript.add(trace.bytes("ClientHello"));
    return begun(trace, config, offer);
  }

  private static Peer begun(Rfc8448 trace, ClientConfig.Builder config, ClientOffer offer) {
    ClientContext context = new ClientContext(config.build(), destination());
    ServerHello hello = trace.message("ServerHello", ServerHello.class);
    var step = ClientFlow.begin(context, offer, hello, trace.bytes("ServerHello"));
    Peer client = new Peer(context.config(), new ClientFlow(context), step.next());
    client.run(step);
    return client;
  }

  private static ClientOffer offer(
      Rfc8448 trace,
      ClientHello hello,
      NamedGroup group,
      String privateKey,
      Transcript transcript,
      @Nullable SessionState session) {
    Bytes share =
        Given.extension(hello.extensions(), OfferedKeyShares.class).clientShares().stream()
            .filter(entry -> entry.group().equals(group))
            .map(KeyShareEntry::keyExchange)
            .findFirst()
            .orElseThrow();
    KeyExchange.Offer own =
        trace.exchange(group, privateKey, share).offer(Given.client().build().random());
    Bytes raw = HandshakeCodec.encode(hello);
    return new ClientOffer(hello, raw, transcript, Map.of(group, own), session);
  }

  private static SessionState session(Rfc8448 trace) {
    return new SessionState(
        ProtocolVersion.TLS_1_3,
        CipherSuite.TLS_AES_128_GCM_SHA256,
        Secret.wrap(trace.bytes("psk").toArray()),
        true,
        "server",
        null,
        List.of(),
        Bytes.EMPTY,
        Given.NOW,
        Duration.ofHours(1),
        new SessionState.Ticket.None(),
        0);
  }

  private static ServerConfig.Builder serverConfig(Rfc8448 trace) {
    ServerHello hello = trace.message("ServerHello", ServerHello.class);
    KeyShareEntry share = Given.extension(hello.extensions(), SelectedKeyShare.class).serverShare();
    return Given.server(TestIdentity.RSA)
        .crypto(Rfc8448.with(trace.exchange(share.group(), "server.private", share.keyExchange())))
        .random(Rfc8448.random(hello.random()));
  }

  /** A server whose Certificate is out, as recorded, and which now gets the recorded signature. */
  private static Peer signing(Rfc8448 trace, ServerConfig.Builder config) {
    ServerContext context = new ServerContext(config.build());
    Transcript transcript = new Transcript(Given.crypto());
    transcript.use(HashAlgorithm.SHA256);
    transcript.add(trace.bytes("ClientHello"));
    transcript.add(trace.bytes("ServerHello"));
    Tls13KeySchedule.Early early =
        Tls13KeySchedule.early(Given.crypto(), HashAlgorithm.SHA256, null);
    ServerHello hello = trace.message("ServerHello", ServerHello.class);
    KeyShareEntry share = Given.extension(hello.extensions(), SelectedKeyShare.class).serverShare();
    ClientHello clientHello = trace.message("ClientHello", ClientHello.class);
    Bytes clientShare =
        Given.extension(clientHello.extensions(), OfferedKeyShares.class)
            .clientShares()
            .getFirst()
            .keyExchange();
    KeyExchange exchange = trace.exchange(share.group(), "server.private", share.keyExchange());
    Secret shared = exchange.reply(clientShare, context.random()).secret();
    HandshakeSecrets secrets = HandshakeSecrets.of(early.handshake(shared), transcript.hash());
    transcript.add(trace.bytes("EncryptedExtensions"));
    if (context.config().clientAuthentication() != ClientAuthentication.NONE) {
      transcript.add(trace.bytes("CertificateRequest"));
    }
    transcript.add(trace.bytes("server.Certificate"));
    ServerStates.Agreed agreed =
        new ServerStates.Agreed(
            clientHello,
            CipherSuite.TLS_AES_128_GCM_SHA256,
            share.group(),
            null,
            null,
            RecordLimits.NONE,
            transcript,
            secrets);
    CertificateVerify proof = trace.message("server.CertificateVerify", CertificateVerify.class);
    Peer server =
        new Peer(
            context.config(),
            new ServerFlow(context),
            new ServerStates.WaitSignature(
                agreed,
                credential(trace, "server.Certificate"),
                Objects.requireNonNull(proof.algorithm())));
    server.answer(new Answer.Signed(proof.signature()));
    return server;
  }

  private static Credential credential(Rfc8448 trace, String message) {
    CertificateMessage certificate = trace.message(message, CertificateMessage.class);
    return Credential.of(
        CertificateParser.shared()
            .parse(
                certificate.certificateList().stream()
                    .map(CertificateMessage.CertificateEntry::certData)
                    .toList()),
        TestIdentity.RSA.key());
  }

  private static void deliver(Peer peer, Rfc8448 trace, String... names) {
    for (String name : names) {
      peer.receive(trace.bytes(name));
    }
  }

  private static List<Bytes> sent(Peer peer) {
    return peer.effects(Effect.Send.class).stream().map(Effect.Send::raw).toList();
  }

  private static void assertSecrets(Peer peer, Rfc8448 trace) {
    Map<String, String> names =
        Map.of(
            "CLIENT_TRAFFIC_SECRET_0",
            "c-ap-traffic",
            "SERVER_TRAFFIC_SECRET_0",
            "s-ap-traffic",
            "EXPORTER_SECRET",
            "exp-master");
    names.forEach((log, name) -> assertThat(peer.secret(log)).as(log).isEqualTo(trace.bytes(name)));
  }

  private static Bytes revealed(Secret secret) {
    return Bytes.copyOf(secret.reveal(Secret.Access.TEST));
  }
}
