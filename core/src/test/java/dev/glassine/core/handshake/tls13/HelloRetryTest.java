package dev.glassine.core.handshake.tls13;

import static dev.glassine.core.handshake.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.handshake.Altered;
import dev.glassine.core.handshake.Conversation;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.Cookie;
import dev.glassine.core.wire.ext.EarlyData;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.OfferedPsks.PskIdentity;
import dev.glassine.core.wire.ext.Padding;
import dev.glassine.core.wire.ext.RequestedGroup;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SupportedVersion;
import dev.glassine.core.wire.ext.SupportedVersions;
import dev.glassine.core.wire.ext.UnknownExtension;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The second attempt, and everything that can be wrong with it (RFC 9846 §4.2.2, §4.2.4). */
class HelloRetryTest {
  private final Conversation conversation =
      Given.between(
          Given.client().keyShares(List.of(NamedGroup.X25519)).grease(),
          Given.server().groups(List.of(NamedGroup.SECP256R1)).sendCookie());

  @Test
  void takesTheCookieBackAndSaysWhyItAsked() {
    conversation.handshake();
    assertThat(conversation.server().isComplete()).isTrue();
    assertThat(conversation.server().decision(Topic.HELLO_RETRY).why())
        .isEqualTo("the client sent no share for it");
    assertThat(conversation.client().decision(Topic.HELLO_RETRY).chosen()).contains("cookie");
  }

  @Test
  void sendsTheCompatibilityRecordOnceOnEachSide() {
    conversation.handshake();
    assertThat(conversation.client().effects(Effect.SendChangeCipherSpec.class)).hasSize(1);
    assertThat(conversation.server().effects(Effect.SendChangeCipherSpec.class)).hasSize(1);
  }

  @Test
  void needsNoShareAtAllInTheFirstHello() {
    ClientHello first = conversation.handshakeUpTo(ClientHello.class);
    conversation.server().receive(Altered.with(first, new OfferedKeyShares(List.of())));
    assertThat(conversation.server().take()).isInstanceOf(HelloRetryRequest.class);
  }

  @Test
  void passesOverEarlyDataThatCameWithTheFirstHello() {
    ClientHello first = conversation.handshakeUpTo(ClientHello.class);
    conversation.server().receive(Altered.with(first, new EarlyData()));
    assertThat(conversation.server().effects(Effect.SkipEarlyData.class)).hasSize(1);
  }

  @Nested
  class Client {
    private final HelloRetryRequest request = conversation.handshakeUpTo(HelloRetryRequest.class);

    @Test
    void changesNothingButWhatItWasAskedTo() {
      conversation.client().receive(request);
      ClientHello first = hello(0);
      ClientHello second = hello(1);
      assertThat(second.random()).isEqualTo(first.random());
      assertThat(Altered.without(without(second), ExtensionType.COOKIE)).isEqualTo(without(first));
      assertThat(Given.extension(second.extensions(), OfferedKeyShares.class).clientShares())
          .extracting(KeyShareEntry::group)
          .containsExactly(NamedGroup.SECP256R1);
      assertThat(second.extensions().get(Cookie.class))
          .isEqualTo(request.extensions().get(Cookie.class));
    }

    @Test
    void keepsItsSharesWhereOnlyACookieIsAskedFor() {
      conversation
          .client()
          .receive(
              Altered.with(
                  request, Altered.without(request.extensions(), ExtensionType.KEY_SHARE)));
      assertThat(hello(1).extensions().get(OfferedKeyShares.class))
          .isEqualTo(hello(0).extensions().get(OfferedKeyShares.class));
    }

    @Test
    void refusesARequestThatChangesNothing() {
      Extensions useless = Extensions.of(new SupportedVersion(ProtocolVersion.TLS_1_3));
      refuses(Reason.USELESS_HELLO_RETRY_REQUEST, useless);
    }

    @Test
    void refusesToBeAskedForAShareThatItSent() {
      refuses(
          Reason.USELESS_HELLO_RETRY_REQUEST,
          Altered.with(request.extensions(), new RequestedGroup(NamedGroup.X25519)));
    }

    @Test
    void refusesToBeAskedForAGroupThatItDidNotOffer() {
      refuses(
          Reason.UNOFFERED_GROUP,
          Altered.with(request.extensions(), new RequestedGroup(NamedGroup.X448)));
    }

    @Test
    void refusesARequestWithoutVersion() {
      refuses(
          Reason.MISSING_EXTENSION,
          Altered.without(request.extensions(), ExtensionType.SUPPORTED_VERSIONS));
    }

    @Test
    void refusesARequestForAnotherVersion() {
      refuses(
          Reason.BAD_SELECTED_VERSION,
          Altered.with(request.extensions(), new SupportedVersion(ProtocolVersion.TLS_1_2)));
    }

    @Test
    void refusesAnExtensionThatItDidNotOffer() {
      refuses(
          Reason.UNSOLICITED_EXTENSION,
          request.extensions().plus(new UnknownExtension(ExtensionType.of(0x4321), Bytes.EMPTY)));
    }

    @Test
    void refusesASecondRequest() {
      conversation.client().receive(request);
      failure(Reason.SECOND_HELLO_RETRY_REQUEST, () -> conversation.client().receive(request));
    }

    @Test
    void refusesAServerHelloWithAnotherSuite() {
      conversation.client().receive(request);
      ServerHello hello = conversation.handshakeUpTo(ServerHello.class);
      failure(
          Reason.SERVER_CHANGED_AFTER_RETRY,
          () ->
              conversation
                  .client()
                  .receive(Altered.withSuite(hello, CipherSuite.TLS_AES_256_GCM_SHA384)));
    }

    @Test
    void refusesAServerHelloWithAnotherVersion() {
      conversation.client().receive(request);
      ServerHello hello = conversation.handshakeUpTo(ServerHello.class);
      failure(
          Reason.SERVER_CHANGED_AFTER_RETRY,
          () ->
              conversation
                  .client()
                  .receive(Altered.with(hello, new SupportedVersion(ProtocolVersion.TLS_1_2))));
    }

    @Test
    void refusesAServerHelloWithAnotherGroup() {
      conversation.client().receive(request);
      ServerHello hello = conversation.handshakeUpTo(ServerHello.class);
      KeyShareEntry share = new KeyShareEntry(NamedGroup.X25519, Bytes.wrap(new byte[32]));
      failure(
          Reason.UNOFFERED_GROUP,
          () -> conversation.client().receive(Altered.with(hello, new SelectedKeyShare(share))));
    }

    private void refuses(Reason reason, Extensions extensions) {
      failure(reason, () -> conversation.client().receive(Altered.with(request, extensions)));
    }

    private ClientHello hello(int index) {
      return (ClientHello) conversation.client().effects(Effect.Send.class).get(index).message();
    }

    private ClientHello without(ClientHello hello) {
      return Altered.without(hello, ExtensionType.KEY_SHARE);
    }
  }

  @Nested
  class Server {
    private final ClientHello first = conversation.handshakeUpTo(ClientHello.class);
    private final ClientHello second = second();

    private ClientHello second() {
      conversation.server().receive(first);
      return conversation.handshakeUpTo(ClientHello.class);
    }

    @Test
    void allowsPaddingToChange() {
      conversation.server().receive(Altered.with(second, new Padding(7)));
      assertThat(conversation.server().take()).isInstanceOf(ServerHello.class);
    }

    @Test
    void refusesAnotherRandom() {
      refuses(
          Reason.HELLO_CHANGED_AFTER_RETRY, Altered.withRandom(second, Bytes.wrap(new byte[32])));
    }

    @Test
    void refusesOtherSuites() {
      refuses(
          Reason.HELLO_CHANGED_AFTER_RETRY,
          Altered.withSuites(second, List.of(CipherSuite.TLS_AES_128_GCM_SHA256)));
    }

    @Test
    void refusesAnotherExtension() {
      refuses(
          Reason.HELLO_CHANGED_AFTER_RETRY,
          Altered.with(second, new SupportedVersions(List.of(ProtocolVersion.TLS_1_3))));
    }

    @Test
    void refusesEarlyData() {
      refuses(Reason.HELLO_CHANGED_AFTER_RETRY, Altered.with(second, new EarlyData()));
    }

    @Test
    void refusesATicketThatWasNotThereBefore() {
      ClientHello altered =
          Altered.with(
              second,
              new OfferedPsks(
                  List.of(new PskIdentity(Bytes.ofString("a ticket"), 0)),
                  List.of(Bytes.wrap(new byte[32]))));
      refuses(Reason.HELLO_CHANGED_AFTER_RETRY, altered);
    }

    @Test
    void refusesAShareOfAnotherGroup() {
      KeyShareEntry share = new KeyShareEntry(NamedGroup.X25519, Bytes.wrap(new byte[32]));
      refuses(
          Reason.HELLO_CHANGED_AFTER_RETRY,
          Altered.with(second, new OfferedKeyShares(List.of(share))));
    }

    @Test
    void refusesMoreSharesThanAskedFor() {
      KeyShareEntry share =
          Given.extension(second.extensions(), OfferedKeyShares.class).clientShares().get(0);
      KeyShareEntry more = new KeyShareEntry(NamedGroup.X25519, Bytes.wrap(new byte[32]));
      refuses(
          Reason.HELLO_CHANGED_AFTER_RETRY,
          Altered.with(second, new OfferedKeyShares(List.of(share, more))));
    }

    @Test
    void refusesAHelloWithoutItsCookie() {
      refuses(Reason.COOKIE_MISMATCH, Altered.without(second, ExtensionType.COOKIE));
    }

    @Test
    void refusesAnotherCookie() {
      refuses(Reason.COOKIE_MISMATCH, Altered.with(second, new Cookie(Bytes.wrap(new byte[32]))));
    }

    private void refuses(Reason reason, ClientHello altered) {
      failure(reason, () -> conversation.server().receive(altered));
    }
  }
}
