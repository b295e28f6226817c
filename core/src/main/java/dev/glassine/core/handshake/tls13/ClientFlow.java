package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.Epoch;
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
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.KeyUpdate;
import dev.glassine.core.wire.NewSessionTicket;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import java.util.Collection;
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

  private ClientFlow(ClientContext context) {
    this.context = context;
  }

  /** Takes over at a ServerHello that selects TLS 1.3; it is not in the transcript yet. */
  public static Step begin(ClientContext context, ClientOffer offer, ServerHello hello, Bytes raw) {
    ClientFlow flow = new ClientFlow(context);
    Flight flight = new Flight(offer.transcript());
    Hellos hellos = flow.agree(flight, offer, hello, raw);
    flow.changeCipherSpec(flight);
    return flow.protect(flight, hellos).takenOverBy(flow);
  }

  /** Takes over at a HelloRetryRequest; it is not in the transcript yet. */
  public static Step retry(ClientContext context, ClientOffer offer, HelloRetryRequest request, Bytes raw) {
    ClientFlow flow = new ClientFlow(context);
    return flow.retry(offer, request, raw).takenOverBy(flow);
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitServerHello s, ServerHello m) -> agreeAgain(s, m, raw);
      case On(WaitServerHello s, HelloRetryRequest m) -> throw secondRetry(m);
      case On(WaitEncryptedExtensions s, EncryptedExtensions m) -> readParameters(s.hellos(), m, raw);
      case On(WaitCertificateOrRequest s, CertificateRequest m) -> readRequest(s, m, raw);
      case On(WaitCertificateOrRequest s, CertificateMessage m) -> judgeChain(s.parameters(), null, m, raw);
      case On(WaitCertificate s, CertificateMessage m) -> judgeChain(s.parameters(), s.request(), m, raw);
      case On(WaitCertificateVerify s, CertificateVerify m) -> checkSignature(s, m, raw);
      case On(WaitFinished s, Finished m) -> finishServer(s, m, raw);
      case On(Connected s, NewSessionTicket m) -> keepTicket(s, m);
      case On(Connected s, KeyUpdate m) -> moveOn(s, postHandshake(s).received(m));
      case On(var s, var unexpected) -> throw TlsFailure.Misbehaved.unexpected(s.stateName(), unexpected.messageName());
    };
  }

  @Override
  public Step answer(State state, Answer answer) {
    return switch (state) {
      case WaitVerdict s when answer instanceof Answer.ChainJudged(ChainVerdict verdict) -> acceptChain(s, verdict);
      case WaitCredential s when answer instanceof Answer.CertificateChosen(CredentialChoice choice) -> present(s, choice);
      case WaitSignature s when answer instanceof Answer.Signed(Bytes signature) -> prove(s, signature);
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

  // HelloRetryRequest

  private Step retry(ClientOffer first, HelloRetryRequest request, Bytes raw) {
    ClientOffer second = HelloRetry.offerAgain(context, first, request, raw);
    Flight flight = new Flight(second.transcript());
    flight.decide(
        chosen(Topic.HELLO_RETRY, names(first.keyShares().keySet()), request.extensions().types(), "the server asks for a second hello", "RFC 9846 §4.2.4"));
    changeCipherSpec(flight);
    return flight.then(new Effect.Send(second.hello(), second.raw())).to(new WaitServerHello(second, request));
  }

  private static TlsFailure secondRetry(HelloRetryRequest second) {
    // RFC 9846 §4.2.4: "If a client receives a second HelloRetryRequest in the same connection ..., it MUST abort the handshake with an
    // "unexpected_message" alert."
    return new TlsFailure.Misbehaved(Reason.SECOND_HELLO_RETRY_REQUEST, "with " + second.extensions().types());
  }

  // ServerHello

  private Step agreeAgain(WaitServerHello s, ServerHello hello, Bytes raw) {
    HelloRetryRequest request = s.request();
    // RFC 9846 §4.2.4: "The value of selected_version in the HelloRetryRequest "supported_versions" extension MUST be retained in the ServerHello"
    if (!hello.selectedVersion().equals(ProtocolVersion.TLS_1_3)) {
      throw new TlsFailure.Misbehaved(Reason.SERVER_CHANGED_AFTER_RETRY, "ServerHello selects " + hello.selectedVersion() + " after TLS 1.3");
    }
    // RFC 9846 §4.2.4: "clients MUST check that the cipher suite supplied in the ServerHello is the same as that in the HelloRetryRequest"
    if (!hello.cipherSuite().equals(request.cipherSuite())) {
      throw new TlsFailure.Misbehaved(
          Reason.SERVER_CHANGED_AFTER_RETRY, "ServerHello.cipher_suite: " + hello.cipherSuite() + " after " + request.cipherSuite());
    }
    Flight flight = new Flight(s.offer().transcript());
    return protect(flight, agree(flight, s.offer(), hello, raw));
  }

  private Hellos agree(Flight flight, ClientOffer offer, ServerHello hello, Bytes raw) {
    ServerHelloChecks.check(offer.hello(), hello);
    CipherSuite suite = hello.cipherSuite();
    flight.decide(chosen(Topic.CIPHER_SUITE, names(offer.hello().cipherSuites()), suite, "the server chose it", "RFC 9846 §4.2.3"));
    SessionState resumed = resumed(flight, offer, hello);
    KeyShareEntry share = share(hello, resumed);
    KeyExchange.Offer own = offer.keyShares().get(share.group());
    // RFC 9846 §4.3.8: "This value MUST be in the same group as the KeyShareEntry value offered by the client"
    if (own == null) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_GROUP, "ServerHello.key_share.group: " + share.group() + ", shares were sent for " + offer.keyShares().keySet());
    }
    flight.decide(chosen(Topic.GROUP, names(offer.keyShares().keySet()), share.group(), "the server chose it", "RFC 9846 §4.3.8"));
    Transcript transcript = offer.transcript();
    transcript.use(suite.hash());
    transcript.add(raw);
    transcript.forgetMessages();
    try (Secret shared = own.agree(share.keyExchange())) {
      Tls13KeySchedule.Early early = Tls13KeySchedule.early(crypto(), suite.hash(), resumed == null ? null : resumed.secret());
      return new Hellos(offer, suite, share.group(), resumed, HandshakeSecrets.of(early.handshake(shared), transcript.hash()));
    }
  }

  private static KeyShareEntry share(ServerHello hello, @Nullable SessionState resumed) {
    SelectedKeyShare selected = hello.extensions().get(SelectedKeyShare.class);
    if (selected != null) {
      return selected.serverShare();
    }
    // RFC 9846 §4.3.11: clients MUST verify "that a server "key_share" extension is present if required by the ClientHello
    // "psk_key_exchange_modes" extension", and this client offers psk_dhe_ke alone
    if (resumed != null) {
      throw new TlsFailure.Misbehaved(Reason.PSK_WITHOUT_KEY_SHARE, "ServerHello, offered psk_dhe_ke");
    }
    // RFC 9846 §9.2: ""key_share" is REQUIRED for DHE or ECDHE key exchange"
    throw new TlsFailure.Misbehaved(Reason.MISSING_EXTENSION, "key_share in ServerHello");
  }

  private @Nullable SessionState resumed(Flight flight, ClientOffer offer, ServerHello hello) {
    SelectedPsk selected = hello.extensions().get(SelectedPsk.class);
    SessionState session = offer.session();
    if (selected == null) {
      if (offer.hello().extensions().get(OfferedPsks.class) != null) {
        flight.decide(chosen(Topic.RESUMPTION, List.of("ticket"), null, "the server did not select our ticket", "RFC 9846 §4.3.11"));
      }
      return null;
    }
    // RFC 9846 §4.3.11: "Clients MUST verify that the server's selected_identity is within the range supplied by the client"
    if (session == null || selected.selectedIdentity() != 0) {
      throw new TlsFailure.Misbehaved(Reason.UNOFFERED_PSK, "ServerHello.selected_identity: " + selected.selectedIdentity() + ", one was offered");
    }
    // RFC 9846 §4.3.11: "that the server selected a cipher suite indicating a Hash associated with the PSK"
    if (hello.cipherSuite().hash() != session.suite().hash()) {
      throw new TlsFailure.Misbehaved(Reason.PSK_HASH_MISMATCH, "ServerHello.cipher_suite: " + hello.cipherSuite() + ", the session's is " + session.suite());
    }
    flight.decide(chosen(Topic.RESUMPTION, List.of("ticket"), "ticket", "the server selected our ticket", "RFC 9846 §4.3.11"));
    return session;
  }

  private Step protect(Flight flight, Hellos hellos) {
    HandshakeSecrets secrets = hellos.secrets();
    CipherSuite suite = hellos.suite();
    Bytes random = hellos.offer().hello().random();
    flight
        .log("SERVER_HANDSHAKE_TRAFFIC_SECRET", random, secrets.server())
        .log("CLIENT_HANDSHAKE_TRAFFIC_SECRET", random, secrets.client())
        .installRead(
            Epoch.HANDSHAKE,
            suite,
            Tls13Protections.opener(crypto(), suite, secrets.server(), RecordLimits.NONE),
            "early secret", "handshake secret", "s hs traffic", "key, iv")
        // RFC 9846 §4.5.3: from here on alerts are protected too
        .installWrite(
            Epoch.HANDSHAKE,
            suite,
            Tls13Protections.sealer(crypto(), suite, secrets.client(), config().padding(), RecordLimits.NONE),
            "early secret", "handshake secret", "c hs traffic", "key, iv");
    return flight.to(new WaitEncryptedExtensions(hellos));
  }

  // EncryptedExtensions

  private Step readParameters(Hellos hellos, EncryptedExtensions message, Bytes raw) {
    Flight flight = flight(hellos);
    hellos.offer().transcript().add(raw);
    Parameters parameters = ParameterChecks.read(flight, hellos, message.extensions());
    if (hellos.resumed() == null) {
      return flight.to(new WaitCertificateOrRequest(parameters));
    }
    return flight.to(new WaitFinished(parameters, null, PeerIdentity.resumed(hellos.resumed())));
  }

  // CertificateRequest

  private Step readRequest(WaitCertificateOrRequest s, CertificateRequest request, Bytes raw) {
    // RFC 9846 §4.4.2: "This field SHALL be zero length unless used for the post-handshake authentication exchanges"
    if (!request.certificateRequestContext().isEmpty()) {
      throw new TlsFailure.Misbehaved(Reason.UNREQUESTED_CERTIFICATE_CONTEXT, "CertificateRequest.certificate_request_context is not empty");
    }
    // RFC 9846 §4.4.2: "The "signature_algorithms" extension MUST be specified"
    if (request.extensions().get(SignatureAlgorithms.class) == null) {
      throw new TlsFailure.Misbehaved(Reason.MISSING_EXTENSION, "signature_algorithms in CertificateRequest");
    }
    s.parameters().hellos().offer().transcript().add(raw);
    return Step.to(new WaitCertificate(s.parameters(), request));
  }

  // Certificate

  private Step judgeChain(Parameters parameters, @Nullable CertificateRequest request, CertificateMessage message, Bytes raw) {
    Hellos hellos = parameters.hellos();
    PresentedChain presented =
        Certificates.received(Side.SERVER, message, hellos.offer().hello().extensions(), context.destination().expectedName(), context.now());
    hellos.offer().transcript().add(raw);
    Flight flight = flight(hellos);
    if (config().requestsStapledStatus()) {
      String response = presented.ocspResponse() == null ? null : "OCSP response";
      flight.decide(chosen(Topic.STAPLED_STATUS, List.of("ocsp"), response, response == null ? "the server staples none" : "stapled", "RFC 9846 §4.5.1.1"));
    }
    return flight.ask(new Question.JudgeChain(presented), new WaitVerdict(parameters, request, presented));
  }

  private Step acceptChain(WaitVerdict s, ChainVerdict verdict) {
    AcceptedChain chain = AcceptedChain.of(s.presented(), verdict);
    return flight(s.parameters().hellos())
        .decide(Certificates.identity(chain, context.destination().expectedName()))
        .to(new WaitCertificateVerify(s.parameters(), s.request(), chain));
  }

  // CertificateVerify

  private Step checkSignature(WaitCertificateVerify s, CertificateVerify message, Bytes raw) {
    Hellos hellos = s.parameters().hellos();
    Transcript transcript = hellos.offer().transcript();
    GoodSignature signature =
        Certificates.verify(crypto(), Side.SERVER, config().signatureSchemes(), s.chain(), message, transcript.hash());
    transcript.add(raw);
    return flight(hellos)
        .decide(chosen(Topic.SIGNATURE_SCHEME, names(config().signatureSchemes()), signature.scheme(), "the server signed with it", "RFC 9846 §4.5.2"))
        .to(new WaitFinished(s.parameters(), s.request(), PeerIdentity.signed(signature)));
  }

  // Finished

  private Step finishServer(WaitFinished s, Finished message, Bytes raw) {
    Hellos hellos = s.parameters().hellos();
    CipherSuite suite = hellos.suite();
    Transcript transcript = hellos.offer().transcript();
    GoodFinished finished =
        GoodFinished.verify(Tls13KeySchedule.finished(crypto(), suite.hash(), hellos.secrets().server(), transcript.hash()), message.verifyData());
    transcript.add(raw);
    ApplicationSecrets secrets = ApplicationSecrets.of(hellos.secrets().schedule().main(), transcript.hash());
    hellos.secrets().server().close();
    Bytes random = hellos.offer().hello().random();
    Flight flight =
        flight(hellos)
            .log("CLIENT_TRAFFIC_SECRET_0", random, secrets.client())
            .log("SERVER_TRAFFIC_SECRET_0", random, secrets.server())
            .log("EXPORTER_SECRET", random, secrets.exporter())
            .installRead(
                Epoch.APPLICATION,
                suite,
                Tls13Protections.opener(crypto(), suite, secrets.server(), s.parameters().limits()),
                "handshake secret", "main secret", "s ap traffic", "key, iv");
    Finishing finishing = new Finishing(s.parameters(), s.server(), finished, secrets);
    CertificateRequest request = s.request();
    return request == null
        ? finishClient(flight, finishing, null)
        : flight.ask(new Question.ChooseCertificate(Certificates.requestOf(config(), request)), new WaitCredential(finishing, request));
  }

  // Our Certificate, CertificateVerify and Finished

  private Step present(WaitCredential s, CredentialChoice choice) {
    Hellos hellos = s.finishing().parameters().hellos();
    Flight flight = flight(hellos);
    Credential credential = choice.credential();
    String subject = credential == null ? null : credential.certificate().getSubjectX500Principal().getName();
    flight.decide(chosen(Topic.CLIENT_AUTHENTICATION, List.of(), subject, choice.why(), "RFC 9846 §4.5.1.2"));
    if (credential == null) {
      // RFC 9846 §4.5.1: "the client MUST send a Certificate message containing no certificates"
      return finishClient(flight.send(new CertificateMessage(Bytes.EMPTY, List.of())), s.finishing(), null);
    }
    Negotiation.Outcome<SignatureScheme> outcome = Certificates.scheme(crypto(), config(), Side.CLIENT, s.request().extensions(), credential);
    SignatureScheme scheme = outcome.orFail(Reason.NO_COMMON_SIGNATURE_SCHEME);
    flight.decide(outcome.decision(Topic.SIGNATURE_SCHEME));
    flight.send(Certificates.message(credential, s.request().extensions()));
    return flight.ask(
        new Question.Sign(credential, scheme, SignedContent.of(Side.CLIENT, hellos.offer().transcript().hash())),
        new WaitSignature(s.finishing(), credential, scheme));
  }

  private Step prove(WaitSignature s, Bytes signature) {
    Flight flight = flight(s.finishing().parameters().hellos()).send(new CertificateVerify(s.scheme(), signature));
    return finishClient(flight, s.finishing(), new Presented(s.credential(), s.scheme()));
  }

  private Step finishClient(Flight flight, Finishing finishing, @Nullable Presented presented) {
    Hellos hellos = finishing.parameters().hellos();
    CipherSuite suite = hellos.suite();
    Transcript transcript = hellos.offer().transcript();
    ApplicationSecrets secrets = finishing.secrets();
    byte[] verifyData = Tls13KeySchedule.finished(crypto(), suite.hash(), hellos.secrets().client(), transcript.hash());
    flight
        .send(new Finished(Bytes.wrap(verifyData)))
        .installWrite(
            Epoch.APPLICATION,
            suite,
            Tls13Protections.sealer(crypto(), suite, secrets.client(), config().padding(), finishing.parameters().limits()),
            "handshake secret", "main secret", "c ap traffic", "key, iv")
        .then(new Effect.Complete(info(finishing, presented), Exporter.tls13(crypto(), suite.hash(), secrets.exporter()), Bytes.EMPTY));
    hellos.secrets().client().close();
    ClientTickets tickets = tickets(finishing);
    secrets.main().close();
    Traffic traffic = new Traffic(suite, finishing.parameters().limits(), secrets.server(), secrets.client(), Traffic.Request.NONE);
    return flight.to(new Connected(traffic, finishing.server(), finishing.finished(), tickets));
  }

  private ConnectionInfo info(Finishing finishing, @Nullable Presented presented) {
    Hellos hellos = finishing.parameters().hellos();
    return new ConnectionInfo(
        ProtocolVersion.TLS_1_3,
        hellos.suite(),
        hellos.group(),
        finishing.server().signature(),
        presented == null ? null : presented.scheme(),
        finishing.parameters().protocol(),
        context.destination().serverName(),
        finishing.server().certificates(),
        presented == null ? List.of() : presented.credential().chain(),
        hellos.resumed() != null,
        true,
        hellos.offer().hello().legacySessionId(),
        finishing.server().ocspResponse());
  }

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
        Certificates.encoded(finishing.server().certificates()),
        config().policy(),
        resumed == null ? context.now() : resumed.created());
  }

  // After the handshake

  private Step keepTicket(Connected s, NewSessionTicket message) {
    // RFC 9846 §4.7.1: "The value of zero indicates that the ticket should be discarded immediately."
    SessionState session = s.tickets() == null ? null : s.tickets().session(crypto(), message, context.now());
    if (s.tickets() == null || session == null) {
      return Step.to(s);
    }
    return new Flight(new Transcript(crypto())).then(new Effect.Remember(s.tickets().key(), session)).to(s);
  }

  private PostHandshake postHandshake(Connected s) {
    return new PostHandshake(config(), Side.CLIENT, s.traffic());
  }

  private static Step moveOn(Connected s, PostHandshake update) {
    return update.flight().to(new Connected(update.traffic(), s.server(), s.finished(), s.tickets()));
  }

  // Details

  /** RFC 9846 §E.4: the client sends it "immediately before its second flight". */
  private void changeCipherSpec(Flight flight) {
    if (config().compatibilityMode()) {
      flight.changeCipherSpec();
    }
  }

  private static Decision chosen(Topic topic, List<String> offered, @Nullable Object choice, String why, String reference) {
    return new Decision(topic, offered, List.of(), choice == null ? null : choice.toString(), why, reference);
  }

  private static Flight flight(Hellos hellos) {
    return new Flight(hellos.offer().transcript());
  }

  private static List<String> names(Collection<?> values) {
    return Negotiation.names(List.copyOf(values));
  }

  private ClientConfig config() {
    return context.config();
  }

  private CryptoProvider crypto() {
    return context.crypto();
  }
}
