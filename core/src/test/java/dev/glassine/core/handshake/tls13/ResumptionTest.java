package dev.glassine.core.handshake.tls13;

import static dev.glassine.core.handshake.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Altered;
import dev.glassine.core.handshake.Conversation;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.handshake.TestIdentity;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateMessage;
import dev.glassine.core.wire.CertificateRequest;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.NewSessionTicket;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.OfferedPsks.PskIdentity;
import dev.glassine.core.wire.ext.PskKeyExchangeModes;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tickets, and what resuming with them takes (RFC 9846 §2.2, §4.3.11, §4.7.1). */
class ResumptionTest {
  private final Given.Memory memory = new Given.Memory();
  private final Given.NamedTickets tickets = new Given.NamedTickets();
  private Instant now = Given.NOW;

  private ClientConfig.Builder client() {
    return Given.client().sessions(memory).clock(() -> now);
  }

  private ServerConfig.Builder server() {
    return Given.server().tickets(tickets).clock(() -> now);
  }

  private SessionState remembered() {
    return Objects.requireNonNull(memory.find(Given.SESSION_KEY), "a remembered session");
  }

  @Nested
  class Issuing {
    @Test
    void sendsAsManyTicketsAsConfiguredEachWithItsOwnKey() {
      Conversation conversation = Given.between(client(), server().ticketCount(3)).handshake();
      List<SessionState> sessions =
          conversation.client().effects(Effect.Remember.class).stream()
              .map(Effect.Remember::session)
              .toList();
      assertThat(sessions).hasSize(3);
      assertThat(sessions)
          .extracting(session -> Bytes.copyOf(session.secret().reveal(Secret.Access.TEST)))
          .doesNotHaveDuplicates();
      assertThat(sessions).extracting(SessionState::ticketAgeAdd).doesNotHaveDuplicates();
      assertThat(sessions).extracting(SessionState::ticket).doesNotHaveDuplicates();
    }

    @Test
    void remembersWhatTheHandshakeAgreedOn() {
      Given.between(client().protocols("h2").policy(Bytes.ofHex("01")), server().protocols("h2"))
          .handshake();
      SessionState session = remembered();
      assertThat(session.protocol()).isEqualTo("h2");
      assertThat(session.serverName()).isEqualTo("glassine.test");
      assertThat(session.peerChain()).isEqualTo(TestIdentity.ECDSA.encodedChain());
      assertThat(session.policy()).isEqualTo(Bytes.ofHex("01"));
      assertThat(session.lifetime()).isEqualTo(Duration.ofHours(2));
      assertThat(session.created()).isEqualTo(Given.NOW);
    }

    @Test
    void sendsNoneWithoutKeysOrStore() {
      Conversation conversation = Given.between(client(), Given.server()).handshake();
      assertThat(conversation.client().effects(Effect.Remember.class)).isEmpty();
    }

    @Test
    void sendsNoneToAClientWithoutUseForThem() {
      Conversation conversation = Given.between(client().withoutTickets(), server()).handshake();
      assertThat(conversation.server().effects(Effect.Send.class))
          .noneMatch(send -> send.message() instanceof NewSessionTicket);
    }

    @Test
    void keepsTheSessionItselfWhereThereAreNoTicketKeys() {
      Given.Memory serverMemory = new Given.Memory();
      Conversation conversation =
          Given.between(client(), Given.server().sessions(serverMemory)).handshake();
      SessionState.Ticket.Sealed ticket = (SessionState.Ticket.Sealed) remembered().ticket();
      assertThat(ticket.ticket().length()).isEqualTo(32);
      assertThat(serverMemory.find(ticket.ticket())).isNotNull();
      assertThat(conversation.server().effects(Effect.Remember.class)).hasSize(2);
    }

    @Test
    void neverStretchesASessionBeyondItsLifetimeByResuming() {
      Given.between(client(), server()).handshake();
      now = now.plus(Duration.ofMinutes(90));
      Conversation second = Given.between(client(), server());
      second.handshake();
      assertThat(second.client().info().resumed()).isTrue();
      NewSessionTicket ticket =
          (NewSessionTicket) second.server().effects(Effect.Send.class).getLast().message();
      assertThat(ticket.ticketLifetime()).isEqualTo(Duration.ofMinutes(30).toSeconds());
      assertThat(remembered().created()).isEqualTo(Given.NOW);
    }
  }

  @Nested
  class Receiving {
    @Test
    void discardsATicketWithLifetimeZero() {
      assertThat(sessionsOf(0)).isEmpty();
    }

    @Test
    void keepsNoTicketLongerThanSevenDays() {
      assertThat(sessionsOf(0xFFFF_FFFFL).getFirst().lifetime()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void keepsNoTicketLongerThanTheCertificate() {
      now = TestIdentity.ECDSA.certificate().getNotAfter().toInstant().minusSeconds(60);
      assertThat(sessionsOf(3600).getFirst().lifetime()).isEqualTo(Duration.ofSeconds(60));
    }

    private List<SessionState> sessionsOf(long lifetime) {
      Conversation conversation =
          Given.between(client(), Given.server().clock(() -> now)).handshake();
      conversation
          .client()
          .receive(
              new NewSessionTicket(
                  lifetime, 7, Bytes.EMPTY, Bytes.ofString("ticket"), Extensions.NONE));
      return conversation.client().effects(Effect.Remember.class).stream()
          .map(Effect.Remember::session)
          .toList();
    }
  }

  @Nested
  class OfferingAgain {
    @BeforeEach
    void remember() {
      Given.between(client().policy(Bytes.ofHex("01")), server()).handshake();
    }

    @Test
    void disguisesTheTicketsAge() {
      SessionState session = remembered();
      now = now.plus(Duration.ofMinutes(5));
      ClientHello hello = hello(client().policy(Bytes.ofHex("01")));
      assertThat(psks(hello).identities().getFirst().obfuscatedTicketAge())
          .isEqualTo((300_000 + session.ticketAgeAdd()) & 0xFFFF_FFFFL);
      assertThat(hello.extensions().types().getLast()).isEqualTo(ExtensionType.PRE_SHARED_KEY);
    }

    @Test
    void usesEachTicketOnce() {
      PskIdentity first = psks(hello(client().policy(Bytes.ofHex("01")))).identities().getFirst();
      PskIdentity second = psks(hello(client().policy(Bytes.ofHex("01")))).identities().getFirst();
      assertThat(second.identity()).isNotEqualTo(first.identity());
    }

    @Test
    void offersNoneUnderAnotherPolicy() {
      assertThat(offersTicket(hello(client()))).isFalse();
    }

    @Test
    void offersNoneThatExpired() {
      now = now.plus(Duration.ofHours(2));
      assertThat(offersTicket(hello(client().policy(Bytes.ofHex("01"))))).isFalse();
    }

    @Test
    void offersNoneForAnotherName() {
      Destination other = new Destination("other.test", "other.test", Given.SESSION_KEY);
      Conversation conversation =
          new Conversation(client().policy(Bytes.ofHex("01")).build(), other, server().build());
      assertThat(offersTicket(conversation.handshakeUpTo(ClientHello.class))).isFalse();
      assertThat(conversation.client().decision(Topic.RESUMPTION).why())
          .contains("the remembered session is for glassine.test");
    }

    @Test
    void offersNoneWithoutASuiteOfItsHash() {
      ClientConfig.Builder client =
          client().policy(Bytes.ofHex("01")).suites(List.of(CipherSuite.TLS_AES_256_GCM_SHA384));
      assertThat(offersTicket(hello(client))).isFalse();
    }

    private ClientHello hello(ClientConfig.Builder client) {
      return Given.between(client, server()).handshakeUpTo(ClientHello.class);
    }
  }

  @Nested
  class Accepting {
    @BeforeEach
    void remember() {
      Given.between(client(), server()).handshake();
    }

    @Test
    void authenticatesByTheKeyAlone() {
      Conversation conversation =
          Given.between(client(), server().clientAuthentication(ClientAuthentication.REQUESTED))
              .handshake();
      assertThat(conversation.client().info().resumed()).isTrue();
      assertThat(conversation.server().effects(Effect.Send.class))
          .noneMatch(
              send ->
                  send.message() instanceof CertificateMessage
                      || send.message() instanceof CertificateRequest);
      assertThat(conversation.server().decision(Topic.RESUMPTION).chosen()).isEqualTo("ticket");
      assertThat(conversation.client().decision(Topic.RESUMPTION).chosen()).isEqualTo("ticket");
    }

    @Test
    void takesASuiteOfTheSessionsHashBeforeItsOwnFirst() {
      Conversation conversation =
          Given.between(client(), server().suites(Given.SUITES.reversed())).handshake();
      assertThat(conversation.server().info().resumed()).isTrue();
      assertThat(conversation.server().info().suite())
          .isEqualTo(CipherSuite.TLS_AES_128_GCM_SHA256);
    }

    @Test
    void negotiatesTheProtocolAnew() {
      Conversation conversation =
          Given.between(client().protocols("h2"), server().protocols("h2")).handshake();
      assertThat(conversation.server().info().resumed()).isTrue();
      assertThat(conversation.server().info().protocol()).isEqualTo("h2");
    }

    @Test
    void declinesUnderAnotherPolicy() {
      declines(server().policy(Bytes.ofHex("02")), "another policy");
    }

    @Test
    void declinesWithoutTheClientCertificateThatIsRequiredNow() {
      ClientConfig.Builder client =
          client().credentials(request -> CredentialChoice.of(TestIdentity.ECDSA, "it fits"));
      ServerConfig.Builder server = server().clientAuthentication(ClientAuthentication.REQUIRED);
      assertThat(Given.between(client, server).handshake().server().info().resumed()).isFalse();
      assertThat(Given.between(client, server).handshake().server().info().resumed()).isTrue();
    }

    @Test
    void declinesAfterTheSessionExpired() {
      InstantSource later = () -> now.plus(Duration.ofHours(3));
      declines(server().clock(later), "expired");
    }

    @Test
    void declinesASuiteOfAnotherHash() {
      declines(
          server().suites(List.of(CipherSuite.TLS_AES_256_GCM_SHA384)),
          "needs a suite with SHA256");
    }

    @Test
    void declinesATicketThatItCannotOpen() {
      declines(server().tickets(new Given.NamedTickets()), "not known here");
    }

    @Test
    void asksItsStoreOnlyForWhatItMayHaveStored() {
      Given.Memory store = new Given.Memory();
      Conversation conversation = Given.between(client(), Given.server().sessions(store));
      conversation.handshake();
      assertThat(conversation.server().effects(Effect.Ask.class))
          .noneMatch(ask -> ask.question() instanceof Question.FindSession);
      assertThat(conversation.server().info().resumed()).isFalse();
      assertThat(Given.between(client(), Given.server().sessions(store)).handshake().server())
          .satisfies(server -> assertThat(server.info().resumed()).isTrue());
    }

    @Test
    void declinesAStoredSessionThatIsGone() {
      Given.between(client(), Given.server().sessions(new Given.Memory())).handshake();
      Conversation conversation =
          Given.between(client(), Given.server().sessions(new Given.Memory())).handshake();
      assertThat(conversation.server().decision(Topic.RESUMPTION).why())
          .isEqualTo("the ticket is not known here");
    }

    @Test
    void declinesAStoredSessionOfAnotherPolicy() {
      Given.Memory store = new Given.Memory();
      Given.between(client(), Given.server().sessions(store)).handshake();
      ServerConfig.Builder stricter = Given.server().sessions(store).policy(Bytes.ofHex("09"));
      Conversation conversation = Given.between(client(), stricter).handshake();
      assertThat(conversation.server().info().resumed()).isFalse();
      assertThat(conversation.server().decision(Topic.RESUMPTION).why()).contains("policy");
    }

    @Test
    void declinesAnotherName() {
      Conversation conversation = Given.between(client(), server());
      ClientHello hello = conversation.handshakeUpTo(ClientHello.class);
      List<Extension> renamed = new ArrayList<>(hello.extensions().list());
      renamed.replaceAll(
          extension -> extension instanceof ServerName ? new ServerName("other.test") : extension);
      conversation.server().receive(Altered.with(hello, new Extensions(renamed)));
      assertThat(conversation.server().decision(Topic.RESUMPTION).chosen()).isNull();
    }

    @Test
    void declinesAClientThatOnlyHasPskKe() {
      Conversation conversation = Given.between(client(), server());
      ClientHello hello = conversation.handshakeUpTo(ClientHello.class);
      conversation
          .server()
          .receive(Altered.with(hello, PskKeyExchangeModes.of(PskKeyExchangeModes.PSK_KE)));
      assertThat(conversation.server().decision(Topic.RESUMPTION).why())
          .contains("no mode with forward secrecy");
    }

    @Test
    void refusesABinderThatDoesNotVerify() {
      Conversation conversation = Given.between(client(), server());
      ClientHello hello = conversation.handshakeUpTo(ClientHello.class);
      OfferedPsks forged = psks(hello).withBinders(List.of(Bytes.wrap(new byte[32])));
      failure(
          Reason.BAD_PSK_BINDER, () -> conversation.server().receive(Altered.with(hello, forged)));
    }

    @Test
    void refusesABinderThatWasMadeForAnotherHello() {
      Conversation conversation = Given.between(client(), server());
      ClientHello hello = conversation.handshakeUpTo(ClientHello.class);
      failure(
          Reason.BAD_PSK_BINDER,
          () -> conversation.server().receive(Altered.withRandom(hello, Bytes.wrap(new byte[32]))));
    }

    @Test
    void triesOneTicketAfterTheOther() {
      Conversation conversation = Given.between(client(), server());
      ClientHello hello = conversation.handshakeUpTo(ClientHello.class);
      PskIdentity unknown = new PskIdentity(Bytes.ofString("unknown"), 0);
      OfferedPsks offered = psks(hello);
      OfferedPsks two =
          new OfferedPsks(
              List.of(unknown, offered.identities().getFirst()),
              List.of(offered.binders().getFirst(), offered.binders().getFirst()));
      // The binder no longer fits the hello, so that it is looked at shows that the ticket was
      // found
      var failure =
          failure(
              Reason.BAD_PSK_BINDER, () -> conversation.server().receive(Altered.with(hello, two)));
      assertThat(failure.detail()).contains("binders[1]");
    }

    private void declines(ServerConfig.Builder server, String why) {
      Conversation conversation = Given.between(client(), server).handshake();
      assertThat(conversation.server().isComplete()).isTrue();
      assertThat(conversation.server().info().resumed()).isFalse();
      assertThat(conversation.server().decision(Topic.RESUMPTION).why()).contains(why);
      assertThat(conversation.client().decision(Topic.RESUMPTION).why())
          .isEqualTo("the server did not select our ticket");
    }
  }

  @Nested
  class Answered {
    @BeforeEach
    void remember() {
      Given.between(client(), server()).handshake();
    }

    @Test
    void refusesAnIdentityThatWasNotOffered() {
      Conversation conversation = Given.between(client(), server());
      ServerHello hello = conversation.handshakeUpTo(ServerHello.class);
      failure(
          Reason.UNOFFERED_PSK,
          () -> conversation.client().receive(Altered.with(hello, new SelectedPsk(1))));
    }

    @Test
    void refusesASuiteOfAnotherHash() {
      Conversation conversation = Given.between(client(), server());
      ServerHello hello = conversation.handshakeUpTo(ServerHello.class);
      failure(
          Reason.PSK_HASH_MISMATCH,
          () ->
              conversation
                  .client()
                  .receive(Altered.withSuite(hello, CipherSuite.TLS_AES_256_GCM_SHA384)));
    }

    @Test
    void refusesAModeThatWasNotOffered() {
      Conversation conversation = Given.between(client(), server());
      ServerHello hello = conversation.handshakeUpTo(ServerHello.class);
      failure(
          Reason.PSK_WITHOUT_KEY_SHARE,
          () -> conversation.client().receive(Altered.without(hello, ExtensionType.KEY_SHARE)));
    }

    @Test
    void refusesToBeAskedForACertificate() {
      Conversation conversation = Given.between(client(), server());
      conversation.client().receive(conversation.handshakeUpTo(ServerHello.class));
      conversation.client().receive(conversation.server().take());
      CertificateRequest request =
          new CertificateRequest(
              Bytes.EMPTY,
              Extensions.of(new SignatureAlgorithms(Given.client().build().signatureSchemes())));
      failure(Reason.UNEXPECTED_MESSAGE, () -> conversation.client().receive(request));
    }

    @Test
    void dropsATicketOfAnotherHashAfterARetry() {
      ClientConfig.Builder client = client().keyShares(List.of(NamedGroup.X25519));
      ServerConfig.Builder server =
          server()
              .suites(List.of(CipherSuite.TLS_AES_256_GCM_SHA384))
              .groups(List.of(NamedGroup.SECP256R1));
      Conversation conversation = Given.between(client, server);
      ClientHello first = conversation.handshakeUpTo(ClientHello.class);
      assertThat(offersTicket(first)).isTrue();
      conversation.server().receive(first);
      conversation.client().receive(conversation.handshakeUpTo(HelloRetryRequest.class));
      ClientHello second = conversation.handshakeUpTo(ClientHello.class);
      assertThat(offersTicket(second)).isFalse();
      conversation.server().receive(second);
      assertThat(conversation.handshake().client().info().resumed()).isFalse();
    }
  }

  private static boolean offersTicket(ClientHello hello) {
    return hello.extensions().has(ExtensionType.PRE_SHARED_KEY);
  }

  private static OfferedPsks psks(ClientHello hello) {
    return Given.extension(hello.extensions(), OfferedPsks.class);
  }
}
