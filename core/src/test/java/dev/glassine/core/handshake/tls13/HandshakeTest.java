package dev.glassine.core.handshake.tls13;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.handshake.Conversation;
import dev.glassine.core.handshake.Given;
import dev.glassine.core.handshake.TestIdentity;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Handshakes that go well, and what each leaves behind. */
class HandshakeTest {
  @Test
  void completesWithTheSameSecretsOnBothSides() {
    Conversation conversation = Given.between(Given.client(), Given.server()).handshake();
    ConnectionInfo client = conversation.client().info();
    assertThat(client.version()).isEqualTo(ProtocolVersion.TLS_1_3);
    assertThat(client.suite()).isEqualTo(CipherSuite.TLS_AES_128_GCM_SHA256);
    assertThat(client.group()).isEqualTo(NamedGroup.X25519);
    assertThat(client.serverSignature()).isEqualTo(SignatureScheme.ECDSA_SECP256R1_SHA256);
    assertThat(client.peerCertificates()).isEqualTo(TestIdentity.ECDSA.chain());
    assertThat(conversation.server().info().serverName()).isEqualTo("glassine.test");
    assertThat(conversation.server().info().localCertificates())
        .isEqualTo(TestIdentity.ECDSA.chain());
    for (String label :
        List.of(
            "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
            "SERVER_HANDSHAKE_TRAFFIC_SECRET",
            "CLIENT_TRAFFIC_SECRET_0",
            "SERVER_TRAFFIC_SECRET_0",
            "EXPORTER_SECRET")) {
      assertThat(conversation.client().secret(label))
          .as(label)
          .isEqualTo(conversation.server().secret(label));
    }
  }

  @Test
  void authenticatesTheClientWhenAsked() {
    Conversation conversation =
        Given.between(
                Given.client()
                    .credentials(request -> CredentialChoice.of(TestIdentity.ED25519, "it fits")),
                Given.server(TestIdentity.RSA).clientAuthentication(ClientAuthentication.REQUIRED))
            .handshake();
    assertThat(conversation.server().info().clientSignature()).isEqualTo(SignatureScheme.ED25519);
    assertThat(conversation.server().info().peerCertificates())
        .isEqualTo(TestIdentity.ED25519.chain());
    assertThat(conversation.client().info().clientSignature()).isEqualTo(SignatureScheme.ED25519);
  }

  @Test
  void retriesForAGroupWithoutAShare() {
    Conversation conversation =
        Given.between(
            Given.client().keyShares(List.of(NamedGroup.X25519)),
            Given.server().groups(List.of(NamedGroup.SECP256R1)).sendCookie());
    conversation.handshake();
    assertThat(conversation.client().info().group()).isEqualTo(NamedGroup.SECP256R1);
    assertThat(conversation.server().decision(Topic.HELLO_RETRY).chosen()).isEqualTo("secp256r1");
    assertThat(conversation.client().secret("CLIENT_TRAFFIC_SECRET_0"))
        .isEqualTo(conversation.server().secret("CLIENT_TRAFFIC_SECRET_0"));
  }

  @Test
  void asksForAPostQuantumShareWhereBothCan() {
    NamedGroup hybrid = NamedGroup.X25519_MLKEM768;
    assumeThat(Given.crypto().keyExchange(hybrid)).as("a provider with ML-KEM").isNotNull();
    List<NamedGroup> groups = List.of(hybrid, NamedGroup.X25519);
    Conversation conversation =
        Given.between(
                Given.client().groups(groups).keyShares(List.of(NamedGroup.X25519)),
                Given.server().groups(groups))
            .handshake();
    assertThat(conversation.client().info().group()).isEqualTo(hybrid);
    assertThat(conversation.server().decisions(Topic.HELLO_RETRY)).hasSize(1);
    assertThat(conversation.client().secret("EXPORTER_SECRET"))
        .isEqualTo(conversation.server().secret("EXPORTER_SECRET"));
  }

  @Test
  void resumesWithATicket() {
    Given.Memory memory = new Given.Memory();
    var client = Given.client().sessions(memory).grease();
    var server = Given.server().tickets(new Given.NamedTickets());
    Given.between(client, server).handshake();
    Conversation second = Given.between(client, server).handshake();
    assertThat(second.client().info().resumed()).isTrue();
    assertThat(second.server().info().resumed()).isTrue();
    assertThat(second.client().info().peerCertificates()).isEqualTo(TestIdentity.ECDSA.chain());
    assertThat(second.client().secret("EXPORTER_SECRET"))
        .isEqualTo(second.server().secret("EXPORTER_SECRET"));
  }

  @Test
  void resumesAfterARetry() {
    Given.Memory memory = new Given.Memory();
    var client = Given.client().sessions(memory).keyShares(List.of(NamedGroup.X25519));
    var server = Given.server().sessions(new Given.Memory()).groups(List.of(NamedGroup.SECP256R1));
    Given.between(client, server).handshake();
    Conversation second = Given.between(client, server).handshake();
    assertThat(second.client().info().resumed()).isTrue();
    assertThat(second.client().secret("EXPORTER_SECRET"))
        .isEqualTo(second.server().secret("EXPORTER_SECRET"));
  }

  @Test
  void updatesKeysOnBothSides() {
    Conversation conversation = Given.between(Given.client(), Given.server()).handshake();
    conversation.client().updateKeys(true);
    conversation.handshake();
    ClientStates.Connected client = (ClientStates.Connected) conversation.client().state();
    ServerStates.Connected server = (ServerStates.Connected) conversation.server().state();
    assertThat(client.traffic().write().reveal(Secret.Access.TEST))
        .isEqualTo(server.traffic().read().reveal(Secret.Access.TEST));
    assertThat(client.traffic().read().reveal(Secret.Access.TEST))
        .isEqualTo(server.traffic().write().reveal(Secret.Access.TEST));
  }
}
