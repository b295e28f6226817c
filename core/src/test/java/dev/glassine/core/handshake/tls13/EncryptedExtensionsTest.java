package dev.glassine.core.handshake.tls13;

import static dev.glassine.core.handshake.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.handshake.Altered;
import dev.glassine.core.handshake.Conversation;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.EncryptedExtensions;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.EarlyData;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SupportedGroups;
import dev.glassine.core.wire.ext.UnknownExtension;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What EncryptedExtensions settles: protocol, record sizes, names (RFC 9846 §4.4.1). */
class EncryptedExtensionsTest {
  @Test
  void agreesOnTheServersFirstProtocolThatTheClientOffers() {
    Conversation conversation =
        Given.between(
                Given.client().protocols("http/1.1", "h2"), Given.server().protocols("h2", "spdy"))
            .handshake();
    assertThat(conversation.client().info().protocol()).isEqualTo("h2");
    assertThat(conversation.server().info().protocol()).isEqualTo("h2");
    assertThat(conversation.server().decision(Topic.APPLICATION_PROTOCOL).clientOffer())
        .containsExactly("http/1.1", "h2");
    assertThat(conversation.server().decision(Topic.APPLICATION_PROTOCOL).serverOffer())
        .containsExactly("h2", "spdy");
  }

  @Test
  void lettingTheApplicationChooseTheProtocolIsAQuestion() {
    Conversation conversation =
        Given.between(
            Given.client().protocols("h2"),
            Given.server().answerLater(Question.ChooseProtocol.class));
    conversation.handshake();
    assertThat(conversation.server().question())
        .isEqualTo(new Question.ChooseProtocol(List.of("h2")));
    conversation.server().answer(new Answer.ProtocolChosen(null));
    conversation.handshake();
    assertThat(conversation.client().info().protocol()).isNull();
  }

  @Test
  void refusesAProtocolThatWasNotOffered() {
    Conversation conversation =
        Given.between(Given.client().protocols("h2"), Given.server().protocols("h2"));
    EncryptedExtensions message = conversation.handshakeUpTo(EncryptedExtensions.class);
    failure(
        Reason.UNOFFERED_PROTOCOL,
        () ->
            conversation
                .client()
                .receive(with(message, ApplicationProtocols.ofNames(List.of("http/1.1")))));
  }

  @Test
  void refusesProtocolsWhereNoneWereOffered() {
    refuses(
        Given.client(),
        Reason.UNSOLICITED_EXTENSION,
        ApplicationProtocols.ofNames(List.of("http/1.1")));
  }

  @Test
  void refusesAnUnknownExtension() {
    refuses(
        Given.client(),
        Reason.UNSOLICITED_EXTENSION,
        new UnknownExtension(ExtensionType.of(0x7777), Bytes.EMPTY));
  }

  @Test
  void refusesAcceptedEarlyDataThatWasNeverSent() {
    refuses(Given.client(), Reason.UNSOLICITED_EXTENSION, new EarlyData());
  }

  @Test
  void refusesAnExtensionThatBelongsIntoTheServerHello() {
    refuses(Given.client(), Reason.MISPLACED_EXTENSION, new SelectedPsk(0));
  }

  @Test
  void acknowledgesTheServerNameButNotWhenResuming() {
    Given.Memory memory = new Given.Memory();
    ClientConfig.Builder client = Given.client().sessions(memory);
    ServerConfig.Builder server = Given.server().tickets(new Given.NamedTickets());
    Conversation full = Given.between(client, server);
    assertThat(full.handshakeUpTo(EncryptedExtensions.class).extensions().get(ServerName.class))
        .isEqualTo(ServerName.ACKNOWLEDGED);
    Given.between(client, server).handshake();
    Conversation resumed = Given.between(client, server);
    assertThat(resumed.handshakeUpTo(EncryptedExtensions.class).extensions().get(ServerName.class))
        .isNull();
  }

  @Test
  void tellsItsGroupsWhereItWouldHavePreferredAnother() {
    Conversation conversation =
        Given.between(
            Given.client().keyShares(List.of(NamedGroup.X25519)),
            Given.server().groups(List.of(NamedGroup.SECP256R1, NamedGroup.X25519)));
    EncryptedExtensions message = conversation.handshakeUpTo(EncryptedExtensions.class);
    assertThat(Given.extension(message.extensions(), SupportedGroups.class).groups())
        .containsExactly(NamedGroup.SECP256R1, NamedGroup.X25519);
    conversation.client().receive(message);
    assertThat(conversation.handshake().client().info().group()).isEqualTo(NamedGroup.X25519);
  }

  // Record sizes

  @Test
  void limitsRecordsBothWaysAndCountsTheTypeOctet() {
    Conversation conversation =
        Given.between(Given.client().recordSizeLimit(1000), Given.server().recordSizeLimit(500))
            .handshake();
    assertThat(conversation.server().effects(Effect.LimitFragments.class))
        .containsExactly(new Effect.LimitFragments(999));
    assertThat(conversation.server().effects(Effect.LimitPeerFragments.class))
        .containsExactly(new Effect.LimitPeerFragments(499));
    assertThat(conversation.client().effects(Effect.LimitFragments.class))
        .containsExactly(new Effect.LimitFragments(499));
    assertThat(conversation.client().effects(Effect.LimitPeerFragments.class))
        .containsExactly(new Effect.LimitPeerFragments(999));
  }

  @Test
  void leavesItsOwnDirectionOpenWhereItHasNoLimit() {
    Conversation conversation =
        Given.between(Given.client().recordSizeLimit(1000), Given.server()).handshake();
    assertThat(conversation.client().effects(Effect.LimitFragments.class))
        .containsExactly(new Effect.LimitFragments(1 << 14));
  }

  @Test
  void neverExceedsTheProtocolsLimitWhateverThePeerAllows() {
    Conversation conversation = Given.between(Given.client(), Given.server());
    ClientHello hello = conversation.handshakeUpTo(ClientHello.class);
    conversation.server().receive(Altered.with(hello, new RecordSizeLimit(0xFFFF)));
    assertThat(conversation.server().effects(Effect.LimitFragments.class)).isEmpty();
  }

  @Test
  void prefersRecordSizeLimitToMaxFragmentLength() {
    Conversation conversation = Given.between(Given.client(), Given.server());
    ClientHello hello = conversation.handshakeUpTo(ClientHello.class);
    hello = Altered.with(hello, new MaxFragmentLength(1));
    conversation.server().receive(Altered.with(hello, new RecordSizeLimit(700)));
    assertThat(conversation.server().effects(Effect.LimitFragments.class))
        .containsExactly(new Effect.LimitFragments(699));
  }

  @Test
  void agreesOnMaxFragmentLength() {
    Conversation conversation =
        Given.between(Given.client().maxFragmentLength(1024), Given.server()).handshake();
    assertThat(conversation.client().effects(Effect.LimitFragments.class))
        .containsExactly(new Effect.LimitFragments(1024));
    assertThat(conversation.server().effects(Effect.LimitPeerFragments.class))
        .containsExactly(new Effect.LimitPeerFragments(1024));
  }

  @Test
  void refusesAnotherMaxFragmentLength() {
    refuses(
        Given.client().maxFragmentLength(1024),
        Reason.BAD_MAX_FRAGMENT_LENGTH,
        new MaxFragmentLength(1));
  }

  @Test
  void refusesBothKindsOfLimit() {
    Extensions both = Extensions.of(new MaxFragmentLength(2), new RecordSizeLimit(1000));
    failure(Reason.BAD_RECORD_SIZE_LIMIT, () -> ParameterChecks.limits(both, both));
  }

  private static void refuses(ClientConfig.Builder client, Reason reason, Extension extension) {
    Conversation conversation = Given.between(client, Given.server());
    EncryptedExtensions message = conversation.handshakeUpTo(EncryptedExtensions.class);
    failure(reason, () -> conversation.client().receive(with(message, extension)));
  }

  private static EncryptedExtensions with(EncryptedExtensions message, Extension extension) {
    return new EncryptedExtensions(Altered.with(message.extensions(), extension));
  }
}
