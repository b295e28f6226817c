package dev.glassine.core.handshake.tls13;

import static dev.glassine.core.handshake.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.handshake.Conversation;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.KeyUpdate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** New keys in an established connection (RFC 9846 §4.7.3). */
class KeyUpdateTest {
  private final Conversation conversation =
      Given.between(Given.client(), Given.server()).handshake();

  @Test
  void sendsUnderTheOldKeysAndThenChangesThem() {
    int before = conversation.client().effects().size();
    conversation.client().updateKeys(false);
    List<Effect> effects =
        conversation.client().effects().subList(before, conversation.client().effects().size());
    assertThat(effects.get(0))
        .isInstanceOfSatisfying(
            Effect.Send.class, send -> assertThat(send.message()).isEqualTo(new KeyUpdate(false)));
    assertThat(effects.get(1))
        .isInstanceOfSatisfying(
            Effect.InstallWrite.class,
            write ->
                assertThat(write.labels())
                    .containsExactly("c ap traffic", "traffic upd", "key, iv"));
    assertThat(effects).hasSize(2);
  }

  @Test
  void changesOneDirectionWhereThePeerIsNotAsked() {
    Bytes reading = secret(client().read());
    conversation.client().updateKeys(false);
    conversation.handshake();
    assertThat(secret(server().read())).isEqualTo(secret(client().write()));
    assertThat(secret(client().read())).isEqualTo(reading);
  }

  @Test
  void changesBothDirectionsWhereThePeerIsAsked() {
    Bytes reading = secret(client().read());
    conversation.server().updateKeys(true);
    conversation.handshake();
    assertThat(secret(server().read())).isEqualTo(secret(client().write()));
    assertThat(secret(server().write())).isEqualTo(secret(client().read()));
    assertThat(secret(client().read())).isNotEqualTo(reading);
  }

  @Test
  void wipesTheOldSecrets() {
    Secret old = client().write();
    conversation.client().updateKeys(false);
    assertThat(secret(old)).isEqualTo(Bytes.wrap(new byte[32]));
  }

  @Test
  void asksThePeerOnlyOnceUntilItAnswers() {
    conversation.client().updateKeys(true);
    conversation.client().updateKeys(true);
    assertThat(conversation.client().take()).isEqualTo(new KeyUpdate(true));
    assertThat(conversation.client().take()).isEqualTo(new KeyUpdate(false));
    conversation.client().receive(new KeyUpdate(false));
    conversation.client().updateKeys(true);
    assertThat(conversation.client().take()).isEqualTo(new KeyUpdate(true));
  }

  @Test
  void survivesRequestsThatCross() {
    conversation.client().updateKeys(true);
    conversation.server().updateKeys(true);
    conversation.handshake();
    assertThat(secret(server().read())).isEqualTo(secret(client().write()));
    assertThat(secret(server().write())).isEqualTo(secret(client().read()));
  }

  @Test
  void isRefusedBeforeTheHandshakeIsOver() {
    Conversation early = Given.between(Given.client(), Given.server());
    early.handshakeUpTo(CertificateVerify.class);
    failure(Reason.UNEXPECTED_MESSAGE, () -> early.client().receive(new KeyUpdate(false)));
    failure(Reason.UNEXPECTED_MESSAGE, () -> early.server().receive(new KeyUpdate(false)));
    assertThatThrownBy(() -> early.client().updateKeys(false))
        .isInstanceOf(TlsFailure.Misuse.class);
    assertThatThrownBy(() -> early.server().updateKeys(false))
        .isInstanceOf(TlsFailure.Misuse.class);
  }

  private Traffic client() {
    return ((ClientStates.Connected) conversation.client().state()).traffic();
  }

  private Traffic server() {
    return ((ServerStates.Connected) conversation.server().state()).traffic();
  }

  private static Bytes secret(Secret secret) {
    return Bytes.copyOf(secret.reveal(Secret.Access.TEST));
  }
}
