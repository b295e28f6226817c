package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision.Topic;
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
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.GoodSignature;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.handshake.tls13.ClientStates.Connected;
import dev.glassine.core.handshake.tls13.ClientStates.Finishing;
import dev.glassine.core.handshake.tls13.ClientStates.Hellos;
import dev.glassine.core.handshake.tls13.ClientStates.Parameters;
import dev.glassine.core.handshake.tls13.ClientStates.Presented;
import dev.glassine.core.handshake.tls13.ClientStates.WaitCertificate;
import dev.glassine.core.handshake.tls13.ClientStates.WaitCertificateOrRequest;
import dev.glassine.core.handshake.tls13.ClientStates.WaitCertificateVerify;
import dev.glassine.core.handshake.tls13.ClientStates.WaitCredential;
import dev.glassine.core.handshake.tls13.ClientStates.WaitEncryptedExtensions;
import dev.glassine.core.handshake.tls13.ClientStates.WaitFinished;
import dev.glassine.core.handshake.tls13.ClientStates.WaitServerHello;
import dev.glassine.core.handshake.tls13.ClientStates.WaitSignature;
import dev.glassine.core.handshake.tls13.ClientStates.WaitVerdict;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.keys.Tls13KeySchedule;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage;
import dev.glassine.core.wire.CertificateRequest;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.EncryptedExtensions;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.KeyUpdate;
import dev.glassine.core.wire.NewSessionTicket;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's handshake in TLS 1.3 (RFC 9846 §2).
 *
 * <pre>
 *        Client                                           Server
 *
 *        ClientHello               --------&gt;                          by ClientOpening
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
public final class ClientFlow implements Flow {
  private final ClientContext context;

  ClientFlow(ClientContext context) {
    this.context = context;
  }

  /** Takes over at a ServerHello that selects TLS 1.3; it is not in the transcript yet. */
  public static Step begin(ClientContext context, ClientOffer offer, ServerHello hello, Bytes raw) {
    ClientFlow flow = new ClientFlow(context);
    Flight flight = new Flight(offer.transcript());
    Hellos hellos = ClientAgreement.of(context.crypto(), flight, offer, hello, raw);
    flow.changeCipherSpec(flight);
    return flow.protect(flight, hellos).takenOverBy(flow);
  }

  /** Takes over at a HelloRetryRequest; it is not in the transcript yet. */
  public static Step retry(
      ClientContext context, ClientOffer offer, HelloRetryRequest request, Bytes raw) {
    ClientFlow flow = new ClientFlow(context);
    return flow.retry(offer, request, raw).takenOverBy(flow);
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitServerHello s, ServerHello m) -> agreeAgain(s, m, raw);
      case On(WaitServerHello s, HelloRetryRequest m) -> throw secondRetry(m);
      case On(WaitEncryptedExtensions s, EncryptedExtensions m) ->
          readParameters(s.hellos(), m, raw);
      case On(WaitCertificateOrRequest s, CertificateRequest m) -> readRequest(s, m, raw);
      case On(WaitCertificateOrRequest s, CertificateMessage m) ->
          judgeChain(s.parameters(), null, m, raw);
      case On(WaitCertificate s, CertificateMessage m) ->
          judgeChain(s.parameters(), s.request(), m, raw);
      case On(WaitCertificateVerify s, CertificateVerify m) -> checkSignature(s, m, raw);
      case On(WaitFinished s, Finished m) -> finishServer(s, m, raw);
      case On(Connected s, NewSessionTicket m) -> keepTicket(s, m);
      case On(Connected s, KeyUpdate m) -> moveOn(s, postHandshake(s).received(m));
      case On(var s, var unexpected) ->
          throw TlsFailure.Misbehaved.unexpected(s.stateName(), unexpected.messageName());
    };
  }

  @Override
  public Step answer(State state, Answer answer) {
    return switch (state) {
      case WaitVerdict s when answer instanceof Answer.ChainJudged(ChainVerdict verdict) ->
          acceptChain(s, verdict);
      case WaitCredential s
          when answer instanceof Answer.CertificateChosen(CredentialChoice choice) ->
          present(s, choice);
      case WaitSignature s when answer instanceof Answer.Signed(Bytes signature) ->
          prove(s, signature);
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

  // HelloRetryRequest

  private Step retry(ClientOffer first, HelloRetryRequest request, Bytes raw) {
    ClientOffer second = HelloRetry.offerAgain(context, first, request, raw);
    Flight flight = new Flight(second.transcript()).decide(Decisions.askedAgain(first, request));
    changeCipherSpec(flight);
    return flight
        .then(new Effect.Send(second.hello(), second.raw()))
        .to(new WaitServerHello(second, request));
  }

  private static TlsFailure secondRetry(HelloRetryRequest second) {
    // RFC 9846 §4.2.4: "If a client receives a second HelloRetryRequest in the same connection ...,
    // it MUST abort the handshake with an "unexpected_message" alert."
    return new TlsFailure.Misbehaved(
        Reason.SECOND_HELLO_RETRY_REQUEST, "with " + second.extensions().types());
  }

  // ServerHello

  private Step agreeAgain(WaitServerHello s, ServerHello hello, Bytes raw) {
    HelloRetryRequest request = s.request();
    // RFC 9846 §4.2.4: "The value of selected_version in the HelloRetryRequest "supported_versions"
    // extension MUST be retained in the ServerHello"
    if (!hello.selectedVersion().equals(ProtocolVersion.TLS_1_3)) {
      throw new TlsFailure.Misbehaved(
          Reason.SERVER_CHANGED_AFTER_RETRY,
          "ServerHello selects " + hello.selectedVersion() + " after TLS 1.3");
    }
    // RFC 9846 §4.2.4: "clients MUST check that the cipher suite supplied in the ServerHello is the
    // same as that in the HelloRetryRequest"
    if (!hello.cipherSuite().equals(request.cipherSuite())) {
      throw new TlsFailure.Misbehaved(
          Reason.SERVER_CHANGED_AFTER_RETRY,
          "ServerHello.cipher_suite: " + hello.cipherSuite() + " after " + request.cipherSuite());
    }
    Flight flight = new Flight(s.offer().transcript());
    return protect(flight, ClientAgreement.of(crypto(), flight, s.offer(), hello, raw));
  }

  private Step protect(Flight flight, Hellos hellos) {
    Tls13Protections.log(flight, hellos.offer().hello().random(), hellos.secrets());
    Tls13Protections protections = protections(hellos);
    protections.readHandshake(flight, hellos.secrets());
    // Now, and not only with our next flight, so that alerts too are protected
    protections.writeHandshake(flight, hellos.secrets(), RecordLimits.NONE);
    return flight.to(new WaitEncryptedExtensions(hellos));
  }

  // EncryptedExtensions

  private Step readParameters(Hellos hellos, EncryptedExtensions message, Bytes raw) {
    Flight flight = flight(hellos);
    Parameters parameters = ParameterChecks.read(flight, hellos, message.extensions());
    hellos.offer().transcript().add(raw);
    SessionState resumed = hellos.resumed();
    return resumed == null
        ? flight.to(new WaitCertificateOrRequest(parameters))
        : flight.to(new WaitFinished(parameters, null, PeerIdentity.resumed(resumed)));
  }

  // CertificateRequest

  private Step readRequest(WaitCertificateOrRequest s, CertificateRequest request, Bytes raw) {
    // RFC 9846 §4.4.2: "This field SHALL be zero length unless used for the post-handshake
    // authentication exchanges"
    if (!request.certificateRequestContext().isEmpty()) {
      throw new TlsFailure.Misbehaved(
          Reason.UNREQUESTED_CERTIFICATE_CONTEXT,
          "CertificateRequest.certificate_request_context is not empty");
    }
    // RFC 9846 §4.4.2: "The "signature_algorithms" extension MUST be specified"
    if (request.extensions().get(SignatureAlgorithms.class) == null) {
      throw new TlsFailure.Misbehaved(
          Reason.MISSING_EXTENSION, "signature_algorithms in CertificateRequest");
    }
    s.parameters().hellos().offer().transcript().add(raw);
    return Step.to(new WaitCertificate(s.parameters(), request));
  }

  // Certificate

  private Step judgeChain(
      Parameters parameters,
      @Nullable CertificateRequest request,
      CertificateMessage m,
      Bytes raw) {
    Hellos hellos = parameters.hellos();
    Extensions asking = hellos.offer().hello().extensions();
    String expected = context.destination().expectedName();
    PresentedChain chain = Certificates.received(Side.SERVER, m, asking, expected, context.now());
    hellos.offer().transcript().add(raw);
    Flight flight = flight(hellos);
    if (config().requestsStapledStatus()) {
      flight.decide(Decisions.serverStapled(chain.ocspResponse()));
    }
    return flight.ask(new Question.JudgeChain(chain), new WaitVerdict(parameters, request, chain));
  }

  private Step acceptChain(WaitVerdict s, ChainVerdict verdict) {
    AcceptedChain chain = AcceptedChain.of(s.presented(), verdict);
    return flight(s.parameters().hellos())
        .decide(Decisions.identity(chain, context.destination().expectedName()))
        .to(new WaitCertificateVerify(s.parameters(), s.request(), chain));
  }

  // CertificateVerify

  private Step checkSignature(WaitCertificateVerify s, CertificateVerify message, Bytes raw) {
    Hellos hellos = s.parameters().hellos();
    Transcript transcript = hellos.offer().transcript();
    List<SignatureScheme> offered = config().signatureSchemes();
    GoodSignature signature =
        Certificates.verify(crypto(), Side.SERVER, offered, s.chain(), message, transcript.hash());
    transcript.add(raw);
    return flight(hellos)
        .decide(Decisions.serverSignature(offered, signature.scheme()))
        .to(new WaitFinished(s.parameters(), s.request(), PeerIdentity.signed(signature)));
  }

  // Finished

  private Step finishServer(WaitFinished s, Finished message, Bytes raw) {
    Hellos hellos = s.parameters().hellos();
    Transcript transcript = hellos.offer().transcript();
    byte[] expected = verifyData(hellos, hellos.secrets().server());
    GoodFinished finished = GoodFinished.verify(expected, message.verifyData());
    hellos.secrets().server().close();
    transcript.add(raw);
    Tls13KeySchedule.Main main = hellos.secrets().schedule().main();
    ApplicationSecrets secrets = ApplicationSecrets.of(main, transcript.hash());
    Flight flight = flight(hellos);
    Tls13Protections.log(flight, hellos.offer().hello().random(), secrets);
    protections(hellos).readApplication(flight, secrets, s.parameters().limits());
    Finishing finishing = new Finishing(s.parameters(), s.server(), finished, secrets);
    CertificateRequest request = s.request();
    if (request == null) {
      return finishClient(flight, finishing, null);
    }
    CredentialRequest wanted =
        Certificates.wanted(config(), Side.CLIENT, null, request.extensions());
    return flight.ask(
        new Question.ChooseCertificate(wanted), new WaitCredential(finishing, request));
  }

  // Our Certificate, CertificateVerify and Finished

  private Step present(WaitCredential s, CredentialChoice choice) {
    Transcript transcript = s.finishing().parameters().hellos().offer().transcript();
    Flight flight = new Flight(transcript);
    Credential credential = choice.credential();
    flight.decide(Decisions.ownCertificate(credential, choice.why()));
    if (credential == null) {
      Reason refusal = choice.refusal();
      if (refusal != null) {
        throw TlsFailure.of(refusal, choice.why());
      }
      // RFC 9846 §4.5.1: "the client MUST send a Certificate message containing no certificates"
      flight.send(new CertificateMessage(Bytes.EMPTY, List.of()));
      return finishClient(flight, s.finishing(), null);
    }
    Extensions asking = s.request().extensions();
    Negotiation.Outcome<SignatureScheme> outcome =
        Certificates.scheme(config(), Side.CLIENT, asking, credential);
    SignatureScheme scheme = outcome.orFail(Reason.NO_COMMON_SIGNATURE_SCHEME);
    flight.decide(outcome.decision(Topic.SIGNATURE_SCHEME));
    flight.send(Certificates.message(credential, asking));
    return flight.ask(
        new Question.Sign(credential, scheme, SignedContent.of(Side.CLIENT, transcript.hash())),
        new WaitSignature(s.finishing(), credential, scheme));
  }

  private Step prove(WaitSignature s, Bytes signature) {
    Flight flight = flight(s.finishing().parameters().hellos());
    flight.send(new CertificateVerify(s.scheme(), signature));
    return finishClient(flight, s.finishing(), new Presented(s.credential(), s.scheme()));
  }

  private Step finishClient(Flight flight, Finishing finishing, @Nullable Presented presented) {
    Hellos hellos = finishing.parameters().hellos();
    CipherSuite suite = hellos.suite();
    RecordLimits limits = finishing.parameters().limits();
    ApplicationSecrets secrets = finishing.secrets();
    flight.send(new Finished(Bytes.wrap(verifyData(hellos, hellos.secrets().client()))));
    hellos.secrets().client().close();
    protections(hellos).writeApplication(flight, secrets, limits);
    Exporter exporter = Exporter.tls13(crypto(), suite.hash(), secrets.exporter());
    flight.then(new Effect.Complete(info(finishing, presented), exporter, Bytes.EMPTY));
    ClientTickets tickets = tickets(finishing);
    secrets.main().close();
    Traffic traffic =
        new Traffic(suite, limits, secrets.server(), secrets.client(), Traffic.Request.NONE);
    return flight.to(new Connected(traffic, finishing.server(), finishing.finished(), tickets));
  }

  private ConnectionInfo info(Finishing finishing, @Nullable Presented presented) {
    Hellos hellos = finishing.parameters().hellos();
    PeerIdentity server = finishing.server();
    return new ConnectionInfo(
        ProtocolVersion.TLS_1_3,
        hellos.suite(),
        hellos.group(),
        server.signature(),
        presented == null ? null : presented.scheme(),
        finishing.parameters().protocol(),
        context.destination().serverName(),
        server.certificates(),
        presented == null ? List.of() : presented.credential().chain(),
        hellos.resumed() != null,
        true,
        hellos.offer().hello().legacySessionId(),
        server.ocspResponse());
  }

  // After the handshake

  private @Nullable ClientTickets tickets(Finishing finishing) {
    Bytes key = context.destination().sessionKey();
    if (key == null || !config().tickets()) {
      return null;
    }
    Hellos hellos = finishing.parameters().hellos();
    SessionState resumed = hellos.resumed();
    return new ClientTickets(
        key,
        hellos.suite(),
        finishing.secrets().main().resumption(hellos.offer().transcript().hash()),
        context.destination().serverName(),
        finishing.parameters().protocol(),
        finishing.server().certificates(),
        config().policy(),
        resumed == null ? context.now() : resumed.created());
  }

  private Step keepTicket(Connected s, NewSessionTicket message) {
    ClientTickets tickets = s.tickets();
    // RFC 9846 §4.7.1: clients that "do not support resumption MUST silently ignore this message"
    SessionState session =
        tickets == null ? null : tickets.session(crypto(), message, context.now());
    return tickets == null || session == null
        ? Step.to(s)
        : new Step(s, List.of(new Effect.Remember(tickets.key(), session)), null);
  }

  private PostHandshake postHandshake(Connected s) {
    return new PostHandshake(config(), Side.CLIENT, s.traffic());
  }

  private static Step moveOn(Connected s, PostHandshake update) {
    return update
        .flight()
        .to(new Connected(update.traffic(), s.server(), s.finished(), s.tickets()));
  }

  // Details

  /** RFC 9846 §E.4: the client sends it "immediately before its second flight". */
  private void changeCipherSpec(Flight flight) {
    if (config().compatibilityMode()) {
      flight.changeCipherSpec();
    }
  }

  private byte[] verifyData(Hellos hellos, Secret trafficSecret) {
    byte[] transcriptHash = hellos.offer().transcript().hash();
    return Tls13KeySchedule.finished(
        crypto(), hellos.suite().hash(), trafficSecret, transcriptHash);
  }

  private Tls13Protections protections(Hellos hellos) {
    return new Tls13Protections(config(), Side.CLIENT, hellos.suite());
  }

  private static Flight flight(Hellos hellos) {
    return new Flight(hellos.offer().transcript());
  }

  private ClientConfig config() {
    return context.config();
  }

  private CryptoProvider crypto() {
    return context.crypto();
  }
}
