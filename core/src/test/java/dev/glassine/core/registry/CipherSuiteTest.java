package dev.glassine.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Suites: their parts, their names, where they may be used and how they are judged. */
class CipherSuiteTest {
  private static final ProtocolVersion SSL2 = ProtocolVersion.SSL_2_0;
  private static final ProtocolVersion SSL3 = ProtocolVersion.SSL_3_0;
  private static final ProtocolVersion TLS10 = ProtocolVersion.TLS_1_0;
  private static final ProtocolVersion TLS11 = ProtocolVersion.TLS_1_1;
  private static final ProtocolVersion TLS12 = ProtocolVersion.TLS_1_2;
  private static final ProtocolVersion TLS13 = ProtocolVersion.TLS_1_3;

  static Stream<CipherSuite> spoken() {
    return CipherSuite.all().stream().filter(suite -> suite.cipher() != BulkCipher.OTHER);
  }

  @Test
  void namesEveryConstantAfterItsSuite() throws IllegalAccessException {
    for (Field field : CipherSuite.class.getFields()) {
      CipherSuite suite = (CipherSuite) Objects.requireNonNull(field.get(null));
      assertThat(suite.name()).isEqualTo(field.getName());
    }
  }

  @Test
  void saysTheSameInItsNameAndInItsParts() {
    assertThat(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384)
        .returns(KeyExchangeMethod.ECDHE, CipherSuite::keyExchange)
        .returns(AuthenticationMethod.RSA, CipherSuite::authentication)
        .returns(BulkCipher.AES_256_CBC, CipherSuite::cipher)
        .returns(HashAlgorithm.SHA384, CipherSuite::mac)
        .returns(HashAlgorithm.SHA384, CipherSuite::hash);
    assertThat(CipherSuite.TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA)
        .returns(KeyExchangeMethod.DHE_EXPORT, CipherSuite::keyExchange)
        .returns(AuthenticationMethod.DSS, CipherSuite::authentication)
        .returns(BulkCipher.DES40_CBC, CipherSuite::cipher)
        .returns(HashAlgorithm.SHA1, CipherSuite::mac);
    assertThat(CipherSuite.TLS_RSA_WITH_AES_256_CCM_8)
        .returns(KeyExchangeMethod.RSA, CipherSuite::keyExchange)
        .returns(BulkCipher.AES_256_CCM_8, CipherSuite::cipher)
        .returns(null, CipherSuite::mac)
        .returns(HashAlgorithm.SHA256, CipherSuite::hash);
  }

  @ParameterizedTest
  @MethodSource("spoken")
  void hasAMacUnlessItsCipherAuthenticates(CipherSuite suite) {
    assertThat(suite.mac() == null).isEqualTo(suite.cipher().kind() == BulkCipher.Kind.AEAD);
  }

  @ParameterizedTest
  @MethodSource("spoken")
  void hasAPrfThatTls12Allows(CipherSuite suite) {
    // RFC 5246 §5: "New cipher suites MUST explicitly specify a PRF" of SHA-256 or stronger.
    if (suite.usableIn(TLS12) || suite.usableIn(TLS13)) {
      assertThat(suite.hash()).isIn(HashAlgorithm.SHA256, HashAlgorithm.SHA384);
    }
  }

  @ParameterizedTest
  @MethodSource("spoken")
  void isUsableInSomeVersion(CipherSuite suite) {
    assertThat(ProtocolVersion.ALL.stream().filter(suite::usableIn)).isNotEmpty();
  }

  @Test
  void keepsSuitesToTheirVersions() {
    usableIn(CipherSuite.TLS_AES_128_GCM_SHA256, TLS13);
    usableIn(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS12);
    usableIn(CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, TLS12);
    usableIn(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256, TLS12);
    usableIn(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, TLS12);
    usableIn(CipherSuite.TLS_RSA_WITH_NULL_SHA256, TLS12);
    usableIn(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, SSL3, TLS10, TLS11, TLS12);
    usableIn(CipherSuite.TLS_RSA_WITH_RC4_128_MD5, SSL3, TLS10, TLS11, TLS12);
    usableIn(CipherSuite.TLS_RSA_WITH_DES_CBC_SHA, SSL3, TLS10, TLS11);
    usableIn(CipherSuite.TLS_RSA_WITH_IDEA_CBC_SHA, SSL3, TLS10, TLS11);
    usableIn(CipherSuite.TLS_RSA_EXPORT_WITH_RC4_40_MD5, SSL3, TLS10);
    usableIn(CipherSuite.TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA, SSL3, TLS10);
    usableIn(CipherSuite.SSL_CK_DES_192_EDE3_CBC_WITH_MD5, SSL2);
  }

  @Test
  void isNeverUsableWhereItIsASignalOrANameOnly() {
    usableIn(CipherSuite.TLS_FALLBACK_SCSV);
    usableIn(CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV);
    usableIn(CipherSuite.of(0x0000));
    usableIn(CipherSuite.of(0x00A8));
    usableIn(CipherSuite.of(0x0A0A));
    usableIn(CipherSuite.of(0xBEEF));
  }

  @Test
  void isNotUsableInAVersionThatDoesNotExist() {
    for (int code : List.of(0x0305, 0x0A0A, 0xFEFD, 0x0304 + 0x100, 0)) {
      assertThat(CipherSuite.all()).noneMatch(s -> s.usableIn(ProtocolVersion.of(code)));
    }
  }

  @Test
  void isJudgedByItsWorstPart() {
    assertThat(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.judgement())
        .isEqualTo(Judgement.GOOD);
    judged(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, Standing.ACCEPTABLE, "RFC 9325");
    judged(CipherSuite.TLS_AES_128_CCM_8_SHA256, Standing.ACCEPTABLE, "tag");
    judged(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, Standing.LEGACY, "forward secrecy");
    judged(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, Standing.LEGACY, "Lucky 13");
    judged(CipherSuite.TLS_DHE_DSS_WITH_AES_128_GCM_SHA256, Standing.LEGACY, "DSA");
    judged(CipherSuite.TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA, Standing.BROKEN, "Sweet32");
    judged(CipherSuite.TLS_ECDHE_RSA_WITH_RC4_128_SHA, Standing.BROKEN, "RFC 7465");
    judged(CipherSuite.TLS_RSA_WITH_NULL_SHA256, Standing.BROKEN, "nothing is encrypted");
    judged(CipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256, Standing.BROKEN, "authenticated");
    judged(CipherSuite.TLS_RSA_EXPORT_WITH_RC4_40_MD5, Standing.BROKEN, "RFC 9846 §E.5");
  }

  @ParameterizedTest
  @MethodSource("spoken")
  void saysWhyItIsNotRecommended(CipherSuite suite) {
    assertThat(suite.judgement().reason().isEmpty())
        .isEqualTo(suite.standing() == Standing.RECOMMENDED);
  }

  @Test
  void takesFewerOctetsOfKeyMaterialWhereExportLawSaidSo() {
    assertThat(BulkCipher.RC4_40.keyMaterialLength()).isEqualTo(5);
    assertThat(BulkCipher.DES40_CBC.keyMaterialLength()).isEqualTo(5);
    assertThat(BulkCipher.RC2_CBC_56.keyMaterialLength()).isEqualTo(7);
    assertThat(BulkCipher.DES_CBC.keyMaterialLength()).isEqualTo(8);
    assertThat(BulkCipher.AES_256_GCM.keyMaterialLength()).isEqualTo(32);
  }

  @Test
  void knowsTheRestOfIanasListByName() {
    assertThat(CipherSuite.of(0xC0AA).name()).isEqualTo("TLS_PSK_DHE_WITH_AES_128_CCM_8");
    assertThat(CipherSuite.of(0xC05F).name()).isEqualTo("TLS_ECDH_ECDSA_WITH_ARIA_256_GCM_SHA384");
    assertThat(CipherSuite.of(0x001D).name()).isEqualTo("SSL_FORTEZZA_KEA_WITH_FORTEZZA_CBC_SHA");
    assertThat(CipherSuite.named("TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA"))
        .hasValueSatisfying(
            suite -> {
              assertThat(suite.code()).isEqualTo(0xC022);
              assertThat(suite.standing()).isEqualTo(Standing.NAMED_ONLY);
              assertThat(suite.known()).isTrue();
              assertThat(suite.reference()).startsWith("RFC 5054");
            });
    assertThat(CipherSuite.named("TLS_MADE_UP")).isEmpty();
  }

  @Test
  void namesUnknownKindsOfSsl2WithSixDigits() {
    assertThat(CipherSuite.of(0x090080).name()).isEqualTo("UNKNOWN_0x090080");
  }

  private static void usableIn(CipherSuite suite, ProtocolVersion... versions) {
    assertThat(ProtocolVersion.ALL.stream().filter(suite::usableIn))
        .as(suite.name())
        .containsExactly(versions);
  }

  private static void judged(CipherSuite suite, Standing standing, String because) {
    assertThat(suite.standing()).as(suite.name()).isEqualTo(standing);
    assertThat(suite.judgement().reason()).contains(because);
  }
}
