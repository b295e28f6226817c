package dev.glassine.core.handshake.tls12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.ConnectionInfo;
import dev.glassine.core.engine.Decision.Topic;
import dev.glassine.core.handshake.Effect;
import dev.glassine.core.record.RecordOpener;
import dev.glassine.core.record.RecordSealer;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ServerKeyExchange;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FullHandshakeTest {
  /** Every suite that TLS 1.2 can speak here, with each kind of certificate that it takes. */
  static List<Object[]> suitesAndCertificates() {
    return Given12.client().build().suites().stream()
        .flatMap(suite -> certificates(suite).stream().map(kind -> new Object[] {suite, kind}))
        .toList();
  }

  private static List<TestCertificate> certificates(CipherSuite suite) {
    return switch (suite.authentication()) {
      case ECDSA ->
          List.of(
              TestCertificate.P256,
              TestCertificate.P384,
              TestCertificate.ED25519,
              TestCertificate.ED448);
      case RSA ->
          new StaticRsa(Tls12Rules.TLS_1_2).equals(agreement(suite))
              ? List.of(TestCertificate.RSA, TestCertificate.RSA_ENCRYPTION_ONLY)
              : List.of(
                  TestCertificate.RSA, TestCertificate.RSA_SIGNING_ONLY, TestCertificate.RSA_PSS);
      default -> List.of();
    };
  }

  private static KeyAgreement agreement(CipherSuite suite) {
    return Tls12Rules.TLS_1_2.keyAgreement(suite.keyExchange());
  }

  @ParameterizedTest
  @MethodSource("suitesAndCertificates")
  void everySuiteWithEveryKindOfCertificate(CipherSuite suite, TestCertificate kind) {
    Talk talk = Talk.between(Given12.client(suite), Given12.server(kind)).run();

    ConnectionInfo client = talk.client().info();
    ConnectionInfo server = talk.server().info();
    assertThat(client.version()).isEqualTo(ProtocolVersion.TLS_1_2);
    assertThat(client.suite()).isEqualTo(suite);
    assertThat(server.suite()).isEqualTo(suite);
    assertThat(client.peerCertificates()).isEqualTo(kind.credential().chain());
    assertThat(server.localCertificates()).isEqualTo(kind.credential().chain());
    assertThat(client.group()).isEqualTo(server.group());
    assertThat(client.serverSignature()).isEqualTo(server.serverSignature());
    assertThat(client.serverSignature() == null)
        .isEqualTo(!agreement(suite).hasServerKeyExchange(null));
    assertThat(client.extendedMainSecret()).isTrue();
    assertThat(client.resumed()).isFalse();
    assertThat(exported(talk.client())).isEqualTo(exported(talk.server()));
    assertThat(talk.client().complete().tlsUnique())
        .isEqualTo(talk.server().complete().tlsUnique())
        .extracting(Bytes::length)
        .isEqualTo(12);
    assertThat(carried(talk.client(), talk.server())).isEqualTo(MESSAGE);
    assertThat(carried(talk.server(), talk.client())).isEqualTo(MESSAGE);
  }

  private static final Bytes MESSAGE = Bytes.ofString("under the new keys");

  /** What {@code to} opens of a record that {@code from} seals. */
  private static Bytes carried(Talk.End from, Talk.End to) {
    RecordSealer sealer = from.effects(Effect.InstallWrite.class).getFirst().sealer();
    RecordOpener opener = to.effects(Effect.InstallRead.class).getFirst().opener();
    byte[] record = new byte[sealer.sealedLength(MESSAGE.length())];
    byte[] content = MESSAGE.toArray();
    int length = sealer.seal(ContentType.APPLICATION_DATA, content, 0, content.length, record, 0);
    byte[] opened = new byte[opener.openedLength(length)];
    return Bytes.copyOf(opened, 0, opener.open(record, 0, length, opened, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x25519", "x448", "secp256r1", "secp384r1", "secp521r1"})
  void everyCurve(String name) {
    NamedGroup curve = NamedGroup.named(name).orElseThrow();
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA).groups(List.of(curve)),
                Given12.server(TestCertificate.RSA))
            .run();

    assertThat(talk.client().info().group()).isEqualTo(curve);
    assertThat(talk.server().decision(Topic.GROUP).chosen()).isEqualTo(name);
    assertThat(talk.client().decision(Topic.GROUP).clientOffer()).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource({"ffdhe2048, 256", "ffdhe3072, 384", "ffdhe4096, 512"})
  void everyFiniteField(String name, int length) {
    NamedGroup group = NamedGroup.named(name).orElseThrow();
    Talk talk =
        Talk.between(
                Given12.client(Given12.DHE_RSA).groups(List.of(NamedGroup.X25519, group)),
                Given12.server(TestCertificate.RSA))
            .run();

    assertThat(talk.client().info().group()).isEqualTo(group);
    assertThat(talk.server().info().group()).isEqualTo(group);
    assertThat(talk.server().decision(Topic.GROUP).clientOffer()).containsExactly(name);
    Bytes parameters = talk.server().sent(ServerKeyExchange.class).getFirst().body();
    assertThat(parameters.reader().opaque16("dh_p", 1, 0xFFFF).length()).isEqualTo(length);
  }

  @Test
  void messagesAndKeysComeInTheOrderOfTheDiagram() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .run();

    assertThat(talk.client().sent())
        .containsExactly("ClientHello", "ClientKeyExchange", "ChangeCipherSpec", "Finished");
    assertThat(talk.server().sent())
        .containsExactly(
            "ServerHello",
            "Certificate",
            "ServerKeyExchange",
            "ServerHelloDone",
            "ChangeCipherSpec",
            "Finished");
    assertThat(talk.client().effects(Effect.InstallWrite.class).getFirst().labels())
        .containsExactly("premaster secret", "main secret", "key expansion", "client_write_key");
    assertThat(talk.client().effects(Effect.InstallRead.class).getFirst().labels())
        .last()
        .isEqualTo("server_write_key");
    assertThat(orderOf(talk.client()))
        .containsExactly("SendChangeCipherSpec", "InstallWrite", "Finished", "InstallRead");
    assertThat(orderOf(talk.server()))
        .containsExactly("InstallRead", "SendChangeCipherSpec", "InstallWrite", "Finished");
  }

  private static List<String> orderOf(Talk.End end) {
    return end.effects().stream()
        .map(
            e ->
                e instanceof Effect.Send(var m, var r)
                    ? m.messageName()
                    : e.getClass().getSimpleName())
        .filter(
            name ->
                name.contains("Install")
                    || name.equals("SendChangeCipherSpec")
                    || name.equals("Finished"))
        .toList();
  }

  @Test
  void everythingThatWasNegotiatedIsDecidedAloud() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA, Given12.ECDHE_ECDSA).protocols("h2", "http/1.1"),
                Given12.server(TestCertificate.RSA).protocols("http/1.1"))
            .run();

    Talk.End server = talk.server();
    assertThat(server.decision(Topic.CIPHER_SUITE).chosen()).isEqualTo(Given12.ECDHE_RSA.name());
    assertThat(server.decision(Topic.CIPHER_SUITE).clientOffer())
        .containsExactly(Given12.ECDHE_RSA.name(), Given12.ECDHE_ECDSA.name());
    assertThat(server.decision(Topic.CIPHER_SUITE).why())
        .contains("passed over " + Given12.ECDHE_ECDSA.name())
        .contains("ECDSA");
    assertThat(server.decision(Topic.CERTIFICATE).chosen()).contains("RSA");
    assertThat(server.decision(Topic.SIGNATURE_SCHEME).chosen())
        .isEqualTo(SignatureScheme.RSA_PSS_RSAE_SHA256.name());
    assertThat(server.decision(Topic.APPLICATION_PROTOCOL).clientOffer())
        .containsExactly("h2", "http/1.1");
    assertThat(server.decision(Topic.APPLICATION_PROTOCOL).serverOffer())
        .containsExactly("http/1.1");
    assertThat(server.decision(Topic.SERVER_NAME).chosen()).isEqualTo("glassine.test");
    assertThat(server.decision(Topic.EXTENDED_MAIN_SECRET).chosen()).isNotNull();
    Talk.End client = talk.client();
    assertThat(client.decision(Topic.APPLICATION_PROTOCOL).chosen()).isEqualTo("http/1.1");
    assertThat(client.decision(Topic.PEER_IDENTITY).chosen()).contains("RSA");
    assertThat(client.decision(Topic.SIGNATURE_SCHEME).chosen())
        .isEqualTo(SignatureScheme.RSA_PSS_RSAE_SHA256.name());
    assertThat(client.decision(Topic.SERVER_NAME).chosen()).isEqualTo("glassine.test");
    assertThat(client.decision(Topic.STAPLED_STATUS).chosen()).isNull();
    assertThat(client.info().protocol()).isEqualTo("http/1.1");
    assertThat(talk.server().info().protocol()).isEqualTo("http/1.1");
    assertThat(talk.server().info().serverName()).isEqualTo("glassine.test");
  }

  @Test
  void theKeyLogGetsTheMainSecretOfBoth() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .run();

    Effect.LogSecret client = talk.client().effects(Effect.LogSecret.class).getFirst();
    Effect.LogSecret server = talk.server().effects(Effect.LogSecret.class).getFirst();
    assertThat(client.label()).isEqualTo("CLIENT_RANDOM");
    assertThat(client.clientRandom()).isEqualTo(server.clientRandom());
    assertThat(client.secret().reveal(Secret.Access.TEST))
        .isEqualTo(server.secret().reveal(Secret.Access.TEST))
        .hasSize(48);
  }

  @ParameterizedTest
  @MethodSource("suitesAndCertificates")
  void repeatsOctetForOctetUnderTheSameRandomness(CipherSuite suite, TestCertificate kind) {
    assertThat(octets(suite, kind)).isEqualTo(octets(suite, kind));
  }

  /** Everything that both sides send with randomness that repeats. */
  private static List<Bytes> octets(CipherSuite suite, TestCertificate kind) {
    Talk talk =
        Talk.between(
                Given12.client(suite).random(new RepeatingRandom(1)),
                Given12.server(kind).random(new RepeatingRandom(2)))
            .run();
    return Stream.of(talk.client(), talk.server())
        .flatMap(end -> end.effects(Effect.Send.class).stream().map(Effect.Send::raw))
        .toList();
  }

  @Test
  void aServerThatHasTls13MarksItsRandom() {
    Talk talk =
        Talk.between(
            Given12.client(Given12.ECDHE_ECDSA),
            Given12.server(TestCertificate.P256)
                .versions(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2));

    ServerHello hello = talk.upTo(Side.SERVER, ServerHello.class);

    assertThat(hello.random().slice(24, 8)).isEqualTo(ServerHello.DOWNGRADE_TO_1_2);
  }

  @Test
  void aServerWithoutTls13DoesNotMarkItsRandom() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256));

    ServerHello hello = talk.upTo(Side.SERVER, ServerHello.class);

    assertThat(hello.random().slice(24, 7)).isNotEqualTo(ServerHello.DOWNGRADE_TO_1_2.slice(0, 7));
  }

  @Test
  void cbcSuitesUseEncryptThenMacWhereBothCan() {
    Talk both =
        Talk.between(Given12.client(Given12.ECDHE_RSA_CBC), Given12.server(TestCertificate.RSA))
            .run();
    Talk clientOnly =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA_CBC),
                Given12.server(TestCertificate.RSA).withoutEncryptThenMac())
            .run();

    assertThat(both.client().decision(Topic.ENCRYPT_THEN_MAC).chosen()).isNotNull();
    assertThat(clientOnly.client().decision(Topic.ENCRYPT_THEN_MAC).chosen()).isNull();
    assertThat(clientOnly.client().isComplete()).isTrue();
  }

  @Test
  void aeadSuitesNeverUseEncryptThenMac() {
    Talk talk =
        Talk.between(
                Given12.client(Given12.ECDHE_RSA, Given12.ECDHE_RSA_CBC),
                Given12.server(TestCertificate.RSA))
            .run();

    ServerHello hello = talk.server().sent(ServerHello.class).getFirst();
    assertThat(talk.client().info().suite()).isEqualTo(Given12.ECDHE_RSA);
    assertThat(hello.extensions().has(ExtensionType.ENCRYPT_THEN_MAC)).isFalse();
  }

  @Test
  void withoutExtendedMainSecretNothingIsBoundToTheConnection() {
    Talk talk =
        Talk.between(Given12.client(Given12.ECDHE_ECDSA), Given12.server(TestCertificate.P256))
            .saying(Given12::withoutExtendedMainSecret)
            .run();

    assertThat(talk.client().info().extendedMainSecret()).isFalse();
    assertThat(talk.server().info().extendedMainSecret()).isFalse();
    assertThat(talk.client().complete().tlsUnique()).isEqualTo(Bytes.EMPTY);
    assertThat(talk.server().complete().tlsUnique()).isEqualTo(Bytes.EMPTY);
    assertThatThrownBy(() -> exported(talk.client())).isInstanceOf(TlsFailure.Misuse.class);
  }

  private static Bytes exported(Talk.End end) {
    try (Secret secret = end.complete().exporter().export("EXPERIMENTAL test", null, 32)) {
      return Bytes.copyOf(secret.reveal(Secret.Access.TEST));
    }
  }
}
