package dev.glassine.core.identity;

import dev.glassine.core.wire.Bytes;
import java.net.IDN;
import java.net.Inet6Address;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name that a client means to reach, and whether a certificate is for it (RFC 9525). Immutable
 * and thread-safe.
 *
 * <p>The rules, where the RFC leaves a choice:
 *
 * <ul>
 *   <li>Only subjectAltName counts: dNSName for host names, iPAddress for IP addresses, compared in
 *       binary. The subject's common name never does.
 *   <li>A wildcard is the whole left-most label ({@code *.example.com}), stands for exactly one
 *       label, and needs two labels after it: {@code *.com} matches nothing. No list of public
 *       suffixes is consulted beyond that.
 *   <li>Letters match in any case. A trailing dot of the expected name is dropped; a dNSName that
 *       has one is malformed and matches nothing.
 *   <li>Unicode labels become A-labels by IDNA 2003, which is what the JDK has. Names with a
 *       character that IDNA 2008 maps otherwise (ß, ς, joiners) are refused, because two rules
 *       would reach two hosts: give those as A-labels.
 * </ul>
 */
public final class HostName {
  private static final String AMBIGUOUS = "\u00DF\u03C2\u200C\u200D";

  private final String name;
  private final @Nullable Bytes address;

  private HostName(String name, @Nullable Bytes address) {
    this.name = name;
    this.address = address;
  }

  /**
   * A host name in ASCII or Unicode, an IPv4 address of four decimal numbers, or an IPv6 address
   * with or without brackets.
   *
   * @throws IllegalArgumentException where it is none of these
   */
  public static HostName of(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (bare.indexOf(':') >= 0) {
      return new HostName(bare.toLowerCase(Locale.ROOT), ipv6(bare));
    }
    if (bare.length() != text.length()) {
      throw new IllegalArgumentException("\"" + printable(text) + "\" is no IPv6 address");
    }
    Bytes ipv4 = ipv4(text);
    if (ipv4 != null) {
      return new HostName(text, ipv4);
    }
    String ascii = ascii(text).toLowerCase(Locale.ROOT);
    String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "\"" + printable(text) + "\" is neither a host name nor an IP address");
    }
    return new HostName(name, null);
  }

  /** Lower-case A-labels without trailing dot, or the address without brackets. */
  public String name() {
    return name;
  }

  /** Whether it is an IP address; such names must not be sent as server_name (RFC 6066 §3). */
  public boolean isAddress() {
    return address != null;
  }

  /** Whether {@code certificate} is for this name. */
  public Match match(X509Certificate certificate) {
    SubjectNames names = SubjectNames.of(certificate);
    String by = address != null ? matching(address, names) : matching(names);
    return new Match(by, names.texts());
  }

  /**
   * Whether a dNSName entry of a certificate covers this name.
   *
   * @param presented exact, or with a wildcard as its first label
   */
  public boolean isCoveredBy(String presented) {
    String pattern = presented.toLowerCase(Locale.ROOT);
    if (address != null) {
      return false;
    }
    if (!pattern.startsWith("*.")) {
      return isName(pattern) && pattern.equals(name);
    }
    // RFC 9525 §6.3: the wildcard is the complete left-most label and matches one label
    String parent = pattern.substring(2);
    int dot = name.indexOf('.');
    return isName(parent)
        && parent.indexOf('.') > 0
        && dot > 0
        && parent.equals(name.substring(dot + 1));
  }

  /** The parent's labels, or null at the top: where {@code *.parent} would match. */
  @Nullable String parent() {
    int dot = name.indexOf('.');
    return address != null || dot < 0 ? null : name.substring(dot + 1);
  }

  /**
   * What a certificate says to a name.
   *
   * @param by the name in the certificate that matches, or null where none does
   * @param names every name in the certificate that a host can be known by: any of them would match
   */
  public record Match(@Nullable String by, List<String> names) {
    /** Copies the list. */
    public Match {
      names = List.copyOf(names);
    }

    /** Whether the certificate is for the name. */
    public boolean accepted() {
      return by != null;
    }

    /** The names, for people: at most ten of them. */
    public String describe() {
      if (names.isEmpty()) {
        return "it has no subjectAltName with host names or addresses (the common name does not count, RFC 9525 §2)";
      }
      StringBuilder text = new StringBuilder("it is for ");
      for (int i = 0; i < Math.min(10, names.size()); i++) {
        text.append(i == 0 ? "" : ", ").append(printable(names.get(i)));
      }
      return names.size() > 10
          ? text.append(" and ").append(names.size() - 10).append(" more").toString()
          : text.toString();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostName that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }

  private @Nullable String matching(SubjectNames names) {
    for (String presented : names.dnsNames()) {
      if (isCoveredBy(presented)) {
        return presented;
      }
    }
    return null;
  }

  private @Nullable String matching(Bytes address, SubjectNames names) {
    return names.addresses().contains(address) ? name : null;
  }

  private static String ascii(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    for (int i = 0; i < text.length(); i++) {
      if (AMBIGUOUS.indexOf(text.charAt(i)) >= 0) {
        throw new IllegalArgumentException(
            "\""
                + printable(text)
                + "\" means different hosts by IDNA 2003 and IDNA 2008: give its A-labels (xn--...)");
      }
    }
    try {
      return IDN.toASCII(text, 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + printable(text) + "\" has no form in A-labels", e);
    }
  }

  /**
   * Labels of letters, digits, hyphens inside, and underscores, which are in use; the last is not a
   * number (it would read as an address).
   */
  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > 253) {
      return false;
    }
    boolean digitsOnly = true;
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : '.';
      if (c == '.') {
        if (i == start
            || i - start > 63
            || name.charAt(start) == '-'
            || name.charAt(i - 1) == '-') {
          return false;
        }
        if (i < name.length()) {
          digitsOnly = true;
        }
        start = i + 1;
      } else if ((c >= 'a' && c <= 'z') || c == '-' || c == '_') {
        digitsOnly = false;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return !digitsOnly;
  }

  private static @Nullable Bytes ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] octets = new byte[4];
    for (int i = 0; i < 4; i++) {
      String part = parts[i];
      boolean decimal =
          !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!decimal
          || (part.length() > 1 && part.charAt(0) == '0')
          || Integer.parseInt(part) > 255) {
        return null;
      }
      octets[i] = (byte) Integer.parseInt(part);
    }
    return Bytes.wrap(octets);
  }

  private static Bytes ipv6(String text) {
    int zone = text.indexOf('%');
    try {
      // An IPv4-mapped address (::ffff:192.0.2.1) becomes the IPv4 address that it stands for.
      return Bytes.wrap(
          Inet6Address.ofLiteral(zone < 0 ? text : text.substring(0, zone)).getAddress());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + printable(text) + "\" is no IPv6 address", e);
    }
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .limit(260)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
