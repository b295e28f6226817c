package dev.glassine.cli;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * IP addresses whose first bits are the same: {@code 192.0.2.0/24}, {@code 2001:db8::/32} (RFC 4632
 * §3.1, RFC 4291 §2.3), or a single one.
 *
 * @param first its octets, 4 or 16
 * @param bits how many of them count
 */
record AddressRange(byte[] first, int bits) {
  /**
   * Reads a range; names are not looked up.
   *
   * @throws IllegalArgumentException where it is none
   */
  static AddressRange of(String text) {
    String[] parts = text.split("/", 2);
    byte[] first = literal(parts[0], text);
    int most = 8 * first.length;
    if (parts.length == 1) {
      return new AddressRange(first, most);
    }
    if (!parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > most) {
      throw new IllegalArgumentException(
          "the range '" + text + "' has a length that is not 0.." + most);
    }
    return new AddressRange(first, Integer.parseInt(parts[1]));
  }

  /** The four numbers that everybody writes, and not the shorter forms that some readers take. */
  private static byte[] literal(String address, String text) {
    try {
      if (address.indexOf(':') >= 0 || address.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
        return InetAddress.ofLiteral(address).getAddress();
      }
    } catch (IllegalArgumentException e) {
      // as below
    }
    throw new IllegalArgumentException(
        "'" + text + "' is neither an address, as 192.0.2.7, nor a range, as 192.0.2.0/24");
  }

  boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length != first.length) {
      return false;
    }
    int whole = bits / 8;
    int rest = 0xFF00 >> bits % 8 & 0xFF;
    return Arrays.equals(octets, 0, whole, first, 0, whole)
        && (rest == 0 || (octets[whole] & rest) == (first[whole] & rest));
  }
}
