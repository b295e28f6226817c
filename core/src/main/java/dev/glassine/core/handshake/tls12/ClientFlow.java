package dev.glassine.core.handshake.tls12;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.Question;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ClientOffer;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flight;
import dev.glassine.core.handshake.Flow;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Step;
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
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.keys.ConstantTime;
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
import java.time.Duration;
import java.time.Instant;
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
 * <p>The server's chain is judged once its flight is complete, so that everything that is asked of
 * the owner comes in one row. Immutable.
 */
public final class ClientFlow implements Flow {
  private final ClientContext context;
  private final VersionRules rules;

  private ClientFlow(ClientContext context, VersionRules rules) {
    this.context = context;
    this.rules = rules;
  }

  /**
   * Takes over where the server chose TLS 1.2.
   *
   * @param offer its transcript ends with the ClientHello
   * @param raw the ServerHello's encoding, not yet in the transcript
   */
  public static Step begin(ClientContext context, ClientOffer offer, ServerHello hello, Bytes raw) {
    return begin(VersionRules.TLS_1_2, context, offer, hello, raw);
  }

  /** Takes over where the server chose the version of {@code rules}. */
  public static Step begin(
      VersionRules rules, ClientContext context, ClientOffer offer, ServerHello hello, Bytes raw) {
    return new ClientFlow(context, rules).serverHello(offer, hello, raw);
  }

  private record On(State state, ProtocolMessage message) {}

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

  private record To(State state, Answer answer) {}

  @Override
  public Step answer(State state, Answer answer) {
    return switch (new To(state, answer)) {
      case To(JudgingServer s, Answer.ChainJudged(ChainVerdict.Accepted(var path))) ->
          serverAccepted(s, path.size());
      case To(
              JudgingServer s,
              Answer.ChainJudged(ChainVerdict.Refused(var reason, var detail, var cause))) ->
          throw TlsFailure.of(reason, detail, cause);
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
    new ServerHelloCheck(context.config(), rules, offer.hello(), hello).check();
    SessionState session = Resumption.accepted(rules, offer, hello);
    offer.transcript().add(raw);
    rules.startHash(offer.transcript(), hello.cipherSuite());
    Handshake handshake = new Handshake(offer.hello(), hello, offer.transcript());
    Flight flight = new Flight(handshake.transcript());
    flight.decide(
        Decisions.suite(
            offer.hello().cipherSuites(),
            List.of(),
            hello.cipherSuite(),
            "the server's choice among the client's suites"));
    Hellos.decide(flight, handshake, context.config().protocols(), List.of());
    Hellos.limit(flight, handshake);
    if (session != null) {
      return resume(flight, handshake, session);
    }
    if (offer.session() != null) {
      flight.decide(Decisions.notResumed("the server wants a full handshake"));
    }
    return flight.handOver(this, new WaitServerCertificate(handshake));
  }

  private Step resume(Flight flight, Handshake handshake, SessionState session) {
    flight.decide(Decisions.resumed(session.suite(), "the server knows the session"));
    Secret main = session.secret().copy();
    flight.log("CLIENT_RANDOM", handshake.clientRandom(), main);
    Secured secured = secured(handshake, main, Secured.Origin.SESSION);
    Outcome outcome = Outcome.resumed(PeerChain.of(session.peerChain()));
    return flight.handOver(
        this, beforeChange(handshake, secured, outcome, new Ending.Abbreviated(session)));
  }

  // The server's flight

  private Step serverCertificate(WaitServerCertificate s, CertificateMessage12 message, Bytes raw) {
    Handshake handshake = s.handshake();
    // RFC 5246 §7.4.2: "The server MUST send a Certificate message whenever the agreed-upon key
    // exchange method uses certificates"
    if (message.certificateList().isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.EMPTY_SERVER_CERTIFICATE, "Certificate.certificate_list in " + handshake.suite());
    }
    handshake.transcript().add(raw);
    PeerChain chain = PeerChain.of(message.certificateList());
    CertificateKey.Obstacle obstacle =
        chain.key().obstacle(context.crypto(), handshake.suite(), handshake.client());
    if (obstacle != null) {
      throw TlsFailure.of(
          obstacle.reason(), "Certificate in " + handshake.suite() + ": " + obstacle.why());
    }
    return Step.to(
        handshake.promisesStatus()
            ? new WaitCertificateStatus(handshake, chain)
            : afterCertificate(handshake, chain, null));
  }

  private Step certificateStatus(WaitCertificateStatus s, CertificateStatus message, Bytes raw) {
    s.handshake().transcript().add(raw);
    return new Flight(s.handshake().transcript())
        .decide(
            Decisions.stapled(
                true,
                "the server stapled an OCSP response of "
                    + message.ocspResponse().length()
                    + " octets"))
        .to(afterCertificate(s.handshake(), s.chain(), message.ocspResponse()));
  }

  private State afterCertificate(
      Handshake handshake, PeerChain chain, @Nullable Bytes ocspResponse) {
    KeyAgreement agreement = agreement(handshake);
    if (agreement.hasServerKeyExchange()) {
      return new WaitServerKeyExchange(handshake, chain, ocspResponse);
    }
    KeyAgreement.ClientHalf half =
        agreement.fromCertificate(context, handshake.client(), chain.key().publicKey());
    return new WaitCertificateRequest(handshake, new ServerSide(chain, ocspResponse, half, null));
  }

  private Step serverKeyExchange(WaitServerKeyExchange s, ServerKeyExchange message, Bytes raw) {
    Handshake handshake = s.handshake();
    WireReader body = message.body().reader();
    KeyAgreement.ClientHalf half =
        agreement(handshake).readParameters(context, handshake.client(), body);
    Bytes parameters = message.body().slice(0, body.offset());
    VersionRules.Signed signed = rules.readDigitallySigned(body, s.chain().key().publicKey());
    body.end();
    List<SignatureScheme> offered = rules.verifiedBy(handshake.client());
    signatures()
        .verify(
            signed,
            offered,
            s.chain().key().publicKey(),
            Signatures.keyExchangeInput(handshake, parameters),
            "ServerKeyExchange");
    handshake.transcript().add(raw);
    Flight flight = new Flight(handshake.transcript());
    if (half.decision() != null) {
      flight.decide(half.decision());
    }
    return flight
        .decide(
            Decisions.signature(
                offered,
                List.of(),
                signed.scheme(),
                "the server's choice among the client's schemes; it verifies"))
        .to(
            new WaitCertificateRequest(
                handshake, new ServerSide(s.chain(), s.ocspResponse(), half, signed.scheme())));
  }

  private Step certificateRequest(
      WaitCertificateRequest s, CertificateRequest12 message, Bytes raw) {
    s.handshake().transcript().add(raw);
    return Step.to(new WaitServerHelloDone(s.handshake(), s.server(), message));
  }

  private Step serverHelloDone(
      Handshake handshake, ServerSide server, @Nullable CertificateRequest12 request, Bytes raw) {
    handshake.transcript().add(raw);
    PresentedChain presented =
        new PresentedChain(
            Side.SERVER,
            server.chain().certificates(),
            context.destination().expectedName(),
            server.ocspResponse(),
            context.now());
    return new Flight(handshake.transcript())
        .ask(new Question.JudgeChain(presented), new JudgingServer(handshake, server, request));
  }

  // The client's flight

  private Step serverAccepted(JudgingServer s, int pathLength) {
    Handshake handshake = s.handshake();
    Flight flight = new Flight(handshake.transcript());
    String expected = context.destination().expectedName();
    flight.decide(
        Decisions.peerIdentity(
            s.server().chain().key().certificate(),
            "trusted by a path of "
                + pathLength
                + (expected == null ? ", no name was to be checked" : ", for " + expected)));
    CertificateRequest12 request = s.request();
    if (request == null) {
      return clientKeyExchange(flight, handshake, s.server(), null, null);
    }
    List<SignatureScheme> verified = rules.verifiedBy(request);
    CredentialRequest wanted =
        new CredentialRequest(
            Side.CLIENT,
            rules.version(),
            null,
            signatures().common(verified, context.config().signatureSchemes()),
            verified,
            ClientCertificateTypes.kinds(request.certificateTypes()),
            request.certificateAuthorities());
    return flight.ask(
        new Question.ChooseCertificate(wanted),
        new ChoosingCertificate(handshake, s.server(), request));
  }

  private Step certificateChosen(ChoosingCertificate s, CredentialChoice choice) {
    Handshake handshake = s.handshake();
    Flight flight = new Flight(handshake.transcript());
    Credential credential = choice.credential();
    if (credential == null) {
      flight.decide(Decisions.noCertificate(choice.why()));
      rules.withoutCertificate(flight);
      return clientKeyExchange(flight, handshake, s.server(), null, null);
    }
    List<SignatureScheme> verified = rules.verifiedBy(s.request());
    List<SignatureScheme> common =
        signatures().common(verified, context.config().signatureSchemes());
    SignatureScheme scheme = signatures().choose(common, credential.publicKey());
    // RFC 5246 §7.4.8: "The hash and signature algorithms used in the signature MUST be one of
    // those present in the supported_signature_algorithms
    // field of the CertificateRequest message."
    if (scheme == null) {
      throw new TlsFailure.Incompatible(
          Reason.NO_COMMON_SIGNATURE_SCHEME,
          "the server verifies "
              + verified
              + ", the client's key is "
              + credential.publicKey().getAlgorithm());
    }
    flight.decide(Decisions.certificate(credential.certificate(), choice.why()));
    flight.send(new CertificateMessage12(credential.encodedChain()));
    return clientKeyExchange(flight, handshake, s.server(), credential, scheme);
  }

  private Step clientKeyExchange(
      Flight flight,
      Handshake handshake,
      ServerSide server,
      @Nullable Credential credential,
      @Nullable SignatureScheme scheme) {
    KeyAgreement.Reply reply = server.half().reply();
    flight.send(reply.message());
    Secret main;
    try (Secret premaster = reply.premaster()) {
      main = rules.mainSecret(context.crypto(), handshake, premaster);
    }
    flight.log("CLIENT_RANDOM", handshake.clientRandom(), main);
    Secured secured = secured(handshake, main, Secured.Origin.PREMASTER);
    Outcome outcome = server.outcome(credential);
    if (credential == null || scheme == null) {
      return clientFinished(flight, handshake, secured, outcome);
    }
    Bytes input = Bytes.wrap(rules.certificateVerifyInput(handshake, main));
    return flight.ask(
        new Question.Sign(credential, scheme, input),
        new Signing(handshake, secured, outcome, scheme));
  }

  private Step signed(Signing s, Bytes signature) {
    Flight flight = new Flight(s.handshake().transcript());
    flight.send(rules.certificateVerify(new VersionRules.Signed(s.scheme(), signature)));
    flight.decide(
        Decisions.clientAuthentication(s.scheme().name(), "the client signed for its certificate"));
    return clientFinished(
        flight, s.handshake(), s.secured(), s.outcome().signedByClient(s.scheme()));
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
    Bytes expected = verifyData(handshake, s.secured(), Side.SERVER);
    // RFC 5246 §7.4.9: "Recipients of Finished messages MUST verify that the contents are correct."
    if (!ConstantTime.equal(expected, message.verifyData())) {
      throw new TlsFailure.Misbehaved(Reason.BAD_FINISHED, "server's Finished");
    }
    handshake.transcript().add(raw);
    Flight flight = new Flight(handshake.transcript());
    return switch (s.ending()) {
      case Ending.Full(Bytes clientVerifyData) -> {
        remember(flight, handshake, newSession(s));
        yield complete(flight, s, clientVerifyData, false);
      }
      case Ending.Abbreviated(SessionState session) -> {
        Bytes verifyData = verifyData(handshake, s.secured(), Side.CLIENT);
        s.secured().changeWrite(flight, handshake);
        flight.send(new Finished(verifyData));
        remember(flight, handshake, renewed(s, session));
        yield complete(flight, s, expected, true);
      }
    };
  }

  private Step complete(Flight flight, WaitFinished s, Bytes firstFinished, boolean resumed) {
    Handshake handshake = s.handshake();
    // RFC 7627 §5.4: without the extended main secret "tls-unique" binds nothing
    Bytes tlsUnique = handshake.extendedMainSecret() ? firstFinished : Bytes.EMPTY;
    return flight
        .then(
            new Effect.Complete(
                s.outcome().info(rules, handshake, resumed),
                rules.exporter(context.crypto(), handshake, s.secured().main()),
                tlsUnique))
        .to(new Connected());
  }

  // After the handshake

  private Step refuseRenegotiation(Connected s) {
    // RFC 5246 §7.4.1.1: the message "MAY be ignored by the client if it does not wish to
    // renegotiate a session, or the client may, if it wishes,
    // respond with a no_renegotiation alert"
    return new Step(
        s, List.of(new Effect.SendWarning(rules.alert(AlertDescription.NO_RENEGOTIATION))), null);
  }

  // Sessions

  private void remember(Flight flight, Handshake handshake, @Nullable SessionState session) {
    Bytes key = context.destination().sessionKey();
    if (session != null && key != null && handshake.extendedMainSecret()) {
      flight.then(new Effect.Remember(key, session));
    }
  }

  private @Nullable SessionState newSession(WaitFinished s) {
    Instant now = context.now();
    NewSessionTicket12 ticket = usableTicket(s);
    if (ticket != null) {
      return session(
          s,
          now,
          Resumption.lifetime(ticket),
          new SessionState.Ticket.Sealed(ticket.ticket(), now));
    }
    Bytes id = s.handshake().server().legacySessionIdEcho();
    return id.isEmpty()
        ? null
        : session(s, now, Resumption.sessionIdLifetime(), new SessionState.Ticket.SessionId(id));
  }

  /**
   * The resumed session once more, since offering it took it out of the store; under a new ticket
   * if there is one.
   */
  private SessionState renewed(WaitFinished s, SessionState session) {
    NewSessionTicket12 ticket = usableTicket(s);
    if (ticket == null) {
      return session;
    }
    Instant now = context.now();
    Duration lifetime = Duration.between(session.created(), now).plus(Resumption.lifetime(ticket));
    return session(
        s, session.created(), lifetime, new SessionState.Ticket.Sealed(ticket.ticket(), now));
  }

  private SessionState session(
      WaitFinished s, Instant created, Duration lifetime, SessionState.Ticket ticket) {
    return Resumption.session(
        rules,
        s.handshake(),
        s.secured().main(),
        s.outcome().peer(),
        context.config(),
        created,
        lifetime,
        ticket);
  }

  /** RFC 5077 §3.3: an empty ticket says that there is none after all. */
  private static @Nullable NewSessionTicket12 usableTicket(WaitFinished s) {
    NewSessionTicket12 ticket = s.ticket();
    return ticket == null || ticket.ticket().isEmpty() ? null : ticket;
  }

  // In short

  private KeyAgreement agreement(Handshake handshake) {
    return rules.keyAgreement(handshake.suite().keyExchange());
  }

  private Signatures signatures() {
    return new Signatures(context.crypto(), rules.version());
  }

  private Secured secured(Handshake handshake, Secret main, Secured.Origin origin) {
    Protections protections =
        Protections.derive(rules, context.crypto(), context.random(), handshake, main, Side.CLIENT);
    return new Secured(main, protections, Side.CLIENT, origin);
  }

  private Bytes verifyData(Handshake handshake, Secured secured, Side sender) {
    return rules.verifyData(context.crypto(), handshake, secured.main(), sender);
  }
}
