package dev.glassine.inspect.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import dev.glassine.core.wire.ext.SupportedGroups;
import dev.glassine.core.wire.ext.SupportedVersions;
import dev.glassine.core.wire.ext.UnknownExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against fingerprints that were published with the lists they are made of. */
class FingerprintTest {
  private static final String CHROME_SUITES =
      "002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9";
  private static final String CHROME_SCHEMES = "0403,0804,0401,0503,0805,0501,0806,0601";

  private static List<Integer> codes(String list) {
    return list.isEmpty()
        ? List.of()
        : Arrays.stream(list.split(",", -1)).map(HexFormat::fromHexDigits).toList();
  }

  /** A hello with these suites and extensions, those without content of their own left empty. */
  private static ClientHello hello(
      ProtocolVersion version, String suites, String extensions, String schemes, String protocol) {
    List<Extension> list = new ArrayList<>();
    for (int code : codes(extensions)) {
      list.add(
          switch (code) {
            case 0x0000 -> new ServerName("example.org");
            case 0x000d ->
                new SignatureAlgorithms(codes(schemes).stream().map(SignatureScheme::of).toList());
            case 0x0010 -> ApplicationProtocols.ofNames(List.of(protocol, "http/1.1"));
            case 0x002b ->
                new SupportedVersions(
                    List.of(ProtocolVersion.of(0x7a7a), version, ProtocolVersion.TLS_1_2));
            default -> new UnknownExtension(ExtensionType.of(code), Bytes.EMPTY);
          });
    }
    return new ClientHello(
        version.atLeast(ProtocolVersion.TLS_1_3) ? ProtocolVersion.TLS_1_2 : version,
        Bytes.wrap(new byte[32]),
        Bytes.EMPTY,
        codes(suites).stream().map(CipherSuite::of).toList(),
        Bytes.wrap(new byte[1]),
        new Extensions(list));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the example of the specification
        CHROME_SUITES
            + "|0000,0005,000a,000b,000d,0010,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01|"
            + CHROME_SCHEMES
            + "|h2|t13d1516h2_8daaf6152771_e5627efa2ab1",
        // Chrome 143 as browserleaks showed it
        CHROME_SUITES
            + "|002d,0033,0010,fe0d,0017,44cd,0000,000b,000a,002b,ff01,0023,0012,0005,000d,001b|"
            + CHROME_SCHEMES
            + "|h2|t13d1516h2_8daaf6152771_d8a2da3f94cd",
        // a fetcher without shuffling, with the SCSV of RFC 5746
        "00ff,1301,1302,1303,c02b,c02c,c02f,c030,cca8,cca9"
            + "|0000,0005,000a,000b,000d,0010,0017,0023,002b,002d,0033|"
            + "0503,0403,0807,0806,0805,0804,0601,0501,0401|h2|t13d1011h2_61a7ad8aa9b6_3fcd1a44f3e3"
      })
  void makesThePublishedJa4(
      String suites, String extensions, String schemes, String protocol, String expected) {
    ClientHello hello = hello(ProtocolVersion.TLS_1_3, suites, extensions, schemes, protocol);

    assertThat(Ja4.of(hello).fingerprint()).isEqualTo(expected);
  }

  @Test
  void givesOneJa4ToAClientThatShufflesAndGreases() {
    List<String> extensions =
        new ArrayList<>(
            List.of("0000", "0a0a", "000d", "002b", "0010", "ff01", "fafa", "0033", "0023"));
    List<String> suites = new ArrayList<>(List.of("1301", "3a3a", "c02f", "002f"));
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(extensions, random);
      Collections.shuffle(suites, random);
      Ja4 ja4 =
          Ja4.of(
              hello(
                  ProtocolVersion.TLS_1_3,
                  String.join(",", suites),
                  String.join(",", extensions),
                  "0403,eaea,0804",
                  "h2"));
      assertThat(ja4.text())
          .isEqualTo("t13d0307h2_002f,1301,c02f_000d,0023,002b,0033,ff01_0403,0804");
    }
  }

  @ParameterizedTest
  @CsvSource({"h3, h3", "http/1.1, h1", "x, xx", "\u00ab\u00cd, ad", "h\u00ff, 6f", "0-, 3d"})
  void shortensTheFirstProtocol(String protocol, String expected) {
    ClientHello hello = hello(ProtocolVersion.TLS_1_2, "c02f", "0010", "", protocol);

    assertThat(Ja4.of(hello).fingerprint()).startsWith("t12i0101" + expected + "_");
  }

  @Test
  void hasAPlaceForWhatIsNotThere() {
    ClientHello bare = hello(ProtocolVersion.SSL_3_0, "0a0a", "", "", "");
    ClientHello unsigned = hello(ProtocolVersion.TLS_1_1, "002f", "0017", "", "");

    assertThat(Ja4.of(bare).fingerprint()).isEqualTo("ts3i000000_000000000000_000000000000");
    assertThat(Ja4.of(unsigned).text()).isEqualTo("t11i010100_002f_0017");
    assertThat(Ja3.of(bare).text()).isEqualTo("768,,,,");
  }

  @Test
  void countsNinetyNineAtMost() {
    StringBuilder suites = new StringBuilder("0001");
    for (int i = 2; i < 130; i++) {
      suites.append(String.format(",%04x", i));
    }
    ClientHello hello = hello(ProtocolVersion.TLS_1_2, suites.toString(), "", "", "");

    assertThat(Ja4.of(hello).fingerprint()).startsWith("t12i990000_");
  }

  @Test
  void makesThePublishedJa3() {
    ClientHello hello =
        new ClientHello(
            ProtocolVersion.TLS_1_0,
            Bytes.wrap(new byte[32]),
            Bytes.EMPTY,
            codes("002f,0035,0005,000a,3a3a,c009,c00a,c013,c014,0032,0038,0013,0004").stream()
                .map(CipherSuite::of)
                .toList(),
            Bytes.wrap(new byte[1]),
            Extensions.of(
                new ServerName("example.org"),
                new UnknownExtension(ExtensionType.of(0x1a1a), Bytes.EMPTY),
                new SupportedGroups(
                    List.of(
                        NamedGroup.of(0xdada),
                        NamedGroup.of(23),
                        NamedGroup.of(24),
                        NamedGroup.of(25))),
                EcPointFormats.UNCOMPRESSED));

    assertThat(Ja3.of(hello).text())
        .isEqualTo("769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0");
    assertThat(Ja3.of(hello).hash()).isEqualTo("ada70206e40642a3e4461f35503241d5");
  }

  @Test
  void makesThePublishedJa3OfAHelloWithoutExtensions() {
    ClientHello hello =
        hello(
            ProtocolVersion.TLS_1_0,
            "0004,0005,000a,0009,0064,0062,0003,0006,0013,0012,0063",
            "",
            "",
            "");

    assertThat(Ja3.of(hello).hash()).isEqualTo("de350869b8c85de67a350c8d186f11e6");
  }
}
