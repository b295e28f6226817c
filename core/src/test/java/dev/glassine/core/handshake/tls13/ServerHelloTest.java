package dev.glassine.core.handshake.tls13;

import static dev.glassine.core.handshake.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.engine.Epoch;
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
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.UnknownExtension;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client makes of a ServerHello of TLS 1.3 (RFC 9846 §4.2.3). */
class ServerHelloTest {
  private final Conversation conversation =
      Given.between(Given.client().keyShares(List.of(NamedGroup.X25519)).grease(), Given.server());
  private final ServerHello hello = conversation.handshakeUpTo(ServerHello.class);

  @Test
  void installsHandshakeKeysBothWaysAfterTheCompatibilityRecord() {
    conversation.client().receive(hello);
    List<Class<?>> kinds =
        conversation.client().effects().stream()
            .<Class<?>>map(Object::getClass)
            .filter(
                kind ->
                    kind != Effect.Decide.class
                        && kind != Effect.LogSecret.class
                        && kind != Effect.Send.class)
            .toList();
    assertThat(kinds)
        .containsExactly(
            Effect.UseVersion.class,
            Effect.SendChangeCipherSpec.class,
            Effect.InstallRead.class,
            Effect.InstallWrite.class);
    assertThat(conversation.client().effects(Effect.InstallRead.class).getFirst().epoch())
        .isEqualTo(Epoch.HANDSHAKE);
    assertThat(conversation.client().effects(Effect.InstallRead.class).getFirst().labels())
        .containsExactly("early secret", "handshake secret", "s hs traffic", "key, iv");
  }

  @Test
  void sendsNoCompatibilityRecordWhereThatIsOff() {
    Conversation plain =
        Given.between(Given.client().withoutCompatibilityMode(), Given.server()).handshake();
    assertThat(plain.client().effects(Effect.SendChangeCipherSpec.class)).isEmpty();
    assertThat(plain.server().effects(Effect.SendChangeCipherSpec.class)).isEmpty();
    assertThat(plain.client().info().sessionId()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void refusesAnotherLegacyVersion() {
    refuses(Reason.BAD_LEGACY_VERSION, Altered.withVersion(hello, ProtocolVersion.TLS_1_1));
  }

  @Test
  void refusesASessionIdThatIsNoEcho() {
    refuses(Reason.SESSION_ID_NOT_ECHOED, Altered.withEcho(hello, Bytes.EMPTY));
  }

  @Test
  void refusesASuiteThatWasNotOffered() {
    refuses(
        Reason.UNOFFERED_SUITE, Altered.withSuite(hello, CipherSuite.TLS_CHACHA20_POLY1305_SHA256));
  }

  @Test
  void refusesTheReservedSuiteThatItOfferedItself() {
    CipherSuite grease = offered().cipherSuites().getFirst();
    assertThat(grease.name()).startsWith("GREASE");
    refuses(Reason.UNOFFERED_SUITE, Altered.withSuite(hello, grease));
  }

  @Test
  void refusesASuiteOfTls12AlthoughItOfferedThatToo() {
    CipherSuite old = CipherSuite.of(0xC02B);
    Conversation both =
        Given.between(
            Given.client()
                .versions(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)
                .suites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256, old)),
            Given.server());
    ServerHello answer = both.handshakeUpTo(ServerHello.class);
    failure(
        Reason.SUITE_NOT_FOR_VERSION, () -> both.client().receive(Altered.withSuite(answer, old)));
  }

  @Test
  void refusesCompression() {
    refuses(Reason.UNOFFERED_COMPRESSION, Altered.withCompression(hello, 1));
  }

  @Test
  void refusesAHelloWithoutKeyShare() {
    refuses(Reason.MISSING_EXTENSION, Altered.without(hello, ExtensionType.KEY_SHARE));
  }

  @Test
  void refusesAShareOfAGroupWithoutOne() {
    KeyShareEntry share = new KeyShareEntry(NamedGroup.SECP256R1, Bytes.wrap(new byte[65]));
    refuses(Reason.UNOFFERED_GROUP, Altered.with(hello, new SelectedKeyShare(share)));
  }

  @Test
  void refusesAShareThatIsNoPublicValue() {
    KeyShareEntry share = new KeyShareEntry(NamedGroup.X25519, Bytes.wrap(new byte[31]));
    refuses(Reason.BAD_KEY_SHARE, Altered.with(hello, new SelectedKeyShare(share)));
  }

  @Test
  void refusesAPreSharedKeyWhereNoneWasOffered() {
    refuses(Reason.UNSOLICITED_EXTENSION, Altered.with(hello, new SelectedPsk(0)));
  }

  @Test
  void refusesAnUnknownExtensionThatWasNotOffered() {
    refuses(
        Reason.UNSOLICITED_EXTENSION,
        Altered.with(hello, new UnknownExtension(ExtensionType.of(0x1234), Bytes.EMPTY)));
  }

  @Test
  void refusesTheReservedExtensionThatItOfferedItself() {
    ExtensionType grease = offered().extensions().types().getFirst();
    assertThat(grease.name()).startsWith("GREASE");
    refuses(
        Reason.UNSOLICITED_EXTENSION,
        Altered.with(hello, new UnknownExtension(grease, Bytes.EMPTY)));
  }

  @Test
  void refusesASecondServerHello() {
    conversation.client().receive(hello);
    refuses(Reason.UNEXPECTED_MESSAGE, hello);
  }

  private void refuses(Reason reason, ServerHello altered) {
    failure(reason, () -> conversation.client().receive(altered));
  }

  private ClientHello offered() {
    return (ClientHello) conversation.client().effects(Effect.Send.class).getFirst().message();
  }
}
