package dev.glassine.core.handshake;

import static dev.glassine.core.handshake.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.engine.Answer;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.Question;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.Finished;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.SupportedVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client does before the version is known (RFC 9846 §4.2.3, §4.3.1). */
class ClientOpeningTest {
  private static final CipherSuite TLS_1_2_SUITE = CipherSuite.of(0xC02B);

  @Test
  void asksNobodyForASessionWithoutAStore() {
    Peer client = client(both());
    assertThat(client.effects(Effect.Ask.class)).isEmpty();
    assertThat(client.state()).isInstanceOf(ClientOpening.WaitServerHello.class);
  }

  @Test
  void asksForASessionFirstAndSendsTheHelloThen() {
    Peer client = client(both().answerLater(Question.FindSession.class));
    assertThat(client.question()).isEqualTo(new Question.FindSession(Given.SESSION_KEY));
    assertThat(client.next()).isNull();
    client.answer(new Answer.SessionFound(null));
    assertThat(client.next()).isNotNull();
  }

  @Test
  void asksForNoSessionWhereNothingNamesIt() {
    ClientConfig config = both().answerLater(Question.FindSession.class).build();
    Peer client = Peer.client(new ClientContext(config, Destination.unnamed()));
    assertThat(client.question()).isNull();
  }

  @Test
  void takesNoAnswerThatItDidNotAskFor() {
    Peer client = client(both());
    assertThatThrownBy(() -> client.answer(new Answer.SessionFound(null)))
        .isInstanceOf(TlsFailure.Misuse.class);
  }

  @Test
  void refusesAnotherMessageThanAHello() {
    failure(
        Reason.UNEXPECTED_MESSAGE,
        () -> client(both()).receive(new Finished(Bytes.wrap(new byte[12]))));
  }

  @Test
  void refusesAVersionInTheExtensionThatWasNotOffered() {
    refuses(both(), Reason.BAD_SELECTED_VERSION, selecting(ProtocolVersion.of(0x0305)));
  }

  @Test
  void refusesAnOlderVersionInTheExtension() {
    refuses(both(), Reason.BAD_SELECTED_VERSION, selecting(ProtocolVersion.TLS_1_2));
  }

  @Test
  void refusesTheReservedVersionThatItOfferedItself() {
    Peer client = client(both().grease());
    ProtocolVersion grease =
        Negotiation.offeredVersions((dev.glassine.core.wire.ClientHello) client.take()).getFirst();
    assertThat(grease.name()).startsWith("GREASE");
    failure(Reason.BAD_SELECTED_VERSION, () -> client.receive(selecting(grease)));
  }

  @Test
  void refusesTls13WithoutTheExtension() {
    refuses(both(), Reason.UNOFFERED_VERSION, hello(ProtocolVersion.TLS_1_3, 0));
  }

  @Test
  void refusesAnOlderVersionThanWasOffered() {
    refuses(both(), Reason.UNOFFERED_VERSION, hello(ProtocolVersion.TLS_1_1, 0));
  }

  @Test
  void refusesTls12WhereOnlyTls13WasOffered() {
    refuses(Given.client(), Reason.UNOFFERED_VERSION, hello(ProtocolVersion.TLS_1_2, 0));
  }

  @Test
  void detectsADowngradeToTls12() {
    refuses(
        both(),
        Reason.DOWNGRADE_DETECTED,
        marked(hello(ProtocolVersion.TLS_1_2, 0), ServerHello.DOWNGRADE_TO_1_2));
  }

  @Test
  void detectsAServerThatIsDowngradedFurther() {
    refuses(
        both(),
        Reason.DOWNGRADE_DETECTED,
        marked(hello(ProtocolVersion.TLS_1_2, 0), ServerHello.DOWNGRADE_TO_1_1));
  }

  @Test
  void takesTheMarkForChanceWhereTls13WasNotOffered() {
    ClientConfig.Builder old =
        both().versions(ProtocolVersion.TLS_1_2).suites(List.of(TLS_1_2_SUITE));
    Peer client = client(old);
    client.receive(marked(hello(ProtocolVersion.TLS_1_2, 0), ServerHello.DOWNGRADE_TO_1_2));
    assertThat(client.effects(Effect.UseVersion.class))
        .containsExactly(new Effect.UseVersion(ProtocolVersion.TLS_1_2));
  }

  @Test
  void refusesARetryWhereTls13WasNotOffered() {
    ClientConfig.Builder old =
        both().versions(ProtocolVersion.TLS_1_2).suites(List.of(TLS_1_2_SUITE));
    HelloRetryRequest request =
        new HelloRetryRequest(
            ProtocolVersion.TLS_1_2,
            Bytes.EMPTY,
            CipherSuite.TLS_AES_128_GCM_SHA256,
            0,
            Extensions.of(new SupportedVersion(ProtocolVersion.TLS_1_3)));
    failure(Reason.UNEXPECTED_MESSAGE, () -> client(old).receive(request));
  }

  private static ClientConfig.Builder both() {
    return Given.client()
        .versions(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)
        .suites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256, TLS_1_2_SUITE));
  }

  private static Peer client(ClientConfig.Builder config) {
    return Peer.client(new ClientContext(config.build(), Given.DESTINATION));
  }

  private static void refuses(ClientConfig.Builder config, Reason reason, ServerHello hello) {
    failure(reason, () -> client(config).receive(hello));
  }

  private static ServerHello hello(ProtocolVersion legacyVersion, int compression) {
    return new ServerHello(
        legacyVersion,
        Bytes.wrap(new byte[32]),
        Bytes.EMPTY,
        TLS_1_2_SUITE,
        compression,
        Extensions.of(dev.glassine.core.wire.ext.RenegotiationInfo.EMPTY));
  }

  private static ServerHello selecting(ProtocolVersion version) {
    return new ServerHello(
        ProtocolVersion.TLS_1_2,
        Bytes.wrap(new byte[32]),
        Bytes.EMPTY,
        CipherSuite.TLS_AES_128_GCM_SHA256,
        0,
        Extensions.of(new SupportedVersion(version)));
  }

  private static ServerHello marked(ServerHello hello, Bytes mark) {
    byte[] random = new byte[32];
    mark.copyTo(random, 24);
    return Altered.withRandom(hello, Bytes.wrap(random));
  }
}
