package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.Flow;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.On;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Step;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.GoodSignature;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.handshake.tls13.ServerChoice.AskAgain;
import dev.glassine.core.handshake.tls13.ServerChoice.Chosen;
import dev.glassine.core.handshake.tls13.ServerStates.Agreed;
import dev.glassine.core.handshake.tls13.ServerStates.Connected;
import dev.glassine.core.handshake.tls13.ServerStates.Presented;
import dev.glassine.core.handshake.tls13.ServerStates.Received;
import dev.glassine.core.handshake.tls13.ServerStates.Sent;
import dev.glassine.core.handshake.tls13.ServerStates.WaitCertificate;
import dev.glassine.core.handshake.tls13.ServerStates.WaitCertificateVerify;
import dev.glassine.core.handshake.tls13.ServerStates.WaitCredential;
import dev.glassine.core.handshake.tls13.ServerStates.WaitFinished;
import dev.glassine.core.handshake.tls13.ServerStates.WaitProtocol;
import dev.glassine.core.handshake.tls13.ServerStates.WaitSecondHello;
import dev.glassine.core.handshake.tls13.ServerStates.WaitSession;
import dev.glassine.core.handshake.tls13.ServerStates.WaitSignature;
import dev.glassine.core.handshake.tls13.ServerStates.WaitVerdict;
import dev.glassine.core.handshake.tls13.ServerTickets.Candidate;
import dev.glassine.core.handshake.tls13.ServerTickets.Declined;
import dev.glassine.core.handshake.tls13.ServerTickets.Unknown;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.EncryptedExtensions;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.KeyUpdate;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.SupportedVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server's handshake in TLS 1.3 (RFC 9846 §2).
 *
 * <pre>
 *        Client                                           Server
 *
 *        ClientHello               --------&gt;                          by ServerOpening
 *                                  &lt;--------     HelloRetryRequest*
 *        ClientHello*              --------&gt;
 *                                                      ServerHello
 *                                            {EncryptedExtensions}
 *                                            {CertificateRequest*}
 *                                                   {Certificate*}
 *                                             {CertificateVerify*}
 *                                  &lt;--------            {Finished}
 *        {Certificate*}
 *        {CertificateVerify*}
 *        {Finished}                --------&gt;
 *        [Application Data]        &lt;-------&gt;    [Application Data]
 *                                  &lt;--------   [NewSessionTicket*]
 *        [KeyUpdate*]              &lt;-------&gt;          [KeyUpdate*]
 * </pre>
 *
 * {@code *} not always; {@code {}} under handshake keys, {@code []} under application keys.
 */
public final class ServerFlow implements Flow {
  /** Octets of refused early data that are passed over; no ticket of ours allows any. */
  private static final int EARLY_DATA_SKIPPED = 1 << 14;

  private final ServerContext context;
  private final ServerTickets tickets;

  ServerFlow(ServerContext context) {
    this.context = context;
    this.tickets = new ServerTickets(context);
  }

  /** Takes over at a ClientHello that offers TLS 1.3; it is not in a transcript yet. */
  public static Step begin(ServerContext context, ClientHello hello, Bytes raw) {
    ServerFlow flow = new ServerFlow(context);
    return flow.findSession(new Received(hello, raw, new Transcript(context.crypto()), null))
        .takenOverBy(flow);
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitSecondHello s, ClientHello m) -> readSecondHello(s, m, raw);
      case On(WaitCertificate s, CertificateMessage m) -> judgeChain(s.sent(), m, raw);
      case On(WaitCertificateVerify s, CertificateVerify m) -> checkSignature(s, m, raw);
      case On(WaitFinished s, Finished m) -> finish(s, m, raw);
      case On(Connected s, KeyUpdate m) -> moveOn(s, postHandshake(s).received(m));
      case On(var s, var unexpected) ->
          throw TlsFailure.Misbehaved.unexpected(s.stateName(), unexpected.messageName());
    };
  }

  @Override
  public Step answer(State state, Answer answer) {
    return switch (state) {
      case WaitSession s when answer instanceof Answer.SessionFound(SessionState session) ->
          resume(s.received(), session);
      case WaitProtocol s when answer instanceof Answer.ProtocolChosen(String protocol) ->
          takeProtocol(s.chosen(), protocol);
      case WaitCredential s
          when answer instanceof Answer.CertificateChosen(CredentialChoice choice) ->
          present(s, choice);
      case WaitSignature s when answer instanceof Answer.Signed(Bytes signature) ->
          prove(s, signature);
      case WaitVerdict s when answer instanceof Answer.ChainJudged(ChainVerdict verdict) ->
          acceptChain(s, verdict);
      default ->
          throw new TlsFailure.Misuse(
              answer.getClass().getSimpleName()
                  + " does not answer what "
                  + state.stateName()
                  + " waits for");
    };
  }

  @Override
  public Step updateKeys(State state, boolean requestPeer) {
    if (!(state instanceof Connected connected)) {
      throw new TlsFailure.Misuse("keys can be updated only in an established connection");
    }
    PostHandshake update = postHandshake(connected);
    return moveOn(connected, requestPeer ? update.updateBoth() : update.updateOwn());
  }

  // ClientHello

  private Step readSecondHello(WaitSecondHello s, ClientHello hello, Bytes raw) {
    s.asked().check(hello);
    return findSession(new Received(hello, raw, s.transcript(), s.asked()));
  }

  private Step findSession(Received received) {
    ClientHello hello = received.hello();
    ClientHelloChecks.check(hello);
    Flight flight = flight(received);
    OfferedPsks psks = hello.extensions().get(OfferedPsks.class);
    if (psks == null) {
      return choose(flight, received, null);
    }
    if (!ServerTickets.usesPskDheKe(hello)) {
      return declined(flight, received, "the client offers no mode with forward secrecy");
    }
    return switch (tickets.open(hello, psks)) {
      case Candidate candidate -> choose(flight, received, candidate);
      case Declined(String why) -> declined(flight, received, why);
      case Unknown unknown -> askStore(flight, received, psks);
    };
  }

  private Step askStore(Flight flight, Received received, OfferedPsks psks) {
    Bytes ticket = psks.identities().getFirst().identity();
    Question question = new Question.FindSession(ticket);
    boolean stored = config().sessions() != null || config().answersLater(question);
    return stored && ServerTickets.mayBeStored(ticket)
        ? flight.ask(question, new WaitSession(received))
        : declined(flight, received, "the ticket is not known here");
  }

  private Step resume(Received received, @Nullable SessionState session) {
    Flight flight = flight(received);
    if (session == null) {
      return declined(flight, received, "the ticket is not known here");
    }
    return switch (tickets.judge(received.hello(), 0, session)) {
      case Candidate candidate -> choose(flight, received, candidate);
      case Declined(String why) -> declined(flight, received, why);
    };
  }

  private Step declined(Flight flight, Received received, String why) {
    return choose(flight.decide(Decisions.notResumed(why)), received, null);
  }

  private Step choose(Flight flight, Received received, @Nullable Candidate candidate) {
    return switch (ServerChoice.of(config(), flight, received, candidate)) {
      case Chosen chosen -> chooseProtocol(flight, chosen);
      case AskAgain again -> askAgain(flight, again);
    };
  }

  // HelloRetryRequest

  private Step askAgain(Flight flight, AskAgain again) {
    Received received = again.received();
    HelloRetry.Asked asked =
        HelloRetry.Asked.of(context, received.hello(), again.suite(), again.group());
    Transcript transcript = received.transcript();
    transcript.add(received.raw());
    transcript.replaceWithMessageHash(again.suite().hash());
    flight.decide(Decisions.retry(again.group())).send(asked.message());
    changeCipherSpec(flight, received.hello());
    skipEarlyData(flight, received.hello());
    return flight.to(new WaitSecondHello(asked, transcript));
  }

  // The application protocol and our certificate

  private Step chooseProtocol(Flight flight, Chosen chosen) {
    List<String> offered = offeredProtocols(chosen);
    Question question = new Question.ChooseProtocol(offered);
    boolean speaksAny = !config().protocols().isEmpty() || config().answersLater(question);
    return offered.isEmpty() || !speaksAny
        ? chooseCertificate(flight, chosen, null)
        : flight.ask(question, new WaitProtocol(chosen));
  }

  private Step takeProtocol(Chosen chosen, @Nullable String protocol) {
    String why = protocol == null ? "this server goes on without one" : "this server chose it";
    Flight flight = flight(chosen.received());
    flight.decide(
        Decisions.protocol(offeredProtocols(chosen), config().protocols(), protocol, why));
    return chooseCertificate(flight, chosen, protocol);
  }

  private static List<String> offeredProtocols(Chosen chosen) {
    ApplicationProtocols offer =
        chosen.received().hello().extensions().get(ApplicationProtocols.class);
    return offer == null ? List.of() : offer.names();
  }

  private Step chooseCertificate(Flight flight, Chosen chosen, @Nullable String protocol) {
    if (chosen.resumed() != null) {
      // RFC 9846 §4.2.1: "either a PSK or a certificate is always used, but not both"
      return finishServer(flight, agree(flight, chosen, protocol), null);
    }
    ClientHello hello = chosen.received().hello();
    // RFC 9846 §4.3.3: "If a server is authenticating via a certificate and the client has not sent
    // a "signature_algorithms" extension, then the server MUST abort the handshake"
    if (!hello.extensions().has(ExtensionType.SIGNATURE_ALGORITHMS)) {
      throw new TlsFailure.Misbehaved(
          Reason.MISSING_EXTENSION, "signature_algorithms in ClientHello, and no session resumes");
    }
    CredentialRequest wanted =
        Certificates.wanted(
            config(), Side.SERVER, ServerTickets.serverName(hello), hello.extensions());
    return flight.ask(new Question.ChooseCertificate(wanted), new WaitCredential(chosen, protocol));
  }

  // ServerHello, EncryptedExtensions

  private Agreed agree(Flight flight, Chosen chosen, @Nullable String protocol) {
    Received received = chosen.received();
    ClientHello hello = received.hello();
    CipherSuite suite = chosen.suite();
    NamedGroup group = chosen.share().group();
    SessionState resumed = chosen.resumed() == null ? null : chosen.resumed().session();
    KeyExchange.Reply reply = exchange(group).reply(chosen.share().keyExchange(), context.random());
    flight.send(serverHello(chosen, reply.share()));
    if (received.asked() == null) {
      changeCipherSpec(flight, hello);
      skipEarlyData(flight, hello);
    }
    Secret psk = resumed == null ? null : resumed.secret();
    Tls13KeySchedule.Early early = Tls13KeySchedule.early(crypto(), suite.hash(), psk);
    HandshakeSecrets secrets =
        HandshakeSecrets.of(early.handshake(reply.secret()), received.transcript().hash());
    reply.secret().close();
    ServerParameters parameters = ServerParameters.of(config(), chosen, protocol);
    RecordLimits limits = parameters.limits();
    Tls13Protections protections = protections(suite);
    Tls13Protections.log(flight, hello.random(), secrets);
    protections.writeHandshake(flight, secrets, limits);
    protections.readHandshake(flight, secrets);
    parameters.announce(flight);
    flight.send(new EncryptedExtensions(parameters.extensions()));
    return new Agreed(
        hello, suite, group, resumed, protocol, limits, received.transcript(), secrets);
  }

  private ServerHello serverHello(Chosen chosen, Bytes share) {
    byte[] random = new byte[32];
    context.random().nextBytes(random);
    List<Extension> extensions = new ArrayList<>();
    if (chosen.resumed() != null) {
      extensions.add(new SelectedPsk(chosen.resumed().index()));
    }
    extensions.add(new SelectedKeyShare(new KeyShareEntry(chosen.share().group(), share)));
    extensions.add(new SupportedVersion(ProtocolVersion.TLS_1_3));
    return new ServerHello(
        ProtocolVersion.TLS_1_2,
        Bytes.wrap(random),
        chosen.received().hello().legacySessionId(),
        chosen.suite(),
        0,
        new Extensions(extensions));
  }

  private KeyExchange exchange(NamedGroup group) {
    KeyExchange exchange = crypto().keyExchange(group);
    if (exchange == null) {
      throw new TlsFailure.Internal(
          Reason.CRYPTO_FAILED, crypto().name() + " has no " + group, null);
    }
    return exchange;
  }

  // CertificateRequest, Certificate, CertificateVerify, Finished

  private Step present(WaitCredential s, CredentialChoice choice) {
    Credential credential = choice.credential();
    if (credential == null) {
      Reason refusal = choice.refusal();
      throw TlsFailure.of(refusal == null ? Reason.NO_COMMON_CERTIFICATE : refusal, choice.why());
    }
    Extensions asking = s.chosen().received().hello().extensions();
    Flight flight = flight(s.chosen().received());
    flight.decide(Decisions.certificate(credential, choice.why()));
    Negotiation.Outcome<SignatureScheme> outcome =
        Certificates.scheme(config(), Side.SERVER, asking, credential);
    SignatureScheme scheme = outcome.orFail(Reason.NO_COMMON_SIGNATURE_SCHEME);
    flight.decide(outcome.decision(Topic.SIGNATURE_SCHEME));
    if (asking.has(ExtensionType.STATUS_REQUEST)) {
      flight.decide(Decisions.ownStaple(credential.ocspResponse()));
    }
    Agreed agreed = agree(flight, s.chosen(), s.protocol());
    if (config().clientAuthentication() != ClientAuthentication.NONE) {
      flight.send(Certificates.request(config()));
    }
    flight.send(Certificates.message(credential, asking));
    Bytes content = SignedContent.of(Side.SERVER, agreed.transcript().hash());
    return flight.ask(
        new Question.Sign(credential, scheme, content),
        new WaitSignature(agreed, credential, scheme));
  }

  private Step prove(WaitSignature s, Bytes signature) {
    Flight flight = flight(s.agreed()).send(new CertificateVerify(s.scheme(), signature));
    return finishServer(flight, s.agreed(), new Presented(s.credential(), s.scheme()));
  }

  private Step finishServer(Flight flight, Agreed agreed, @Nullable Presented presented) {
    flight.send(new Finished(Bytes.wrap(verifyData(agreed, agreed.secrets().server()))));
    Tls13KeySchedule.Main main = agreed.secrets().schedule().main();
    ApplicationSecrets secrets = ApplicationSecrets.of(main, agreed.transcript().hash());
    Tls13Protections.log(flight, agreed.hello().random(), secrets);
    protections(agreed.suite()).writeApplication(flight, secrets, agreed.limits());
    Sent sent = new Sent(agreed, presented, secrets);
    SessionState resumed = agreed.resumed();
    if (resumed != null) {
      return flight.to(new WaitFinished(sent, PeerIdentity.resumed(resumed)));
    }
    return config().clientAuthentication() == ClientAuthentication.NONE
        ? flight.to(new WaitFinished(sent, PeerIdentity.anonymous()))
        : flight.to(new WaitCertificate(sent));
  }

  // The client's Certificate, CertificateVerify and Finished

  private Step judgeChain(Sent sent, CertificateMessage message, Bytes raw) {
    if (message.certificateList().isEmpty() && message.certificateRequestContext().isEmpty()) {
      return goOnWithout(sent, raw);
    }
    Extensions asking = Certificates.request(config()).extensions();
    PresentedChain presented =
        Certificates.received(Side.CLIENT, message, asking, null, context.now());
    sent.agreed().transcript().add(raw);
    return flight(sent.agreed())
        .ask(new Question.JudgeChain(presented), new WaitVerdict(sent, presented));
  }

  private Step goOnWithout(Sent sent, Bytes raw) {
    // RFC 9846 §4.5.1.3: "the server MAY at its discretion either continue the handshake without
    // client authentication, or abort the handshake with a "certificate_required" alert"
    if (config().clientAuthentication() == ClientAuthentication.REQUIRED) {
      throw TlsFailure.of(Reason.CERTIFICATE_REQUIRED, "Certificate.certificate_list is empty");
    }
    sent.agreed().transcript().add(raw);
    return flight(sent.agreed())
        .decide(Decisions.clientWithoutCertificate())
        .to(new WaitFinished(sent, PeerIdentity.anonymous()));
  }

  private Step acceptChain(WaitVerdict s, ChainVerdict verdict) {
    AcceptedChain chain = AcceptedChain.of(s.presented(), verdict);
    return flight(s.sent().agreed())
        .decide(Decisions.identity(chain, null))
        .to(new WaitCertificateVerify(s.sent(), chain));
  }

  private Step checkSignature(WaitCertificateVerify s, CertificateVerify message, Bytes raw) {
    Agreed agreed = s.sent().agreed();
    List<SignatureScheme> asked = config().signatureSchemes();
    byte[] transcriptHash = agreed.transcript().hash();
    GoodSignature signature =
        Certificates.verify(crypto(), Side.CLIENT, asked, s.chain(), message, transcriptHash);
    agreed.transcript().add(raw);
    return flight(agreed)
        .decide(Decisions.clientSignature(asked, signature.scheme()))
        .to(new WaitFinished(s.sent(), PeerIdentity.signed(signature)));
  }

  private Step finish(WaitFinished s, Finished message, Bytes raw) {
    Agreed agreed = s.sent().agreed();
    CipherSuite suite = agreed.suite();
    ApplicationSecrets secrets = s.sent().secrets();
    byte[] expected = verifyData(agreed, agreed.secrets().client());
    GoodFinished finished = GoodFinished.verify(expected, message.verifyData());
    agreed.transcript().add(raw);
    agreed.secrets().client().close();
    agreed.secrets().server().close();
    Flight flight = flight(agreed);
    protections(suite).readApplication(flight, secrets, agreed.limits());
    Exporter exporter = Exporter.tls13(crypto(), suite.hash(), secrets.exporter());
    flight.then(new Effect.Complete(info(s), exporter, Bytes.EMPTY));
    try (Secret resumption = secrets.main().resumption(agreed.transcript().hash())) {
      tickets.issue(flight, agreed, s.client(), resumption);
    }
    secrets.main().close();
    Traffic traffic =
        new Traffic(
            suite, agreed.limits(), secrets.client(), secrets.server(), Traffic.Request.NONE);
    return flight.to(new Connected(traffic, s.client(), finished));
  }

  private static ConnectionInfo info(WaitFinished s) {
    Agreed agreed = s.sent().agreed();
    Presented presented = s.sent().presented();
    return new ConnectionInfo(
        ProtocolVersion.TLS_1_3,
        agreed.suite(),
        agreed.group(),
        presented == null ? null : presented.scheme(),
        s.client().signature(),
        agreed.protocol(),
        ServerTickets.serverName(agreed.hello()),
        s.client().certificates(),
        presented == null ? List.of() : presented.credential().chain(),
        agreed.resumed() != null,
        true,
        agreed.hello().legacySessionId(),
        null);
  }

  // After the handshake

  private PostHandshake postHandshake(Connected s) {
    return new PostHandshake(config(), Side.SERVER, s.traffic());
  }

  private static Step moveOn(Connected s, PostHandshake update) {
    return update.flight().to(new Connected(update.traffic(), s.client(), s.finished()));
  }

  // Details

  /**
   * RFC 9846 §E.4: "if the client sends a non-empty session ID, the server MUST send the
   * change_cipher_spec".
   */
  private static void changeCipherSpec(Flight flight, ClientHello hello) {
    if (!hello.legacySessionId().isEmpty()) {
      flight.changeCipherSpec();
    }
  }

  /** RFC 9846 §4.3.10: 0-RTT data is not taken, so what the client may have sent is passed over. */
  private static void skipEarlyData(Flight flight, ClientHello hello) {
    if (hello.extensions().has(ExtensionType.EARLY_DATA)) {
      flight.then(new Effect.SkipEarlyData(EARLY_DATA_SKIPPED));
    }
  }

  private byte[] verifyData(Agreed agreed, Secret trafficSecret) {
    return Tls13KeySchedule.finished(
        crypto(), agreed.suite().hash(), trafficSecret, agreed.transcript().hash());
  }

  private Tls13Protections protections(CipherSuite suite) {
    return new Tls13Protections(config(), Side.SERVER, suite);
  }

  private static Flight flight(Received received) {
    return new Flight(received.transcript());
  }

  private static Flight flight(Agreed agreed) {
    return new Flight(agreed.transcript());
  }

  private ServerConfig config() {
    return context.config();
  }

  private CryptoProvider crypto() {
    return context.crypto();
  }
}
