package dev.glassine.legacy.ssl2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and MACs against answers that were computed elsewhere (Python's hashlib). */
class KeyMaterialTest {
  private static final CryptoProvider CRYPTO = JcaCrypto.jdkOnly();
  private static final Bytes CHALLENGE = Bytes.ofHex("101112131415161718191a1b1c1d1e1f");
  private static final Bytes CONNECTION_ID = Bytes.ofHex("202122232425262728292a2b2c2d2e2f");

  private static byte[] counting(int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) i;
    }
    return octets;
  }

  private static KeyMaterial material(CipherSuite suite) {
    CipherKind kind = new CipherKind(suite);
    MasterKey master =
        new MasterKey(
            kind,
            Secret.wrap(counting(kind.keyLength())),
            Bytes.wrap(new byte[kind.keyArgLength()]));
    return KeyMaterial.derive(CRYPTO, master, CHALLENGE, CONNECTION_ID);
  }

  @ParameterizedTest
  @CsvSource({
    "SSL_CK_RC4_128_WITH_MD5, baf636b66aaac3a73ac57fc1489a2f1d9157b392b47c6201bf02111d5aa5b1ae",
    "SSL_CK_DES_64_CBC_WITH_MD5, ff43a86745363386ce3d0ec374f77da3",
    "SSL_CK_DES_192_EDE3_CBC_WITH_MD5, 02d56c913f56847efa735d5e505fa9135f439eabe806a475c0c6d388afd9646e8886ecfb62a20af4d3476a7e91c74825",
  })
  void derivesKeyMaterialByMd5(String kind, String expected) {
    byte[] derived =
        material(CipherSuite.named(kind).orElseThrow()).octets().reveal(Secret.Access.TEST);

    assertThat(HexFormat.of().formatHex(derived)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "SSL_CK_RC4_128_WITH_MD5, 16, 0, 0",
    "SSL_CK_RC4_128_EXPORT40_WITH_MD5, 16, 11, 0",
    "SSL_CK_RC2_128_CBC_WITH_MD5, 16, 0, 8",
    "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5, 16, 11, 8",
    "SSL_CK_IDEA_128_CBC_WITH_MD5, 16, 0, 8",
    "SSL_CK_DES_64_CBC_WITH_MD5, 8, 0, 8",
    "SSL_CK_DES_192_EDE3_CBC_WITH_MD5, 24, 0, 8",
    "SSL_CK_RC4_64_WITH_MD5, 16, 8, 0",
  })
  void knowsHowLongThePartsOfAMasterKeyAre(String name, int key, int clear, int keyArg) {
    CipherKind kind = new CipherKind(CipherSuite.named(name).orElseThrow());

    assertThat(kind.keyLength()).isEqualTo(key);
    assertThat(kind.clearLength()).isEqualTo(clear);
    assertThat(kind.secretLength()).isEqualTo(key - clear);
    assertThat(kind.keyArgLength()).isEqualTo(keyArg);
  }

  @Test
  void authenticatesDataPaddingAndNumber() {
    MacData mac = new MacData(CRYPTO.hash(HashAlgorithm.MD5), counting(16));

    assertThat(HexFormat.of().formatHex(mac.compute(2, counting(40), 0, 40)))
        .isEqualTo("4e30d2c9660c54c95142b7deb20ceb8d");
  }

  @Test
  void wrapsTheNumberAfterThirtyTwoBits() {
    MacData mac = new MacData(CRYPTO.hash(HashAlgorithm.MD5), counting(16));

    assertThat(mac.compute((1L << 32) + 2, counting(40), 0, 40))
        .isEqualTo(mac.compute(2, counting(40), 0, 40));
  }

  @Test
  void putsTheClearPartOfTheMasterKeyFirst() {
    CipherKind kind = new CipherKind(CipherSuite.SSL_CK_RC4_128_EXPORT40_WITH_MD5);
    Secret secret = Secret.wrap(new byte[] {11, 12, 13, 14, 15});
    MasterKey master = MasterKey.of(kind, Bytes.wrap(counting(11)), secret, Bytes.EMPTY);

    assertThat(master.secret().reveal(Secret.Access.TEST)).isEqualTo(counting(16));
  }

  @Test
  void keepsKeyArgWithTheSession() {
    CipherKind kind = new CipherKind(CipherSuite.SSL_CK_DES_64_CBC_WITH_MD5);
    MasterKey master =
        new MasterKey(kind, Secret.wrap(counting(8)), Bytes.ofHex("a0a1a2a3a4a5a6a7"));
    MasterKey again = MasterKey.of(kind, master.joined());

    assertThat(again.keyArg()).isEqualTo(master.keyArg());
    assertThat(again.secret().reveal(Secret.Access.TEST)).isEqualTo(counting(8));
    assertThat(MasterKey.fits(kind, master.joined())).isTrue();
    assertThat(MasterKey.fits(kind, Secret.wrap(counting(8)))).isFalse();
  }
}
