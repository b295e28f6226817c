package dev.glassine.inspect.capture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What stands in front of the IP header in a packet (the registry of LINKTYPE values). */
public enum LinkType {
  /** BSD loopback: the protocol family in the capturing machine's byte order. */
  NULL(0),
  /** Ethernet, VLAN tags included. */
  ETHERNET(1),
  /** Raw IP, as some systems number it. */
  RAW_BSD(12),
  /** Raw IP, as others number it. */
  RAW_OPENBSD(14),
  /** Raw IP: version 4 or 6, as its first octet says. */
  RAW(101),
  /** OpenBSD loopback: the protocol family in network byte order. */
  LOOP(108),
  /** Linux "cooked" capture, version 1. */
  LINUX_SLL(113),
  /** Raw IPv4. */
  IPV4(228),
  /** Raw IPv6. */
  IPV6(229),
  /** Linux "cooked" capture, version 2. */
  LINUX_SLL2(276);

  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86DD;

  private final int code;

  LinkType(int code) {
    this.code = code;
  }

  /** The number in the registry. */
  public int code() {
    return code;
  }

  /** The link type with this number, or null where it is none of these. */
  public static @Nullable LinkType of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(null);
  }

  /** Where the IP header begins in {@code octets}, or -1 where no IP packet is in it. */
  int ipOffset(byte[] octets) {
    return switch (this) {
      case RAW, RAW_BSD, RAW_OPENBSD, IPV4, IPV6 -> octets.length > 0 ? 0 : -1;
      // the family's number depends on the system; the IP version says the same
      case NULL, LOOP -> octets.length > 4 ? 4 : -1;
      case ETHERNET -> afterEtherType(octets, 12);
      case LINUX_SLL -> afterEtherType(octets, 14);
      case LINUX_SLL2 -> isIp(octets, 0) ? 20 : -1;
    };
  }

  /** Behind the EtherType at {@code at} and the VLAN tags that may stand before it. */
  private static int afterEtherType(byte[] octets, int at) {
    int type = etherType(octets, at);
    int offset = at;
    for (int tags = 0; tags < 4 && isVlan(type); tags++) {
      offset += 4;
      type = etherType(octets, offset);
    }
    return isIp(octets, offset) ? offset + 2 : -1;
  }

  private static boolean isVlan(int type) {
    return type == 0x8100 || type == 0x88A8 || type == 0x9100;
  }

  private static boolean isIp(byte[] octets, int at) {
    int type = etherType(octets, at);
    return type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6;
  }

  private static int etherType(byte[] octets, int at) {
    return at + 2 > octets.length ? -1 : ((octets[at] & 0xFF) << 8) | (octets[at + 1] & 0xFF);
  }
}
