package dev.glassine.core.handshake.tls12;

import static dev.glassine.core.handshake.tls12.Given12.failure;
import static dev.glassine.core.handshake.tls12.Given12.replacing;
import static dev.glassine.core.handshake.tls12.Given12.with;
import static dev.glassine.core.handshake.tls12.Given12.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.handshake.Verified;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ChangeCipherSpec;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.NewSessionTicket12;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ExtendedMasterSecret;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SessionTicket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions by id and by ticket, from both sides. */
class ResumptionTest {
  /** The two ways in which a server gets a session back. */
  enum Way {
    SESSION_ID {
      @Override
      ServerConfig.Builder on(ServerConfig.Builder server, ResumptionTest test) {
        return server.sessions(test.servers);
      }
    },
    TICKET {
      @Override
      ServerConfig.Builder on(ServerConfig.Builder server, ResumptionTest test) {
        return server.tickets(test.tickets);
      }
    };

    abstract ServerConfig.Builder on(ServerConfig.Builder server, ResumptionTest test);
  }

  private Given.Memory clients;
  private Given.Memory servers;
  private Given.NamedTickets tickets;

  @BeforeEach
  void forgetEverything() {
    clients = new Given.Memory();
    servers = new Given.Memory();
    tickets = new Given.NamedTickets();
  }

  @ParameterizedTest
  @EnumSource
  void resumes(Way way) {
    Talk first = Talk.between(client(), server(way)).run();
    Talk second = Talk.between(client(), server(way)).run();

    assertThat(first.client().info().resumed()).isFalse();
    assertThat(second.client().info().resumed()).isTrue();
    assertThat(second.server().info().resumed()).isTrue();
    assertThat(second.client().info().suite()).isEqualTo(first.client().info().suite());
    assertThat(second.client().info().peerCertificates())
        .isEqualTo(TestCertificate.P256.credential().chain());
    assertThat(second.client().info().group()).isNull();
    assertThat(second.server().sent())
        .containsExactly("ServerHello", "ChangeCipherSpec", "Finished");
    assertThat(second.client().sent())
        .containsExactly("ClientHello", "ChangeCipherSpec", "Finished");
    assertThat(second.client().decision(Topic.RESUMPTION).chosen())
        .isEqualTo(Given12.ECDHE_ECDSA.name());
    assertThat(second.server().decision(Topic.RESUMPTION).chosen())
        .isEqualTo(Given12.ECDHE_ECDSA.name());
    // RFC 5929 §3.1: the first Finished of the handshake, here the server's
    Bytes firstFinished = second.server().sent(Finished.class).getFirst().verifyData();
    assertThat(second.client().complete().tlsUnique()).isEqualTo(firstFinished);
    assertThat(second.server().complete().tlsUnique()).isEqualTo(firstFinished);
    assertThat(second.client().effects(Effect.InstallRead.class).getFirst().labels())
        .startsWith("session");
  }

  @ParameterizedTest
  @EnumSource
  void resumesAgainAndAgain(Way way) {
    Talk.between(client(), server(way)).run();

    for (int i = 0; i < 3; i++) {
      assertThat(Talk.between(client(), server(way)).run().client().info().resumed()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void knowsTheClientOfTheSession(Way way) {
    ClientConfig.Builder client =
        client()
            .credentials(request -> CredentialChoice.of(TestCertificate.ED25519.credential(), ""));
    ServerConfig.Builder server = server(way).clientAuthentication(ClientAuthentication.REQUIRED);
    Talk.between(client, server).run();

    Talk second = Talk.between(client, server).run();

    assertThat(second.server().info().resumed()).isTrue();
    assertThat(second.server().info().peerCertificates())
        .isEqualTo(TestCertificate.ED25519.credential().chain());
  }

  @ParameterizedTest
  @EnumSource
  void choosesTheProtocolAnew(Way way) {
    Talk.between(client().protocols("h2"), server(way).protocols("h2")).run();

    Talk second =
        Talk.between(client().protocols("http/1.1"), server(way).protocols("http/1.1")).run();

    assertThat(second.client().info().resumed()).isTrue();
    assertThat(second.client().info().protocol()).isEqualTo("http/1.1");
  }

  @Test
  void nothingIsRememberedBeforeTheHandshakeIsComplete() {
    Talk talk = Talk.between(client(), server(Way.SESSION_ID));
    talk.upTo(Side.CLIENT, Finished.class);

    assertThat(talk.server().effects(Effect.Remember.class)).isEmpty();
    assertThat(talk.client().effects(Effect.Remember.class)).isEmpty();
  }

  @Test
  void aTicketTakesThePlaceOfTheSessionId() {
    Talk talk = Talk.between(client(), server(Way.TICKET).sessions(servers)).run();

    assertThat(talk.client().info().sessionId()).isEqualTo(Bytes.EMPTY);
    assertThat(talk.server().effects(Effect.Remember.class)).isEmpty();
    assertThat(talk.server().sent()).containsSequence("NewSessionTicket", "ChangeCipherSpec");
    assertThat(talk.server().sent(NewSessionTicket12.class).getFirst().ticketLifetimeHint())
        .isEqualTo(7200);
  }

  @Test
  void aTicketIsRenewedInTheSecondHalfOfItsLife() {
    Talk.between(client(), server(Way.TICKET)).run();
    InstantSource later = InstantSource.fixed(Given12.NOW.plus(Duration.ofMinutes(70)));

    Talk second = Talk.between(client().clock(later), server(Way.TICKET).clock(later)).run();

    assertThat(second.client().info().resumed()).isTrue();
    assertThat(second.server().sent())
        .containsExactly("ServerHello", "NewSessionTicket", "ChangeCipherSpec", "Finished");
    assertThat(second.server().sent(NewSessionTicket12.class).getFirst().ticketLifetimeHint())
        .isEqualTo(50 * 60);
    SessionState renewed = second.client().effects(Effect.Remember.class).getFirst().session();
    assertThat(renewed.created()).isEqualTo(Given12.NOW);
    assertThat(renewed.lifetime()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void aTicketThatTheClientDidNotAskForIsNotGiven() {
    Talk talk = Talk.between(client().withoutTickets(), server(Way.TICKET)).run();

    assertThat(talk.server().sent()).doesNotContain("NewSessionTicket");
  }

  @Test
  void anEmptyTicketIsNone() {
    Talk talk =
        Talk.between(client(), server(Way.TICKET))
            .changing(
                Side.SERVER, NewSessionTicket12.class, m -> new NewSessionTicket12(0, Bytes.EMPTY));
    talk.upTo(Side.SERVER, ChangeCipherSpec.class);
    talk.client().receive(new ChangeCipherSpec());

    ClientStates.WaitFinished state = (ClientStates.WaitFinished) talk.client().state();
    Sessions sessions =
        new Sessions(
            client().build(),
            Tls12Rules.TLS_1_2,
            state.handshake(),
            Verified.PeerIdentity.anonymous(),
            state.secured().main(),
            Given12.NOW);
    assertThat(sessions.ofClient(state.ticket())).isNull();
  }

  @Test
  void aTicketWithoutLifetimeLastsADayAndNoneLastsLongerThanAWeek() {
    assertThat(lifetimeOfTicket(0)).isEqualTo(Duration.ofHours(24));
    assertThat(lifetimeOfTicket(60)).isEqualTo(Duration.ofMinutes(1));
    assertThat(lifetimeOfTicket(0xFFFFFFFFL)).isEqualTo(Duration.ofDays(7));
  }

  private Duration lifetimeOfTicket(long hint) {
    Talk talk = Talk.between(client(), server(Way.TICKET));
    talk.upTo(Side.SERVER, NewSessionTicket12.class);
    talk.client().receive(new NewSessionTicket12(hint, Bytes.ofHex("01")));
    ClientStates.WaitChangeCipherSpec state =
        (ClientStates.WaitChangeCipherSpec) talk.client().state();
    Sessions sessions =
        new Sessions(
            client().build(),
            Tls12Rules.TLS_1_2,
            state.handshake(),
            Verified.PeerIdentity.anonymous(),
            state.secured().main(),
            Given12.NOW);
    SessionState session = sessions.ofClient(state.ticket());
    assertThat(session).isNotNull();
    return session.lifetime();
  }

  @ParameterizedTest
  @EnumSource
  void doesNotResumeUnderAnotherPolicy(Way way) {
    Talk.between(client(), server(way).policy(Bytes.ofHex("01"))).run();

    fullHandshake(Talk.between(client(), server(way).policy(Bytes.ofHex("02"))), "policy");
  }

  @ParameterizedTest
  @EnumSource
  void doesNotResumeForAnotherServerName(Way way) {
    Talk.between(client(), server(way)).run();

    Talk talk =
        Talk.between(client(), server(way))
            .saying(
                hello -> with(hello, replacing(hello.extensions(), new ServerName("other.test"))));

    fullHandshake(talk, "another server name");
  }

  @ParameterizedTest
  @EnumSource
  void resumesForTheSameNameInOtherLetters(Way way) {
    Talk.between(client(), server(way)).run();

    Talk talk =
        Talk.between(client(), server(way))
            .saying(
                hello ->
                    with(hello, replacing(hello.extensions(), new ServerName("GLASSINE.test"))))
            .run();

    assertThat(talk.client().info().resumed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void doesNotResumeWhenTheServerSaysThatTheSessionHasExpired(Way way) {
    Talk.between(client(), server(way)).run();
    InstantSource later = InstantSource.fixed(Given12.NOW.plus(Duration.ofHours(3)));

    // The client's own clock stands still, so it still offers the session
    fullHandshake(Talk.between(client(), server(way).clock(later)), "expired");
  }

  @ParameterizedTest
  @EnumSource
  void doesNotResumeWithASuiteThatIsNotEnabledAnyMore(Way way) {
    Talk.between(client(), server(way)).run();

    Talk talk =
        Talk.between(
            client(),
            server(way).suites(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)));

    fullHandshake(talk, "not offered by both");
  }

  @ParameterizedTest
  @EnumSource
  void doesNotResumeWithoutClientCertificateWhereOneIsRequired(Way way) {
    Talk.between(client(), server(way)).run();
    ClientConfig.Builder client =
        client().credentials(request -> CredentialChoice.of(TestCertificate.P256.credential(), ""));

    fullHandshake(
        Talk.between(client, server(way).clientAuthentication(ClientAuthentication.REQUIRED)),
        "no client certificate");
  }

  @Test
  void doesNotResumeSessionOfAnotherVersion() {
    Talk talk = offeringKnownSession();
    SessionState known = known(talk);

    talk.server().answer(new Answer.SessionFound(changed(known, ProtocolVersion.TLS_1_1, true)));

    fullHandshake(talk, "TLS 1.1");
  }

  @Test
  void doesNotResumeSessionThatIsNotBoundToItsHandshake() {
    Talk talk = offeringKnownSession();
    SessionState known = known(talk);

    talk.server().answer(new Answer.SessionFound(changed(known, known.version(), false)));

    fullHandshake(talk, "extended main secret");
  }

  @Test
  void resumesWhereTheOwnerFindsTheSessionLater() {
    Talk talk = offeringKnownSession();

    talk.server().answer(new Answer.SessionFound(known(talk)));
    talk.run();

    assertThat(talk.client().info().resumed()).isTrue();
  }

  /** The server's owner is asked for the session of an earlier handshake. */
  private Talk offeringKnownSession() {
    Talk.between(client(), server(Way.SESSION_ID)).run();
    return Talk.between(client(), server(Way.SESSION_ID).answerLater(Question.FindSession.class))
        .run();
  }

  private SessionState known(Talk talk) {
    Question.FindSession question = (Question.FindSession) talk.server().question();
    assertThat(question).isNotNull();
    return Objects.requireNonNull(servers.find(question.key()));
  }

  @ParameterizedTest
  @EnumSource
  void givesUpWhereAnOfferOfABoundSessionLacksTheExtension(Way way) {
    Talk.between(client(), server(way)).run();

    Talk talk = Talk.between(client(), server(way)).saying(Given12::withoutExtendedMainSecret);

    failure(Reason.EXTENDED_MAIN_SECRET_CHANGED, talk::run);
  }

  @ParameterizedTest
  @EnumSource
  void remembersNothingWithoutExtendedMainSecret(Way way) {
    Talk talk =
        Talk.between(client(), server(way)).saying(Given12::withoutExtendedMainSecret).run();

    assertThat(talk.server().info().sessionId()).isEqualTo(Bytes.EMPTY);
    assertThat(talk.server().sent()).doesNotContain("NewSessionTicket");
    assertThat(talk.server().effects(Effect.Remember.class)).isEmpty();
    assertThat(talk.client().effects(Effect.Remember.class)).isEmpty();
  }

  @Test
  void doesNotLookAtTheSessionIdBesideATicket() {
    Talk.between(client().withoutTickets(), server(Way.SESSION_ID)).run();

    Talk talk =
        Talk.between(client().withoutTickets(), server(Way.SESSION_ID).tickets(tickets))
            .saying(
                hello ->
                    with(
                        hello,
                        replacing(
                            hello.extensions(), new SessionTicket(Bytes.ofString("forged")))));

    fullHandshake(talk, "no key here opens");
  }

  @Test
  void goesOnWhereTheServerHasForgotten() {
    Talk.between(client(), server(Way.SESSION_ID)).run();
    servers = new Given.Memory();

    Talk talk = Talk.between(client(), server(Way.SESSION_ID));

    fullHandshake(talk, "none is remembered");
    assertThat(talk.client().decision(Topic.RESUMPTION).why()).contains("full handshake");
  }

  @Test
  void aClientWithoutPlaceForSessionsRemembersNone() {
    Talk talk =
        Talk.between(client(), new Destination(null, null, null), server(Way.SESSION_ID)).run();

    assertThat(talk.client().effects(Effect.Remember.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aClientRefusesToResumeWithAnotherSuite(Way way) {
    answerRefused(
        way,
        Reason.RESUMPTION_MISMATCH,
        hello -> with(hello, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384));
  }

  @ParameterizedTest
  @EnumSource
  void aClientRefusesToResumeWithoutTheExtension(Way way) {
    answerRefused(
        way,
        Reason.EXTENDED_MAIN_SECRET_CHANGED,
        hello -> with(hello, without(hello.extensions(), ExtendedMasterSecret.class)));
  }

  @ParameterizedTest
  @EnumSource
  void aClientRefusesFinishedUnderAnotherSecret(Way way) {
    Talk.between(client(), server(way)).run();
    Talk talk =
        Talk.between(client(), server(way))
            .changing(Side.SERVER, Finished.class, m -> new Finished(Bytes.ofHex("00".repeat(12))));

    failure(Reason.BAD_FINISHED, talk::run);
    assertThat(talk.client().sent()).containsExactly("ClientHello");
  }

  @ParameterizedTest
  @EnumSource
  void aServerRefusesFinishedUnderAnotherSecret(Way way) {
    Talk.between(client(), server(way)).run();
    Talk talk =
        Talk.between(client(), server(way))
            .changing(Side.CLIENT, Finished.class, m -> new Finished(Bytes.ofHex("00".repeat(12))));

    failure(Reason.BAD_FINISHED, talk::run);
    assertThat(talk.server().isComplete()).isFalse();
  }

  @Test
  void aClientRefusesChangeOfCiphersInPlaceOfThePromisedTicket() {
    Talk talk = Talk.between(client(), server(Way.TICKET));
    talk.upTo(Side.SERVER, NewSessionTicket12.class);

    failure(Reason.UNEXPECTED_CHANGE_CIPHER_SPEC, talk::run);
  }

  private void answerRefused(Way way, Reason reason, UnaryOperator<ServerHello> change) {
    Talk.between(client(), server(way)).run();
    Talk talk =
        Talk.between(client(), server(way)).changing(Side.SERVER, ServerHello.class, change::apply);
    failure(reason, talk::run);
  }

  private static void fullHandshake(Talk talk, String why) {
    talk.run();
    assertThat(talk.client().info().resumed()).isFalse();
    assertThat(talk.server().info().resumed()).isFalse();
    assertThat(talk.server().decision(Topic.RESUMPTION).chosen()).isNull();
    assertThat(talk.server().decision(Topic.RESUMPTION).why()).contains(why);
  }

  private static SessionState changed(SessionState s, ProtocolVersion version, boolean extended) {
    return new SessionState(
        version,
        s.suite(),
        s.secret(),
        extended,
        s.serverName(),
        s.protocol(),
        s.peerChain(),
        s.policy(),
        s.created(),
        s.lifetime(),
        s.ticket(),
        s.ticketAgeAdd());
  }

  private ClientConfig.Builder client() {
    return Given12.client(Given12.ECDHE_ECDSA, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)
        .sessions(clients);
  }

  private ServerConfig.Builder server(Way way) {
    return way.on(Given12.server(TestCertificate.P256), this);
  }
}
