package dev.glassine.core.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exporters; the values of TLS 1.2 are those of OpenSSL's TLS1-PRF, of 1.3 those of JDK's HKDF. */
class ExporterTest {
  private static final CryptoProvider CRYPTO = JcaCrypto.jdkOnly();
  private static final String LABEL = "EXPERIMENTAL x";

  @Test
  void tellsAnAbsentContextFromAnEmptyOneInTls12() {
    Exporter exporter = tls12();

    assertThat(octets(exporter.export(LABEL, null, 40)))
        .isEqualTo(
            "cc29aa3fb6108716982af0b5fbc7f2b7d03364900c4b0a4f792fb87cb4b4e4cd9ed5fe18b86e0bcd");
    assertThat(octets(exporter.export(LABEL, new byte[0], 40)))
        .isEqualTo(
            "2409513324634ab21c175e922ad02be5435be3b99e07d4d4763f2dd948ba9cf8b7b078ba16e2b5e5");
    assertThat(octets(exporter.export(LABEL, new byte[] {'a', 'b', 'c'}, 40)))
        .isEqualTo(
            "f27023c5f5f4df56a9c131ca465b16537d028fddc7c6d80ba9c29d4f199cd0f6d0126756cef3e2e4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client finished",
        "server finished",
        "master secret",
        "extended master secret",
        "key expansion"
      })
  void refusesToGiveAwayTls12sOwnKeys(String label) {
    Exporter exporter = tls12();

    assertThatThrownBy(() -> exporter.export(label, null, 48))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RFC 5705");
  }

  @Test
  void refusesAContextThatItsLengthCannotTell() {
    Exporter exporter = tls12();

    assertThatThrownBy(() -> exporter.export(LABEL, new byte[0x10000], 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65535");
  }

  @Test
  void exportsInTls13AsRfc9846Says() throws GeneralSecurityException {
    Exporter exporter = tls13();

    assertThat(octets(exporter.export(LABEL, new byte[] {1, 2, 3}, 77)))
        .isEqualTo(byJdk(new byte[] {1, 2, 3}, 77));
  }

  @Test
  void takesAnAbsentContextForAnEmptyOneInTls13() throws GeneralSecurityException {
    Exporter exporter = tls13();

    assertThat(octets(exporter.export(LABEL, null, 32)))
        .isEqualTo(octets(exporter.export(LABEL, new byte[0], 32)))
        .isEqualTo(byJdk(new byte[0], 32));
  }

  @Test
  void refusesMoreThanHkdfGives() {
    Exporter exporter = tls13();

    assertThatThrownBy(() -> exporter.export(LABEL, null, 255 * 32 + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wipesItsSecretWhenItIsClosed() {
    Secret secret = secret();
    Exporter exporter = Exporter.tls13(CRYPTO, HashAlgorithm.SHA256, secret);
    exporter.close();

    assertThat(secret.reveal(Secret.Access.TEST)).containsOnly(0);
  }

  private static String byJdk(byte @Nullable [] context, int length)
      throws GeneralSecurityException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] nothing = sha256.digest();
    byte[] hash = sha256.digest(context);
    KDF hkdf = KDF.getInstance("HKDF-SHA256");
    SecretKey derived =
        hkdf.deriveKey(
            "Generic",
            HKDFParameterSpec.expandOnly(
                new SecretKeySpec(secret().reveal(Secret.Access.TEST), "Generic"),
                hkdfLabel(LABEL, nothing, 32),
                32));
    return HexFormat.of()
        .formatHex(
            hkdf.deriveData(
                HKDFParameterSpec.expandOnly(
                    derived, hkdfLabel("exporter", hash, length), length)));
  }

  private static byte[] hkdfLabel(String label, byte[] context, int length) {
    String hex =
        HexFormat.of().toHexDigits((short) length)
            + HexFormat.of().toHexDigits((byte) (6 + label.length()))
            + HexFormat.of().formatHex(("tls13 " + label).getBytes(StandardCharsets.US_ASCII))
            + HexFormat.of().toHexDigits((byte) context.length)
            + HexFormat.of().formatHex(context);
    return HexFormat.of().parseHex(hex);
  }

  private static Exporter tls12() {
    return Exporter.tls12(
        CRYPTO,
        HashAlgorithm.SHA256,
        secret(),
        Bytes.ofHex("c1".repeat(32)),
        Bytes.ofHex("5e".repeat(32)));
  }

  private static Exporter tls13() {
    return Exporter.tls13(CRYPTO, HashAlgorithm.SHA256, secret());
  }

  private static Secret secret() {
    byte[] octets = new byte[48];
    for (int i = 0; i < 48; i++) {
      octets[i] = (byte) i;
    }
    return Secret.wrap(octets);
  }

  private static String octets(Secret secret) {
    return HexFormat.of().formatHex(secret.reveal(Secret.Access.TEST));
  }
}
