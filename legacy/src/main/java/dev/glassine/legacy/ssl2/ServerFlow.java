package dev.glassine.legacy.ssl2;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Flow;
import dev.glassine.core.handshake.On;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.State;
import dev.glassine.core.handshake.Step;
import dev.glassine.core.handshake.Verified.AcceptedChain;
import dev.glassine.core.handshake.Verified.GoodFinished;
import dev.glassine.core.handshake.Verified.GoodSignature;
import dev.glassine.core.handshake.Verified.PeerIdentity;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.legacy.ssl2.ServerStates.ChoosingCertificate;
import dev.glassine.legacy.ssl2.ServerStates.Connected;
import dev.glassine.legacy.ssl2.ServerStates.DecryptingSecretKey;
import dev.glassine.legacy.ssl2.ServerStates.FindingSession;
import dev.glassine.legacy.ssl2.ServerStates.JudgingClient;
import dev.glassine.legacy.ssl2.ServerStates.Ours;
import dev.glassine.legacy.ssl2.ServerStates.WaitClientCertificate;
import dev.glassine.legacy.ssl2.ServerStates.WaitClientFinished;
import dev.glassine.legacy.ssl2.ServerStates.WaitClientMasterKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of SSL 2.0 (§2.2). DROWN (CVE-2016-0800) needs such a server, so it does not
 * tell a wrong padding from a wrong key, takes no kind that it did not offer (CVE-2015-3197), no
 * clear key where there is none to be (CVE-2016-0703), and none of another length than the kind's.
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
final class ServerFlow implements Flow {
  private static final int RANDOM_LENGTH = 16;

  private final ServerContext context;

  ServerFlow(ServerContext context) {
    this.context = context;
  }

  /** Takes over where the hello left nothing but SSL 2.0. */
  Step begin(Ssl2ClientHello hello) {
    return clientHello(hello).takenOverBy(this);
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitClientMasterKey s, ClientMasterKey m) -> clientMasterKey(s, m);
      case On(WaitClientFinished s, ClientFinished m) -> clientFinished(s, m);
      case On(WaitClientCertificate s, ClientCertificate m) -> clientCertificate(s, m);
      case On(WaitClientCertificate s, ErrorMessage m) when m.error() == ErrorCode.NO_CERTIFICATE ->
          withoutCertificate(s);
      case On(var s, ErrorMessage m) -> throw ErrorCode.received(Side.CLIENT, m);
      case On(var s, var m) ->
          throw TlsFailure.Misbehaved.unexpected(s.stateName(), m.messageName());
    };
  }

  private record To(State state, Answer answer) {}

  @Override
  public Step answer(State state, Answer answer) {
    return switch (new To(state, answer)) {
      case To(FindingSession s, Answer.SessionFound(var session)) -> considerSession(s, session);
      case To(ChoosingCertificate s, Answer.CertificateChosen(var choice)) ->
          serverHello(s, choice);
      case To(DecryptingSecretKey s, Answer.SecretKeyDecrypted(var secret, boolean marked)) ->
          decrypted(s, secret, marked);
      case To(JudgingClient s, Answer.ChainJudged(var verdict)) -> clientJudged(s, verdict);
      case To(var s, var a) ->
          throw new TlsFailure.Misuse(
              a.getClass().getSimpleName() + " is no answer in state " + s.stateName());
    };
  }

  // CLIENT-HELLO

  private Step clientHello(Ssl2ClientHello hello) {
    List<CipherSuite> ours = config().suites().stream().filter(CipherKind::isOne).toList();
    List<CipherSuite> kinds = ours.stream().filter(hello.cipherSpecs()::contains).toList();
    if (kinds.isEmpty()) {
      throw new TlsFailure.Incompatible(
          Reason.NO_COMMON_SUITE,
          "the client offers " + hello.cipherSpecs() + ", this server has " + ours);
    }
    Flight flight = new Flight();
    flight.decide(Decisions.version(hello.version(), "the hello leads to nothing newer"));
    flight.then(new Effect.UseVersion(ProtocolVersion.SSL_2_0));
    Question.FindSession question = new Question.FindSession(hello.sessionId());
    boolean remembersAny = config().sessions() != null || config().answersLater(question);
    return hello.sessionId().isEmpty() || !remembersAny
        ? chooseCertificate(flight, hello, kinds)
        : flight.ask(question, new FindingSession(hello, kinds));
  }

  // A session that both remember

  private Step considerSession(FindingSession s, @Nullable SessionState session) {
    Flight flight = new Flight();
    String obstacle =
        session == null
            ? "none is remembered under the client's id"
            : new Sessions(config(), context.now()).obstacle(session, s.hello().cipherSpecs());
    if (session == null || obstacle != null) {
      flight.decide(Decisions.notResumed(String.valueOf(obstacle)));
      return chooseCertificate(flight, s.hello(), s.kinds());
    }
    flight.decide(Decisions.resumed(session.suite(), "the session fits this hello"));
    Ssl2ServerHello answer = Ssl2ServerHello.hit(random());
    flight.send(answer);
    MasterKey master = MasterKey.of(new CipherKind(session.suite()), session.secret());
    // §2.3: both sides are "required to 'forget' any session-identifiers associated with a failing
    // connection": it is remembered anew when this one is complete
    flight.then(new Effect.Forget(s.hello().sessionId()));
    return verify(flight, new Greetings(s.hello(), answer), master, new Ours(null, session));
  }

  // SERVER-HELLO

  private Step chooseCertificate(Flight flight, Ssl2ClientHello hello, List<CipherSuite> kinds) {
    CredentialRequest request =
        new CredentialRequest(
            Side.SERVER,
            ProtocolVersion.SSL_2_0,
            null,
            config().signatureSchemes(),
            // what a client of that time verifies in certificates
            List.of(SignatureScheme.RSA_MD5_SHA1),
            List.of(AuthenticationMethod.RSA),
            List.of());
    return flight.ask(
        new Question.ChooseCertificate(request), new ChoosingCertificate(hello, kinds));
  }

  private Step serverHello(ChoosingCertificate s, CredentialChoice choice) {
    Credential credential = choice.credential();
    if (credential == null) {
      Reason refusal = choice.refusal();
      throw TlsFailure.of(refusal == null ? Reason.NO_COMMON_CERTIFICATE : refusal, choice.why());
    }
    new RsaCertificate(credential.certificate()).checkEncrypts("this server's certificate");
    Flight flight = new Flight();
    flight.decide(Decisions.certificate(credential.certificate(), choice.why()));
    Ssl2ServerHello answer =
        Ssl2ServerHello.full(credential.encodedChain().getFirst(), s.kinds(), random());
    flight.send(answer);
    return flight.to(new WaitClientMasterKey(new Greetings(s.hello(), answer), credential));
  }

  // CLIENT-MASTER-KEY

  private Step clientMasterKey(WaitClientMasterKey s, ClientMasterKey message) {
    if (!s.hellos().offers(message.cipherKind())) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_SUITE,
          "CLIENT-MASTER-KEY.CIPHER-KIND: "
              + message.cipherKind()
              + ", this server offers "
              + s.hellos().server().cipherSpecs());
    }
    CipherKind kind = new CipherKind(message.cipherKind());
    checkLength("CLEAR-KEY", message.clearKey(), kind.clearLength());
    checkLength("KEY-ARG", message.keyArg(), kind.keyArgLength());
    // Bleichenbacher's attack, and DROWN after it: what comes out of a wrong ciphertext is random,
    // made before the decryption and used like any other key
    byte[] fallback = new byte[kind.secretLength()];
    context.random().nextBytes(fallback);
    Flight flight = new Flight();
    flight.decide(
        Decisions.kind(
            s.hellos().client().cipherSpecs(), s.hellos().server().cipherSpecs(), kind.suite()));
    return flight.ask(
        new Question.DecryptSecretKey(
            s.credential(), message.encryptedKey(), Secret.wrap(fallback)),
        new DecryptingSecretKey(s.hellos(), s.credential(), message));
  }

  /** These lengths stand in the clear and follow from the kind. */
  private static void checkLength(String name, Bytes data, int expected) {
    if (data.length() != expected) {
      throw new TlsFailure.Misbehaved(
          Reason.SSL2_MASTER_KEY_SHAPE,
          "CLIENT-MASTER-KEY."
              + name
              + "-DATA: "
              + data.length()
              + " octets, this kind has "
              + expected);
    }
  }

  private Step decrypted(DecryptingSecretKey s, Secret secret, boolean marked) {
    boolean couldDoBetter = config().versions().getFirst().atLeast(ProtocolVersion.SSL_3_0);
    if (marked && couldDoBetter) {
      throw new TlsFailure.Misbehaved(
          Reason.SSL2_ROLLBACK,
          "CLIENT-MASTER-KEY.ENCRYPTED-KEY-DATA: eight octets 03 end its padding, the hello says "
              + s.hellos().client().version());
    }
    CipherKind kind = new CipherKind(s.message().cipherKind());
    MasterKey master = MasterKey.of(kind, s.message().clearKey(), secret, s.message().keyArg());
    return verify(new Flight(), s.hellos(), master, new Ours(s.credential(), null));
  }

  // SERVER-VERIFY

  private Step verify(Flight flight, Greetings hellos, MasterKey master, Ours ours) {
    Credential credential = ours.credential();
    Secured secured =
        new Secured(
            hellos,
            hellos.keys(context.crypto(), master),
            credential == null ? null : credential.encodedChain().getFirst());
    secured.install(Side.SERVER).forEach(flight::then);
    flight.send(new ServerVerify(hellos.challenge()));
    return flight.to(new WaitClientFinished(secured, ours));
  }

  // CLIENT-FINISHED

  private Step clientFinished(WaitClientFinished s, ClientFinished message) {
    GoodFinished finished =
        GoodFinished.sentBack(
            s.secured().hellos().connectionId().toArray(),
            message.connectionId(),
            Reason.SSL2_WRONG_CONNECTION_ID,
            "CLIENT-FINISHED.CONNECTION-ID");
    ClientAuthentication wanted = config().clientAuthentication();
    SessionState session = s.ours().session();
    if (session != null) {
      return finish(new Flight(), s.secured(), s.ours(), PeerIdentity.resumed(session), finished);
    }
    if (wanted == ClientAuthentication.NONE) {
      return finish(new Flight(), s.secured(), s.ours(), PeerIdentity.anonymous(), finished);
    }
    Flight flight = new Flight();
    flight.decide(
        Decisions.clientAuthentication(
            wanted.name().toLowerCase(Locale.ROOT), "this server's configuration"));
    RequestCertificate request =
        new RequestCertificate(RequestCertificate.MD5_WITH_RSA_ENCRYPTION, random());
    flight.send(request);
    return flight.to(new WaitClientCertificate(s.secured(), s.ours(), finished, request));
  }

  // CLIENT-CERTIFICATE

  private Step withoutCertificate(WaitClientCertificate s) {
    if (config().clientAuthentication() == ClientAuthentication.REQUIRED) {
      throw TlsFailure.of(Reason.NO_CLIENT_CERTIFICATE, "the client sent NO-CERTIFICATE-ERROR");
    }
    Flight flight = new Flight();
    flight.decide(Decisions.noPeerIdentity("the client has no certificate, and none is required"));
    return finish(flight, s.secured(), s.ours(), PeerIdentity.anonymous(), s.finished());
  }

  private Step clientCertificate(WaitClientCertificate s, ClientCertificate message) {
    if (message.certificateType() != Ssl2ServerHello.X509_CERTIFICATE) {
      throw new TlsFailure.Incompatible(
          Reason.UNSUPPORTED_CERTIFICATE_TYPE,
          "CLIENT-CERTIFICATE.CERTIFICATE-TYPE: " + message.certificateType());
    }
    List<X509Certificate> chain = CertificateParser.shared().parse(List.of(message.certificate()));
    new RsaCertificate(chain.getFirst()).checkSigns("the client's certificate");
    PresentedChain presented = new PresentedChain(Side.CLIENT, chain, null, null, context.now());
    return new Flight()
        .ask(new Question.JudgeChain(presented), new JudgingClient(s, message, presented));
  }

  private Step clientJudged(JudgingClient s, ChainVerdict verdict) {
    AcceptedChain accepted = AcceptedChain.of(s.chain(), verdict);
    GoodSignature signature =
        GoodSignature.verify(
            context.crypto(),
            ProtocolVersion.SSL_2_0,
            List.of(SignatureScheme.RSA_MD5_DIGEST_INFO),
            accepted,
            SignatureScheme.RSA_MD5_DIGEST_INFO,
            s.before().secured().signatureInput(s.before().request()).toArray(),
            s.message().response());
    Flight flight = new Flight();
    flight.decide(Decisions.peerIdentity(accepted, null));
    return finish(
        flight,
        s.before().secured(),
        s.before().ours(),
        PeerIdentity.signed(signature),
        s.before().finished());
  }

  // SERVER-FINISHED

  private Step finish(
      Flight flight, Secured secured, Ours ours, PeerIdentity client, GoodFinished finished) {
    SessionState resumed = ours.session();
    Bytes id = resumed == null ? random() : secured.hellos().client().sessionId();
    flight.send(new ServerFinished(id));
    SessionState session =
        resumed == null
            ? new Sessions(config(), context.now())
                .of(
                    secured.master(),
                    client.certificates(),
                    config().sessionLifetime(),
                    new SessionState.Ticket.None())
            : resumed;
    flight.then(new Effect.Remember(id, session));
    Credential credential = ours.credential();
    Established established =
        new Established(
            secured,
            client,
            client.signature(),
            credential == null ? List.of() : List.of(credential.certificate()),
            id);
    return flight
        .then(established.complete())
        .to(new Connected(client, Objects.requireNonNull(finished)));
  }

  // In short

  private ServerConfig config() {
    return context.config();
  }

  private Bytes random() {
    byte[] octets = new byte[RANDOM_LENGTH];
    context.random().nextBytes(octets);
    return Bytes.wrap(octets);
  }
}
