package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
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
import dev.glassine.core.handshake.tls12.ServerStates.ChoosingCertificate;
import dev.glassine.core.handshake.tls12.ServerStates.ChoosingProtocol;
import dev.glassine.core.handshake.tls12.ServerStates.Connected;
import dev.glassine.core.handshake.tls12.ServerStates.DecryptingPremaster;
import dev.glassine.core.handshake.tls12.ServerStates.Ending;
import dev.glassine.core.handshake.tls12.ServerStates.FindingSession;
import dev.glassine.core.handshake.tls12.ServerStates.Greeted;
import dev.glassine.core.handshake.tls12.ServerStates.JudgingClient;
import dev.glassine.core.handshake.tls12.ServerStates.Ours;
import dev.glassine.core.handshake.tls12.ServerStates.RenegotiationRefused;
import dev.glassine.core.handshake.tls12.ServerStates.SigningKeyExchange;
import dev.glassine.core.handshake.tls12.ServerStates.WaitCertificateVerify;
import dev.glassine.core.handshake.tls12.ServerStates.WaitChangeCipherSpec;
import dev.glassine.core.handshake.tls12.ServerStates.WaitClientCertificate;
import dev.glassine.core.handshake.tls12.ServerStates.WaitClientKeyExchange;
import dev.glassine.core.handshake.tls12.ServerStates.WaitFinished;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.session.TicketKeys;
import dev.glassine.core.wire.Alert;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.CertificateStatus;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.ChangeCipherSpec;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.NewSessionTicket12;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ServerHelloDone;
import dev.glassine.core.wire.ServerKeyExchange;
import dev.glassine.core.wire.WireWriter;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.SessionTicket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of TLS 1.2 (RFC 5246 §7.3), from the ClientHello on; the older versions differ
 * by their {@link VersionRules} only.
 *
 * <pre>
 *      Client                                               Server
 *
 *      ClientHello                  --------&gt;
 *                                                      ServerHello
 *                                                     Certificate*
 *                                               CertificateStatus*      (RFC 6066 §8)
 *                                               ServerKeyExchange*
 *                                              CertificateRequest*
 *                                   &lt;--------      ServerHelloDone
 *      Certificate*
 *      ClientKeyExchange
 *      CertificateVerify*
 *      [ChangeCipherSpec]
 *      Finished                     --------&gt;
 *                                                NewSessionTicket*      (RFC 5077 §3.1)
 *                                               [ChangeCipherSpec]
 *                                   &lt;--------             Finished
 *      Application Data             &lt;-------&gt;     Application Data
 *
 *             Figure 1.  Message flow for a full handshake
 *
 *      ClientHello                   --------&gt;
 *                                                       ServerHello
 *                                                 NewSessionTicket*
 *                                                [ChangeCipherSpec]
 *                                    &lt;--------             Finished
 *      [ChangeCipherSpec]
 *      Finished                      --------&gt;
 *      Application Data              &lt;-------&gt;     Application Data
 *
 *          Figure 2.  Message flow for an abbreviated handshake
 * </pre>
 *
 * <p>Immutable.
 */
public final class ServerFlow implements Flow {
  private final ServerContext context;
  private final VersionRules rules;

  private ServerFlow(ServerContext context, VersionRules rules) {
    this.context = context;
    this.rules = rules;
  }

  /**
   * Takes over where the version of {@code rules} was chosen.
   *
   * @param raw the ClientHello as it came, which opens the transcript
   */
  public static Step begin(
      VersionRules rules, ServerContext context, ClientHello hello, Bytes raw) {
    ServerFlow flow = new ServerFlow(context, rules);
    Step first = flow.clientHello(hello, raw);
    return new Step(first.next(), first.effects(), flow);
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitClientCertificate s, CertificateMessage12 m) -> clientCertificate(s, m, raw);
      case On(WaitClientKeyExchange s, ClientKeyExchange m) -> clientKeyExchange(s, m, raw);
      case On(WaitCertificateVerify s, CertificateVerify m) -> certificateVerify(s, m, raw);
      case On(WaitChangeCipherSpec s, ChangeCipherSpec m) -> changeCipherSpec(s);
      case On(WaitFinished s, Finished m) -> clientFinished(s, m, raw);
      case On(Connected s, ClientHello m) -> refuseRenegotiation();
      case On(RenegotiationRefused s, ClientHello m) ->
          throw new TlsFailure.Misbehaved(
              Reason.RENEGOTIATION_ATTEMPT, "a second ClientHello after no_renegotiation");
      // CVE-2014-0224: a change to keys that are not there yet
      case On(var s, ChangeCipherSpec m) ->
          throw new TlsFailure.Misbehaved(
              Reason.UNEXPECTED_CHANGE_CIPHER_SPEC, "in state " + s.stateName());
      case On(var s, var m) ->
          throw TlsFailure.Misbehaved.unexpected(s.stateName(), m.messageName());
    };
  }

  private record To(State state, Answer answer) {}

  @Override
  public Step answer(State state, Answer answer) {
    return switch (new To(state, answer)) {
      case To(ChoosingProtocol s, Answer.ProtocolChosen(var protocol)) ->
          findSession(s.greeted(), protocol);
      case To(FindingSession s, Answer.SessionFound(var session)) ->
          considerSession(
              s.greeted(), s.protocol(), session, "none is remembered under the client's id");
      case To(ChoosingCertificate s, Answer.CertificateChosen(var choice)) ->
          serverFlight(s, choice);
      case To(SigningKeyExchange s, Answer.Signed(var signature)) ->
          serverKeyExchange(s, signature);
      case To(JudgingClient s, Answer.ChainJudged(var verdict)) -> chainJudged(s, verdict);
      case To(DecryptingPremaster s, Answer.PremasterDecrypted(var premaster)) ->
          agreed(s.handshake(), s.ours(), s.client(), premaster);
      case To(var s, var a) ->
          throw new TlsFailure.Misuse(
              a.getClass().getSimpleName() + " is no answer in state " + s.stateName());
    };
  }

  @Override
  public AlertDescription alert(AlertDescription description) {
    return rules.alert(description);
  }

  @Override
  public @Nullable Step warning(State state, Alert alert) {
    return state instanceof WaitClientCertificate s && rules.meansNoCertificate(alert)
        ? withoutCertificate(s)
        : null;
  }

  // ClientHello

  private Step clientHello(ClientHello hello, Bytes raw) {
    new ClientHelloCheck(config(), hello).check();
    Transcript transcript = new Transcript(context.crypto());
    transcript.add(raw);
    Greeted greeted = new Greeted(hello, transcript);
    List<String> offered = offeredProtocols(hello);
    Question.ChooseProtocol question = new Question.ChooseProtocol(offered);
    boolean speaksAny = !config().protocols().isEmpty() || config().answersLater(question);
    return offered.isEmpty() || !speaksAny
        ? findSession(greeted, null)
        : flight(greeted).ask(question, new ChoosingProtocol(greeted));
  }

  // An abbreviated handshake, if there is a session

  private Step findSession(Greeted greeted, @Nullable String protocol) {
    SessionTicket presented = greeted.hello().extensions().get(SessionTicket.class);
    TicketKeys keys = context.ticketKeys();
    // RFC 5077 §3.4: "If a ticket is presented by the client, the server MUST NOT attempt to use
    // the Session ID in the ClientHello for stateful session resumption."
    if (presented != null && !presented.ticket().isEmpty()) {
      SessionState session = keys == null ? null : keys.open(presented.ticket(), context.now());
      return considerSession(greeted, protocol, session, "no key here opens the client's ticket");
    }
    Question.FindSession question = new Question.FindSession(greeted.hello().legacySessionId());
    boolean remembersAny = config().sessions() != null || config().answersLater(question);
    return question.key().isEmpty() || !remembersAny
        ? chooseCertificate(flight(greeted), greeted, protocol)
        : flight(greeted).ask(question, new FindingSession(greeted, protocol));
  }

  private Step considerSession(
      Greeted greeted, @Nullable String protocol, @Nullable SessionState session, String whyNone) {
    if (session == null) {
      Flight flight = flight(greeted).decide(Decisions.notResumed(whyNone));
      return chooseCertificate(flight, greeted, protocol);
    }
    String obstacle = Resumption.obstacle(context, rules, greeted.hello(), session);
    if (obstacle == null) {
      return resume(greeted, protocol, session);
    }
    Flight flight = flight(greeted).decide(Decisions.notResumed(obstacle));
    return chooseCertificate(flight, greeted, protocol);
  }

  private Step resume(Greeted greeted, @Nullable String protocol, SessionState session) {
    HelloAnswer answer = new HelloAnswer(context, rules, greeted.hello(), protocol);
    boolean renew = answer.grantsTicket() && Resumption.isDueForRenewal(session, context.now());
    Flight flight = flight(greeted);
    flight.decide(Decisions.resumed(session.suite(), "the session fits this hello"));
    Handshake handshake = sendServerHello(flight, greeted, answer.resumed(session, renew));
    Secret main = session.secret().copy();
    flight.log("CLIENT_RANDOM", handshake.clientRandom(), main);
    Secured secured = secured(handshake, main, Secured.Origin.SESSION);
    sendTicket(flight, handshake, session);
    Bytes verifyData = sendFinished(flight, handshake, secured);
    Outcome outcome = Outcome.resumed(PeerProof.resumed(session));
    return flight.to(
        new WaitChangeCipherSpec(handshake, secured, outcome, new Ending.Abbreviated(verifyData)));
  }

  // The server's flight

  private Step chooseCertificate(Flight flight, Greeted greeted, @Nullable String protocol) {
    SuiteChoice suites = SuiteChoice.among(context, rules, greeted.hello());
    if (suites.onlyAnonymous()) {
      SuiteChoice.Choice chosen = suites.choose(null);
      return serverFlight(flight, new ChoosingCertificate(greeted, protocol, suites), chosen, null);
    }
    return flight.ask(
        new Question.ChooseCertificate(suites.request()),
        new ChoosingCertificate(greeted, protocol, suites));
  }

  private Step serverFlight(ChoosingCertificate s, CredentialChoice choice) {
    Credential credential = choice.credential();
    Flight flight = flight(s.greeted());
    if (credential != null) {
      flight.decide(Decisions.certificate(credential.certificate(), choice.why()));
    } else if (s.suites().hasAnonymous()) {
      flight.decide(Decisions.noCertificate(choice.why()));
    } else {
      Reason refusal = choice.refusal();
      throw TlsFailure.of(
          refusal == null ? Reason.NO_COMMON_CERTIFICATE : refusal,
          choice.why() + "; suites in common " + s.suites().candidates());
    }
    return serverFlight(flight, s, s.suites().choose(credential), credential);
  }

  private Step serverFlight(
      Flight flight,
      ChoosingCertificate s,
      SuiteChoice.Choice chosen,
      @Nullable Credential available) {
    // an anonymous suite leaves the certificate at home
    Credential credential = SuiteChoice.isAnonymous(chosen.suite()) ? null : available;
    ClientHello hello = s.greeted().hello();
    flight.decide(chosen.decision());
    HelloAnswer answer = new HelloAnswer(context, rules, hello, s.protocol());
    Handshake handshake =
        sendServerHello(flight, s.greeted(), answer.full(chosen.suite(), credential));
    Hellos.decideFull(flight, handshake);
    if (credential != null) {
      serverCertificate(flight, handshake, credential);
    }
    KeyAgreement.ServerHalf half =
        rules
            .keyAgreement(chosen.suite().keyExchange())
            .begin(context, hello, credential == null ? null : credential.publicKey());
    if (half.decision() != null) {
      flight.decide(half.decision());
    }
    Negotiation.Outcome<SignatureScheme> scheme = chosen.scheme();
    if (credential != null && scheme != null) {
      return sign(flight, handshake, credential, half, scheme);
    }
    if (!half.parameters().isEmpty()) {
      flight.send(new ServerKeyExchange(half.parameters()));
    }
    return serverHelloDone(flight, handshake, new Ours(credential, half, null));
  }

  private static void serverCertificate(Flight flight, Handshake handshake, Credential credential) {
    flight.send(new CertificateMessage12(credential.encodedChain()));
    Bytes staple = credential.ocspResponse();
    if (handshake.promisesStatus() && staple != null) {
      flight.send(new CertificateStatus(staple));
      flight.decide(Decisions.stapled(true, "the client asked, and there is one"));
    }
  }

  private Handshake sendServerHello(Flight flight, Greeted greeted, ServerHello answer) {
    rules.startHash(greeted.transcript(), answer.cipherSuite());
    Handshake handshake = new Handshake(greeted.hello(), answer, greeted.transcript());
    Hellos.decide(flight, handshake, offeredProtocols(greeted.hello()), config().protocols());
    flight.send(answer);
    Hellos.limit(flight, handshake);
    return handshake;
  }

  private Step sign(
      Flight flight,
      Handshake handshake,
      Credential credential,
      KeyAgreement.ServerHalf half,
      Negotiation.Outcome<SignatureScheme> outcome) {
    SignatureScheme scheme = outcome.orFail(Reason.NO_COMMON_SIGNATURE_SCHEME);
    flight.decide(Decisions.signature(outcome));
    return flight.ask(
        new Question.Sign(
            credential,
            scheme,
            rules.keyExchangeInput(context.crypto(), handshake, half.parameters(), scheme)),
        new SigningKeyExchange(handshake, new Ours(credential, half, scheme), scheme));
  }

  private Step serverKeyExchange(SigningKeyExchange s, Bytes signature) {
    Bytes signed = rules.digitallySigned(new VersionRules.Signed(s.scheme(), signature));
    Bytes parameters = s.ours().half().parameters();
    Flight flight = new Flight(s.handshake().transcript());
    flight.send(new ServerKeyExchange(new WireWriter().fixed(parameters).fixed(signed).toBytes()));
    return serverHelloDone(flight, s.handshake(), s.ours());
  }

  private Step serverHelloDone(Flight flight, Handshake handshake, Ours ours) {
    ClientAuthentication wanted = config().clientAuthentication();
    // RFC 5246 §7.4.4: only "a non-anonymous server can optionally request a certificate"
    if (wanted == ClientAuthentication.NONE || ours.credential() == null) {
      flight.send(new ServerHelloDone());
      return flight.to(new WaitClientKeyExchange(handshake, ours, null));
    }
    flight.decide(
        Decisions.clientAuthentication(
            wanted.name().toLowerCase(Locale.ROOT), "this server's configuration"));
    flight.send(certificateRequest()).send(new ServerHelloDone());
    return flight.to(new WaitClientCertificate(handshake, ours));
  }

  private CertificateRequest12 certificateRequest() {
    List<SignatureScheme> schemes = new Signatures(config(), rules).verified();
    return rules.certificateRequest(
        ClientCertificateTypes.forSchemes(schemes), schemes, config().authorities());
  }

  // The client's flight

  private Step clientCertificate(WaitClientCertificate s, CertificateMessage12 message, Bytes raw) {
    s.handshake().transcript().add(raw);
    if (message.certificateList().isEmpty()) {
      return withoutCertificate(s);
    }
    List<X509Certificate> chain = CertificateParser.shared().parse(message.certificateList());
    CertificateKey key = new CertificateKey(chain.getFirst());
    // RFC 5246 §7.4.4: "The end-entity certificate provided by the client MUST contain a key that
    // is compatible with certificate_types."
    Bytes types = certificateRequest().certificateTypes();
    if (!ClientCertificateTypes.kinds(types).contains(key.kind())) {
      throw new TlsFailure.Incompatible(
          Reason.UNSUPPORTED_CERTIFICATE_TYPE,
          "client's Certificate with a key of " + key.publicKey().getAlgorithm());
    }
    CertificateKey.Obstacle obstacle = key.signingObstacle();
    if (obstacle != null) {
      throw TlsFailure.of(obstacle.reason(), "client's Certificate: " + obstacle.why());
    }
    PresentedChain presented = new PresentedChain(Side.CLIENT, chain, null, null, context.now());
    return new Flight(s.handshake().transcript())
        .ask(
            new Question.JudgeChain(presented),
            new JudgingClient(s.handshake(), s.ours(), presented));
  }

  private Step withoutCertificate(WaitClientCertificate s) {
    // RFC 5246 §7.4.6: "If the client does not send any certificates, the server MAY at its
    // discretion either continue the handshake without client authentication, or respond with a
    // fatal handshake_failure alert."
    if (config().clientAuthentication() == ClientAuthentication.REQUIRED) {
      throw TlsFailure.of(Reason.NO_CLIENT_CERTIFICATE, "Certificate.certificate_list is empty");
    }
    return new Flight(s.handshake().transcript())
        .decide(Decisions.noPeerIdentity("the client has no certificate, and none is required"))
        .to(new WaitClientKeyExchange(s.handshake(), s.ours(), null));
  }

  private Step chainJudged(JudgingClient s, ChainVerdict verdict) {
    AcceptedChain accepted = AcceptedChain.of(s.presented(), verdict);
    return new Flight(s.handshake().transcript())
        .decide(Decisions.peerIdentity(accepted, null))
        .to(new WaitClientKeyExchange(s.handshake(), s.ours(), accepted));
  }

  private Step clientKeyExchange(WaitClientKeyExchange s, ClientKeyExchange message, Bytes raw) {
    s.handshake().transcript().add(raw);
    return switch (s.ours().half().receive(message)) {
      case KeyAgreement.Premaster.Agreed(Secret premaster) ->
          agreed(s.handshake(), s.ours(), s.client(), premaster);
      case KeyAgreement.Premaster.Encrypted(Bytes encrypted) -> decryptPremaster(s, encrypted);
    };
  }

  private Step decryptPremaster(WaitClientKeyExchange s, Bytes encrypted) {
    // RFC 5246 §7.4.7.1: "Generate a string R of 48 random bytes", before the decryption and
    // whatever comes of it
    byte[] fallback = new byte[RsaTransport.PREMASTER_LENGTH];
    context.random().nextBytes(fallback);
    int version = s.handshake().client().legacyVersion().code();
    return new Flight(s.handshake().transcript())
        .ask(
            new Question.DecryptPremaster(
                Objects.requireNonNull(s.ours().credential(), "static RSA has a certificate"),
                encrypted,
                version,
                Secret.wrap(fallback)),
            new DecryptingPremaster(s.handshake(), s.ours(), s.client()));
  }

  private Step agreed(
      Handshake handshake, Ours ours, @Nullable AcceptedChain client, Secret agreed) {
    Secret main;
    try (Secret premaster = agreed) {
      main = rules.mainSecret(context.crypto(), handshake, premaster);
    }
    Flight flight = new Flight(handshake.transcript());
    flight.log("CLIENT_RANDOM", handshake.clientRandom(), main);
    Secured secured = secured(handshake, main, Secured.Origin.PREMASTER);
    return flight.to(
        client == null
            ? new WaitChangeCipherSpec(handshake, secured, ours.outcome(), new Ending.Full())
            : new WaitCertificateVerify(handshake, secured, ours.outcome(), client));
  }

  private Step certificateVerify(WaitCertificateVerify s, CertificateVerify message, Bytes raw) {
    Handshake handshake = s.handshake();
    VersionRules.Signed signed =
        rules.readCertificateVerify(message, s.client().certificate().getPublicKey());
    // RFC 5246 §7.4.8: over "all handshake messages sent or received, starting at client hello and
    // up to, but not including, this message"
    GoodSignature good =
        GoodSignature.verify(
            context.crypto(),
            rules.version(),
            new Signatures(config(), rules).verified(),
            s.client(),
            signed.scheme(),
            rules.certificateVerifyInput(
                context.crypto(), handshake, s.secured().main(), signed.scheme()),
            signed.signature());
    handshake.transcript().add(raw);
    Outcome outcome = s.outcome().signedByClient(good.scheme(), PeerProof.signed(good));
    return Step.to(new WaitChangeCipherSpec(handshake, s.secured(), outcome, new Ending.Full()));
  }

  private Step changeCipherSpec(WaitChangeCipherSpec s) {
    Flight flight = new Flight(s.handshake().transcript());
    s.secured().changeRead(flight, s.handshake());
    return flight.to(new WaitFinished(s.handshake(), s.secured(), s.outcome(), s.ending()));
  }

  private Step clientFinished(WaitFinished s, Finished message, Bytes raw) {
    Handshake handshake = s.handshake();
    // RFC 5246 §7.4.9: "Recipients of Finished messages MUST verify that the contents are correct."
    Bytes expected = verifyData(handshake, s.secured(), Side.CLIENT);
    GoodFinished finished = GoodFinished.verify(expected.toArray(), message.verifyData());
    handshake.transcript().add(raw);
    PeerIdentity client = s.outcome().peer().identity(finished);
    Flight flight = new Flight(handshake.transcript());
    switch (s.ending()) {
      case Ending.Full() -> {
        finishFull(flight, s, client);
        complete(flight, s, client, expected, false);
      }
      case Ending.Abbreviated(Bytes serverVerifyData) ->
          complete(flight, s, client, serverVerifyData, true);
    }
    return flight.to(new Connected(client, finished));
  }

  // The server's last flight

  private void finishFull(Flight flight, WaitFinished s, PeerIdentity client) {
    Handshake handshake = s.handshake();
    Bytes id = handshake.server().legacySessionIdEcho();
    if (!handshake.promisesTicket() && id.isEmpty()) {
      sendFinished(flight, handshake, s.secured());
      return;
    }
    SessionState session =
        new Sessions(config(), rules, handshake, client, s.secured().main(), context.now())
            .ofServer(config().sessionLifetime());
    sendTicket(flight, handshake, session);
    sendFinished(flight, handshake, s.secured());
    if (id.isEmpty()) {
      session.secret().close();
    } else {
      flight.then(new Effect.Remember(id, session));
    }
  }

  private void sendTicket(Flight flight, Handshake handshake, SessionState session) {
    TicketKeys keys = context.ticketKeys();
    if (handshake.promisesTicket() && keys != null) {
      Duration left = Duration.between(context.now(), session.created().plus(session.lifetime()));
      Bytes ticket = keys.seal(session, context.now());
      flight.send(new NewSessionTicket12(Math.max(1, left.toSeconds()), ticket));
    }
  }

  private Bytes sendFinished(Flight flight, Handshake handshake, Secured secured) {
    Bytes verifyData = verifyData(handshake, secured, Side.SERVER);
    secured.changeWrite(flight, handshake);
    flight.send(new Finished(verifyData));
    return verifyData;
  }

  private void complete(
      Flight flight, WaitFinished s, PeerIdentity client, Bytes firstFinished, boolean resumed) {
    Handshake handshake = s.handshake();
    // RFC 7627 §5.4: without the extended main secret "tls-unique" binds nothing
    Bytes tlsUnique = handshake.extendedMainSecret() ? firstFinished : Bytes.EMPTY;
    flight.then(
        new Effect.Complete(
            s.outcome().info(rules, handshake, client, resumed),
            rules.exporter(context.crypto(), handshake, s.secured().main()),
            tlsUnique));
  }

  // After the handshake

  private Step refuseRenegotiation() {
    // RFC 5746 §5: "Many servers can mitigate this attack simply by refusing to renegotiate at
    // all."
    if (!rules.alert(AlertDescription.NO_RENEGOTIATION).equals(AlertDescription.NO_RENEGOTIATION)) {
      throw new TlsFailure.Misbehaved(
          Reason.RENEGOTIATION_ATTEMPT, rules.version() + " cannot refuse it by a warning");
    }
    Effect no = new Effect.SendWarning(AlertDescription.NO_RENEGOTIATION);
    return new Step(new RenegotiationRefused(), List.of(no), null);
  }

  // In short

  private ServerConfig config() {
    return context.config();
  }

  private static Flight flight(Greeted greeted) {
    return new Flight(greeted.transcript());
  }

  private static List<String> offeredProtocols(ClientHello hello) {
    ApplicationProtocols offered = hello.extensions().get(ApplicationProtocols.class);
    return offered == null ? List.of() : offered.names();
  }

  private Secured secured(Handshake handshake, Secret main, Secured.Origin origin) {
    return Secured.derive(
        rules, context.crypto(), context.random(), handshake, main, Side.SERVER, origin);
  }

  private Bytes verifyData(Handshake handshake, Secured secured, Side sender) {
    return rules.verifyData(context.crypto(), handshake, secured.main(), sender);
  }
}
