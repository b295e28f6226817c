package dev.glassine.core.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * TLS 1.2's derivations against values that OpenSSL's TLS1-PRF computed: premaster and main secret
 * 00 01 02 ... 2f, randoms of c1 and 5e, transcript hashes of ab.
 */
class Tls12KeysTest {
  private static final CryptoProvider CRYPTO = JcaCrypto.jdkOnly();
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final HashAlgorithm SHA384 = HashAlgorithm.SHA384;
  private static final Bytes CLIENT_RANDOM = Bytes.ofHex("c1".repeat(32));
  private static final Bytes SERVER_RANDOM = Bytes.ofHex("5e".repeat(32));
  private static final String KEY_BLOCK_SHA256 =
      """
      cceb3e14d846a21dde9a42cbcbed13a667078ba0dab8d1732a3cb4899a742466234f54ef0f9b87b1
      1b1ccae6ffacd12acf8a784b60a5d36b819d5bd840985f3128e699cf88370e8ba55f5462605891ad
      e359c7caec46be58354d19788cefcfe499b455acf2a64380e69ad2af657a4d804ac4bc18b093c9d9
      ebef1dbaee21e7664607486be17b2a00b7547a10e398a2d9712b2b0fcd94f7da81b0f507f32ac840"""
          .replace("\n", "");

  /** From the IETF TLS working group's list; OpenSSL gives the same. */
  @Test
  void computesThePublishedPrfVector() {
    Secret output =
        Tls12Keys.prf(
            CRYPTO,
            SHA256,
            Secret.wrap(hex("9bbe436ba940f017b17652849a71db35")),
            "test label",
            hex("a0ba9f936cda311827a6f796ffd5198c"),
            100);

    assertThat(octets(output))
        .isEqualTo(
            """
            e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a
            6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab
            4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701
            87347b66"""
                .replace("\n", ""));
  }

  @Test
  void derivesTheMainSecretFromBothRandoms() {
    assertThat(
            octets(Tls12Keys.mainSecret(CRYPTO, SHA256, counting(), CLIENT_RANDOM, SERVER_RANDOM)))
        .isEqualTo(
            "a93d5f2fba11e21cbde8e2519d1669e49fc0562cd70424ddf8d7a5c649f527a1"
                + "6997aa93a3ba746b36fa2234aacfddb1");
    assertThat(
            octets(Tls12Keys.mainSecret(CRYPTO, SHA384, counting(), CLIENT_RANDOM, SERVER_RANDOM)))
        .isEqualTo(
            "bf2cccbde60a12baab04dea73bd3697060e9425a035756d9ddb02a785a956c2a"
                + "d03d023213fd5351d5e897a60410b0c6");
  }

  @Test
  void derivesTheExtendedMainSecretFromTheSessionHash() {
    assertThat(octets(Tls12Keys.extendedMainSecret(CRYPTO, SHA256, counting(), hash(32))))
        .isEqualTo(
            "fa15573eb63c744455fcd77852510646613962e9d38b5b99a72e96ccd837d6a6"
                + "a005e32c1592139094160259bd5e6c91");
    assertThat(octets(Tls12Keys.extendedMainSecret(CRYPTO, SHA384, counting(), hash(48))))
        .isEqualTo(
            "41df37c824999a7a4b2316414414d711b2014d99e22f1fa03024b1719027cacb"
                + "5e11a047906e9e335f29990750c77dfe");
  }

  @Test
  void computesFinishedWithTheSendersLabel() {
    assertThat(Tls12Keys.finished(CRYPTO, SHA256, counting(), Tls12Keys.Sender.CLIENT, hash(32)))
        .isEqualTo(hex("cb3784e8e28ca046c0504e05"));
    assertThat(Tls12Keys.finished(CRYPTO, SHA256, counting(), Tls12Keys.Sender.SERVER, hash(32)))
        .isEqualTo(hex("1af59829b31965ad5f304d07"));
    assertThat(Tls12Keys.finished(CRYPTO, SHA384, counting(), Tls12Keys.Sender.CLIENT, hash(48)))
        .isEqualTo(hex("95ccd598be181a14efbc5417"));
  }

  @Test
  void cutsTheKeyBlockOfAnAeadSuite() {
    KeyBlock keys = keyBlock(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);

    assertThat(keys.clientMac().length()).isZero();
    assertThat(keys.serverMac().length()).isZero();
    assertThat(octets(keys.clientKey())).isEqualTo(KEY_BLOCK_SHA256.substring(0, 32));
    assertThat(octets(keys.serverKey())).isEqualTo(KEY_BLOCK_SHA256.substring(32, 64));
    assertThat(keys.clientIv()).isEqualTo(hex(KEY_BLOCK_SHA256.substring(64, 72)));
    assertThat(keys.serverIv()).isEqualTo(hex(KEY_BLOCK_SHA256.substring(72, 80)));
  }

  @Test
  void takesTheWholeNonceOfChaCha20FromTheKeyBlock() {
    KeyBlock keys = keyBlock(CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256);

    assertThat(octets(keys.serverKey())).isEqualTo(KEY_BLOCK_SHA256.substring(64, 128));
    assertThat(keys.clientIv()).isEqualTo(hex(KEY_BLOCK_SHA256.substring(128, 152)));
    assertThat(keys.serverIv()).isEqualTo(hex(KEY_BLOCK_SHA256.substring(152, 176)));
  }

  @Test
  void cutsMacKeysAndNoIvForACbcSuite() {
    KeyBlock keys = keyBlock(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256);

    assertThat(octets(keys.clientMac())).isEqualTo(KEY_BLOCK_SHA256.substring(0, 64));
    assertThat(octets(keys.serverMac())).isEqualTo(KEY_BLOCK_SHA256.substring(64, 128));
    assertThat(octets(keys.clientKey())).isEqualTo(KEY_BLOCK_SHA256.substring(128, 160));
    assertThat(octets(keys.serverKey())).isEqualTo(KEY_BLOCK_SHA256.substring(160, 192));
    assertThat(keys.clientIv()).isEmpty();
    assertThat(keys.serverIv()).isEmpty();
  }

  @Test
  void givesOlderVersionsTheirIvAndTheirPrf() {
    Prf counted =
        (secret, label, seed, length) -> {
          assertThat(label).isEqualTo("key expansion");
          assertThat(seed).startsWith(0x5e).endsWith((byte) 0xc1);
          byte[] block = new byte[length];
          for (int i = 0; i < length; i++) {
            block[i] = (byte) i;
          }
          return Secret.wrap(block);
        };
    KeyBlock keys =
        Tls12Keys.keyBlock(
            counted,
            CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
            16,
            counting(),
            CLIENT_RANDOM,
            SERVER_RANDOM);

    assertThat(keys.serverMac().reveal(Secret.Access.TEST)).startsWith(20).hasSize(20);
    assertThat(keys.clientIv()).startsWith(72).hasSize(16);
    assertThat(keys.serverIv()).startsWith(88).hasSize(16);
  }

  @Test
  void refusesABlockThatIsTooShort() {
    assertThatThrownBy(() -> KeyBlock.split(Secret.zeros(79), 20, 16, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("80");
  }

  @Test
  void wipesTheBlockWhenItIsCutAndTheKeysWhenTheyAreClosed() {
    Secret block = counting();
    KeyBlock keys = KeyBlock.split(block, 0, 16, 8);
    assertThat(block.reveal(Secret.Access.TEST)).containsOnly(0);
    assertThat(keys.serverKey().reveal(Secret.Access.TEST)).startsWith(16);

    keys.close();
    assertThat(keys.serverKey().reveal(Secret.Access.TEST)).containsOnly(0);
    assertThat(keys.serverIv()).containsOnly(0);
  }

  @Test
  void printsNoKeys() {
    KeyBlock keys = KeyBlock.split(counting(), 0, 16, 8);

    assertThat(keys.toString()).doesNotContain("[").contains("16", "8");
  }

  private static KeyBlock keyBlock(CipherSuite suite) {
    return Tls12Keys.keyBlock(CRYPTO, suite, counting(), CLIENT_RANDOM, SERVER_RANDOM);
  }

  private static Secret counting() {
    byte[] octets = new byte[48];
    for (int i = 0; i < 48; i++) {
      octets[i] = (byte) i;
    }
    return Secret.wrap(octets);
  }

  private static byte[] hash(int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) 0xab);
    return octets;
  }

  private static String octets(Secret secret) {
    return HexFormat.of().formatHex(secret.reveal(Secret.Access.TEST));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
