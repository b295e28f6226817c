package dev.glassine.core.handshake;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.Decision;
import dev.glassine.core.engine.Question;
import dev.glassine.core.handshake.tls12.VersionRules;
import dev.glassine.core.handshake.tls13.ClientFlow;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ProtocolMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.SupportedVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How every client begins, before the version is known: one hello for all versions, and the flow of
 * the version that the server chose.
 *
 * <pre>
 *   Client                                              Server
 *
 *   (a session to resume?)
 *   ClientHello                  --------&gt;
 *                                &lt;--------      ServerHello, or
 *                                        HelloRetryRequest (1.3)
 *   the flow of TLS 1.3 or of TLS 1.2 takes over
 * </pre>
 */
public final class ClientOpening implements Flow {
  private final ClientContext context;

  /** For one connection. */
  public ClientOpening(ClientContext context) {
    this.context = context;
  }

  /** Nothing has happened. */
  public record Start() implements State {}

  /** Waits for the store to say whether there is a session to resume. */
  public record WaitSession() implements State {}

  /** The hello is out. */
  public record WaitServerHello(ClientOffer offer) implements State {}

  /** Where {@link #start} sets out from. */
  public State initialState() {
    return new Start();
  }

  /** The first step: the hello, or the question for a session to resume with it. */
  public Step start() {
    if (context.config().greetsInSsl2Format()) {
      return LegacyModule.find().ssl2().greet(context, HelloComposer.withoutExtensions(context));
    }
    Bytes key = context.destination().sessionKey();
    if (key == null) {
      return hello(null, null);
    }
    Question question = new Question.FindSession(key);
    if (context.config().sessions() == null && !context.config().answersLater(question)) {
      return hello(null, null);
    }
    return flight().ask(question, new WaitSession());
  }

  /**
   * Goes on after a hello in SSL 2.0 format that the server answered in TLS.
   *
   * @param hello what it says, in the terms of TLS
   * @param raw as it was sent, which opens the transcript (RFC 5246 §E.2)
   */
  public static Step answeredInTls(ClientContext context, ClientHello hello, Bytes raw) {
    Transcript transcript = new Transcript(context.crypto());
    transcript.add(raw);
    ClientOffer offer = new ClientOffer(hello, raw, transcript, Map.of(), null);
    return new Step(
        new WaitServerHello(offer), List.of(new Effect.SpeakTls()), new ClientOpening(context));
  }

  @Override
  public Step answer(State state, Answer answer) {
    if (state instanceof WaitSession
        && answer instanceof Answer.SessionFound(SessionState session)) {
      String obstacle = session == null ? null : obstacle(session);
      return hello(
          obstacle == null ? session : null, session == null ? "none is remembered" : obstacle);
    }
    throw new TlsFailure.Misuse(
        answer.getClass().getSimpleName()
            + " does not answer what "
            + state.stateName()
            + " waits for");
  }

  @Override
  public Step step(State state, ProtocolMessage message, Bytes raw) {
    return switch (new On(state, message)) {
      case On(WaitServerHello s, ServerHello hello) -> handOver(s.offer(), hello, raw);
      case On(WaitServerHello s, HelloRetryRequest retry) -> retry(s.offer(), retry, raw);
      case On(var s, var unexpected) ->
          throw TlsFailure.Misbehaved.unexpected(s.stateName(), unexpected.messageName());
    };
  }

  private Step hello(@Nullable SessionState session, @Nullable String whyNone) {
    ClientOffer offer = HelloComposer.compose(context, session);
    Flight flight = flight();
    if (whyNone != null) {
      flight.decide(
          new Decision(
              Decision.Topic.RESUMPTION,
              List.of(),
              List.of(),
              null,
              "no session is offered: " + whyNone,
              "RFC 9846 §2.2"));
    }
    return flight.then(new Effect.Send(offer.hello(), offer.raw())).to(new WaitServerHello(offer));
  }

  /** Why this session is not offered, or null where it may be. */
  private @Nullable String obstacle(SessionState session) {
    if (!context.config().versions().contains(session.version())) {
      return "the remembered session is of " + session.version() + ", which is not enabled";
    }
    if (!session.isUsableAt(context.now())) {
      return "the remembered session has expired";
    }
    if (!context.config().tickets()
        && session.ticket() instanceof SessionState.Ticket.Sealed(Bytes ticket, var received)) {
      return "the remembered session is in a ticket, and tickets are off";
    }
    if (!session.policy().equals(context.config().policy())) {
      return "the remembered session was made under another trust policy";
    }
    // RFC 9846 §4.7.1: clients "SHOULD only resume if the SNI value matches the one used in the
    // original session"
    if (!Objects.equals(session.serverName(), context.destination().serverName())
        && !isNameless(session)) {
      return "the remembered session is for " + session.serverName();
    }
    boolean tls13 = session.version().equals(ProtocolVersion.TLS_1_3);
    // RFC 9846 §4.7.1: "Any ticket MUST only be resumed with a cipher suite that has the same KDF
    // hash algorithm"
    boolean suiteOffered =
        tls13
            ? context.config().suites().stream()
                .anyMatch(
                    suite ->
                        suite.usableIn(session.version()) && suite.hash() == session.suite().hash())
            : context.config().suites().contains(session.suite());
    return suiteOffered ? null : "no suite is enabled that could resume " + session.suite();
  }

  /**
   * SSL 3.0 has no extensions, so none for a name; sessions are kept by destination all the same.
   */
  private static boolean isNameless(SessionState session) {
    return session.version().equals(ProtocolVersion.SSL_3_0) && session.serverName() == null;
  }

  private Step retry(ClientOffer offer, HelloRetryRequest retry, Bytes raw) {
    if (!offered(offer).contains(ProtocolVersion.TLS_1_3)) {
      throw TlsFailure.Misbehaved.unexpected(
          "WaitServerHello, where TLS 1.3 was not offered", retry.messageName());
    }
    return decided(offer, ProtocolVersion.TLS_1_3)
        .followedBy(ClientFlow.retry(context, offer, retry, raw));
  }

  private Step handOver(ClientOffer offer, ServerHello hello, Bytes raw) {
    ProtocolVersion version = selectedVersion(offer, hello);
    if (version.equals(ProtocolVersion.TLS_1_3)) {
      return decided(offer, version).followedBy(ClientFlow.begin(context, offer, hello, raw));
    }
    refuseDowngrade(offer, version, hello);
    return decided(offer, version)
        .followedBy(
            dev.glassine.core.handshake.tls12.ClientFlow.begin(
                VersionRules.of(version, context.config()), context, offer, hello, raw));
  }

  private ProtocolVersion selectedVersion(ClientOffer offer, ServerHello hello) {
    ProtocolVersion version = hello.selectedVersion();
    List<ProtocolVersion> offered = offered(offer);
    // RFC 9846 §4.3.1: "If the "supported_versions" extension in the ServerHello contains a version
    // not offered by the client or contains a version prior to TLS 1.3, the client MUST abort the
    // handshake with an "illegal_parameter" alert."
    if (hello.extensions().get(SupportedVersion.class) != null
        && !(version.equals(ProtocolVersion.TLS_1_3) && offered.contains(version))) {
      throw new TlsFailure.Misbehaved(
          Reason.BAD_SELECTED_VERSION,
          "ServerHello.selected_version: " + version + ", offered " + offered);
    }
    // RFC 5246 §E.1: a version that the client does not support ends the handshake with a
    // protocol_version alert; 0x0304 needs the extension
    if (hello.extensions().get(SupportedVersion.class) == null
        && (version.atLeast(ProtocolVersion.TLS_1_3) || !offered.contains(version))) {
      throw new TlsFailure.Misbehaved(
          Reason.UNOFFERED_VERSION,
          "ServerHello.legacy_version: " + version + ", offered " + offered);
    }
    return version;
  }

  /**
   * RFC 9846 §4.2.3: "TLS 1.3 clients receiving a ServerHello indicating TLS 1.2 or below MUST
   * check that the last 8 bytes are not equal to either of these values."
   */
  private static void refuseDowngrade(
      ClientOffer offer, ProtocolVersion version, ServerHello hello) {
    Bytes mark = hello.random().slice(24, 8);
    ProtocolVersion newest = newestOf(offered(offer));
    boolean belowTls13 =
        newest.atLeast(ProtocolVersion.TLS_1_3)
            && (mark.equals(ServerHello.DOWNGRADE_TO_1_2)
                || mark.equals(ServerHello.DOWNGRADE_TO_1_1));
    boolean belowTls12 =
        newest.equals(ProtocolVersion.TLS_1_2)
            && !version.atLeast(ProtocolVersion.TLS_1_2)
            && mark.equals(ServerHello.DOWNGRADE_TO_1_1);
    if (belowTls13 || belowTls12) {
      throw new TlsFailure.Misbehaved(
          Reason.DOWNGRADE_DETECTED,
          "ServerHello.random ends in "
              + mark.hex()
              + ", the server chose "
              + version
              + ", offered "
              + offered(offer));
    }
  }

  private Flight decided(ClientOffer offer, ProtocolVersion version) {
    List<String> offered = Negotiation.names(offered(offer));
    return flight()
        .decide(
            new Decision(
                Decision.Topic.VERSION,
                offered,
                List.of(),
                version.toString(),
                "the server chose it",
                "RFC 9846 §4.3.1"))
        .useVersion(version);
  }

  /** Without the reserved values, which nobody may choose (RFC 8701 §3.1). */
  private static List<ProtocolVersion> offered(ClientOffer offer) {
    return Negotiation.those(Negotiation.offeredVersions(offer.hello()), ProtocolVersion::known);
  }

  private static ProtocolVersion newestOf(List<ProtocolVersion> versions) {
    ProtocolVersion newest = versions.getFirst();
    for (ProtocolVersion version : versions) {
      newest = version.atLeast(newest) ? version : newest;
    }
    return newest;
  }

  private Flight flight() {
    return new Flight(new Transcript(context.crypto()));
  }
}
