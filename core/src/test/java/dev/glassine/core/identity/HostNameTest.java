package dev.glassine.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  private static final Issuer ROOT = Issuer.root("root");

  @ParameterizedTest
  @CsvSource({
    // expected, presented
    "example.com, example.com",
    "EXAMPLE.com, example.COM",
    "example.com., example.com",
    "localhost, localhost",
    "a_b.example.com, a_b.example.com",
    "3com.com, 3com.com",
    "1.example, 1.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, XN--BCHER-KVA.example",
    "bücher。example, xn--bcher-kva.example",
    "www.example.com, *.example.com",
    "WWW.EXAMPLE.COM, *.example.com",
    "www.example.com., *.example.com",
    "xn--bcher-kva.example.com, *.example.com",
    "bücher.example.com, *.example.com",
    "a.b.example.com, *.b.example.com",
    "www.xn--bcher-kva.example, *.xn--bcher-kva.example",
  })
  void isCoveredByTheDnsName(String expected, String presented) {
    assertThat(HostName.of(expected).isCoveredBy(presented)).isTrue();
    assertThat(HostName.of(expected).match(certificate(presented)))
        .satisfies(match -> assertThat(match.accepted()).isTrue())
        .satisfies(match -> assertThat(match.by()).isEqualTo(presented));
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, example.org",
    "example.com, www.example.com",
    "www.example.com, example.com",
    "example.com, example.com.",
    "example.com, .example.com",
    "example.com, 'example.com '",
    "example.com, example.com\u0000.evil.example",
    "example.com, ''",
    "example.com, '*'",
    "com, '*'",
    "example.com, *.com",
    "example.com, *.example.com",
    "a.b.example.com, *.example.com",
    "www.example.com, w*.example.com",
    "www.example.com, *w.example.com",
    "www.example.com, w*w.example.com",
    "www.example.com, www.*.com",
    "www.example.com, *.*.com",
    "www.example.com, **.example.com",
    "www.example.com, *.example.com.",
    "www.example.com, *example.com",
    "www.example.com, *..example.com",
    "www.example.com, xn--*.example.com",
    "xn--bcher-kva.example, xn--*.example",
    "bücher.example, bücher.example",
    "example.com, exámple.com",
    "1.2.3.4, 1.2.3.4",
    "1.2.3.4, *.2.3.4",
    "::1, ::1",
  })
  void isNotCoveredByTheDnsName(String expected, String presented) {
    assertThat(HostName.of(expected).isCoveredBy(presented)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, c0000201",
    "0.0.0.0, 00000000",
    "255.255.255.255, ffffffff",
    "::1, 00000000000000000000000000000001",
    "[::1], 00000000000000000000000000000001",
    "2001:db8::1, 20010db8000000000000000000000001",
    "2001:DB8:0:0::1, 20010db8000000000000000000000001",
    "fe80::1%eth0, fe800000000000000000000000000001",
    "::ffff:192.0.2.1, c0000201",
  })
  void matchesTheAddressInBinary(String expected, String presented) {
    X509Certificate certificate = certificateOfAddress(presented);

    assertThat(HostName.of(expected).isAddress()).isTrue();
    assertThat(HostName.of(expected).match(certificate).accepted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, c0000202",
    "192.0.2.1, 00000000000000000000ffffc0000201",
    "192.0.2.1, c0000201ffffff00", // an address with a mask, as name constraints have it
    "192.0.2.1, c00002",
    "192.0.2.1, ''",
    "::1, 00000000000000000000000000000002",
    "::, 00000000",
    "example.com, c0000201",
  })
  void doesNotMatchAnotherAddress(String expected, String presented) {
    assertThat(HostName.of(expected).match(certificateOfAddress(presented)).accepted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        ".example.com",
        "-a.example",
        "a-.example",
        "exa mple.com",
        "example.com:443",
        "https://example.com",
        "example.com/path",
        "*.example.com",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "0x7f.0.0.1",
        "example.123",
        "[1.2.3.4]",
        "[example.com]",
        ":::",
        "::1::",
        "1:2:3:4:5:6:7:8:9",
        "2001:db8::g",
        "a\u0000b.example",
        "faß.de",
        "βόλος.example",
        "a\u200Db.example"
      })
  void isNoName(String text) {
    assertThatThrownBy(() -> HostName.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasBoundsOnLabelsAndLength() {
    String label = "a".repeat(63);

    assertThat(HostName.of(label + ".example").name()).hasSize(71);
    assertThatThrownBy(() -> HostName.of(label + "a.example"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HostName.of((label + ".").repeat(4) + "example"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhyAnAmbiguousNameIsRefused() {
    assertThatThrownBy(() -> HostName.of("faß.de")).hasMessageContaining("IDNA 2003 and IDNA 2008");
  }

  @Test
  void ignoresTheCommonName() {
    X509Certificate certificate =
        Issuer.selfSigned("example.com", Issuer.ec()).issue(); // CN=example.com, no subjectAltName

    HostName.Match match = HostName.of("example.com").match(certificate);

    assertThat(match.accepted()).isFalse();
    assertThat(match.describe()).contains("the common name does not count");
  }

  @Test
  void ignoresDnsNamesThatLookLikeTheAddress() {
    X509Certificate certificate =
        ROOT.intermediate("x")
            .with(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                    new GeneralName(GeneralName.dNSName, new DERIA5String("192.0.2.1"))))
            .issue();

    assertThat(HostName.of("192.0.2.1").match(certificate).accepted()).isFalse();
  }

  @Test
  void saysWhichNamesWouldMatch() {
    HostName.Match match =
        HostName.of("example.com").match(certificate("a.example", "*.b.example", "192.0.2.1"));

    assertThat(match.names()).containsExactly("a.example", "*.b.example", "192.0.2.1");
    assertThat(match.describe()).isEqualTo("it is for a.example, *.b.example, 192.0.2.1");
  }

  @Test
  void saysTenNamesAtMost() {
    String[] names = new String[14];
    for (int i = 0; i < names.length; i++) {
      names[i] = "host" + i + ".example";
    }

    assertThat(HostName.of("example.com").match(certificate(names)).describe())
        .contains("host9.example and 4 more")
        .doesNotContain("host10.example");
  }

  @Test
  void printsNoControlCharactersOfACertificate() {
    assertThat(HostName.of("example.com").match(certificate("a\u001b[2J.example")).describe())
        .doesNotContain("\u001b")
        .contains("\\u001b");
  }

  @Test
  void matchesNothingWhereTheExtensionIsDamaged() {
    List<String> none = SubjectNames.of(damaged()).dnsNames();

    assertThat(none).isEmpty();
  }

  private static X509Certificate damaged() {
    return ROOT.intermediate("x")
        .with(Extension.subjectAlternativeName, false, new DEROctetString(new byte[] {1, 2, 3}))
        .issue();
  }

  private static X509Certificate certificate(String... names) {
    return ROOT.server(names).issue();
  }

  private static X509Certificate certificateOfAddress(String hex) {
    GeneralName address =
        new GeneralName(GeneralName.iPAddress, new DEROctetString(Bytes.ofHex(hex).toArray()));
    return ROOT.intermediate("x")
        .with(Extension.subjectAlternativeName, false, new GeneralNames(address))
        .issue();
  }
}
