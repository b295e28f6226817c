package dev.glassine.core.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The key schedule against the handshakes of RFC 8448: §3 without, §4 with a pre-shared key. */
class Rfc8448KeyScheduleTest {
  private static final CryptoProvider CRYPTO = JcaCrypto.jdkOnly();
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;

  private static final byte[] TO_SERVER_HELLO =
      hex("860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8");
  private static final byte[] TO_SERVER_FINISHED =
      hex("9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13");
  private static final byte[] TO_CLIENT_FINISHED =
      hex("209145a96ee8e2a122ff810047cc952684658d6049e86429426db87c54ad143d");
  private static final String PSK =
      "4ecd0eb6ec3b4d87f5d6028f922ca4c5851a277fd41311c9e62d2c9492e1c4f3";

  @Test
  void derivesTheHandshakeSecretsOfASimpleHandshake() {
    Tls13KeySchedule.Handshake handshake = simple();

    assertThat(octets(handshake.clientTraffic(TO_SERVER_HELLO)))
        .isEqualTo("b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21");
    assertThat(octets(handshake.serverTraffic(TO_SERVER_HELLO)))
        .isEqualTo("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38");
  }

  @Test
  void derivesTheMainSecretsOfASimpleHandshake() {
    Tls13KeySchedule.Main main = simple().main();

    assertThat(octets(main.clientTraffic(TO_SERVER_FINISHED)))
        .isEqualTo("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5");
    assertThat(octets(main.serverTraffic(TO_SERVER_FINISHED)))
        .isEqualTo("a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643");
    assertThat(octets(main.exporter(TO_SERVER_FINISHED)))
        .isEqualTo("fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50");
    assertThat(octets(main.resumption(TO_CLIENT_FINISHED)))
        .isEqualTo("7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c");
  }

  @Test
  void derivesTheTicketsPreSharedKey() {
    Secret resumption = secret("7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c");

    assertThat(
            octets(Tls13KeySchedule.resumptionPsk(CRYPTO, SHA256, resumption, Bytes.ofHex("0000"))))
        .isEqualTo(PSK);
  }

  @Test
  void derivesTrafficKeys() {
    TrafficKeys keys =
        TrafficKeys.of(
            CRYPTO,
            CipherSuite.TLS_AES_128_GCM_SHA256,
            secret("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38"));

    assertThat(octets(keys.key())).isEqualTo("3fce516009c21727d0f2e4e86ee403bc");
    assertThat(keys.iv()).isEqualTo(hex("5d313eb2671276ee13000b30"));
  }

  @Test
  void sizesTrafficKeysByTheSuite() {
    Secret traffic = Secret.zeros(48);
    TrafficKeys keys = TrafficKeys.of(CRYPTO, CipherSuite.TLS_AES_256_GCM_SHA384, traffic);

    assertThat(keys.key().length()).isEqualTo(32);
    assertThat(keys.iv()).hasSize(12);
  }

  @Test
  void computesTheClientsFinished() {
    Secret traffic = secret("b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21");

    assertThat(Tls13KeySchedule.finished(CRYPTO, SHA256, traffic, TO_SERVER_FINISHED))
        .isEqualTo(hex("a8ec436d677634ae525ac1fcebe11a039ec17694fac6e98527b642f2edd5ce61"));
  }

  @Test
  void computesTheBinderAndTheSecretsOfEarlyData() {
    byte[] toBinders = hex("63224b2e4573f2d3454ca84b9d009a04f6be9e05711a8396473aefa01e924a14");
    byte[] clientHello = hex("08ad0fa05d7c7233b1775ba2ff9f4c5b8b59276b7f227f13a976245f5d960913");
    Tls13KeySchedule.Early early = Tls13KeySchedule.early(CRYPTO, SHA256, secret(PSK));

    assertThat(early.binder(toBinders))
        .isEqualTo(hex("3add4fb2d8fdf822a0ca3cf7678ef5e88dae990141c5924d57bb6fa31b9e5f9d"));
    assertThat(octets(early.clientEarlyTraffic(clientHello)))
        .isEqualTo("3fbbe6a60deb66c30a32795aba0eff7eaa10105586e7be5c09678d63b6caab62");
    assertThat(octets(early.earlyExporter(clientHello)))
        .isEqualTo("b2026866610937d7423e5be90862ccf24c0e6091186d34f812089ff5be2ef7df");
  }

  @Test
  void goesOnFromAPreSharedKeyWithAKeyExchange() {
    byte[] toServerHello = hex("f736cb34fe25e701551bee6fd24c1cc7102a7daf9405cb15d97aafe16f757d03");
    Tls13KeySchedule.Handshake handshake =
        Tls13KeySchedule.early(CRYPTO, SHA256, secret(PSK))
            .handshake(secret("f44194756ff9ec9d25180635d66ea6824c6ab3bf179977be37f723570e7ccb2e"));

    assertThat(octets(handshake.clientTraffic(toServerHello)))
        .isEqualTo("2faac08f851d35fea3604fcb4de82dc62c9b164a70974d0462e27f1ab278700f");
    assertThat(
            octets(
                handshake
                    .main()
                    .resumption(
                        hex("c3c122e0bd907a4a3ff6112d8fd53dbf89c773d9552e8b6b9d56d361b3a97bf6"))))
        .isEqualTo("5e95bdf1f89005ea2e9aa0ba85e728e3c19c5fe0c699e3f5bee59faebd0b5406");
  }

  @Test
  void bindsExternalKeysWithAnotherLabel() {
    byte[] toBinders = new byte[32];
    Tls13KeySchedule.Early early = Tls13KeySchedule.early(CRYPTO, SHA256, secret(PSK));

    assertThat(early.externalBinder(toBinders)).isNotEqualTo(early.binder(toBinders));
  }

  @Test
  void takesZerosWhereThereIsNoKeyExchange() {
    byte[] th = new byte[32];
    Secret without =
        Tls13KeySchedule.early(CRYPTO, SHA256, secret(PSK)).handshake(null).clientTraffic(th);
    Secret zeros =
        Tls13KeySchedule.early(CRYPTO, SHA256, secret(PSK))
            .handshake(Secret.zeros(32))
            .clientTraffic(th);

    assertThat(octets(without)).isEqualTo(octets(zeros));
  }

  @Test
  void refusesAStageThatIsOver() {
    Tls13KeySchedule.Early early = Tls13KeySchedule.early(CRYPTO, SHA256, null);
    Tls13KeySchedule.Handshake handshake = early.handshake(null);
    Tls13KeySchedule.Main main = handshake.main();
    main.close();

    assertThatThrownBy(() -> early.binder(new byte[32])).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> early.handshake(null)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> handshake.serverTraffic(new byte[32]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(handshake::main).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> main.exporter(new byte[32])).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesATranscriptHashOfAnotherHash() {
    Tls13KeySchedule.Handshake handshake =
        Tls13KeySchedule.early(CRYPTO, HashAlgorithm.SHA384, null).handshake(null);

    assertThatThrownBy(() -> handshake.clientTraffic(new byte[32]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("48");
  }

  @Test
  void replacesATrafficSecretWithoutTouchingIt() {
    Secret first = secret("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5");
    Secret second = Tls13KeySchedule.next(CRYPTO, SHA256, first);

    assertThat(octets(second)).isNotEqualTo(octets(first));
    assertThat(octets(first)).startsWith("9e40646c");
    assertThat(octets(Tls13KeySchedule.next(CRYPTO, SHA256, first))).isEqualTo(octets(second));
  }

  private static Tls13KeySchedule.Handshake simple() {
    return Tls13KeySchedule.early(CRYPTO, SHA256, null)
        .handshake(secret("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d"));
  }

  private static Secret secret(String hex) {
    return Secret.wrap(hex(hex));
  }

  private static String octets(Secret secret) {
    return HexFormat.of().formatHex(secret.reveal(Secret.Access.TEST));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
