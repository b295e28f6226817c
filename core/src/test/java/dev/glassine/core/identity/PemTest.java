package dev.glassine.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  private static final char[] PASSWORD = Fixtures.PASSWORD.toCharArray();

  @ParameterizedTest
  @CsvSource({
    "rsa-pkcs8.key, rsa.pem",
    "rsa-pkcs1.key, rsa.pem",
    "rsa-pss-pkcs8.key, rsa-pss.pem",
    "ec-pkcs8.key, ec.pem",
    "ec-sec1.key, ec.pem",
    "ec-sec1-with-parameters.key, ec.pem",
    "ec-sec1-without-public.key, ec.pem",
    "ed25519-pkcs8.key, ed25519.pem",
    "ed448-pkcs8.key, ed448.pem",
    "ec-key-and-chain.pem, ec.pem"
  })
  void readsTheKeyThatBelongsToTheCertificate(String keyFile, String certificateFile) {
    PrivateKey key = Pem.privateKey(Fixtures.file(keyFile));
    X509Certificate certificate = Pem.certificates(Fixtures.file(certificateFile)).getFirst();

    assertThat(KeyMatch.belongs(key, certificate)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-encrypted.key, rsa.pem",
    "ec-encrypted.key, ec.pem",
    "rsa-encrypted-pkcs5v1.key, rsa.pem",
    "rsa-pkcs8.key, rsa.pem" // a password that is not needed does no harm
  })
  void readsAnEncryptedKeyWithItsPassword(String keyFile, String certificateFile) {
    PrivateKey key = Pem.privateKey(Fixtures.file(keyFile), PASSWORD);
    X509Certificate certificate = Pem.certificates(Fixtures.file(certificateFile)).getFirst();

    assertThat(KeyMatch.belongs(key, certificate)).isTrue();
  }

  @Test
  void takesTheCurveFromTheParametersWhereTheKeyDoesNotNameIt() {
    PrivateKey key = Pem.privateKey(pem("EC PARAMETERS", p256()) + sec1WithoutCurve());

    assertThat(KeyMatch.belongs(key, Pem.certificates(Fixtures.file("ec.pem")).getFirst()))
        .isTrue();
  }

  @Test
  void refusesAnEcKeyWhoseCurveIsNotNamed() {
    assertThatThrownBy(() -> Pem.privateKey(sec1WithoutCurve()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not name its curve");
  }

  @Test
  void refusesAnEcKeyThatSpellsOutItsCurve() {
    assertThatThrownBy(() -> Pem.privateKey(Fixtures.file("ec-sec1-explicit-curve.key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ec-sec1-explicit-curve.key")
        .hasMessageContaining("only named curves");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-encrypted.key", "ec-encrypted.key"})
  void saysThatThePasswordIsWrong(String file) {
    assertThatThrownBy(() -> Pem.privateKey(Fixtures.file(file), "open barley".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file)
        .hasMessageContaining("password is wrong")
        .hasMessageNotContaining("barley");
  }

  @Test
  void saysThatAPasswordIsNeeded() {
    assertThatThrownBy(() -> Pem.privateKey(Fixtures.file("rsa-encrypted.key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a password is needed");
  }

  @Test
  void saysHowToConvertAKeyUnderScrypt() {
    assertThatThrownBy(() -> Pem.privateKey(Fixtures.file("ec-encrypted-scrypt.key"), PASSWORD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ec-encrypted-scrypt.key: this key encryption is not supported")
        .hasMessageContaining("openssl pkcs8 -topk8 -v2 aes-256-cbc");
  }

  @Test
  void saysHowToConvertATraditionallyEncryptedKey() {
    assertThatThrownBy(
            () -> Pem.privateKey(Fixtures.file("rsa-traditional-encrypted.key"), PASSWORD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("traditional encryption")
        .hasMessageContaining("openssl pkcs8 -topk8 -in");
  }

  @Test
  void refusesAKeyThatCannotSign() {
    assertThatThrownBy(() -> Pem.privateKey(Fixtures.file("x25519-pkcs8.key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("algorithm 1.3.101.110");
  }

  @Test
  void saysThatACertificateWasGivenForAKey() {
    assertThatThrownBy(() -> Pem.privateKey(Fixtures.file("ec.pem")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ec.pem holds PEM of CERTIFICATE, a private key was expected");
  }

  @Test
  void saysThatAKeyWasGivenForACertificate() {
    assertThatThrownBy(() -> Pem.certificates(Fixtures.file("ec-sec1-with-parameters.key")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "holds PEM of EC PARAMETERS and EC PRIVATE KEY, a certificate was expected");
  }

  @Test
  void refusesTwoKeysInOneFile() {
    String both = Fixtures.text("ec-pkcs8.key") + Fixtures.text("rsa-pkcs1.key");

    assertThatThrownBy(() -> Pem.privateKey(both))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 private keys, exactly one");
  }

  @Test
  void saysHowToConvertATrustedCertificate() {
    assertThatThrownBy(() -> Pem.certificates(Fixtures.file("ec-trusted.pem")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openssl x509 -in");
  }

  @Test
  void readsSeveralCertificatesInOrderAndIgnoresTextBetween() {
    assertThat(Pem.certificates(Fixtures.file("ec-chain.pem")))
        .extracting(certificate -> certificate.getSubjectX500Principal().getName())
        .containsExactly("CN=ec.example", "CN=Glassine fixture root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r"})
  void readsOtherLineEnds(String lineEnd) {
    String text = Fixtures.text("ec-chain.pem").replace("\n", lineEnd);

    assertThat(Pem.certificates(text)).isEqualTo(Pem.certificates(Fixtures.file("ec-chain.pem")));
  }

  @Test
  void readsIndentedAndTrailingSpace() {
    String text = Fixtures.text("ec.pem").replace("\n", "  \n\t");

    assertThat(Pem.certificates(text)).isEqualTo(Pem.certificates(Fixtures.file("ec.pem")));
  }

  @Test
  void saysThatTheFileIsCutOff() {
    String text = Fixtures.text("ec.pem");

    assertThatThrownBy(() -> Pem.certificates(text.substring(0, text.indexOf("-----END"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void refusesABlockThatEndsUnderAnotherLabel() {
    String text = Fixtures.text("ec.pem").replace("END CERTIFICATE", "END PRIVATE KEY");

    assertThatThrownBy(() -> Pem.certificates(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is ended by");
  }

  @Test
  void refusesABlockInsideABlock() {
    String text = Fixtures.text("ec.pem").replace("-----END", "-----BEGIN");

    assertThatThrownBy(() -> Pem.certificates(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begins inside");
  }

  @Test
  void doesNotQuoteAKeyWhoseBase64IsDamaged() {
    String text = Fixtures.text("ec-pkcs8.key").replaceFirst("MIG", "M?G");

    assertThatThrownBy(() -> Pem.privateKey(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Base64 of \"PRIVATE KEY\" is damaged")
        .hasNoCause();
  }

  @Test
  void refusesKeysCutAtEveryLength() {
    byte[] whole = block("ec-sec1.key");

    for (int length = 0; length < whole.length; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Pem.privateKey(pem("EC PRIVATE KEY", part)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesCertificatesCutAtEveryLength() {
    byte[] whole = block("ec.pem");

    for (int length = 0; length < whole.length; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Pem.certificates(pem("CERTIFICATE", part)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot be parsed");
    }
  }

  @Test
  void saysThatAFileIsNotPem(@TempDir Path directory) throws IOException {
    Path der = Files.write(directory.resolve("certificate.der"), block("ec.pem"));

    assertThatThrownBy(() -> Pem.certificates(der))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("certificate.der holds no PEM block (is it DER or PKCS #12?)");
  }

  @Test
  void namesTheFileThatIsMissing() {
    assertThatThrownBy(() -> Pem.certificates(Path.of("no", "such.pem")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("there is no file");
  }

  private static byte[] block(String fixture) {
    return PemBlock.read(Fixtures.text(fixture), fixture).getFirst().der();
  }

  private static byte[] p256() {
    return Der.objectIdentifier("1.2.840.10045.3.1.7");
  }

  private static String sec1WithoutCurve() {
    try {
      DerReader key = new DerReader(block("ec-sec1.key")).enter(Der.SEQUENCE);
      key.content(Der.INTEGER);
      byte[] scalar = key.content(Der.OCTET_STRING);
      return pem("EC PRIVATE KEY", Der.sequence(Der.integer(1), Der.octetString(scalar)));
    } catch (DerReader.Invalid e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
