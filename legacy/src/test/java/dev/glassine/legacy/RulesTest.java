package dev.glassine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.FiniteField;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Standing;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.CertificateVerify;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parts of the rules, against answers that were computed elsewhere. */
class RulesTest {
  private static final CryptoProvider CRYPTO = JcaCrypto.jdkOnly();

  /** Computed by another implementation (Python's hmac), over the same input. */
  @Test
  void derivesWhatThePrfOfTls10Derives() {
    Secret secret = Secret.wrap(repeated(0xAB, 48));
    Secret derived =
        new TwoHashPrf(CRYPTO).derive(secret, "PRF Testvector", repeated(0xCD, 64), 104);

    assertThat(hex(derived)).isEqualTo(PRF_104);
  }

  private static final String PRF_104 =
      "d3d4d1e349b5d515044666d51de32bab258cb521b6b053463e354832fd976754"
          + "443bcf9a296519bc289abcbc1187e4ebd31e602353776c408aafb74cbc85eff6"
          + "9255f9788faa184cbb957a9819d84a5d7eb006eb459d3ae8de9810454b8b2d8f"
          + "1afbc655a8c9a013";

  @Test
  void splitsASecretOfOddLengthSoThatTheHalvesShareAnOctet() {
    Secret secret = Secret.wrap(new byte[] {1, 2, 3});

    assertThat(hex(new TwoHashPrf(CRYPTO).derive(secret, "l", new byte[] {9}, 20)))
        .isEqualTo(PRF_ODD);
  }

  private static final String PRF_ODD = "02fbc48ede31309d3fb8888bd86eecd89ba7fe7a";

  @Test
  void expandsByNestedHashesAsSsl30Does() {
    Secret secret = Secret.wrap(repeated(0xAB, 48));
    Secret expanded =
        new NestedHashes(CRYPTO)
            .expand(secret, Bytes.wrap(repeated(0x01, 32)), Bytes.wrap(repeated(0x02, 32)), 50);

    assertThat(hex(expanded)).isEqualTo(NESTED_50);
  }

  private static final String NESTED_50 =
      "6ae90261ae0acb1287132137b4f8b20ce92088627efe23680d7c0a1049b488c7"
          + "49b7d85ab61fe880fe64c2df40caf7204a55";

  @Test
  void macsAsSsl30Does() {
    Ssl30RecordMac mac = new Ssl30RecordMac(CRYPTO.hash(HashAlgorithm.SHA1), repeated(0x11, 20));
    byte[] out = new byte[20];

    mac.compute(5, 23, "GET /".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 5, out, 0);

    assertThat(Bytes.wrap(out).hex()).isEqualTo(MAC_SHA1);
  }

  private static final String MAC_SHA1 = "1ff5e78dbe34ffe98a9b0110de30c980e417fd81";

  @Test
  void takesPaddingShorterThanABlockWhateverItHolds() {
    Ssl30Padding padding = new Ssl30Padding(8);

    assertThat(padding.judge(new byte[] {9, 9, 9, 9, 9, 9, 9, 7}, 0, 8)).isEqualTo(-1);
    assertThat(padding.judge(new byte[] {0, 0, 0, 0, 0, 0, 0, 0}, 0, 8)).isEqualTo(-1);
    assertThat(padding.judge(new byte[] {8, 8, 8, 8, 8, 8, 8, 8}, 0, 8)).isZero();
    assertThat(padding.judge(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0xFF}, 0, 8)).isZero();
  }

  @ParameterizedTest
  @EnumSource(AlertDescription.class)
  void saysEveryAlertInTheWordsOfSsl30(AlertDescription alert) {
    Set<AlertDescription> known =
        EnumSet.of(
            AlertDescription.CLOSE_NOTIFY,
            AlertDescription.UNEXPECTED_MESSAGE,
            AlertDescription.BAD_RECORD_MAC,
            AlertDescription.DECOMPRESSION_FAILURE,
            AlertDescription.HANDSHAKE_FAILURE,
            AlertDescription.NO_CERTIFICATE,
            AlertDescription.BAD_CERTIFICATE,
            AlertDescription.UNSUPPORTED_CERTIFICATE,
            AlertDescription.CERTIFICATE_REVOKED,
            AlertDescription.CERTIFICATE_EXPIRED,
            AlertDescription.CERTIFICATE_UNKNOWN,
            AlertDescription.ILLEGAL_PARAMETER);

    AlertDescription said = new Ssl30Rules(Legacy.NONE).alert(alert);

    assertThat(known).contains(said);
    assertThat(said.equals(alert)).isEqualTo(known.contains(alert));
  }

  @Test
  void hasSafePrimesOfTheLengthsThatTheyAreNamedAfter() {
    for (FiniteField.Parameters field :
        new FiniteField.Parameters[] {SmallGroups.EXPORT_512, SmallGroups.OAKLEY_1024}) {
      BigInteger prime = field.prime();
      assertThat(prime.isProbablePrime(64)).isTrue();
      assertThat(prime.shiftRight(1).isProbablePrime(64)).isTrue();
    }
    assertThat(SmallGroups.EXPORT_512.prime().bitLength()).isEqualTo(512);
    assertThat(SmallGroups.OAKLEY_1024.prime().bitLength()).isEqualTo(1024);
  }

  @Test
  void listsEverySuiteThatTheRegistryCallsBroken() {
    Set<CipherSuite> broken = new HashSet<>();
    CipherSuite.all().stream()
        .filter(suite -> suite.standing() == Standing.BROKEN)
        .forEach(broken::add);

    assertThat(BrokenSuites.STRONGEST_FIRST).containsAll(broken).doesNotHaveDuplicates();
  }

  @Test
  void putsSuitesThatProtectLessBehindThoseThatProtectMore() {
    Legacy sound = Legacy.builder().enableDssDeprecated().build();
    int lastSound = -1;
    int firstOpenToAll = BrokenSuites.STRONGEST_FIRST.size();
    for (int i = 0; i < BrokenSuites.STRONGEST_FIRST.size(); i++) {
      CipherSuite suite = BrokenSuites.STRONGEST_FIRST.get(i);
      if (sound.allows(suite)) {
        lastSound = i;
      }
      boolean open =
          suite.authentication() == dev.glassine.core.registry.AuthenticationMethod.ANONYMOUS
              || suite.cipher() == dev.glassine.core.registry.BulkCipher.NULL;
      if (open) {
        firstOpenToAll = Math.min(firstOpenToAll, i);
      } else {
        assertThat(i).as(suite.name()).isLessThan(firstOpenToAll);
      }
    }
    assertThat(lastSound).isLessThan(firstOpenToAll);
  }

  @Test
  void marksARandomWhereTheServerHasSomethingNewer() {
    assertThat(
            new Tls10Rules(Legacy.NONE)
                .downgradeMark(java.util.List.of(ProtocolVersion.TLS_1_2, ProtocolVersion.TLS_1_0)))
        .isEqualTo(Bytes.ofHex("444f574e47524400"));
    assertThat(
            new Tls10Rules(Legacy.NONE)
                .downgradeMark(java.util.List.of(ProtocolVersion.TLS_1_1, ProtocolVersion.TLS_1_0)))
        .isEqualTo(Bytes.EMPTY);
  }

  @Test
  void namesWhatBreaksEachDoorAndWhereThatIsWritten() {
    for (Danger danger : Danger.values()) {
      assertThat(danger.subject()).isNotBlank();
      assertThat(danger.breaks()).hasSizeGreaterThan(15);
      assertThat(danger.source()).matches(".*(RFC \\d+ §|CVE-).*");
    }
  }

  private static String hex(Secret secret) {
    return Bytes.copyOf(secret.reveal(Secret.Access.TEST)).hex();
  }

  private static byte[] repeated(int octet, int times) {
    byte[] octets = new byte[times];
    java.util.Arrays.fill(octets, (byte) octet);
    return octets;
  }

  /** As NSS sends it, r and s one behind the other; everybody else sends DER. */
  @Test
  void readsADsaSignatureOfSsl30InBothEncodings() throws Exception {
    PublicKey key = KeyPairGenerator.getInstance("DSA").generateKeyPair().getPublic();
    Ssl30Rules rules = new Ssl30Rules(Legacy.NONE);
    Bytes raw = Bytes.ofHex("00000000000000000000000000000000000000ff" + "7f".repeat(20));
    Bytes der = Bytes.ofHex("301a" + "020200ff" + "0214" + "7f".repeat(20));

    for (Bytes written : List.of(raw, der)) {
      WireReader reader =
          WireReader.recording(new WireWriter().opaque16(written).toBytes(), field -> {});
      assertThat(rules.readDigitallySigned(reader, key).signature()).isEqualTo(der);
      assertThat(rules.readCertificateVerify(new CertificateVerify(null, written), key).signature())
          .isEqualTo(der);
    }
  }

  @Test
  void readsADsaSignatureOfTls10InDerOnly() throws Exception {
    PublicKey key = KeyPairGenerator.getInstance("DSA").generateKeyPair().getPublic();
    Bytes raw = Bytes.ofHex("7f".repeat(40));

    assertThat(
            new Tls10Rules(Legacy.NONE)
                .readCertificateVerify(new CertificateVerify(null, raw), key)
                .signature())
        .isEqualTo(raw);
  }
}
