package dev.glassine.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CertificateParserTest {
  private final CertificateParser parser = new CertificateParser(4096);

  @Test
  void givesTheSameObjectForTheSameOctets() {
    Bytes copy = Bytes.copyOf(der("ec.pem").toArray());

    assertThat(parser.parse(copy)).isSameAs(parser.parse(der("ec.pem")));
  }

  @Test
  void remembersNoMoreOctetsThanItMay() throws Exception {
    Issuer root = Issuer.root("root");
    for (int i = 0; i < 40; i++) {
      parser.parse(Bytes.wrap(root.server("host" + i + ".example").issue().getEncoded()));
      assertThat(parser.rememberedOctets()).isBetween(1L, 4096L);
    }
  }

  @Test
  void remembersNothingWhereTheBoundIsZero() {
    CertificateParser forgetful = new CertificateParser(0);
    forgetful.parse(der("ec.pem"));

    assertThat(forgetful.rememberedOctets()).isZero();
  }

  @Test
  void forgetsTheLeastRecentlyUsedFirst() {
    CertificateParser small =
        new CertificateParser(der("ec.pem").length() + der("root.pem").length());
    var first = small.parse(der("ec.pem"));
    small.parse(der("root.pem"));
    small.parse(der("ec.pem"));
    small.parse(der("ed25519.pem"));

    assertThat(small.rememberedOctets())
        .isEqualTo(der("ec.pem").length() + der("ed25519.pem").length());
    assertThat(small.parse(der("ec.pem"))).isSameAs(first);
  }

  @Test
  void refusesEveryPrefix() {
    Bytes whole = der("ec.pem");

    for (int length = 0; length < whole.length(); length++) {
      Bytes prefix = whole.slice(0, length);
      assertUnparseable(prefix);
    }
  }

  @Test
  void refusesOctetsAfterTheCertificate() {
    byte[] longer = java.util.Arrays.copyOf(der("ec.pem").toArray(), der("ec.pem").length() + 1);

    assertUnparseable(Bytes.wrap(longer));
  }

  @Test
  void refusesPemWhereDerIsDue() {
    assertUnparseable(Bytes.wrap(Fixtures.text("ec.pem").getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void refusesMoreThan64KiB() {
    assertUnparseable(
        Bytes.wrap(Der.value(Der.SEQUENCE, new byte[CertificateParser.MAX_CERTIFICATE])));
  }

  @Test
  void failsInNoOtherWayOnChangedOctets() {
    Random random = new Random(20260101);
    byte[] original = der("ec.pem").toArray();
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] changed = original.clone();
      for (int j = 0; j <= random.nextInt(3); j++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        parser.parse(Bytes.wrap(changed));
      } catch (TlsFailure.BadCertificate e) {
        assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_UNPARSEABLE);
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void namesThePlaceInTheChain() {
    assertThatThrownBy(() -> parser.parse(List.of(der("ec.pem"), Bytes.ofHex("3000"))))
        .isInstanceOf(TlsFailure.BadCertificate.class)
        .hasMessageContaining("certificate 2 of 2");
  }

  private void assertUnparseable(Bytes octets) {
    assertThatThrownBy(() -> parser.parse(octets))
        .isInstanceOfSatisfying(
            TlsFailure.BadCertificate.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_UNPARSEABLE));
  }

  private static Bytes der(String fixture) {
    return Bytes.wrap(PemBlock.read(Fixtures.text(fixture), fixture).getFirst().der());
  }
}
