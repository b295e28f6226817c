package dev.glassine.inspect.fingerprint;

import dev.glassine.core.registry.Grease;
import dev.glassine.core.registry.RegistryEntry;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.SupportedGroups;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * JA3 (Althouse, Atkinson, Atkins, 2017): version, suites, extensions, groups and point formats of
 * a ClientHello as decimal numbers in the order of the wire, GREASE left out, and the MD5 of that.
 *
 * @param text {@code 771,4865-4866,0-10-11,29-23,0}
 * @param hash the MD5 of {@code text} in 32 hexadecimal digits; that MD5 is broken does no harm
 *     here
 */
public record Ja3(String text, String hash) {
  /** The fingerprint of a hello. */
  public static Ja3 of(ClientHello hello) {
    SupportedGroups groups = hello.extensions().get(SupportedGroups.class);
    EcPointFormats formats = hello.extensions().get(EcPointFormats.class);
    String text =
        String.join(
            ",",
            Integer.toString(hello.legacyVersion().code()),
            numbers(hello.cipherSuites()),
            numbers(hello.extensions().types()),
            groups == null ? "" : numbers(groups.groups()),
            formats == null ? "" : octets(formats.formats()));
    byte[] digest = Digest.MD5.of(text.getBytes(StandardCharsets.US_ASCII));
    return new Ja3(text, HexFormat.of().formatHex(digest));
  }

  private static String numbers(List<? extends RegistryEntry> entries) {
    return entries.stream()
        .filter(entry -> !Grease.is(entry.code()))
        .map(entry -> Integer.toString(entry.code()))
        .collect(Collectors.joining("-"));
  }

  private static String octets(Bytes octets) {
    return IntStream.range(0, octets.length())
        .mapToObj(i -> Integer.toString(octets.at(i)))
        .collect(Collectors.joining("-"));
  }
}
