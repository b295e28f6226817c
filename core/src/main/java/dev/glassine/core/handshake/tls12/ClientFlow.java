package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Question;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ClientOffer;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.Flow;
import dev.glassine.core.handshake.Negotiation;
import dev.glassine.core.handshake.On;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Step;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.GoodSignature;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.handshake.tls12.ClientStates.ChoosingCertificate;
import dev.glassine.core.handshake.tls12.ClientStates.Connected;
import dev.glassine.core.handshake.tls12.ClientStates.Ending;
import dev.glassine.core.handshake.tls12.ClientStates.JudgingServer;
import dev.glassine.core.handshake.tls12.ClientStates.ServerSide;
import dev.glassine.core.handshake.tls12.ClientStates.Signing;
import dev.glassine.core.handshake.tls12.ClientStates.WaitCertificateRequest;
import dev.glassine.core.handshake.tls12.ClientStates.WaitCertificateStatus;
import dev.glassine.core.handshake.tls12.ClientStates.WaitChangeCipherSpec;
import dev.glassine.core.handshake.tls12.ClientStates.WaitFinished;
import dev.glassine.core.handshake.tls12.ClientStates.WaitNewSessionTicket;
import dev.glassine.core.handshake.tls12.ClientStates.WaitServerCertificate;
import dev.glassine.core.handshake.tls12.ClientStates.WaitServerHelloDone;
import dev.glassine.core.handshake.tls12.ClientStates.WaitServerKeyExchange;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage12;
import dev.glassine.core.wire.CertificateRequest12;
import dev.glassine.core.wire.CertificateStatus;
import dev.glassine.core.wire.ChangeCipherSpec;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.HelloRequest;
import dev.glassine.core.wire.NewSessionTicket12;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ServerHelloDone;
import dev.glassine.core.wire.ServerKeyExchange;
import dev.glassine.core.wire.WireReader;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of TLS 1.2 (RFC 5246 §7.3), from the ServerHello on; the older versions differ
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
 * <p>The server's chain is judged, and its signature verified, once its flight is complete: so all
 * questions to the owner come in one row. Immutable.
 */
public final class ClientFlow implements Flow {
  private final ClientContext context;
  private final VersionRules rules;

  private ClientFlow(ClientContext context, VersionRules rules) {
    this.context = context;
    this.rules = rules;
  }

  /**
   * Takes over where the server chose the version of {@code rules}.
   *
   * @param offer its transcript ends with the ClientHello
   * @param raw the ServerHello's encoding, not yet in the transcript
   */
  public static Step begin(
      VersionRules rules, ClientContext context, ClientOffer offer, ServerHello hello, Bytes raw) {
    return new ClientFlow(context, rules).serverHello(offer, hello, raw);
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitServerCertificate s, CertificateMessage12 m) -> serverCertificate(s, m, raw);
      case On(WaitCertificateStatus s, CertificateStatus m) -> certificateStatus(s, m, raw);
      case On(WaitServerKeyExchange s, ServerKeyExchange m) -> serverKeyExchange(s, m, raw);
      case On(WaitCertificateRequest s, CertificateRequest12 m) -> certificateRequest(s, m, raw);
      case On(WaitCertificateRequest s, ServerHelloDone m) ->
          serverHelloDone(s.handshake(), s.server(), null, raw);
      case On(WaitServerHelloDone s, ServerHelloDone m) ->
          serverHelloDone(s.handshake(), s.server(), s.request(), raw);
      case On(WaitNewSessionTicket s, NewSessionTicket12 m) -> newSessionTicket(s, m, raw);
      case On(WaitChangeCipherSpec s, ChangeCipherSpec m) -> changeCipherSpec(s);
      case On(WaitFinished s, Finished m) -> serverFinished(s, m, raw);
      case On(Connected s, HelloRequest m) -> refuseRenegotiation(s);
      // RFC 5246 §7.4.1.1: "This message will be ignored by the client if the client is currently
      // negotiating a session."
      case On(var s, HelloRequest m) -> Step.to(s);
      // CVE-2014-0224: a change to keys that are not there yet
      case On(var s, ChangeCipherSpec m) ->
          throw new TlsFailure.Misbehaved(
              Reason.UNEXPECTED_CHANGE_CIPHER_SPEC, "in state " + s.stateName());
      // RFC 6066 §8: a server may leave CertificateStatus out although it promised one
      case On(WaitCertificateStatus s, var m) ->
          step(afterCertificate(s.handshake(), s.chain(), null), m, raw);
      case On(var s, var m) ->
          throw TlsFailure.Misbehaved.unexpected(s.stateName(), m.messageName());
    };
  }

  @Override
  public AlertDescription alert(AlertDescription description) {
    return rules.alert(description);
  }

  private record To(State state, Answer answer) {}

  @Override
  public Step answer(State state, Answer answer) {
    return switch (new To(state, answer)) {
      case To(JudgingServer s, Answer.ChainJudged(var verdict)) -> chainJudged(s, verdict);
      case To(ChoosingCertificate s, Answer.CertificateChosen(var choice)) ->
          certificateChosen(s, choice);
      case To(Signing s, Answer.Signed(var signature)) -> signed(s, signature);
      case To(var s, var a) ->
          throw new TlsFailure.Misuse(
              a.getClass().getSimpleName() + " is no answer in state " + s.stateName());
    };
  }

  // ServerHello

  private Step serverHello(ClientOffer offer, ServerHello hello, Bytes raw) {
    new ServerHelloCheck(config(), rules, offer.hello(), hello).check();
    SessionState session = Resumption.accepted(rules, offer, hello);
    offer.transcript().add(raw);
    rules.startHash(offer.transcript(), hello.cipherSuite());
    Handshake handshake = new Handshake(offer.hello(), hello, offer.transcript());
    Flight flight = new Flight(handshake.transcript());
    String why = "the server's choice among the client's suites";
    flight.decide(
        Decisions.suite(offer.hello().cipherSuites(), List.of(), hello.cipherSuite(), why));
    Hellos.decide(flight, handshake, config().protocols(), List.of());
    Hellos.limit(flight, handshake);
    if (session != null) {
      return resume(flight, handshake, session);
    }
    if (offer.session() != null) {
      flight.decide(Decisions.notResumed("the server wants a full handshake"));
    }
    Hellos.decideFull(flight, handshake);
    // RFC 5246 §7.4.2: a certificate follows "whenever the agreed-upon key exchange method uses
    // certificates for authentication (this includes all key exchange methods ... except DH_anon)"
    return flight.handOver(
        this,
        SuiteChoice.isAnonymous(handshake.suite())
            ? new WaitServerKeyExchange(handshake, List.of(), null)
            : new WaitServerCertificate(handshake));
  }

  private Step resume(Flight flight, Handshake handshake, SessionState session) {
    flight.decide(Decisions.resumed(session.suite(), "the server knows the session"));
    Secret main = session.secret().copy();
    flight.log("CLIENT_RANDOM", handshake.clientRandom(), main);
    Secured secured = secured(handshake, main, Secured.Origin.SESSION);
    Outcome outcome = Outcome.resumed(PeerProof.resumed(session));
    Ending ending = new Ending.Abbreviated(session);
    return flight.handOver(this, beforeChange(handshake, secured, outcome, ending));
  }

  // The server's flight

  private Step serverCertificate(WaitServerCertificate s, CertificateMessage12 message, Bytes raw) {
    Handshake handshake = s.handshake();
    // RFC 5246 §7.4.2: "The server MUST send a Certificate message whenever the agreed-upon key
    // exchange method uses certificates for authentication"
    if (message.certificateList().isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.EMPTY_SERVER_CERTIFICATE,
          "Certificate.certificate_list with " + handshake.suite());
    }
    handshake.transcript().add(raw);
    List<X509Certificate> chain = CertificateParser.shared().parse(message.certificateList());
    CertificateKey key = new CertificateKey(chain.getFirst());
    CertificateKey.Obstacle obstacle =
        key.obstacle(context.crypto(), handshake.suite(), handshake.client());
    if (obstacle != null) {
      throw TlsFailure.of(
          obstacle.reason(), "Certificate with " + handshake.suite() + ": " + obstacle.why());
    }
    return Step.to(
        handshake.promisesStatus()
            ? new WaitCertificateStatus(handshake, chain)
            : afterCertificate(handshake, chain, null));
  }

  private Step certificateStatus(WaitCertificateStatus s, CertificateStatus message, Bytes raw) {
    s.handshake().transcript().add(raw);
    String why = "the server stapled " + message.ocspResponse().length() + " octets";
    return new Flight(s.handshake().transcript())
        .decide(Decisions.stapled(true, why))
        .to(afterCertificate(s.handshake(), s.chain(), message.ocspResponse()));
  }

  private State afterCertificate(
      Handshake handshake, List<X509Certificate> chain, @Nullable Bytes ocspResponse) {
    KeyAgreement agreement = agreement(handshake);
    if (agreement.hasServerKeyExchange(chain.getFirst().getPublicKey())) {
      return new WaitServerKeyExchange(handshake, chain, ocspResponse);
    }
    KeyAgreement.ClientHalf half =
        agreement.fromCertificate(context, handshake.client(), chain.getFirst().getPublicKey());
    return new WaitCertificateRequest(
        handshake, new ServerSide(chain, ocspResponse, half, null, Bytes.EMPTY));
  }

  private Step serverKeyExchange(WaitServerKeyExchange s, ServerKeyExchange message, Bytes raw) {
    Handshake handshake = s.handshake();
    WireReader body = message.body().reader();
    KeyAgreement agreement = agreement(handshake);
    KeyAgreement.ClientHalf half = agreement.readParameters(context, handshake.client(), body);
    Bytes parameters = message.body().slice(0, body.offset());
    VersionRules.Signed signed =
        agreement.isSigned()
            ? rules.readDigitallySigned(body, s.chain().getFirst().getPublicKey())
            : null;
    body.end();
    handshake.transcript().add(raw);
    Flight flight = new Flight(handshake.transcript());
    if (half.decision() != null) {
      flight.decide(half.decision());
    }
    Bytes input =
        signed == null
            ? Bytes.EMPTY
            : rules.keyExchangeInput(context.crypto(), handshake, parameters, signed.scheme());
    ServerSide server = new ServerSide(s.chain(), s.ocspResponse(), half, signed, input);
    return flight.to(new WaitCertificateRequest(handshake, server));
  }

  private Step certificateRequest(
      WaitCertificateRequest s, CertificateRequest12 message, Bytes raw) {
    // RFC 5246 §7.4.4: "It is a fatal handshake_failure alert for an anonymous server to request
    // client authentication."
    if (s.server().chain().isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.ANONYMOUS_SERVER_ASKS, "CertificateRequest with " + s.handshake().suite());
    }
    s.handshake().transcript().add(raw);
    return new Flight(s.handshake().transcript())
        .decide(Decisions.clientAuthentication("requested", "the server asks for a certificate"))
        .to(new WaitServerHelloDone(s.handshake(), s.server(), message));
  }

  private Step serverHelloDone(
      Handshake handshake, ServerSide server, @Nullable CertificateRequest12 request, Bytes raw) {
    handshake.transcript().add(raw);
    if (server.chain().isEmpty()) {
      Flight flight = new Flight(handshake.transcript());
      flight.decide(Decisions.noPeerIdentity("the suite is anonymous: nobody is authenticated"));
      return clientKeyExchange(flight, handshake, server, PeerProof.anonymous(), null);
    }
    PresentedChain presented =
        new PresentedChain(
            Side.SERVER,
            server.chain(),
            context.destination().expectedName(),
            server.ocspResponse(),
            context.now());
    return new Flight(handshake.transcript())
        .ask(
            new Question.JudgeChain(presented),
            new JudgingServer(handshake, server, presented, request));
  }

  // The client's flight

  private Step chainJudged(JudgingServer s, ChainVerdict verdict) {
    AcceptedChain accepted = AcceptedChain.of(s.presented(), verdict);
    Flight flight = new Flight(s.handshake().transcript());
    flight.decide(Decisions.peerIdentity(accepted, context.destination().expectedName()));
    PeerProof proof = verifyParameters(flight, s, accepted);
    CertificateRequest12 request = s.request();
    if (request == null) {
      return clientKeyExchange(flight, s.handshake(), s.server(), proof, null);
    }
    return flight.ask(
        new Question.ChooseCertificate(ClientCertificateTypes.wanted(config(), rules, request)),
        new ChoosingCertificate(s.handshake(), s.server(), proof, request));
  }

  private PeerProof verifyParameters(Flight flight, JudgingServer s, AcceptedChain accepted) {
    VersionRules.Signed signed = s.server().signed();
    if (signed == null) {
      return PeerProof.decrypting(accepted);
    }
    List<SignatureScheme> offered = rules.verifiedBy(s.handshake().client());
    // RFC 5246 §7.4.3: "the signature algorithm and hash algorithm MUST be a pair listed in that
    // extension", and they "MUST be compatible with the key in the server's end-entity certificate"
    GoodSignature good =
        GoodSignature.verify(
            context.crypto(),
            rules.version(),
            offered,
            accepted,
            signed.scheme(),
            s.server().signatureInput().toArray(),
            signed.signature());
    String why = "the server's choice among the client's schemes, and it verifies";
    flight.decide(Decisions.signature(offered, List.of(), good.scheme(), why));
    return PeerProof.signed(good);
  }

  private Step certificateChosen(ChoosingCertificate s, CredentialChoice choice) {
    Flight flight = new Flight(s.handshake().transcript());
    Credential credential = choice.credential();
    if (credential == null) {
      Reason refusal = choice.refusal();
      if (refusal != null) {
        throw TlsFailure.of(refusal, choice.why());
      }
      flight.decide(Decisions.noCertificate(choice.why()));
      rules.withoutCertificate(flight);
      return clientKeyExchange(flight, s.handshake(), s.server(), s.proof(), null);
    }
    // RFC 5246 §7.4.8: "The hash and signature algorithms used in the signature MUST be one of
    // those present in the supported_signature_algorithms field of the CertificateRequest message."
    Negotiation.Outcome<SignatureScheme> scheme =
        new Signatures(config(), rules)
            .choose(Side.CLIENT, rules.verifiedBy(s.request()), credential);
    Ours ours = new Ours(credential, scheme.orFail(Reason.NO_COMMON_SIGNATURE_SCHEME));
    flight.decide(Decisions.certificate(credential.certificate(), choice.why()));
    flight.decide(Decisions.signature(scheme));
    flight.send(new CertificateMessage12(credential.encodedChain()));
    return clientKeyExchange(flight, s.handshake(), s.server(), s.proof(), ours);
  }

  /** What we sign with, where we do. */
  private record Ours(Credential credential, SignatureScheme scheme) {}

  private Step clientKeyExchange(
      Flight flight, Handshake handshake, ServerSide server, PeerProof proof, @Nullable Ours ours) {
    KeyAgreement.Reply reply = server.half().reply();
    flight.send(reply.message());
    Secret main;
    try (Secret premaster = reply.premaster()) {
      main = rules.mainSecret(context.crypto(), handshake, premaster);
    }
    flight.log("CLIENT_RANDOM", handshake.clientRandom(), main);
    Secured secured = secured(handshake, main, Secured.Origin.PREMASTER);
    if (ours == null) {
      return clientFinished(flight, handshake, secured, server.outcome(proof, null));
    }
    Outcome outcome = server.outcome(proof, ours.credential());
    Bytes input =
        Bytes.wrap(rules.certificateVerifyInput(context.crypto(), handshake, main, ours.scheme()));
    return flight.ask(
        new Question.Sign(ours.credential(), ours.scheme(), input),
        new Signing(handshake, secured, outcome, ours.scheme()));
  }

  private Step signed(Signing s, Bytes signature) {
    Flight flight = new Flight(s.handshake().transcript());
    flight.send(rules.certificateVerify(new VersionRules.Signed(s.scheme(), signature)));
    Outcome outcome = s.outcome().signedByClient(s.scheme(), s.outcome().peer());
    return clientFinished(flight, s.handshake(), s.secured(), outcome);
  }

  private Step clientFinished(
      Flight flight, Handshake handshake, Secured secured, Outcome outcome) {
    Bytes verifyData = verifyData(handshake, secured, Side.CLIENT);
    secured.changeWrite(flight, handshake);
    flight.send(new Finished(verifyData));
    return flight.to(beforeChange(handshake, secured, outcome, new Ending.Full(verifyData)));
  }

  // The server's last flight

  private static State beforeChange(
      Handshake handshake, Secured secured, Outcome outcome, Ending ending) {
    return handshake.promisesTicket()
        ? new WaitNewSessionTicket(handshake, secured, outcome, ending)
        : new WaitChangeCipherSpec(handshake, secured, outcome, ending, null);
  }

  private Step newSessionTicket(WaitNewSessionTicket s, NewSessionTicket12 message, Bytes raw) {
    s.handshake().transcript().add(raw);
    return Step.to(
        new WaitChangeCipherSpec(s.handshake(), s.secured(), s.outcome(), s.ending(), message));
  }

  private Step changeCipherSpec(WaitChangeCipherSpec s) {
    Flight flight = new Flight(s.handshake().transcript());
    s.secured().changeRead(flight, s.handshake());
    return flight.to(
        new WaitFinished(s.handshake(), s.secured(), s.outcome(), s.ending(), s.ticket()));
  }

  private Step serverFinished(WaitFinished s, Finished message, Bytes raw) {
    Handshake handshake = s.handshake();
    // RFC 5246 §7.4.9: "Recipients of Finished messages MUST verify that the contents are correct."
    Bytes expected = verifyData(handshake, s.secured(), Side.SERVER);
    GoodFinished finished = GoodFinished.verify(expected.toArray(), message.verifyData());
    handshake.transcript().add(raw);
    PeerIdentity server = s.outcome().peer().identity(finished);
    Flight flight = new Flight(handshake.transcript());
    switch (s.ending()) {
      case Ending.Full(Bytes clientVerifyData) -> {
        remember(flight, s, server, null);
        complete(flight, s, server, clientVerifyData, false);
      }
      case Ending.Abbreviated(SessionState session) -> {
        Bytes verifyData = verifyData(handshake, s.secured(), Side.CLIENT);
        s.secured().changeWrite(flight, handshake);
        flight.send(new Finished(verifyData));
        remember(flight, s, server, session);
        complete(flight, s, server, expected, true);
      }
    }
    return flight.to(new Connected(server, finished));
  }

  private void complete(
      Flight flight, WaitFinished s, PeerIdentity server, Bytes firstFinished, boolean resumed) {
    Handshake handshake = s.handshake();
    // RFC 7627 §5.4: without the extended main secret "tls-unique" binds nothing
    Bytes tlsUnique = handshake.extendedMainSecret() ? firstFinished : Bytes.EMPTY;
    flight.then(
        new Effect.Complete(
            s.outcome().info(rules, handshake, server, resumed),
            rules.exporter(context.crypto(), handshake, s.secured().main()),
            tlsUnique));
  }

  private void remember(
      Flight flight, WaitFinished s, PeerIdentity server, @Nullable SessionState resumed) {
    Bytes key = context.destination().sessionKey();
    if (key == null) {
      return;
    }
    Sessions sessions =
        new Sessions(config(), rules, s.handshake(), server, s.secured().main(), context.now());
    SessionState session =
        resumed == null ? sessions.ofClient(s.ticket()) : sessions.ofClient(resumed, s.ticket());
    if (session != null) {
      flight.then(new Effect.Remember(key, session));
    }
  }

  // After the handshake

  private Step refuseRenegotiation(Connected s) {
    // RFC 5246 §7.4.1.1: the message "MAY be ignored by the client if it does not wish to
    // renegotiate a session, or the client may, if it wishes, respond with a no_renegotiation
    // alert"
    if (!rules.alert(AlertDescription.NO_RENEGOTIATION).equals(AlertDescription.NO_RENEGOTIATION)) {
      // RFC 5746 §4.5: "SSLv3 clients that refuse renegotiation SHOULD use a fatal
      // handshake_failure alert"; not to answer keeps the connection, as RFC 6101 §5.6.1.1 allows
      return Step.to(s);
    }
    return new Step(s, List.of(new Effect.SendWarning(AlertDescription.NO_RENEGOTIATION)), null);
  }

  // In short

  private ClientConfig config() {
    return context.config();
  }

  private KeyAgreement agreement(Handshake handshake) {
    return rules.keyAgreement(handshake.suite().keyExchange());
  }

  private Secured secured(Handshake handshake, Secret main, Secured.Origin origin) {
    return Secured.derive(
        rules, context.crypto(), context.random(), handshake, main, Side.CLIENT, origin);
  }

  private Bytes verifyData(Handshake handshake, Secured secured, Side sender) {
    return rules.verifyData(context.crypto(), handshake, secured.main(), sender);
  }
}
