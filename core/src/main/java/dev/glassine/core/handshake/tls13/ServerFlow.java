package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.Epoch;
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
import dev.glassine.core.handshake.tls13.ServerStates.Agreed;
import dev.glassine.core.handshake.tls13.ServerStates.Candidate;
import dev.glassine.core.handshake.tls13.ServerStates.Chosen;
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
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
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
import dev.glassine.core.wire.CertificateRequest;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.EncryptedExtensions;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.KeyUpdate;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.CertificateAuthorities;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import dev.glassine.core.wire.ext.SupportedGroups;
import dev.glassine.core.wire.ext.SupportedVersion;
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

  private ServerFlow(ServerContext context) {
    this.context = context;
    this.tickets = new ServerTickets(context);
  }

  /** Takes over at a ClientHello that offers TLS 1.3; it is not in a transcript yet. */
  public static Step begin(ServerContext context, ClientHello hello, Bytes raw) {
    ServerFlow flow = new ServerFlow(context);
    return flow.findSession(new Received(hello, raw, new Transcript(context.crypto()), null)).takenOverBy(flow);
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitSecondHello s, ClientHello m) -> readSecondHello(s, m, raw);
      case On(WaitCertificate s, CertificateMessage m) -> judgeChain(s.sent(), m, raw);
      case On(WaitCertificateVerify s, CertificateVerify m) -> checkSignature(s, m, raw);
      case On(WaitFinished s, Finished m) -> finish(s, m, raw);
      case On(Connected s, KeyUpdate m) -> moveOn(s, postHandshake(s).received(m));
      case On(var s, var unexpected) -> throw TlsFailure.Misbehaved.unexpected(s.stateName(), unexpected.messageName());
    };
  }

  @Override
  public Step answer(State state, Answer answer) {
    return switch (state) {
      case WaitSession s when answer instanceof Answer.SessionFound(SessionState session) -> resume(s.received(), session);
      case WaitProtocol s when answer instanceof Answer.ProtocolChosen(String protocol) -> chooseCertificate(s.chosen(), protocol);
      case WaitCredential s when answer instanceof Answer.CertificateChosen(CredentialChoice choice) -> present(s, choice);
      case WaitSignature s when answer instanceof Answer.Signed(Bytes signature) -> prove(s, signature);
      case WaitVerdict s when answer instanceof Answer.ChainJudged(ChainVerdict verdict) -> acceptChain(s, verdict);
      default -> throw new TlsFailure.Misuse(answer.getClass().getSimpleName() + " does not answer what " + state.stateName() + " waits for");
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

  // ClientHello: a session to resume?

  private Step readSecondHello(WaitSecondHello s, ClientHello hello, Bytes raw) {
    s.asked().check(hello);
    return findSession(new Received(hello, raw, s.transcript(), s.asked()));
  }

  private Step findSession(Received received) {
    ClientHello hello = received.hello();
    ClientHelloChecks.check(hello);
    OfferedPsks psks = hello.extensions().get(OfferedPsks.class);
    if (psks == null) {
      return choose(flight(received), received, null);
    }
    if (!ServerTickets.usesPskDheKe(hello)) {
      return choose(notResumed(flight(received), "the client offers no mode with forward secrecy"), received, null);
    }
    Candidate candidate = tickets.open(hello, psks);
    if (candidate != null) {
      return choose(flight(received), received, candidate);
    }
    Question question = new Question.FindSession(psks.identities().getFirst().identity());
    if (config().sessions() != null || config().answersLater(question)) {
      return flight(received).ask(question, new WaitSession(received));
    }
    return choose(notResumed(flight(received), "no ticket leads to a session that may be resumed here"), received, null);
  }

  private Step resume(Received received, @Nullable SessionState session) {
    Flight flight = flight(received);
    String obstacle = session == null ? "the ticket is not known here" : tickets.obstacle(received.hello(), session);
    return session == null || obstacle != null
        ? choose(notResumed(flight, String.valueOf(obstacle)), received, null)
        : choose(flight, received, new Candidate(0, session));
  }

  private static Flight notResumed(Flight flight, String why) {
    return flight.decide(new Decision(Topic.RESUMPTION, List.of("ticket"), List.of(), null, why, "RFC 9846 §4.3.11"));
  }

  // ClientHello: which suite, which group?

  private Step choose(Flight flight, Received received, @Nullable Candidate candidate) {
    ClientHello hello = received.hello();
    HelloRetry.Asked asked = received.asked();
    // RFC 9846 §4.2.4: "Servers MUST ensure that they negotiate the same cipher suite when receiving a conformant updated ClientHello"
    List<CipherSuite> enabled = asked == null ? config().suites() : List.of(asked.suite());
    Negotiation.Outcome<CipherSuite> outcome =
        Negotiation.suite(
            hello.cipherSuites(),
            enabled,
            ProtocolVersion.TLS_1_3,
            Negotiation.Order.of(config()),
            candidate == null ? null : candidate.session().suite().hash());
    CipherSuite suite = outcome.orFail(Reason.NO_COMMON_SUITE);
    flight.decide(outcome.decision(Topic.CIPHER_SUITE));
    Candidate resumed = candidate;
    if (candidate != null && candidate.session().suite().hash() != suite.hash()) {
      notResumed(flight, "the session's hash is " + candidate.session().suite().hash() + ", " + suite + " has another");
      resumed = null;
    }
    return chooseGroup(flight, received, suite, resumed);
  }

  private Step chooseGroup(Flight flight, Received received, CipherSuite suite, @Nullable Candidate candidate) {
    Extensions extensions = received.hello().extensions();
    SupportedGroups groups = extensions.get(SupportedGroups.class);
    OfferedKeyShares shares = extensions.get(OfferedKeyShares.class);
    // RFC 9846 §9.2 lets both be absent beside pre_shared_key, but psk_ke is not spoken here
    if (groups == null || shares == null) {
      throw new TlsFailure.Misbehaved(Reason.MISSING_EXTENSION, "key_share in ClientHello");
    }
    HelloRetry.Asked asked = received.asked();
    Negotiation.Outcome<NamedGroup> outcome =
        Negotiation.group(
            groups.groups(),
            shares.clientShares().stream().map(KeyShareEntry::group).toList(),
            asked == null ? config().groups() : List.of(asked.group()),
            ProtocolVersion.TLS_1_3,
            Negotiation.Order.of(config()));
    NamedGroup group = outcome.orFail(Reason.NO_COMMON_GROUP);
    flight.decide(outcome.decision(Topic.GROUP));
    KeyShareEntry share = shares.clientShares().stream().filter(entry -> entry.group().equals(group)).findFirst().orElse(null);
    return share == null ? askAgain(flight, received, suite, group) : chooseProtocol(flight, bind(flight, received, suite, share, candidate));
  }

  // HelloRetryRequest

  private Step askAgain(Flight flight, Received received, CipherSuite suite, NamedGroup group) {
    HelloRetry.Asked asked = HelloRetry.Asked.of(context, received.hello(), suite, group);
    Transcript transcript = received.transcript();
    transcript.add(received.raw());
    transcript.replaceWithMessageHash(suite.hash());
    flight
        .decide(new Decision(Topic.HELLO_RETRY, List.of(), List.of(group.toString()), group.toString(), "the client sent no share for it", "RFC 9846 §4.2.4"))
        .send(asked.message());
    changeCipherSpec(flight, received.hello());
    skipEarlyData(flight, received.hello());
    return flight.to(new WaitSecondHello(asked, transcript));
  }

  // ClientHello: the binder, the application protocol, our certificate

  private Chosen bind(Flight flight, Received received, CipherSuite suite, KeyShareEntry share, @Nullable Candidate resumed) {
    Transcript transcript = received.transcript();
    transcript.use(suite.hash());
    OfferedPsks psks = received.hello().extensions().get(OfferedPsks.class);
    if (psks != null && resumed != null) {
      Psk.verify(crypto(), psks, resumed.index(), resumed.session(), received.raw(), transcript);
      flight.decide(
          new Decision(
              Topic.RESUMPTION, List.of("ticket"), List.of(), "ticket", "the ticket leads to a session of the same policy and name, and its binder verifies", "RFC 9846 §4.3.11"));
    }
    transcript.add(received.raw());
    transcript.forgetMessages();
    return new Chosen(received, suite, share, resumed);
  }

  private Step chooseProtocol(Flight flight, Chosen chosen) {
    ApplicationProtocols offer = chosen.received().hello().extensions().get(ApplicationProtocols.class);
    if (offer == null) {
      return chooseCertificate(flight, chosen, null);
    }
    Question question = new Question.ChooseProtocol(offer.names());
    if (config().protocols().isEmpty() && !config().answersLater(question)) {
      return chooseCertificate(flight, chosen, null);
    }
    return flight.ask(question, new WaitProtocol(chosen));
  }

  private Step chooseCertificate(Chosen chosen, @Nullable String protocol) {
    Flight flight = flight(chosen.received());
    ApplicationProtocols offer = chosen.received().hello().extensions().get(ApplicationProtocols.class);
    List<String> offered = offer == null ? List.of() : offer.names();
    String why = protocol == null ? "this server goes on without one" : "this server chose it";
    flight.decide(new Decision(Topic.APPLICATION_PROTOCOL, offered, config().protocols(), protocol, why, "RFC 7301 §3.2"));
    return chooseCertificate(flight, chosen, protocol);
  }

  private Step chooseCertificate(Flight flight, Chosen chosen, @Nullable String protocol) {
    Candidate resumed = chosen.resumed();
    if (resumed != null) {
      Agreed agreed = agree(flight, chosen, protocol);
      // RFC 9846 §2.2: with a PSK the server authenticates by the key alone, and sends no certificate
      return finishServer(flight, agreed, null);
    }
    ClientHello hello = chosen.received().hello();
    Question question =
        new Question.ChooseCertificate(Certificates.request(config(), Side.SERVER, ServerTickets.serverName(hello), hello.extensions()));
    return flight.ask(question, new WaitCredential(chosen, protocol));
  }

  // ServerHello, EncryptedExtensions

  private Agreed agree(Flight flight, Chosen chosen, @Nullable String protocol) {
    Received received = chosen.received();
    ClientHello hello = received.hello();
    CipherSuite suite = chosen.suite();
    NamedGroup group = chosen.share().group();
    KeyExchange exchange = crypto().keyExchange(group);
    if (exchange == null) {
      throw new TlsFailure.Internal(Reason.CRYPTO_FAILED, crypto().name() + " has no " + group, null);
    }
    KeyExchange.Reply reply = exchange.reply(chosen.share().keyExchange(), context.random());
    flight.send(serverHello(chosen, reply.share()));
    if (received.asked() == null) {
      changeCipherSpec(flight, hello);
      skipEarlyData(flight, hello);
    }
    SessionState resumed = chosen.resumed() == null ? null : chosen.resumed().session();
    Tls13KeySchedule.Early early = Tls13KeySchedule.early(crypto(), suite.hash(), resumed == null ? null : resumed.secret());
    HandshakeSecrets secrets = HandshakeSecrets.of(early.handshake(reply.secret()), received.transcript().hash());
    reply.secret().close();
    ServerParameters parameters = ServerParameters.of(config(), chosen, protocol);
    protect(flight, hello, suite, secrets, parameters.limits());
    parameters.announce(flight);
    flight.send(new EncryptedExtensions(parameters.extensions()));
    return new Agreed(hello, suite, group, resumed, protocol, parameters.limits(), received.transcript(), secrets);
  }

  private ServerHello serverHello(Chosen chosen, Bytes share) {
    byte[] random = new byte[32];
    context.random().nextBytes(random);
    Extensions extensions =
        Extensions.of(
            new SelectedKeyShare(new KeyShareEntry(chosen.share().group(), share)), new SupportedVersion(ProtocolVersion.TLS_1_3));
    Candidate resumed = chosen.resumed();
    return new ServerHello(
        ProtocolVersion.TLS_1_2,
        Bytes.wrap(random),
        chosen.received().hello().legacySessionId(),
        chosen.suite(),
        0,
        resumed == null ? extensions : extensions.plus(new SelectedPsk(resumed.index())));
  }

  private void protect(Flight flight, ClientHello hello, CipherSuite suite, HandshakeSecrets secrets, RecordLimits limits) {
    flight
        .log("SERVER_HANDSHAKE_TRAFFIC_SECRET", hello.random(), secrets.server())
        .log("CLIENT_HANDSHAKE_TRAFFIC_SECRET", hello.random(), secrets.client())
        .installWrite(
            Epoch.HANDSHAKE,
            suite,
            Tls13Protections.sealer(crypto(), suite, secrets.server(), config().padding(), limits),
            "early secret", "handshake secret", "s hs traffic", "key, iv")
        .installRead(
            Epoch.HANDSHAKE,
            suite,
            Tls13Protections.opener(crypto(), suite, secrets.client(), RecordLimits.NONE),
            "early secret", "handshake secret", "c hs traffic", "key, iv");
  }

  // CertificateRequest, Certificate, CertificateVerify, Finished

  private Step present(WaitCredential s, CredentialChoice choice) {
    Credential credential = choice.credential();
    if (credential == null) {
      throw TlsFailure.of(choice.refusal() == null ? Reason.NO_COMMON_CERTIFICATE : choice.refusal(), choice.why());
    }
    ClientHello hello = s.chosen().received().hello();
    Flight flight = flight(s.chosen().received());
    String subject = credential.certificate().getSubjectX500Principal().getName();
    flight.decide(new Decision(Topic.CERTIFICATE, List.of(), List.of(), subject, choice.why(), "RFC 9846 §4.5.1.2"));
    Negotiation.Outcome<SignatureScheme> outcome = Certificates.scheme(crypto(), config(), Side.SERVER, hello.extensions(), credential);
    SignatureScheme scheme = outcome.orFail(Reason.NO_COMMON_SIGNATURE_SCHEME);
    flight.decide(outcome.decision(Topic.SIGNATURE_SCHEME));
    Agreed agreed = agree(flight, s.chosen(), s.protocol());
    if (config().clientAuthentication() != ClientAuthentication.NONE) {
      flight.send(certificateRequest());
    }
    staple(flight, hello, credential);
    flight.send(Certificates.message(credential, hello.extensions()));
    return flight.ask(
        new Question.Sign(credential, scheme, SignedContent.of(Side.SERVER, agreed.transcript().hash())), new WaitSignature(agreed, credential, scheme));
  }

  private static void staple(Flight flight, ClientHello hello, Credential credential) {
    if (hello.extensions().has(ExtensionType.STATUS_REQUEST)) {
      String response = credential.ocspResponse() == null ? null : "OCSP response";
      String why = response == null ? "the certificate has none to staple" : "the client asked for it";
      flight.decide(new Decision(Topic.STAPLED_STATUS, List.of("ocsp"), List.of(), response, why, "RFC 9846 §4.5.1.1"));
    }
  }

  private CertificateRequest certificateRequest() {
    Extensions extensions = Extensions.of(new SignatureAlgorithms(config().signatureSchemes()));
    List<Bytes> authorities = config().authorities();
    return new CertificateRequest(Bytes.EMPTY, authorities.isEmpty() ? extensions : extensions.plus(new CertificateAuthorities(authorities)));
  }

  private Step prove(WaitSignature s, Bytes signature) {
    Flight flight = new Flight(s.agreed().transcript()).send(new CertificateVerify(s.scheme(), signature));
    return finishServer(flight, s.agreed(), new Presented(s.credential(), s.scheme()));
  }

  private Step finishServer(Flight flight, Agreed agreed, @Nullable Presented presented) {
    CipherSuite suite = agreed.suite();
    byte[] verifyData = Tls13KeySchedule.finished(crypto(), suite.hash(), agreed.secrets().server(), agreed.transcript().hash());
    flight.send(new Finished(Bytes.wrap(verifyData)));
    ApplicationSecrets secrets = ApplicationSecrets.of(agreed.secrets().schedule().main(), agreed.transcript().hash());
    Bytes random = agreed.hello().random();
    flight
        .log("CLIENT_TRAFFIC_SECRET_0", random, secrets.client())
        .log("SERVER_TRAFFIC_SECRET_0", random, secrets.server())
        .log("EXPORTER_SECRET", random, secrets.exporter())
        .installWrite(
            Epoch.APPLICATION,
            suite,
            Tls13Protections.sealer(crypto(), suite, secrets.server(), config().padding(), agreed.limits()),
            "handshake secret", "main secret", "s ap traffic", "key, iv");
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
    Transcript transcript = sent.agreed().transcript();
    if (message.certificateList().isEmpty() && message.certificateRequestContext().isEmpty()) {
      // RFC 9846 §4.5.1.3: "the server MAY at its discretion either continue the handshake without client authentication, or abort the handshake
      // with a "certificate_required" alert"
      if (config().clientAuthentication() == ClientAuthentication.REQUIRED) {
        throw TlsFailure.of(Reason.CERTIFICATE_REQUIRED, "Certificate.certificate_list is empty");
      }
      transcript.add(raw);
      return new Flight(transcript)
          .decide(new Decision(Topic.CLIENT_AUTHENTICATION, List.of(), List.of(), null, "the client has no certificate, and none is required", "RFC 9846 §4.5.1.3"))
          .to(new WaitFinished(sent, PeerIdentity.anonymous()));
    }
    PresentedChain presented = Certificates.received(Side.CLIENT, message, certificateRequest().extensions(), null, context.now());
    transcript.add(raw);
    return new Flight(transcript).ask(new Question.JudgeChain(presented), new WaitVerdict(sent, presented));
  }

  private Step acceptChain(WaitVerdict s, ChainVerdict verdict) {
    AcceptedChain chain = AcceptedChain.of(s.presented(), verdict);
    return new Flight(s.sent().agreed().transcript()).decide(Certificates.identity(chain, null)).to(new WaitCertificateVerify(s.sent(), chain));
  }

  private Step checkSignature(WaitCertificateVerify s, CertificateVerify message, Bytes raw) {
    Transcript transcript = s.sent().agreed().transcript();
    GoodSignature signature =
        Certificates.verify(crypto(), Side.CLIENT, config().signatureSchemes(), s.chain(), message, transcript.hash());
    transcript.add(raw);
    List<String> verified = Negotiation.names(config().signatureSchemes());
    return new Flight(transcript)
        .decide(new Decision(Topic.CLIENT_AUTHENTICATION, List.of(), verified, signature.scheme().toString(), "the client signed with it", "RFC 9846 §4.5.2"))
        .to(new WaitFinished(s.sent(), PeerIdentity.signed(signature)));
  }

  private Step finish(WaitFinished s, Finished message, Bytes raw) {
    Agreed agreed = s.sent().agreed();
    CipherSuite suite = agreed.suite();
    ApplicationSecrets secrets = s.sent().secrets();
    GoodFinished finished =
        GoodFinished.verify(
            Tls13KeySchedule.finished(crypto(), suite.hash(), agreed.secrets().client(), agreed.transcript().hash()), message.verifyData());
    agreed.transcript().add(raw);
    agreed.secrets().client().close();
    agreed.secrets().server().close();
    Flight flight =
        new Flight(agreed.transcript())
            .installRead(
                Epoch.APPLICATION,
                suite,
                Tls13Protections.opener(crypto(), suite, secrets.client(), agreed.limits()),
                "handshake secret", "main secret", "c ap traffic", "key, iv")
            .then(new Effect.Complete(info(s), Exporter.tls13(crypto(), suite.hash(), secrets.exporter()), Bytes.EMPTY));
    try (Secret resumption = secrets.main().resumption(agreed.transcript().hash())) {
      tickets.issue(flight, agreed, s.client(), resumption);
    }
    secrets.main().close();
    Traffic traffic = new Traffic(suite, agreed.limits(), secrets.client(), secrets.server(), Traffic.Request.NONE);
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

  /** RFC 9846 §E.4: "if the client sends a non-empty session ID, the server MUST send the change_cipher_spec". */
  private static void changeCipherSpec(Flight flight, ClientHello hello) {
    if (!hello.legacySessionId().isEmpty()) {
      flight.changeCipherSpec();
    }
  }

  /** RFC 9846 §4.3.10: 0-RTT data is not taken, so what the client may have sent already is passed over. */
  private static void skipEarlyData(Flight flight, ClientHello hello) {
    if (hello.extensions().has(ExtensionType.EARLY_DATA)) {
      flight.then(new Effect.SkipEarlyData(EARLY_DATA_SKIPPED));
    }
  }

  private static Flight flight(Received received) {
    return new Flight(received.transcript());
  }

  private ServerConfig config() {
    return context.config();
  }

  private CryptoProvider crypto() {
    return context.crypto();
  }
}
