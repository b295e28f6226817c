package dev.glassine.core.identity;

import dev.glassine.core.wire.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names in a certificate's subjectAltName (RFC 5280 §4.2.1.6) that hosts are known by.
 *
 * @param dnsNames dNSName entries as they stand, in ISO 8859-1
 * @param addresses iPAddress entries: their octets, of any length
 */
record SubjectNames(List<String> dnsNames, List<Bytes> addresses) {
  private static final String SUBJECT_ALT_NAME = "2.5.29.17";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final int SET = 0x31;

  /** UTF8String, PrintableString, TeletexString, IA5String: host names look the same in each. */
  private static final Set<Integer> STRINGS_OF_OCTETS = Set.of(0x0C, 0x13, 0x14, 0x16);

  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  /** The names; none where the extension is missing or damaged, so that nothing matches it. */
  static SubjectNames of(X509Certificate certificate) {
    List<String> dnsNames = new ArrayList<>();
    List<Bytes> addresses = new ArrayList<>();
    byte[] extension = certificate.getExtensionValue(SUBJECT_ALT_NAME);
    if (extension != null) {
      try {
        DerReader names =
            new DerReader(new DerReader(extension).content(Der.OCTET_STRING)).enter(Der.SEQUENCE);
        while (names.hasRemaining()) {
          switch (names.tag()) {
            case DNS_NAME ->
                dnsNames.add(new String(names.content(DNS_NAME), StandardCharsets.ISO_8859_1));
            case IP_ADDRESS -> addresses.add(Bytes.wrap(names.content(IP_ADDRESS)));
            default -> names.whole();
          }
        }
      } catch (DerReader.Invalid e) {
        return new SubjectNames(List.of(), List.of());
      }
    }
    return new SubjectNames(List.copyOf(dnsNames), List.copyOf(addresses));
  }

  /**
   * The most specific common name (RFC 5280 Appendix A.1) of a certificate without subjectAltName,
   * as certificates of the nineties name their hosts; null where it has none, or has the extension.
   */
  static @Nullable String onlyCommonName(X509Certificate certificate) {
    if (certificate.getExtensionValue(SUBJECT_ALT_NAME) != null) {
      return null;
    }
    String last = null;
    try {
      DerReader relativeNames =
          new DerReader(certificate.getSubjectX500Principal().getEncoded()).enter(Der.SEQUENCE);
      while (relativeNames.hasRemaining()) {
        DerReader attributes = relativeNames.enter(SET);
        while (attributes.hasRemaining()) {
          DerReader attribute = attributes.enter(Der.SEQUENCE);
          boolean commonName =
              DerReader.dotted(attribute.content(Der.OBJECT_IDENTIFIER)).equals(COMMON_NAME);
          int kind = attribute.tag();
          if (commonName && STRINGS_OF_OCTETS.contains(kind)) {
            last = new String(attribute.content(kind), StandardCharsets.ISO_8859_1);
          }
        }
      }
    } catch (DerReader.Invalid e) {
      return null;
    }
    return last;
  }

  /** Every name as text, for people. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(dnsNames);
    for (Bytes address : addresses) {
      texts.add(text(address));
    }
    return List.copyOf(texts);
  }

  private static String text(Bytes address) {
    if (address.length() == 4 || address.length() == 16) {
      try {
        return InetAddress.getByAddress(address.toArray()).getHostAddress();
      } catch (UnknownHostException e) {
        return address.hex(); // cannot happen for these lengths
      }
    }
    return address.hex() + " (no IP address)";
  }
}
