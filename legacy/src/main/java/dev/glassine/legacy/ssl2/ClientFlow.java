package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.RsaTransport;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Question;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ClientOpening;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flow;
import dev.glassine.core.handshake.On;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Step;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.record.RecordHeader;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.legacy.ssl2.ClientStates.ChoosingCertificate;
import dev.glassine.legacy.ssl2.ClientStates.Connected;
import dev.glassine.legacy.ssl2.ClientStates.FindingSession;
import dev.glassine.legacy.ssl2.ClientStates.JudgingServer;
import dev.glassine.legacy.ssl2.ClientStates.Server;
import dev.glassine.legacy.ssl2.ClientStates.Shown;
import dev.glassine.legacy.ssl2.ClientStates.Signing;
import dev.glassine.legacy.ssl2.ClientStates.WaitServerFinished;
import dev.glassine.legacy.ssl2.ClientStates.WaitServerHello;
import dev.glassine.legacy.ssl2.ClientStates.WaitServerVerify;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of SSL 2.0 (§2.2), and of the hello in its format that may lead to something
 * newer (RFC 5246 §E.2). The client chooses the cipher kind, from a list that anybody can have cut
 * down on the way.
 *
 * <pre>
 *   client-hello         C -&gt; S: challenge, cipher_specs
 *   server-hello         S -&gt; C: connection-id, server_certificate, cipher_specs
 *   client-master-key    C -&gt; S: {master_key}server_public_key
 *   client-finish        C -&gt; S: {connection-id}client_write_key
 *   server-verify        S -&gt; C: {challenge}server_write_key
 *   request-certificate* S -&gt; C: {auth_type, challenge'}server_write_key
 *   client-certificate*  C -&gt; S: {cert_type, client_cert, response_data}client_write_key
 *   server-finish        S -&gt; C: {new_session_id}server_write_key
 *
 *           With a session that both remember
 *
 *   client-hello         C -&gt; S: challenge, session_id, cipher_specs
 *   server-hello         S -&gt; C: connection-id, session_id_hit
 *   client-finish        C -&gt; S: {connection-id}client_write_key
 *   server-verify        S -&gt; C: {challenge}server_write_key
 *   server-finish        S -&gt; C: {session_id}server_write_key
 * </pre>
 *
 * <p>Immutable.
 */
final class ClientFlow implements Flow {
  private static final int CHALLENGE_LENGTH = 16;

  private final Ssl2Protocol protocol;
  private final ClientContext context;

  ClientFlow(Ssl2Protocol protocol, ClientContext context) {
    this.protocol = protocol;
    this.context = context;
  }

  /**
   * The first step: the hello, or the question for a session to resume with it. RFC 2246 §E.1:
   * "Requests to resume a TLS session should use a TLS client hello", so a hello that may lead
   * there resumes nothing.
   */
  Step begin(@Nullable ClientHello newer) {
    Flight flight = new Flight();
    flight.then(new Effect.SpeakSsl2(protocol));
    if (newer != null) {
      Ssl2ClientHello hello = HelloConversion.fromTls(newer, kinds());
      return sendHello(flight, hello, newer, null).takenOverBy(this);
    }
    Bytes key = context.destination().sessionKey();
    if (key != null) {
      Question question = new Question.FindSession(key);
      if (config().sessions() != null || config().answersLater(question)) {
        return flight.ask(question, new FindingSession()).takenOverBy(this);
      }
    }
    return hello(flight, null).takenOverBy(this);
  }

  @Override
  public @Nullable Step recognise(State state, ByteBuffer first) {
    if (!first.hasRemaining() || !(state instanceof WaitServerHello s)) {
      return null;
    }
    if (first.get(first.position()) < 0) {
      return Step.to(s);
    }
    if (s.newer() != null) {
      return ClientOpening.answeredInTls(context, s.newer(), s.raw());
    }
    int type = RecordHeader.type(first);
    if (type == ContentType.HANDSHAKE.code() || type == ContentType.ALERT.code()) {
      throw TlsFailure.of(Reason.SSL2_NOT_SPOKEN, "it answers in records of SSL 3.0 or TLS");
    }
    return null;
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitServerHello s, Ssl2ServerHello m) -> serverHello(s, m);
      case On(WaitServerVerify s, ServerVerify m) -> serverVerify(s, m);
      case On(WaitServerFinished s, RequestCertificate m) -> requestCertificate(s, m);
      case On(WaitServerFinished s, ServerFinished m) -> serverFinished(s, m);
      case On(var s, ErrorMessage m) -> throw ErrorCode.received(Side.SERVER, m);
      case On(var s, var m) ->
          throw TlsFailure.Misbehaved.unexpected(s.stateName(), m.messageName());
    };
  }

  private record To(State state, Answer answer) {}

  @Override
  public Step answer(State state, Answer answer) {
    return switch (new To(state, answer)) {
      case To(FindingSession s, Answer.SessionFound(var session)) ->
          considerSession(new Flight(), session);
      case To(JudgingServer s, Answer.ChainJudged(var verdict)) -> serverJudged(s, verdict);
      case To(ChoosingCertificate s, Answer.CertificateChosen(var choice)) ->
          certificateChosen(s, choice);
      case To(Signing s, Answer.Signed(var signature)) -> signed(s, signature);
      case To(var s, var a) ->
          throw new TlsFailure.Misuse(
              a.getClass().getSimpleName() + " is no answer in state " + s.stateName());
    };
  }

  // CLIENT-HELLO

  private Step considerSession(Flight flight, @Nullable SessionState session) {
    String obstacle =
        session == null
            ? "none is remembered"
            : new Sessions(config(), context.now()).obstacle(session, kinds());
    if (obstacle != null) {
      flight.decide(Decisions.notResumed(obstacle));
    }
    return hello(flight, obstacle == null ? session : null);
  }

  private Step hello(Flight flight, @Nullable SessionState session) {
    Bytes id =
        session != null && session.ticket() instanceof SessionState.Ticket.SessionId(Bytes known)
            ? known
            : null;
    Ssl2ClientHello hello = HelloConversion.ssl2Only(kinds(), id, random(CHALLENGE_LENGTH));
    return sendHello(flight, hello, null, id == null ? null : session);
  }

  private static Step sendHello(
      Flight flight,
      Ssl2ClientHello hello,
      @Nullable ClientHello newer,
      @Nullable SessionState session) {
    flight.send(hello);
    return flight.to(new WaitServerHello(hello, hello.encoded(), newer, session));
  }

  // SERVER-HELLO

  private Step serverHello(WaitServerHello s, Ssl2ServerHello message) {
    if (!message.version().equals(ProtocolVersion.SSL_2_0)
        || !config().versions().contains(ProtocolVersion.SSL_2_0)) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_VERSION,
          "SERVER-HELLO.SERVER-VERSION: " + message.version() + ", offered " + config().versions());
    }
    Flight flight = new Flight();
    flight.decide(Decisions.version(s.hello().version(), "the server answers in SSL 2.0"));
    flight.then(new Effect.UseVersion(ProtocolVersion.SSL_2_0));
    Greetings hellos = new Greetings(s.hello(), message);
    return message.sessionIdHit()
        ? resume(flight, hellos, s.session())
        : full(flight, hellos, s.session() != null);
  }

  private Step resume(Flight flight, Greetings hellos, @Nullable SessionState session) {
    if (session == null) {
      throw new TlsFailure.Misbehaved(
          Reason.RESUMPTION_MISMATCH,
          "SERVER-HELLO.SESSION-ID-HIT: the server resumes where no session was offered");
    }
    flight.decide(Decisions.resumed(session.suite(), "the server knows the session"));
    MasterKey master = MasterKey.of(new CipherKind(session.suite()), session.secret());
    Bytes certificate = session.peerChain().isEmpty() ? null : session.peerChain().getFirst();
    Secured secured = new Secured(hellos, hellos.keys(context.crypto(), master), certificate);
    return clientFinished(flight, secured, new Server.Known(session));
  }

  private Step full(Flight flight, Greetings hellos, boolean offeredSession) {
    if (offeredSession) {
      flight.decide(Decisions.notResumed("the server wants a full handshake"));
    }
    Ssl2ServerHello message = hellos.server();
    if (message.certificateType() != Ssl2ServerHello.X509_CERTIFICATE) {
      throw new TlsFailure.Incompatible(
          Reason.UNSUPPORTED_CERTIFICATE_TYPE,
          "SERVER-HELLO.CERTIFICATE-TYPE: " + message.certificateType());
    }
    CipherSuite kind =
        kinds().stream().filter(message.cipherSpecs()::contains).findFirst().orElse(null);
    if (kind == null) {
      throw new TlsFailure.Incompatible(
          Reason.NO_COMMON_SUITE,
          "this client has " + kinds() + ", the server accepts " + message.cipherSpecs());
    }
    flight.decide(Decisions.kind(kinds(), message.cipherSpecs(), kind));
    List<X509Certificate> chain = CertificateParser.shared().parse(List.of(message.certificate()));
    new RsaCertificate(chain.getFirst()).checkEncrypts("the server's certificate");
    PresentedChain presented =
        new PresentedChain(
            Side.SERVER, chain, context.destination().expectedName(), null, context.now());
    return flight.ask(
        new Question.JudgeChain(presented), new JudgingServer(hellos, kind, presented));
  }

  // CLIENT-MASTER-KEY, CLIENT-FINISHED

  private Step serverJudged(JudgingServer s, ChainVerdict verdict) {
    AcceptedChain accepted = AcceptedChain.of(s.presented(), verdict);
    Flight flight = new Flight();
    flight.decide(Decisions.peerIdentity(accepted, context.destination().expectedName()));
    MasterKey master = clientMasterKey(flight, new CipherKind(s.kind()), accepted);
    Secured secured =
        new Secured(
            s.hellos(),
            s.hellos().keys(context.crypto(), master),
            s.hellos().server().certificate());
    return clientFinished(flight, secured, new Server.New(accepted));
  }

  private MasterKey clientMasterKey(Flight flight, CipherKind kind, AcceptedChain server) {
    Bytes clear = random(kind.clearLength());
    Bytes keyArg = random(kind.keyArgLength());
    byte[] octets = new byte[kind.secretLength()];
    context.random().nextBytes(octets);
    Secret secret = Secret.wrap(octets);
    Bytes encrypted = Bytes.wrap(encrypt(server.certificate().getPublicKey(), secret));
    flight.send(new ClientMasterKey(kind.suite(), clear, encrypted, keyArg));
    return MasterKey.of(kind, clear, secret, keyArg);
  }

  /**
   * RFC 2246 §E.2: a client that has something newer says so in the padding, where nobody on the
   * way can take it out.
   */
  private byte[] encrypt(PublicKey key, Secret secret) {
    RsaTransport transport = context.crypto().rsaTransport();
    boolean hasNewer = config().versions().getFirst().atLeast(ProtocolVersion.SSL_3_0);
    return hasNewer
        ? transport.encryptMarked(key, secret, context.random())
        : transport.encrypt(key, secret, context.random());
  }

  private Step clientFinished(Flight flight, Secured secured, Server server) {
    secured.install(Side.CLIENT).forEach(flight::then);
    flight.send(new ClientFinished(secured.hellos().connectionId()));
    return flight.to(new WaitServerVerify(secured, server));
  }

  // SERVER-VERIFY

  private Step serverVerify(WaitServerVerify s, ServerVerify message) {
    // §2.6: "only if the values are identical is the server to be 'trusted'"
    GoodFinished verified =
        GoodFinished.sentBack(
            s.secured().hellos().challenge().toArray(),
            message.challengeData(),
            Reason.SSL2_WRONG_CHALLENGE,
            "SERVER-VERIFY.CHALLENGE-DATA");
    PeerIdentity identity =
        switch (s.server()) {
          case Server.New(AcceptedChain chain) -> PeerIdentity.decrypted(chain, verified);
          case Server.Known(SessionState session) -> PeerIdentity.resumed(session);
        };
    return Step.to(
        new WaitServerFinished(s.secured(), s.server(), identity, verified, new Shown.NotAsked()));
  }

  // REQUEST-CERTIFICATE, CLIENT-CERTIFICATE

  private Step requestCertificate(WaitServerFinished s, RequestCertificate message) {
    if (!(s.shown() instanceof Shown.NotAsked)) {
      throw TlsFailure.Misbehaved.unexpected(s.stateName(), "a second " + message.messageName());
    }
    Flight flight = new Flight();
    flight.decide(Decisions.clientAuthentication("requested", "the server asks for a certificate"));
    if (message.authenticationType() != RequestCertificate.MD5_WITH_RSA_ENCRYPTION) {
      return noCertificate(flight, s, "the server wants a way to authenticate that is not known");
    }
    CredentialRequest request =
        new CredentialRequest(
            Side.CLIENT,
            ProtocolVersion.SSL_2_0,
            null,
            List.of(SignatureScheme.RSA_MD5_DIGEST_INFO),
            config().signatureSchemes(),
            List.of(AuthenticationMethod.RSA),
            List.of());
    return flight.ask(new Question.ChooseCertificate(request), new ChoosingCertificate(s, message));
  }

  /** §2.3: "This error is recoverable (for client authentication only)." */
  private static Step noCertificate(Flight flight, WaitServerFinished s, String why) {
    flight.decide(Decisions.noCertificate(why));
    flight.send(ErrorMessage.of(ErrorCode.NO_CERTIFICATE));
    return flight.to(s.showing(new Shown.Nothing()));
  }

  private Step certificateChosen(ChoosingCertificate s, CredentialChoice choice) {
    Credential credential = choice.credential();
    Flight flight = new Flight();
    if (credential == null) {
      return noCertificate(flight, s.before(), choice.why());
    }
    new RsaCertificate(credential.certificate()).checkSigns("this client's certificate");
    flight.decide(Decisions.certificate(credential.certificate(), choice.why()));
    Bytes input = s.before().secured().signatureInput(s.request());
    return flight.ask(
        new Question.Sign(credential, SignatureScheme.RSA_MD5_DIGEST_INFO, input),
        new Signing(s.before(), credential));
  }

  private static Step signed(Signing s, Bytes signature) {
    Flight flight = new Flight();
    flight.send(
        new ClientCertificate(
            Ssl2ServerHello.X509_CERTIFICATE, s.credential().encodedChain().getFirst(), signature));
    return flight.to(s.before().showing(new Shown.Certificate(s.credential())));
  }

  // SERVER-FINISHED

  private Step serverFinished(WaitServerFinished s, ServerFinished message) {
    Flight flight = new Flight();
    remember(flight, s, message.sessionId());
    Credential shown =
        s.shown() instanceof Shown.Certificate(Credential credential) ? credential : null;
    Established established =
        new Established(
            s.secured(),
            s.identity(),
            shown == null ? null : SignatureScheme.RSA_MD5_DIGEST_INFO,
            shown == null ? List.of() : List.of(shown.certificate()),
            message.sessionId());
    return flight.then(established.complete()).to(new Connected(s.identity(), s.verified()));
  }

  private void remember(Flight flight, WaitServerFinished s, Bytes id) {
    Bytes key = context.destination().sessionKey();
    if (key == null || id.length() != Ssl2ClientHello.SESSION_ID_LENGTH) {
      return;
    }
    SessionState.Ticket ticket = new SessionState.Ticket.SessionId(id);
    SessionState session =
        switch (s.server()) {
          case Server.New n ->
              new Sessions(config(), context.now())
                  .of(
                      s.secured().master(),
                      s.identity().certificates(),
                      Sessions.LONGEST_LIFETIME,
                      ticket);
          case Server.Known(SessionState known) -> Sessions.under(known, ticket);
        };
    flight.then(new Effect.Remember(key, session));
  }

  // In short

  private ClientConfig config() {
    return context.config();
  }

  private List<CipherSuite> kinds() {
    return config().suites().stream().filter(CipherKind::isOne).toList();
  }

  private Bytes random(int length) {
    byte[] octets = new byte[length];
    context.random().nextBytes(octets);
    return Bytes.wrap(octets);
  }
}
