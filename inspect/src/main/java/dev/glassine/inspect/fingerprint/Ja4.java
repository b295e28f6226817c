package dev.glassine.inspect.fingerprint;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.Grease;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.RegistryEntry;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import dev.glassine.core.wire.ext.SupportedVersions;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * JA4 of a ClientHello over TCP (FoxIO, 2023, BSD licence): a part that people read, then the
 * suites, then the extensions with the signature algorithms; GREASE left out everywhere. Sorted, so
 * that a client that shuffles its extensions stays the same.
 *
 * @param fingerprint {@code t13d1516h2_8daaf6152771_e5627efa2ab1}
 * @param text the same before hashing, as other tools call {@code ja4_r}
 */
public record Ja4(String fingerprint, String text) {
  private static final int HASH_DIGITS = 12;
  private static final String NOTHING = "0".repeat(HASH_DIGITS);

  /** The fingerprint of a hello. */
  public static Ja4 of(ClientHello hello) {
    List<String> suites = sorted(hello.cipherSuites().stream());
    List<ExtensionType> extensions =
        hello.extensions().types().stream().filter(type -> !Grease.is(type.code())).toList();
    String start =
        "t"
            + version(hello)
            + (extensions.contains(ExtensionType.SERVER_NAME) ? "d" : "i")
            + count(suites.size())
            + count(extensions.size())
            + protocol(hello);
    // the two that vary between one client's connections are counted, and left out here
    List<String> others =
        sorted(
            extensions.stream()
                .filter(
                    type ->
                        !type.equals(ExtensionType.SERVER_NAME)
                            && !type.equals(ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION)));
    String middle = String.join(",", suites);
    String end = String.join(",", others) + schemes(hello);
    return new Ja4(
        start + "_" + shortened(middle) + "_" + (others.isEmpty() ? NOTHING : shortened(end)),
        start + "_" + middle + "_" + end);
  }

  /** The highest version of supported_versions, else of the field. */
  private static String version(ClientHello hello) {
    SupportedVersions offered = hello.extensions().get(SupportedVersions.class);
    int code =
        offered == null
            ? hello.legacyVersion().code()
            : offered.versions().stream()
                .filter(version -> !Grease.is(version.code()))
                .max(Comparator.naturalOrder())
                .map(ProtocolVersion::code)
                .orElse(0);
    return switch (code) {
      case 0x0304 -> "13";
      case 0x0303 -> "12";
      case 0x0302 -> "11";
      case 0x0301 -> "10";
      case 0x0300 -> "s3";
      case 0x0002 -> "s2";
      default -> "00";
    };
  }

  private static String count(int number) {
    return String.format("%02d", Math.min(99, number));
  }

  /**
   * First and last character of the first protocol; where one of the two is no letter or digit,
   * first and last digit of its hexadecimal form.
   */
  private static String protocol(ClientHello hello) {
    ApplicationProtocols offered = hello.extensions().get(ApplicationProtocols.class);
    if (offered == null || offered.protocols().isEmpty()) {
      return "00";
    }
    Bytes first = offered.protocols().getFirst();
    int start = first.at(0);
    int end = first.at(first.length() - 1);
    if (isAlphanumeric(start) && isAlphanumeric(end)) {
      return "" + (char) start + (char) end;
    }
    String hex = first.hex();
    return "" + hex.charAt(0) + hex.charAt(hex.length() - 1);
  }

  private static boolean isAlphanumeric(int octet) {
    return (octet >= '0' && octet <= '9')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z');
  }

  /** In the client's order; nothing at all, not even the line, where there are none. */
  private static String schemes(ClientHello hello) {
    SignatureAlgorithms offered = hello.extensions().get(SignatureAlgorithms.class);
    if (offered == null) {
      return "";
    }
    String list = hex(offered.schemes().stream()).collect(Collectors.joining(","));
    return list.isEmpty() ? "" : "_" + list;
  }

  private static List<String> sorted(Stream<? extends RegistryEntry> entries) {
    return hex(entries).sorted().toList();
  }

  private static Stream<String> hex(Stream<? extends RegistryEntry> entries) {
    return entries
        .filter(entry -> !Grease.is(entry.code()))
        .map(entry -> HexFormat.of().toHexDigits((short) entry.code()));
  }

  private static String shortened(String text) {
    return text.isEmpty()
        ? NOTHING
        : HexFormat.of()
            .formatHex(Digest.SHA_256.of(text.getBytes(StandardCharsets.US_ASCII)))
            .substring(0, HASH_DIGITS);
  }
}
